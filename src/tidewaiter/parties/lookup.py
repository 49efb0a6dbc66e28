"""Looks names up in a compiled index: candidates by rare grams and rare words, then word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from tidewaiter.normalise.names import party_key
from tidewaiter.parties.answered import add_answers, find_answers, load_answers
from tidewaiter.parties.candidates import candidates
from tidewaiter.parties.hits import NameHit
from tidewaiter.parties.index import Index, load_index
from tidewaiter.parties.reasons import reason
from tidewaiter.parties.verify import THRESHOLD, Agreement, agreement

__all__ = ["NameHit", "screen_keys", "screen_names"]

_BATCH = 1024
"""chosen: keeps the product of a batch with the index in tens of megabytes."""
_MOST_HITS = 200
"""chosen: parties that share a name are told apart by what else a record says, so all are kept for that; the bound keeps a list with
thousands of parties of one name from multiplying the rows."""
_WEAK = 0.95
"""chosen: a weak alias (a nickname in quotes) ranks below the same agreement with a proper name."""


def screen_names(names: Sequence[str], index_path: str, *, top: int = _MOST_HITS, threshold: float = THRESHOLD) -> list[list[NameHit]]:
    """Give the hits of each name, best first, one per party; the answer for a name doesn't depend on the others.

    Where the index keeps answers, names that were screened before are not looked up again.

    Raises:
        Misconfigured: there is no index at `index_path`.
    """
    keys = list(map(party_key, names))
    distinct = list({key: None for key in keys if key is not None})
    hits = dict(zip(distinct, screen_keys(distinct, index_path, top=top, threshold=threshold)))
    return [hits.get(key, []) if key is not None else [] for key in keys]


def screen_keys(keys: Sequence[str], index_path: str, *, top: int = _MOST_HITS, threshold: float = THRESHOLD) -> list[list[NameHit]]:
    """Give the hits of each name key, see `screen_names`.

    Raises:
        Misconfigured: there is no index at `index_path`.
    """
    distinct = sorted(set(keys))
    answers = load_answers(index_path) if (top, threshold) == (_MOST_HITS, THRESHOLD) else None
    if answers is None:
        hits = _look_up(distinct, load_index(index_path), top=top, threshold=threshold)
    else:
        known, hits = find_answers(distinct, answers)
        new = [key for key, is_known in zip(distinct, known) if not is_known]
        if new:
            found = _look_up(new, load_index(index_path), top=top, threshold=threshold)
            add_answers(index_path, new, found)
            hits |= found
    return [hits.get(key, []) for key in keys]


def _look_up(keys: list[str], index: Index, *, top: int, threshold: float) -> dict[str, list[NameHit]]:
    """The hits of distinct keys, of those that have any."""
    hits: dict[str, list[NameHit]] = {}
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        hits |= {batch[place]: found[:top] for place, found in _screen_keys(batch, index, threshold=threshold)}
    return hits


@dataclass(frozen=True, slots=True)
class _Best:
    """The best name of a party so far: its score, as the list writes it, and the place of its key."""

    score: float
    name: str
    place: int


def _screen_keys(keys: list[str], index: Index, *, threshold: float) -> Iterator[tuple[int, list[NameHit]]]:
    """The hits of keys that have any, with the place of the key."""
    split = [tuple(key.split()) for key in keys]
    rows, places = (part.tolist() for part in candidates(keys, index))
    for row, pairs in groupby(zip(rows, places), key=itemgetter(0)):
        agreed = {place: agreement(split[row], tuple(index.keys[place].split()), index.rarity, floor=threshold) for _, place in pairs}
        good = {place: found for place, found in agreed.items() if found.score >= threshold}
        if good:
            yield row, _hits(good, index, threshold=threshold)


def _hits(good: dict[int, Agreement], index: Index, *, threshold: float) -> list[NameHit]:
    """One hit a party, of its best name; among equally good ones the first in order of the alphabet."""
    best: dict[tuple[str, str], _Best] = {}
    for place, agreed in good.items():
        for list_, list_id, name, strength in index.names_of(place):
            score = round(agreed.score * (_WEAK if strength == "weak" else 1.0), 4)
            other = best.get((list_, list_id))
            if score >= threshold and (other is None or (-score, name) < (-other.score, other.name)):
                best[list_, list_id] = _Best(score, name, place)
    reasons = {place: reason(good[place], index.rarity) for place in {one.place for one in best.values()}}
    ordered = sorted(best.items(), key=lambda item: (-item[1].score, *item[0]))
    return [NameHit(*party, one.name, one.score, reasons[one.place]) for party, one in ordered]
