"""What changed between two copies of a list: parties added and ended, names that came and went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tidewaiter.errors import BadInput
from tidewaiter.parties.party import Party

__all__ = ["Changes", "Renamed", "changes_between", "check_size", "with_ended"]

_LEAST_SHARE = 0.7
"""chosen: a publisher never took a third of a list away between two copies; a file cut in half has some half of the parties."""
_LEAST_PARTIES = 10
"""chosen: of fewer, a third may go on any day."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A party with names that it has gained and lost."""

    party: Party
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between an old copy of a list and a new one, each in the order of ids.

    Attributes:
        added: on the new one only.
        ended: on the old one only, or with a day of delisting on the new one; as the old one has them.
        renamed: on both, with other names.
        same_names: on both with the same names, as the new one has them.
        otherwise: how many of those have another address, number, programme or day.
        dated: the day of the new copy, where known.
    """

    added: tuple[Party, ...]
    ended: tuple[Party, ...]
    renamed: tuple[Renamed, ...]
    same_names: tuple[Party, ...]
    otherwise: int
    dated: date | None = None


def changes_between(old: Iterable[Party], new: Iterable[Party], *, on: date | None = None) -> Changes:
    """Compare two copies of a list by the ids of their parties; those that have ended count as gone.

    >>> from tidewaiter.parties.party import PartyName
    >>> old = [Party("1", (PartyName("Imaginary One", "primary"),)), Party("2", (PartyName("Imaginary Two", "primary"),))]
    >>> new = [Party("1", (PartyName("Imaginary Uno", "primary"),)), Party("3", (PartyName("Imaginary Three", "primary"),))]
    >>> found = changes_between(old, new)
    >>> [party.list_id for party in found.added], [party.list_id for party in found.ended], found.renamed[0].gained
    (['3'], ['2'], ('Imaginary Uno',))
    """
    before = {party.list_id: party for party in old if party.delisted_on is None}
    after = {party.list_id: party for party in new if party.delisted_on is None}
    both = sorted(before.keys() & after.keys())
    renamed = {id_: found for id_ in both if (found := _renamed(before[id_], after[id_])) is not None}
    same_names = [id_ for id_ in both if id_ not in renamed]
    return Changes(
        added=tuple(after[id_] for id_ in sorted(after.keys() - before.keys())),
        ended=tuple(before[id_] for id_ in sorted(before.keys() - after.keys())),
        renamed=tuple(renamed.values()),
        same_names=tuple(after[id_] for id_ in same_names),
        otherwise=sum(before[id_] != after[id_] for id_ in same_names),
        dated=on,
    )


def _renamed(before: Party, after: Party) -> Renamed | None:
    old, new = ({kept.name for kept in party.names} for party in (before, after))
    return Renamed(after, tuple(sorted(new - old)), tuple(sorted(old - new))) if old != new else None


def with_ended(new: Sequence[Party], old: Iterable[Party], *, on: date) -> tuple[Party, ...]:
    """Give the parties of a new copy and those that it lacks, ended on its day; what had ended before keeps its day.

    A party that comes back is on the list again, as if it had never left it.
    """
    ids = {party.list_id for party in new}
    gone = [party if party.delisted_on is not None else replace(party, delisted_on=on) for party in old if party.list_id not in ids]
    return tuple(sorted((*new, *gone), key=lambda party: party.list_id))


def check_size(name: str, *, new: int, old: int) -> None:
    """Refuse a copy that has lost a third of its parties or more: it may be cut off.

    Raises:
        BadInput: it has.
    """
    if old >= _LEAST_PARTIES and new < old * _LEAST_SHARE:
        raise BadInput(
            f"{name}: the new copy has {new:,} parties, the list in force {old:,}; fetch the file anew, "
            f"or put it in force with --anyway if its publisher did take them off"
        )
