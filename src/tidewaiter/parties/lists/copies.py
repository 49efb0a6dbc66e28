"""Compares two copies of a list: those in force, those kept from before, and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tidewaiter.errors import BadInput
from tidewaiter.parties.lists.changes import Changes, changes_between
from tidewaiter.parties.lists.kept import earlier_copies, kept_facts, kept_parties
from tidewaiter.parties.lists.reading import read_list
from tidewaiter.parties.party import Party
from tidewaiter.parties.workspace import DEMO, demo_list, list_name, numbering

__all__ = ["compare_copies"]

_BEFORE = "before"


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy of a list: its form, its day and its parties."""

    format: str
    dated: date | None
    parties: Sequence[Party]


def compare_copies(workspace: Path, old: str, new: str) -> Changes:
    """Say what changed from one copy of a list to another.

    Args:
        workspace: where installed lists lie.
        old: an installed list, an earlier copy of one as `NAME@DATE` or `NAME@before`, or a file.
        new: likewise.

    Raises:
        BadInput: one of them is nowhere or can't be read, or they number their parties differently.
    """
    before, after = _copy(workspace, old), _copy(workspace, new)
    if numbering(before.format) != numbering(after.format):
        raise BadInput(f"{old} and {new} number their parties differently; compare two copies of one list")
    return changes_between(before.parties, after.parties, on=after.dated)


def _copy(workspace: Path, given: str) -> _Copy:
    name, at, wanted = given.partition("@")
    home = workspace / "lists" / name
    if name and (home / "list.json").is_file():
        facts = kept_facts(home, on=datetime.now(UTC).date(), copy=_newest(home, wanted) if at else None)
        return _Copy(facts.format, facts.dated, kept_parties(home, facts))
    path = Path(given)
    if not path.exists() and given != DEMO:
        raise BadInput(f"{given} is neither an installed list, nor NAME@DATE, nor a file; `tidewaiter lists` shows what is installed")
    found = read_list(list_name(path), [path]) if path.exists() else demo_list()
    return _Copy(found.format, found.content_date, found.parties)


def _newest(home: Path, wanted: str) -> str:
    """The newest copy whose name begins so, or that was in force before this one."""
    copies = earlier_copies(home)
    in_force = kept_facts(home, on=datetime.now(UTC).date()).copy
    fitting = [copy for copy in copies if (copy.startswith(wanted) if wanted != _BEFORE else copy != in_force)] if wanted else []
    if not fitting:
        raise BadInput(f"no copy {wanted!r} of {home.name} is kept; there are {', '.join(copies)}")
    return fitting[-1]
