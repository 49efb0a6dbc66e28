"""Keeps lists in the workspace, each with its date and checksums, and opens them as one index."""

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from pathlib import Path

from tidewaiter.errors import BadInput, BadReference, Misconfigured
from tidewaiter.parties.answered import keep_answers
from tidewaiter.parties.index import compile_index
from tidewaiter.parties.lists import PartyList, companions_of, read_list
from tidewaiter.parties.lists.changes import Changes, changes_between, check_size, with_ended
from tidewaiter.parties.lists.formats import FORMATS
from tidewaiter.parties.lists.kept import ListFacts, Origin, in_force_on, keep_copy, kept_facts, kept_parties
from tidewaiter.parties.party import Party

__all__ = ["DEMO", "Added", "ListFacts", "add_list", "check_name", "demo_list", "installed_lists", "list_name", "numbering", "open_lists"]

DEMO = "demo"
"""The name that calls for the made-up list that comes with tidewaiter."""
_INDEX_FOLDER = ".compiled"
_MOST_INDEXES = 4
"""chosen: a run of a day ago may be repeated with other lists or another --as-of; an index has tens of megabytes."""
_NAME = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Added:
    """A list that was put in force, and what changed from the copy before; None where there was none to compare with."""

    facts: ListFacts
    changes: Changes | None


def add_list(
    workspace: Path,
    name: str,
    files: Sequence[Path],
    *,
    added_on: date | None = None,
    dated: date | None = None,
    anyway: bool = False,
    origins: tuple[Origin, ...] = (),
    publisher: str = "",
) -> Added:
    """Read a list and put it in force under `name`; a file that can't be read leaves the old list in force.

    A party of the old list that the new one lacks stays with its end, so that past shipments are judged by the list of their day.

    Args:
        workspace: made if it isn't there.
        name: what results will call the list.
        files: the list's file, and for OFAC's CSV its companions if they don't lie beside it.
        added_on: default today (UTC).
        dated: day of the content, for a form that doesn't say it.
        anyway: put it in force even where it is older than the old one, or has lost a third of its parties.
        origins: where the files were fetched.
        publisher: who publishes the list, where it is another than the one of its form.

    Raises:
        BadInput: a file is missing, empty or malformed, or the list is older or far shorter than the one in force.
        Misconfigured: the name has other signs than letters, digits, - and _, or is `demo`.
    """
    check_name(name)
    home, today = workspace / "lists" / name, added_on or datetime.now(UTC).date()
    found = read_list(name, files)
    said = found.content_date or dated
    facts = _facts(found, dated=said or today, since=today, origins=origins)
    facts = replace(facts, day_known=said is not None, publisher=publisher or facts.publisher)
    old = _before(home, on=today)
    if old is not None and not anyway:
        _check_newer(facts, old[0])
        check_size(name, new=facts.parties, old=old[0].parties)
    if old is None or numbering(old[0].format) != numbering(found.format):
        return Added(keep_copy(home, facts, found.parties).aged(today), None)
    day = facts.dated or today
    parties = with_ended(found.parties, old[1], on=day)
    facts = replace(facts, ended=sum(not in_force_on(party, None) for party in parties))
    return Added(keep_copy(home, facts, parties).aged(today), changes_between(old[1], found.parties, on=day))


def check_name(name: str) -> None:
    """Refuse a name that no list can have.

    Raises:
        Misconfigured: it has other signs than letters, digits, - and _, or is `demo`.
    """
    if name == DEMO:
        raise Misconfigured(f"{DEMO} is the made-up list that comes with tidewaiter; choose another name")
    if not _NAME.fullmatch(name):
        raise Misconfigured(f"a list can't be called {name!r}; choose a name of letters (a to z), digits, - and _")


def _before(home: Path, *, on: date) -> tuple[ListFacts, list[Party]] | None:
    """The copy in force; none where there is none, or where it is damaged and a new one mends it."""
    if not (home / "list.json").is_file():
        return None
    try:
        facts = kept_facts(home, on=on)
        return facts, kept_parties(home, facts)
    except BadReference:
        return None


def _check_newer(facts: ListFacts, old: ListFacts) -> None:
    if facts.day_known and old.day_known and facts.dated is not None and old.dated is not None and facts.dated < old.dated:
        raise BadInput(
            f"{facts.name}: the new copy is of {facts.dated}, the list in force of {old.dated}; give a newer file, "
            f"or put this one in force with --anyway"
        )


def numbering(format_: str) -> str:
    """Give whose numbers the ids of a form are."""
    return next((form.numbering for form in FORMATS if form.id == format_), format_)


def installed_lists(workspace: Path, *, on: date) -> tuple[ListFacts, ...]:
    """Give the lists of a workspace in the order of their names, with their age on a day; none where there is no workspace.

    Raises:
        BadReference: what was written beside a list is damaged.
    """
    homes = sorted(path.parent for path in (workspace / "lists").glob("*/list.json"))
    return tuple(kept_facts(home, on=on) for home in homes if not home.name.startswith("."))


def open_lists(workspace: Path, lists: Sequence[str] = (), *, as_of: date, workdir: Path) -> tuple[str | None, tuple[ListFacts, ...]]:
    """Compile the installed lists and those named, as they stood on a day, and give the path of the index and the lists in force.

    The path is None where no party is listed. An index of installed lists is kept in the workspace and used again. Parties that were
    taken off a list are in the index with the day of it, for records from before.

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
    in_force = (*installed, *(_facts(found, dated=found.content_date).aged(as_of) for found in loose))
    names = [facts.name for facts in in_force]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Misconfigured(f"two lists are called {twice[0]}; rename one file")
    every = [(facts.name, kept_parties(workspace / "lists" / facts.name, facts)) for facts in installed]
    every += [(found.name, list(found.parties)) for found in loose]
    listed = [(name, [party for party in parties if party.listed_on is None or party.listed_on <= as_of]) for name, parties in every]
    if not any(parties for _, parties in listed):
        return None, in_force
    kept = not loose and os.access(workspace / "lists", os.W_OK)
    dated = {facts.name: facts.dated for facts in in_force if facts.dated is not None}
    index = str(compile_index(listed, workspace / "lists" / _INDEX_FOLDER if kept else workdir / "lists", dated=dated))
    if kept:
        keep_answers(index)
        _forget_indexes(Path(index))
    return index, in_force


def _forget_indexes(index: Path) -> None:
    """Mark an index as used now, and delete all but those that were used last."""
    os.utime(index)
    used = sorted((path for path in index.parent.iterdir() if not path.name.startswith(".")), key=lambda path: path.stat().st_mtime_ns)
    for path in used[:-_MOST_INDEXES]:
        shutil.rmtree(path, ignore_errors=True)


def list_name(file: Path) -> str:
    """Give the name that a list file goes by: its own without endings.

    >>> list_name(Path("lists/sdn.csv.gz"))
    'sdn'
    """
    return file.name.partition(".")[0] or file.name


def _loose(given: Sequence[str]) -> list[PartyList]:
    """Lists of files; OFAC's companion files that were given belong to the main file beside them."""
    asked_for_demo = DEMO in given and not Path(DEMO).is_file()
    paths = [Path(name) for name in given if not (asked_for_demo and name == DEMO)]
    for path in paths:
        if not path.is_file():
            raise BadInput(f"{path} is neither an installed list nor a file; `tidewaiter lists` shows what is installed")
    found = [read_list(list_name(group[0]), group) for group in _groups(paths)]
    return [*([demo_list()] if asked_for_demo else []), *found]


def _groups(paths: Sequence[Path]) -> list[list[Path]]:
    """One group a list: a main file takes its companions with it."""
    taken = {companion for path in paths for companion in companions_of(path, among=paths)}
    return [[path, *companions_of(path, among=paths)] for path in paths if path not in taken]


def demo_list() -> PartyList:
    """Give the made-up list that comes with tidewaiter."""
    with as_file(files("tidewaiter.reference.lists").joinpath("demo.csv")) as path:
        return read_list(DEMO, [path])


def _facts(found: PartyList, *, dated: date | None, since: date | None = None, origins: tuple[Origin, ...] = ()) -> ListFacts:
    on_it = [party for party in found.parties if in_force_on(party, dated)]
    return ListFacts(
        name=found.name,
        format=found.format,
        dated=dated,
        age_days=None,
        parties=len(on_it),
        names=sum(len(party.names) for party in on_it),
        checksums=found.checksums,
        unknown_countries=found.unknown_countries,
        publisher=next(form.publisher for form in FORMATS if form.id == found.format),
        ended=len(found.parties) - len(on_it),
        in_force_since=since,
        origins=origins,
    )
