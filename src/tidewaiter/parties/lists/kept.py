"""Keeps copies of lists in a folder each: a copy is written whole and then named in `list.json`, which is replaced at a stroke.

lists/NAME/list.json                     which copy is in force, and what is known of it
lists/NAME/2026-11-20-0a1b2c3d.parquet   the parties of a copy, ended ones among them
lists/NAME/2026-11-20-0a1b2c3d.json      what was known of it when it came into force
"""

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from tidewaiter.errors import BadReference, Misconfigured
from tidewaiter.parties.party import Party
from tidewaiter.parties.rows import party_rows, party_table

__all__ = [
    "FORM",
    "ListFacts",
    "Origin",
    "earlier_copies",
    "in_force_on",
    "keep_check",
    "keep_copy",
    "kept_facts",
    "kept_parties",
    "writing",
]

FORM = 1
"""Goes up when more is taken from the files of lists, so that an unchanged file is fetched again and read anew."""
_MOST_COPIES = 10
"""chosen: two months of weekly copies to compare with; a copy of the longest list is some 3 MB."""
_FORGOTTEN_S = 3600
_OF_A_DAY = ("age_days", "unchecked_days")
_IN_FORCE = "list.json"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file of a list was fetched, and what its publisher's server calls that copy of it."""

    address: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What is known of a list.

    Attributes:
        dated: day of the content; where the files don't say, the day the list was put into the workspace (the content is at
            least that old); None for a file that was given for one run.
        age_days: days from `dated` to the day asked about.
        day_known: whether the files, their publisher or the user said the day; False where it is the day of putting it here.
        parties: that are on the list, those that were taken off it not counted.
        names: of those.
        checksums: SHA-256 by file name, the main file first.
        unknown_countries: how many cells of our own CSV name no country that we know.
        publisher: as the file of addresses or the form of the list names it; empty where neither does.
        ended: parties that were taken off the list and are kept with the day of it.
        in_force_since: the day on which this copy was put into the workspace; None for a file that was given for one run.
        copy: what the copy is called in its folder.
        origins: where its files were fetched.
        form: the `FORM` with which it was read.
        checked_on: the last day on which its publisher said that there is no newer copy.
        unchecked_days: days from then, or from `dated`, to the day asked about.
    """

    name: str
    format: str
    dated: date | None
    age_days: int | None
    parties: int
    names: int
    checksums: dict[str, str]
    unknown_countries: int = 0
    publisher: str = ""
    ended: int = 0
    in_force_since: date | None = None
    copy: str = ""
    origins: tuple[Origin, ...] = ()
    form: int = FORM
    day_known: bool = True
    checked_on: date | None = None
    unchecked_days: int | None = None

    def aged(self, on: date) -> "ListFacts":
        """Give the same with its age on a day, and the days since it was known to be the newest."""
        newest = max((day for day in (self.dated, self.checked_on) if day is not None), default=None)
        return replace(
            self,
            age_days=None if self.dated is None else (on - self.dated).days,
            unchecked_days=None if newest is None else (on - newest).days,
        )


def in_force_on(party: Party, day: date | None) -> bool:
    """Tell whether a party had not been taken off its list before a day; None asks whether it was at all."""
    return party.delisted_on is None or (day is not None and party.delisted_on >= day)


def keep_copy(home: Path, facts: ListFacts, parties: Sequence[Party]) -> ListFacts:
    """Put a copy of a list in force; a process that is killed meanwhile leaves the old one in force, whole.

    Args:
        home: the list's own folder, made if it isn't there.
        facts: its day and checksums name the copy.
        parties: all of the copy.
    """
    digest = next(iter(facts.checksums.values()), "none")[:8]
    named = replace(facts, copy=f"{facts.dated}-{digest}")
    aside = _aside(home / f"{named.copy}.parquet")
    with writing(home):
        try:
            pq.write_table(party_table([(facts.name, party) for party in parties]), aside)
            os.replace(aside, home / f"{named.copy}.parquet")
        finally:
            aside.unlink(missing_ok=True)
        _write_facts(home / f"{named.copy}.json", named)
        _write_facts(home / _IN_FORCE, named)
        _forget(home, named.copy)
    return named


def keep_check(home: Path, facts: ListFacts, *, on: date) -> ListFacts:
    """Write down that the publisher says that the copy in force is the newest."""
    checked = replace(facts, checked_on=on).aged(on)
    with writing(home):
        _write_facts(home / _IN_FORCE, checked)
    return checked


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Make a folder to write in, and say in one line why it can't be written.

    Raises:
        Misconfigured: nobody may write there, or there is no room.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise Misconfigured(f"cannot write in {folder}: {error.strerror}; check who may write there and how much room is left") from error


def _write_facts(path: Path, facts: ListFacts) -> None:
    record = {key: value for key, value in asdict(facts).items() if key not in _OF_A_DAY}
    aside = _aside(path)
    aside.write_text(json.dumps(record, default=str, indent=1) + "\n", encoding="utf-8")
    os.replace(aside, path)


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.partial")


def _forget(home: Path, in_force: str) -> None:
    """Delete copies beyond those that are kept, and what processes that were killed an hour ago or earlier left aside."""
    for copy in [copy for copy in earlier_copies(home) if copy != in_force][: -(_MOST_COPIES - 1)]:
        (home / f"{copy}.json").unlink(missing_ok=True)
        (home / f"{copy}.parquet").unlink(missing_ok=True)
    for path in home.glob(".*.partial"):
        if time.time() - path.stat().st_mtime > _FORGOTTEN_S:
            path.unlink(missing_ok=True)


def kept_facts(home: Path, *, on: date, copy: str | None = None) -> ListFacts:
    """Give what is known of the copy in force, or of another by its name.

    Raises:
        BadReference: what was written is damaged.
    """
    path = home / (f"{copy}.json" if copy else _IN_FORCE)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        days = {field: date.fromisoformat(kept[field]) for field in ("dated", "in_force_since", "checked_on") if kept[field] is not None}
        origins = tuple(Origin(**origin) for origin in kept["origins"])
        facts = ListFacts(**{**kept, **days, "name": home.name, "age_days": None, "origins": origins})
    except (KeyError, TypeError, ValueError) as error:
        raise BadReference(f"{path} is damaged ({error}); add the list again") from error
    return facts.aged(on)


def kept_parties(home: Path, facts: ListFacts) -> list[Party]:
    """Give the parties of a copy.

    Raises:
        BadReference: they are missing or damaged.
    """
    path = home / f"{facts.copy}.parquet"
    try:
        return [party for _, party in party_rows(pq.read_table(path))]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise BadReference(f"{path} is damaged ({error}); add the list again") from error


def earlier_copies(home: Path) -> list[str]:
    """Give the names of the copies that are kept, in the order in which they came into force."""
    return [path.stem for path in sorted(home.glob("[0-9]*.json"), key=lambda path: path.stat().st_mtime_ns)]
