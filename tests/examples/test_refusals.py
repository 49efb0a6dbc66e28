"""What cannot be done is said in one line, by an exit code, and leaves nothing behind."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from commands import Said, run_command, write_orders
from tidewaiter.errors import BadInput
from tidewaiter.read import read_batch


def _random_bytes() -> bytes:
    return random.Random(20261122).randbytes(3000)


@dataclass(frozen=True, slots=True)
class Refused:
    """A command that cannot be done: its words, its exit code, what its line names and what it says to do."""

    words: tuple[str, ...]
    code: int
    names: str
    next_step: str


_REFUSED = {
    "a missing file": Refused(("screen", "none.csv", "--out", "new"), 2, "none.csv", "check the path"),
    "one missing file of two": Refused(("screen", "orders.csv", "none.csv", "--out", "new"), 2, "none.csv", "check the path"),
    "an empty file": Refused(("screen", "empty.csv", "--out", "new"), 2, "empty.csv", "export it again"),
    "a file without goods": Refused(("screen", "other.csv", "--out", "new"), 2, "other.csv", "rename one to goods_text or hs_code"),
    "a folder": Refused(("screen", "no-run", "--out", "new"), 2, "no-run", "name the files in it"),
    "replacing what is no run": Refused(("screen", "orders.csv", "--out", "no-run", "--replace"), 3, "no-run", "give another --out"),
    "replacing a file": Refused(("screen", "orders.csv", "--out", "empty.csv", "--replace"), 3, "empty.csv", "give another --out"),
    "an unknown engine": Refused(
        ("screen", "orders.csv", "--out", "new", "--engine", "abacus"), 3, "abacus", "choose one of duckdb, spark"
    ),
    "a day that is none": Refused(("screen", "orders.csv", "--out", "new", "--as-of", "31/12/2026"), 3, "--as-of", "write it as 2026-"),
    "an unknown list": Refused(("screen", "orders.csv", "--out", "new", "--lists", "nowhere"), 2, "nowhere", "`tidewaiter lists` shows"),
    "a budget of nothing": Refused(("screen", "orders.csv", "--out", "new", "--budget", "0"), 3, "budget", "give a number above 0"),
    "an unknown source": Refused(("screen", "orders.csv", "--out", "new", "--source", "nobody"), 3, "nobody", "known: "),
    "explaining from what is no run": Refused(("explain", "no-run", "A1"), 2, "no-run", "make one with: tidewaiter screen"),
    "explaining from nothing": Refused(("explain", "nowhere", "A1"), 2, "nowhere", "make one with: tidewaiter screen"),
    "the columns of a missing file": Refused(("columns", "none.csv"), 2, "none.csv", "check the path"),
}


@pytest.fixture
def refusing(tmp_path: Path) -> Iterator[Path]:
    """A folder of files that cannot be screened; whatever is refused must leave it as it is."""
    write_orders(tmp_path)
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "other.csv").write_text("name,age\nA,1\n", encoding="utf-8")
    (tmp_path / "random.xlsx").write_bytes(_random_bytes())
    (tmp_path / "no-run").mkdir()
    (tmp_path / "no-run/letter.txt").write_text("keep me", encoding="utf-8")
    before = _everything(tmp_path)
    yield tmp_path
    assert _everything(tmp_path) == before


def _everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


@pytest.mark.parametrize("refused", _REFUSED.values(), ids=list(_REFUSED))
def test_what_cannot_be_done_is_said_in_one_line_and_leaves_nothing(refused: Refused, refusing: Path, tell: Callable[..., Said]) -> None:
    said = tell(refusing, *refused.words)

    (line,) = said.complaints
    assert said.code == refused.code
    assert said.out == ""
    assert line.startswith("tidewaiter: ")
    assert refused.names in line
    assert refused.next_step in line


@pytest.mark.parametrize(("more", "code"), [(("none.csv",), 2), (("orders.csv", "--as-of", "soon"), 3)], ids=["input", "configuration"])
def test_the_shell_is_told_by_the_exit_code(more: tuple[str, ...], code: int, refusing: Path) -> None:
    said = run_command(refusing, "screen", "--out", "new", *more)

    assert (said.code, said.out, len(said.complaints)) == (code, "", 1)


def test_random_bytes_named_a_workbook_are_bad_input_and_leave_nothing(refusing: Path, tell: Callable[..., Said]) -> None:
    said = tell(refusing, "screen", "random.xlsx", "--out", "new")

    assert (said.code, said.out) == (2, "")
    assert any(line.startswith("tidewaiter: random.xlsx ") for line in said.errors)


def test_random_bytes_named_a_workbook_are_called_an_unreadable_workbook(tmp_path: Path) -> None:
    path = tmp_path / "random.xlsx"
    path.write_bytes(_random_bytes())

    with pytest.raises(BadInput) as caught:
        read_batch([path], workdir=tmp_path)

    assert str(caught.value).isprintable()
    assert "workbook" in str(caught.value)


def test_a_memory_that_is_no_size_is_a_wrong_option(refusing: Path, tell: Callable[..., Said]) -> None:
    said = tell(refusing, "screen", "orders.csv", "--out", "new", "--memory", "lots")

    assert said.code == 3
    assert "--memory" in said.complaints[0]
