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

__all__ = ["EQUIPMENT_SPOTS", "Equipment", "EquipmentSpot", "equipment_in", "lawful_users"]

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
    any_term = BytesAhoCorasick([term.encode() for term in terms], matchkind=MatchKind.Standard, implementation=Implementation.DFA)
    return _Lexicon(AhoCorasick(list(terms), matchkind=MatchKind.Standard), any_term, tuple(terms.values()))


@cache
def _context(group: str) -> re.Pattern[str]:
    rows = reference_rows("goods_words/equipment_context.csv")
    return word_pattern({fold(row["word"]) for row in rows if row["group"] == group})


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a text holds: spots that count, and words that name an item only under an HS code that such items travel under."""

    certain: tuple[EquipmentSpot, ...]
    in_context: tuple[EquipmentSpot, ...]

    def under(self, code: str) -> list[EquipmentSpot]:
        """Give the spots of a record with an HS code."""
        if not self.in_context:
            return list(self.certain)
        digits = "".join(sign for sign in code if sign.isdigit())[:6]
        return sorted([*self.certain, *(spot for spot in self.in_context if digits in _headings_of(spot[0]))], key=lambda spot: spot[2:])


def equipment_in(texts: FoldedTexts) -> dict[int, Equipment]:
    """Give the machines and tools in each text, by its place: `tablet press`, `die`, `capsule filler`, `mould`; none has no entry."""
    held = np.flatnonzero(holding(texts.joined, texts.starts, _lexicon().any_term)).tolist()
    found = ((place, _spots(texts.texts[place], texts.folded[place])) for place in held)
    return {place: spots for place, spots in found if spots.certain or spots.in_context}


def _spots(text: str, folded: str) -> Equipment:
    lexicon = _lexicon()
    raw = lexicon.automaton.find_matches_as_indexes(folded, overlapping=True)
    found: list[tuple[int, int, str]] = []
    in_context: list[tuple[int, int, str]] = []
    for pattern, start, end in sorted(raw, key=lambda match: (match[1] - match[2], match[1])):
        term = lexicon.terms[pattern]
        last = _end_of_word(folded, start, end, stem=term.stem)
        if last is None or any(start < other_end and other_start < last for other_start, other_end, _ in found + in_context):
            continue
        if not any(_context(group).search(folded) for group in term.unless):
            is_certain = not term.near or _context(term.near).search(folded) is not None
            (found if is_certain else in_context).append((start, last, term.item))
    return Equipment(*(tuple(_as_spot(text, *place) for place in sorted(places)) for places in (found, in_context)))


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


@cache
def _headings_of(item: str) -> frozenset[str]:
    """Subheadings under which few other goods are called so."""
    rows = reference_rows("goods_words/equipment_headings.csv")
    return frozenset(row["hs2022"] for row in rows if row["item"] == item and row["alone_with_term"] == "true")


def _as_spot(text: str, start: int, end: int, item: str) -> EquipmentSpot:
    first, last = original_span(text, start, end)
    return item, text[first:last], first, last


@cache
def lawful_users() -> dict[str, tuple[str, ...]]:
    """Give who uses each item lawfully.

    >>> lawful_users()["capsule filler"][0]
    'makers of medicines'
    """
    rows = reference_rows("goods_words/equipment_users.csv")
    return {item: tuple(row["lawful_user"] for row in rows if row["item"] == item) for item in sorted({row["item"] for row in rows})}
