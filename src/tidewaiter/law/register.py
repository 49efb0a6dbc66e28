"""The control register as it is asked here: its entries by jurisdiction, their scope, and the state that it is in."""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from tidewaiter.errors import BadInput
from tidewaiter.reference import control_rows, reference_versions, unions

__all__ = ["Entry", "entries_of", "jurisdictions", "laws_of", "state_of"]

_CHECKSUM_LETTERS = 12
"""chosen: enough to tell two states of a file apart in a sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the register.

    Attributes:
        substance: id of the substance, class or item that it names.
        name: its name.
        jurisdiction: whose law.
        instrument: the act or regulation.
        list: the list or schedule of it.
        status: `controlled`, `surveillance`, `proposed`, `expired` or `unverified`.
        begins: the first day on which it counts; for an entry whose day was not read, the day on which it was read.
        ends: the first day no longer in force, None where open.
        precision: `day`, `year`, `by` (in force on that day, begun before) or `unknown`.
        scope: what the row says of its scope, in words.
        covers: the scope words that it covers.
        citation: the legal text.
        verified: what of it was read.
        decides: whether it may decide alone.
    """

    substance: str
    name: str
    jurisdiction: str
    instrument: str
    list: str
    status: str
    begins: date
    ends: date | None
    precision: str
    scope: str
    covers: frozenset[str]
    citation: str
    verified: str
    decides: bool

    def holds(self, on: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.begins <= on and (self.ends is None or on < self.ends)


@cache
def entries_of(jurisdiction: str) -> tuple[Entry, ...]:
    """Give the entries of one jurisdiction's own lists, the earliest first."""
    found = [_entry(row) for row in control_rows().to_pylist() if row["jurisdiction"] == jurisdiction]
    return tuple(sorted(found, key=lambda entry: (entry.begins, entry.substance, entry.list)))


@cache
def jurisdictions() -> tuple[str, ...]:
    """Give every code that may be asked: those with lists of their own, and the members of a union that has lists."""
    own = set(control_rows()["jurisdiction"].to_pylist())
    members = {row["country"] for row in unions().to_pylist() if row["union"] in own}
    return tuple(sorted(own | members))


@lru_cache(maxsize=1024)
def laws_of(jurisdiction: str, on: date) -> tuple[str, ...]:
    """Give whose lists count in a jurisdiction on a day: its own, and those of a union that it is a member of.

    Raises:
        BadInput: no list of that jurisdiction is kept.

    >>> laws_of("FR", date(2024, 1, 1)), laws_of("GB", date(2021, 1, 1))
    (('FR', 'EU'), ('GB',))
    """
    code = jurisdiction.strip().upper()
    if code not in jurisdictions():
        raise BadInput(f"no control list of jurisdiction {jurisdiction!r} is kept; known: {', '.join(jurisdictions())}")
    member = [row["union"] for row in unions().to_pylist() if row["country"] == code and _is_member(row, on)]
    return (code, *member)


def _is_member(row: dict[str, Any], on: date) -> bool:
    return bool(row["valid_from"] <= on and (row["valid_to"] is None or on < row["valid_to"]))


@cache
def state_of(jurisdiction: str) -> str:
    """Give the state of a jurisdiction's lists in words: how many entries, when they were read, and their checksum."""
    version = reference_versions().get(f"controls/{jurisdiction}.csv")
    if version is None:
        return f"{jurisdiction}: no list of its own is kept"
    checksum = (version["sha256"] or "")[:_CHECKSUM_LETTERS]
    return f"{jurisdiction}: {len(entries_of(jurisdiction))} entries, read up to {version['retrieved']}, sha256 {checksum}"


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        substance=row["substance"],
        name=row["name"],
        jurisdiction=row["jurisdiction"],
        instrument=row["instrument"],
        list=row["list"],
        status=row["status"],
        begins=row["valid_from"] or row["retrieved"],
        ends=row["valid_to"],
        precision=row["date_precision"],
        scope=row["scope"],
        covers=frozenset(row["covers"]),
        citation=row["citation"],
        verified=row["verified"],
        decides=row["decides"],
    )
