"""Keeps lists in the workspace, each with its date and checksums, and opens them as one index."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from pathlib import Path

import pyarrow.parquet as pq

from tidewaiter.errors import BadInput, BadReference, Misconfigured
from tidewaiter.parties.answered import keep_answers
from tidewaiter.parties.index import compile_index
from tidewaiter.parties.lists import PartyList, companions_of, read_list
from tidewaiter.parties.party import Party
from tidewaiter.parties.rows import party_rows, party_table

__all__ = ["DEMO", "ListFacts", "add_list", "installed_lists", "list_name", "open_lists"]

DEMO = "demo"
"""The name that calls for the made-up list that comes with tidewaiter."""
_INDEX_FOLDER = ".compiled"
_NAME = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What is known of a list.

    Attributes:
        dated: day of the content; where the files don't say, the day the list was put into the workspace (the content is at
            least that old); None for a file that was given for one run.
        age_days: days from `dated` to the day asked about.
        checksums: SHA-256 by file name.
        unknown_countries: how many cells of our own CSV name no country that we know.
    """

    name: str
    format: str
    dated: date | None
    age_days: int | None
    parties: int
    names: int
    checksums: dict[str, str]
    unknown_countries: int = 0


def add_list(workspace: Path, name: str, files: Sequence[Path], *, added_on: date | None = None) -> ListFacts:
    """Read a list and put it in force under `name`; a file that can't be read leaves the old list in force.

    Args:
        workspace: made if it isn't there.
        name: what results will call the list.
        files: the list's file, and for OFAC its address and alias files if they don't lie beside it.
        added_on: default today (UTC).

    Raises:
        BadInput: a file is missing, empty or malformed.
        Misconfigured: the name has other signs than letters, digits, - and _, or is `demo`.
    """
    if name == DEMO:
        raise Misconfigured(f"{DEMO} is the made-up list that comes with tidewaiter; choose another name")
    if not _NAME.fullmatch(name):
        raise Misconfigured(f"a list can't be called {name!r}; choose a name of letters (a to z), digits, - and _")
    found = read_list(name, files)
    today = datetime.now(UTC).date()
    facts = _facts(found, dated=found.content_date or added_on or today, on=today)
    home = workspace / "lists"
    home.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".new-", dir=home))
    try:
        pq.write_table(party_table([(name, party) for party in found.parties]), aside / "parties.parquet")
        record = {key: value for key, value in asdict(facts).items() if key != "age_days"}
        (aside / "list.json").write_text(json.dumps(record, default=str, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        _put_in_place(aside, home / name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return facts


def installed_lists(workspace: Path, *, on: date) -> tuple[ListFacts, ...]:
    """Give the lists of a workspace in the order of their names, with their age on a day; none where there is no workspace."""
    found = sorted((workspace / "lists").glob("*/list.json"))
    return tuple(_kept_facts(path, on=on) for path in found if not path.parent.name.startswith("."))


def open_lists(workspace: Path, lists: Sequence[str] = (), *, as_of: date, workdir: Path) -> tuple[str | None, tuple[ListFacts, ...]]:
    """Compile the installed lists and those named, as they stood on a day, and give the path of the index and the lists in force.

    The path is None where no party is listed. An index of installed lists is kept in the workspace and used again.

    Args:
        workspace: where installed lists lie.
        lists: paths of list files, names of installed lists, or `demo`.
        as_of: parties listed later are left out.
        workdir: an existing folder for the index of files that were given for this run.

    Raises:
        BadInput: something named is neither an installed list nor a file, or a file can't be read.
        Misconfigured: two lists of one name.
    """
    installed = installed_lists(workspace, on=as_of)
    loose = _loose([name for name in dict.fromkeys(lists) if name not in {facts.name for facts in installed}])
    in_force = (*installed, *(_facts(found, dated=found.content_date, on=as_of) for found in loose))
    names = [facts.name for facts in in_force]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Misconfigured(f"two lists are called {twice[0]}; rename one file")
    every = [(facts.name, _kept_parties(workspace, facts.name)) for facts in installed] + [(found.name, found.parties) for found in loose]
    listed = [(name, [party for party in parties if party.listed_on is None or party.listed_on <= as_of]) for name, parties in every]
    if not any(parties for _, parties in listed):
        return None, in_force
    kept = not loose and os.access(workspace / "lists", os.W_OK)
    dated = {facts.name: facts.dated for facts in in_force if facts.dated is not None}
    index = str(compile_index(listed, workspace / "lists" / _INDEX_FOLDER if kept else workdir / "lists", dated=dated))
    if kept:
        keep_answers(index)
    return index, in_force


def list_name(file: Path) -> str:
    """Give the name that a list file goes by: its own without endings.

    >>> list_name(Path("lists/sdn.csv.gz"))
    'sdn'
    """
    return file.name.partition(".")[0] or file.name


def _loose(given: Sequence[str]) -> list[PartyList]:
    """Lists of files; OFAC's `add` and `alt` files that were given belong to the SDN file beside them."""
    asked_for_demo = DEMO in given and not Path(DEMO).is_file()
    paths = [Path(name) for name in given if not (asked_for_demo and name == DEMO)]
    for path in paths:
        if not path.is_file():
            raise BadInput(f"{path} is neither an installed list nor a file; `tidewaiter lists` shows what is installed")
    found = [read_list(list_name(group[0]), group) for group in _groups(paths)]
    return [*([_demo()] if asked_for_demo else []), *found]


def _groups(paths: Sequence[Path]) -> list[list[Path]]:
    """One group a list: an SDN file takes its companions with it."""
    taken = {companion for path in paths for companion in companions_of(path, among=paths)}
    return [[path, *companions_of(path, among=paths)] for path in paths if path not in taken]


def _demo() -> PartyList:
    with as_file(files("tidewaiter.reference.lists").joinpath("demo.csv")) as path:
        return read_list(DEMO, [path])


def _kept_parties(workspace: Path, name: str) -> Sequence[Party]:
    table = pq.read_table(workspace / "lists" / name / "parties.parquet")
    return [party for _, party in party_rows(table)]


def _facts(found: PartyList, *, dated: date | None, on: date) -> ListFacts:
    names = sum(len(party.names) for party in found.parties)
    age = _age(dated, on)
    return ListFacts(found.name, found.format, dated, age, len(found.parties), names, found.checksums, found.unknown_countries)


def _kept_facts(path: Path, *, on: date) -> ListFacts:
    """The facts that were written beside a list; its name is its folder's."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        dated = date.fromisoformat(kept["dated"])
        counts = (kept["parties"], kept["names"], kept["checksums"], kept.get("unknown_countries", 0))
        return ListFacts(path.parent.name, kept["format"], dated, _age(dated, on), *counts)
    except (KeyError, TypeError, ValueError) as error:
        raise BadReference(f"{path} is damaged ({error}); add the list again") from error


def _age(dated: date | None, on: date) -> int | None:
    return None if dated is None else (on - dated).days


def _put_in_place(new: Path, place: Path) -> None:
    """Rename a finished folder to its place; the old one goes back if that fails."""
    old = new.with_name(f"{new.name}.old")
    if place.exists():
        os.replace(place, old)
    try:
        os.replace(new, place)
    except OSError:
        if old.exists():
            os.replace(old, place)
        raise
    shutil.rmtree(old, ignore_errors=True)
