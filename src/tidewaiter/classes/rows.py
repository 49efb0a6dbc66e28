"""Substances that lists name, and medicines, as rows with their sources: `named.csv`, `medicines.csv`.

An empty `valid_from` means: named before any class definition began. A row whose `verified` begins with no still counts, as each
of these substances is controlled one way or the other; the answer shows who read what.
"""

import csv
import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from tidewaiter.classes.structure import flat_key, read_structure
from tidewaiter.errors import BadReference

__all__ = ["Medicine", "Named", "medicine_of", "medicines", "named_on"]


@dataclass(frozen=True, slots=True)
class Named:
    """An entry of a list that names a substance."""

    name: str
    list: str
    valid_from: date | None
    citation: str
    verified: str


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine that a broad class catches."""

    name: str
    use: str
    citation: str
    verified: str


def named_on(key: str, *, jurisdiction: str, day: date) -> Named | None:
    """Give the entry that names a substance on a day; `key` as `structure.flat_key` gives it."""
    named = _named().get((jurisdiction, key))
    return named if named is not None and (named.valid_from is None or named.valid_from <= day) else None


def medicine_of(key: str) -> Medicine | None:
    """Give the medicine that a substance is; `key` as `structure.flat_key` gives it."""
    return _medicines().get(key)


def medicines() -> tuple[Medicine, ...]:
    """Give every medicine of the rows, in their order."""
    return tuple(_medicines().values())


@cache
def _named() -> dict[tuple[str, str], Named]:
    return {
        (row["jurisdiction"], _key(row)): Named(
            row["name"],
            row["list"],
            date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            row["citation"],
            row["verified"],
        )
        for row in _rows("named.csv")
    }


@cache
def _medicines() -> dict[str, Medicine]:
    return {_key(row): Medicine(row["name"], row["use"], row["citation"], row["verified"]) for row in _rows("medicines.csv")}


def _key(row: dict[str, str]) -> str:
    structure = read_structure(row["smiles"])
    if structure is None:
        raise BadReference(f"{row['name']}: the structure {row['smiles']!r} cannot be read; mend the row")
    return flat_key(structure.parts[0])


def _rows(name: str) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(files(__package__).joinpath(name).read_text(encoding="utf-8"), newline="")))
    for row in rows:
        if not (row["citation"] and row["verified"]):
            raise BadReference(f"{name}: {row['name']} has no citation or says not who read it; add it")
    return rows
