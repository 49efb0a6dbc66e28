"""Batches that are hard to screen end in a result or in one clear line, and never in half a run folder."""

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from batches import AS_OF
from commands import environment
from tidewaiter.errors import EngineFailed
from tidewaiter.screening import Order, Summary, screen_files

_HEADINGS = (
    "Goods",
    "HS Code",
    "Net Weight (KG)",
    "Value USD",
    "Quantity",
    "Shipper Name",
    "Consignee Name",
    "Export Country",
    "Date Lodged",
)
_ROW = ("cotton shirts for men", "620520", "12.5", "140", "60", "Imaginary Exports Ltd", "Imaginary Retail Inc", "CN", "2026-03-02")
_COMMAND = (sys.executable, "-m", "tidewaiter.cli", "screen", "rows.csv", "--out", "run", "--as-of", AS_OF.isoformat())

Row = Sequence[str]


def _row(**other: str) -> Row:
    """A plain row; what is given takes the place of a cell, by the first word of its heading."""
    return [other.get(heading.split(" ")[0].lower(), cell) for heading, cell in zip(_HEADINGS, _ROW, strict=True)]


def _write(rows: Sequence[Row], folder: Path) -> Path:
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([_HEADINGS, *rows])
    return path


def _screened(rows: Sequence[Row], folder: Path, *, memory: str | None = None) -> Summary:
    return screen_files(Order((_write(rows, folder),), folder / "run", AS_OF, workspace=folder / "workspace", memory=memory))


def _many(size: int) -> list[Row]:
    return [
        _row(net=f"{1 + place % 97}", value=f"{10 + place % 89}", consignee=f"Imaginary Buyer {place} LLC", goods=f"shirts of kind {place}")
        for place in range(size)
    ]


_BATCHES: dict[str, Callable[[], list[Row]]] = {
    "one record": lambda: [_row()],
    "one record without numbers": lambda: [_row(net="", value="", quantity="", hs="", date="", export="")],
    "one firm at both ends of every record": lambda: [
        _row(net=f"{1 + place % 7}", shipper="Imaginary Retail Inc", goods=f"goods of kind {place % 50}") for place in range(500)
    ],
    "one text on every record": lambda: [_row(consignee=f"Imaginary Buyer {place} LLC") for place in range(500)],
    "one text on every record, and no code": lambda: [_row(hs="", net=f"{1 + place % 7}") for place in range(500)],
    "texts of a hundred thousand letters": lambda: [_row(goods=f"cotton {place} " * 10_000) for place in range(20)],
    "one word of a hundred thousand letters": lambda: [_row(goods="x" * 100_000) for place in range(20)],
    "amounts beyond all bounds": lambda: [_row(net=("1e300", "1e-300", "0", "1")[place % 4], value="1e300") for place in range(40)],
}


@pytest.mark.parametrize("rows", _BATCHES.values(), ids=list(_BATCHES))
def test_a_batch_that_is_hard_to_screen_is_screened_whole(rows: Callable[[], list[Row]], tmp_path: Path) -> None:
    made = rows()

    summary = _screened(made, tmp_path)

    assert summary.rows_in == len(made) == summary.accepted + summary.rejected
    assert pq.read_metadata(tmp_path / "run" / "scores.parquet").num_rows == summary.accepted > 0
    assert {path.name for path in tmp_path.iterdir()} <= {"rows.csv", "run", "workspace"}


def test_a_batch_of_one_kind_of_record_raises_nobody(tmp_path: Path) -> None:
    _screened(_BATCHES["one text on every record"](), tmp_path)

    assert pq.read_table(tmp_path / "run" / "evidence.parquet").num_rows == 0


def test_too_little_memory_is_told_in_one_line_or_is_enough(tmp_path: Path) -> None:
    told = ""
    try:
        _screened(_many(20_000), tmp_path, memory="20MB")
    except EngineFailed as failed:
        told = str(failed)

    assert (tmp_path / "run").exists() == (told == "")
    assert {path.name for path in tmp_path.iterdir()} <= {"rows.csv", "run", "workspace"}
    assert len(told.splitlines()) <= 1
    assert not told or "--memory" in told


def _told_in_one_line(done: "subprocess.CompletedProcess[str]", folder: Path) -> None:
    lines = [line for line in done.stderr.splitlines() if line.startswith("tidewaiter: ")]
    assert done.returncode in (3, 4), done.stderr
    assert len(lines) == 1
    assert "room" in lines[0] or "disk" in lines[0]
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert {path.name for path in folder.iterdir()} <= {"rows.csv", "workspace"}


def _run(folder: Path, *, largest_file: int | None = None) -> "subprocess.CompletedProcess[str]":
    """Screen in a process of its own, which may be forbidden to write files above a size."""

    def forbid() -> None:
        import resource

        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    return subprocess.run(_COMMAND, cwd=folder, env=environment(), capture_output=True, text=True, check=False, preexec_fn=forbid)


# At each of these sizes another writer is the first to meet the end of the disk.
@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("kib", [1, 60, 100])
def test_a_file_that_may_not_grow_ends_the_run_in_one_line(kib: int, tmp_path: Path) -> None:
    _write(_many(4000), tmp_path)

    done = _run(tmp_path, largest_file=kib * 1024)

    _told_in_one_line(done, tmp_path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two MiB; only root may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk))
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("no small disk can be mounted here")
    yield disk
    subprocess.run(("umount", str(disk)), check=False)


def test_a_full_disk_ends_the_run_in_one_line(small_disk: Path) -> None:
    _write(_many(12_000), small_disk)

    done = _run(small_disk)

    _told_in_one_line(done, small_disk)
