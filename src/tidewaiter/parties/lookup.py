"""Looks names up in a compiled index: candidates by rare grams and rare words, then word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tidewaiter.normalise.names import is_placeholder_name, name_key
from tidewaiter.parties.grams import best_per_row, query_rows
from tidewaiter.parties.index import Index, load_index
from tidewaiter.parties.verify import THRESHOLD, Agreement, agreement, reason
from tidewaiter.parties.words import likeness, without_one_letter

__all__ = ["NameHit", "screen_names"]

_BATCH = 1024
"""chosen: keeps the product of a batch with the index in tens of megabytes."""
_FLOOR = 0.25
"""chosen: names that share less than a quarter of their rare runs of letters hardly reach the threshold; lower costs time."""
_CANDIDATES = 10
"""chosen: ten listed names are compared word by word beside those that share a rare word; the right one is seldom further down."""
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
        hits |= zip(batch, _screen_keys(batch, index, top=top, threshold=threshold))
    return [hits[key] for key in keys]


def _screen_keys(keys: list[str], index: Index, *, top: int, threshold: float) -> Iterator[list[NameHit]]:
    for key, candidates in zip(keys, _candidates(keys, index)):
        yield _hits(tuple(key.split()), candidates, index=index, threshold=threshold)[:top]


def _candidates(keys: list[str], index: Index) -> list[set[int]]:
    """Places in `index.keys` that each key may mean."""
    found = [_by_words(key.split(), index) for key in keys]
    if index.keys:
        products = query_rows(keys, index.gram_rarity) @ index.grams
        for row, column in zip(*(part.tolist() for part in best_per_row(products, floor=_FLOOR, most=_CANDIDATES))):
            found[row].add(column)
    return found


def _by_words(words: list[str], index: Index) -> set[int]:
    """The names that hold a rare word of these, as it is or with one slip in it."""
    found: set[int] = set()
    for word in words:
        places = index.rare_words.get(word)
        if places is not None:
            found.update(places)
        elif word not in index.rarity.weights and len(word) > 3:
            found.update(_by_slip(word, index))
    return found


def _by_slip(word: str, index: Index) -> set[int]:
    near = set(index.slips.get(word, ()))
    for rest in without_one_letter(word):
        near.update(index.slips.get(rest, ()))
        if rest in index.rare_words:
            near.add(rest)
    return {place for other in near for place in index.rare_words[other]}


def _has_one_of(rarest: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether the words that must agree may be there, before the dear alignment."""
    together = "".join(words)
    return any(rare in together or any((len(word) > 1 and word in rare) or likeness(word, rare)[0] for word in words) for rare in rarest)


def _hits(words: tuple[str, ...], candidates: set[int], *, index: Index, threshold: float) -> list[NameHit]:
    found: dict[tuple[str, str], tuple[float, str, Agreement]] = {}
    for place in sorted(candidates):
        if not _has_one_of(index.rarest[place], words):
            continue
        agreed = agreement(words, index.words[place], index.rarity)
        if agreed.score < threshold:
            continue
        for listed in index.names[place]:
            score = round(agreed.score * (_WEAK if listed.strength == "weak" else 1.0), 4)
            best = found.get((listed.list, listed.list_id))
            if score >= threshold and (best is None or (-score, listed.name) < (-best[0], best[1])):
                found[listed.list, listed.list_id] = (score, listed.name, agreed)
    ordered = sorted(found.items(), key=lambda item: (-item[1][0], *item[0], item[1][1]))
    return [NameHit(*party, name, score, reason(agreed, index.rarity)) for party, (score, name, agreed) in ordered]
