"""Spot machines and tools that make tablets and capsules."""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from tidewaiter.goods.fold import fold, is_han, original_span
from tidewaiter.goods.texts import FoldedTexts, holding
from tidewaiter.goods.words import spoken, word_pattern
from tidewaiter.reference.register import reference_rows

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

__all__ = ["EQUIPMENT_SPOTS", "EquipmentSpot", "equipment_in"]

EquipmentSpot = tuple[str, str, int, int]
"""item, text, start, end."""
EQUIPMENT_SPOTS = pa.list_(pa.struct([("item", pa.string()), ("text", pa.string()), ("start", pa.int32()), ("end", pa.int32())]))
_PLURAL_AND_END = re.compile(r"(?:e?s)?(?![^\W_])(?![.,]\d)")
_WORD_LEFT = re.compile(r"[^\W\d_]*")


@dataclass(frozen=True, slots=True)
class _Term:
    """One way to name an item; `near` is a group of words one of which must stand in the text, `unless` groups that must not."""

    item: str
    stem: bool
    near: str
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    automaton: "AhoCorasick"
    any_term: "BytesAhoCorasick"
    terms: tuple[_Term, ...]


@cache
def _lexicon() -> _Lexicon:
    from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation, MatchKind

    terms: dict[str, _Term] = {}
    for row in reference_rows("goods_words/equipment_terms.csv"):
        unless = tuple(group for group in row["unless"].split(";") if group)
        for spelling in spoken(row["term"].rstrip("*")):
            terms.setdefault(spelling, _Term(row["item"], row["term"].endswith("*"), row["near"], unless))
    any_term = BytesAhoCorasick(
        [term.encode() for term in terms], matchkind=MatchKind.Standard, implementation=Implementation.DFA
    )
    return _Lexicon(AhoCorasick(list(terms), matchkind=MatchKind.Standard), any_term, tuple(terms.values()))


@cache
def _context(group: str) -> re.Pattern[str]:
    rows = reference_rows("goods_words/equipment_context.csv")
    return word_pattern({fold(row["word"]) for row in rows if row["group"] == group})


def equipment_in(texts: FoldedTexts) -> dict[int, list[EquipmentSpot]]:
    """Give the machines and tools in each text, by its place: `tablet press`, `die`, `capsule filler`, `mould`; none has no entry."""
    held = np.flatnonzero(holding(texts.joined, texts.starts, _lexicon().any_term)).tolist()
    found = ((place, _spots(texts.texts[place], texts.folded[place])) for place in held)
    return {place: spots for place, spots in found if spots}


def _spots(text: str, folded: str) -> list[EquipmentSpot]:
    lexicon = _lexicon()
    raw = lexicon.automaton.find_matches_as_indexes(folded, overlapping=True)
    found: list[tuple[int, int, str]] = []
    for pattern, start, end in sorted(raw, key=lambda match: (match[1] - match[2], match[1])):
        term = lexicon.terms[pattern]
        last = _end_of_word(folded, start, end, stem=term.stem)
        if last is None or any(start < other_end and other_start < last for other_start, other_end, _ in found):
            continue
        if _fits(folded, term):
            found.append((start, last, term.item))
    return [_as_spot(text, *place) for place in sorted(found)]


def _end_of_word(folded: str, start: int, end: int, *, stem: bool) -> int | None:
    """Give where the word ends, a plural ending included; None where the match is a part of another word."""
    if is_han(folded[start]):
        return end
    if start and folded[start - 1].isalnum() and not is_han(folded[start - 1]):
        return None
    if stem:
        rest = _WORD_LEFT.match(folded, end)
        return end if rest is None else rest.end()
    ending = _PLURAL_AND_END.match(folded, end)
    if ending is not None:
        return ending.end()
    return end if is_han(folded[end]) else None


def _fits(folded: str, term: _Term) -> bool:
    if term.near and _context(term.near).search(folded) is None:
        return False
    return all(_context(group).search(folded) is None for group in term.unless)


def _as_spot(text: str, start: int, end: int, item: str) -> EquipmentSpot:
    first, last = original_span(text, start, end)
    return item, text[first:last], first, last
