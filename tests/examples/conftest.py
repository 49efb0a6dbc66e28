"""What the examples share."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import Said
from tidewaiter import cli


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run the command in this process, which spares the start of Python; an error that the command does not expect is raised."""

    def told(folder: Path, *words: str) -> Said:
        codes: list[int] = []
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["tidewaiter", *words])
        monkeypatch.setattr(cli, "_leave", codes.append)
        cli.main()
        out, errors = capsys.readouterr()
        return Said(codes[0], out, errors.splitlines())

    return told
