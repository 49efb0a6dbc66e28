"""Looks names up in a compiled index: candidates by rare grams and rare words, then word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tidewaiter.normalise.names import is_placeholder_name, name_key
from tidewaiter.parties.candidates import candidates
from tidewaiter.parties.index import Index, load_index
from tidewaiter.parties.verify import THRESHOLD, Agreement, agreement, reason

__all__ = ["NameHit", "screen_names"]

_BATCH = 1024
"""chosen: keeps the product of a batch with the index in tens of megabytes."""
_MOST_HITS = 200
"""chosen: parties that share a name are told apart by what else a record says, so all are kept for that; the bound keeps a list with
thousands of parties of one name from multiplying the rows."""
_WEAK = 0.95
"""chosen: a weak alias (a nickname in quotes) ranks below the same agreement with a proper name."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """A listed party that a name may mean."""

    list: str
    list_id: str
    matched_name: str
    score: float
    reason: str


def screen_names(names: Sequence[str], index_path: str, *, top: int = _MOST_HITS, threshold: float = THRESHOLD) -> list[list[NameHit]]:
    """Give the hits of each name, best first, one per party; the answer for a name doesn't depend on the others.

    Raises:
        Misconfigured: there is no index at `index_path`.
    """
    index = load_index(index_path)
    keys = [None if is_placeholder_name(name) else name_key(name) for name in names]
    distinct = sorted({key for key in keys if key is not None})
    hits: dict[str | None, list[NameHit]] = {None: []}
    for start in range(0, len(distinct), _BATCH):
        batch = distinct[start : start + _BATCH]
        hits |= dict.fromkeys(batch, [])
        hits |= {batch[place]: found[:top] for place, found in _screen_keys(batch, index, threshold=threshold)}
    return [hits[key] for key in keys]


_Found = dict[tuple[str, str], tuple[float, str, Agreement]]


def _screen_keys(keys: list[str], index: Index, *, threshold: float) -> Iterator[tuple[int, list[NameHit]]]:
    """The hits of keys that have any, with the place of the key."""
    found: dict[int, _Found] = {}
    split = [tuple(key.split()) for key in keys]
    for row, place in zip(*(part.tolist() for part in candidates(keys, index))):
        agreed = agreement(split[row], tuple(index.keys[place].split()), index.rarity)
        if agreed.score >= threshold:
            _add(found.setdefault(row, {}), agreed, index=index, place=place, threshold=threshold)
    for row, of_key in found.items():
        ordered = sorted(of_key.items(), key=lambda item: (-item[1][0], *item[0], item[1][1]))
        yield row, [NameHit(*party, name, score, reason(agreed, index.rarity)) for party, (score, name, agreed) in ordered]


def _add(found: _Found, agreed: Agreement, *, index: Index, place: int, threshold: float) -> None:
    """Keep the best name of each party; among equally good ones the first in order of the alphabet."""
    for listed in index.names_of(place):
        score = round(agreed.score * (_WEAK if listed.strength == "weak" else 1.0), 4)
        best = found.get((listed.list, listed.list_id))
        if score >= threshold and (best is None or (-score, listed.name) < (-best[0], best[1])):
            found[listed.list, listed.list_id] = (score, listed.name, agreed)
