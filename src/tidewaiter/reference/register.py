"""Where the reference rows lie, how they are read, and which version of them a run used."""

import csv
import hashlib
import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from tidewaiter.errors import BadReference

__all__ = ["Row", "day", "listed", "names_in", "reference_rows", "reference_versions", "truth"]

Row = dict[str, str]
"""One row of a reference file as it stands there: column to text."""

_ENDINGS = (".csv", ".yml", ".yaml")


@cache
def reference_rows(path: str) -> tuple[Row, ...]:
    """Give the rows of one CSV file under `reference/`, as text.

    Raises:
        BadReference: there is no such file, or a row is longer or shorter than the heading.

    >>> reference_rows("unions/unions.csv")[0]["country"]
    'BE'
    """
    file = files(__package__).joinpath(path)
    if not file.is_file():
        raise BadReference(f"no reference file {path}; install tidewaiter again")
    rows = tuple(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
    for place, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise BadReference(f"{path} line {place}: not as many cells as the heading has; mend the line")
    return rows


def names_in(folder: str) -> tuple[str, ...]:
    """Give the names of the CSV files in a folder of `reference/`, in alphabetical order."""
    return tuple(sorted(file.name for file in files(__package__).joinpath(folder).iterdir() if file.name.endswith(".csv")))


def listed(cell: str) -> tuple[str, ...]:
    """Split a cell that holds several values; names of chemicals hold commas, so a semicolon divides.

    >>> listed("piperidin-4-one; 4-oxopiperidine")
    ('piperidin-4-one', '4-oxopiperidine')
    """
    return tuple(part.strip() for part in cell.split("; ") if part.strip())


def day(cell: str, where: str) -> date | None:
    """Read an ISO date; an empty cell is None.

    Raises:
        BadReference: the cell holds something else.
    """
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise BadReference(f"{where}: {cell!r} is no date; write YYYY-MM-DD or leave it empty") from error


def truth(cell: str, where: str) -> bool:
    """Read `true` or `false`.

    Raises:
        BadReference: the cell holds something else.
    """
    if cell not in ("true", "false"):
        raise BadReference(f"{where}: {cell!r} is neither true nor false")
    return cell == "true"


@cache
def reference_versions() -> dict[str, dict[str, str | None]]:
    """Give for each reference file its SHA-256 and the newest day on which a row of it was retrieved, None where it has no such column.

    >>> sorted(reference_versions()["unions/unions.csv"])
    ['retrieved', 'sha256']
    """
    return {
        name: _version(name, file.read_bytes()) for name, file in sorted(_reference_files(files(__package__), ""), key=lambda pair: pair[0])
    }


def _reference_files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _reference_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_ENDINGS):
            yield prefix + entry.name, entry


def _version(name: str, content: bytes) -> dict[str, str | None]:
    rows = reference_rows(name) if name.endswith(".csv") else ()
    retrieved = [row["retrieved"] for row in rows if row.get("retrieved")]
    return {"sha256": hashlib.sha256(content).hexdigest(), "retrieved": max(retrieved, default=None)}
