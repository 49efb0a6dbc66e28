"""Spot listed substances in goods text by CAS number, name and HS code."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from tidewaiter.goods.boundaries import amount_follows, denied_after, denied_before, is_test_article, stands_alone
from tidewaiter.goods.cas import MAY_BE_CAS, cas_places, follows_reference_word, is_plain
from tidewaiter.goods.disguise import Disguised, disguised_names, hidden_numbers, may_be_disguised
from tidewaiter.goods.fold import fold, original_span
from tidewaiter.goods.squash import has_look_alikes, readings, squashed
from tidewaiter.goods.texts import FoldedTexts, fold_texts, holding
from tidewaiter.goods.words import spoken, word_pattern, words_of
from tidewaiter.reference import guarded_names, name_rows, substance_rows, watched_headings

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

__all__ = ["SPOTS", "Found", "Spot", "said_by_code", "says_chemicals", "spots_of", "substances_in"]

Spot = tuple[str, str | None, str, str, int, int]
"""substance, cas, found_as, text, start, end."""
_Place = tuple[str, str, int, int]
"""substance, found_as, start and end in folded text."""

SPOTS = pa.list_(
    pa.struct(
        [
            ("substance", pa.string()),
            ("cas", pa.string()),
            ("found_as", pa.string()),
            ("text", pa.string()),
            ("start", pa.int32()),
            ("end", pa.int32()),
        ]
    )
)
_CHEMICAL_CHAPTERS = ("28", "29", "38")
"""chosen of HS 2022: inorganic chemicals, organic chemicals, miscellaneous chemical products; a short name there is a chemical's."""
_JOINING = re.compile(r"(?:,? ?(?:or|nor|and|o|y|u|ni|e|ou|nem|или|и|ни) | ?[/、] ?| ?[或和及] ?)$")
_COMMA = re.compile(r", ?|、")
_NETWORK_SPEED = re.compile(r"[ ,(]{0,2}(?:1|2\.5|5|10|25|40|50|100)G(?![^\W_])")
"""chosen: `P2P 10G` is a link of ten gigabits; ten grams are written with a blank or a small letter."""
_HAS_DIGIT = re.compile(r"\d")
_MAY_FOLLOW = frozenset(("test", "tests"))
"""chosen: a `fentanyl test` may be a sample as well as a strip, so it stays a spot; test strips and kits do not."""


@dataclass(frozen=True, slots=True)
class _Name:
    substance: str
    found_as: str
    needs_context: bool
    is_guarded: bool


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """The automaton over all names, what each of its patterns stands for, and the listed CAS numbers.

    `plain_names` finds the texts with a name at a glance.
    """

    automaton: "AhoCorasick"
    names: tuple[tuple[_Name, ...], ...]
    spellings: frozenset[str]
    plain_names: "BytesAhoCorasick"
    substance_of_cas: dict[str, str]
    cas_of: dict[str, str | None]
    heading_of: dict[str, tuple[str, ...]]
    classes: frozenset[str]
    guarded: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What a text holds: spots that count, and short names and numbers that count only where the HS code says chemicals."""

    certain: tuple[Spot, ...]
    in_context: tuple[Spot, ...]


_NOTHING = Found((), ())


@cache
def _dictionary() -> _Dictionary:
    from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation, MatchKind

    substances = substance_rows().to_pylist()
    guarded = frozenset(guarded_names()["substance"].to_pylist())
    meanings: dict[str, list[_Name]] = defaultdict(list)
    for row in name_rows().to_pylist():
        name = _Name(row["substance"], row["role"], row["needs_context"], row["substance"] in guarded)
        for spelling in (fold(row["text"]),) if row["needs_context"] else spoken(row["text"]):
            if all(known.substance != name.substance for known in meanings[spelling]):
                meanings[spelling].append(name)
    in_bytes = [spelling.encode() for spelling in meanings]
    return _Dictionary(
        automaton=AhoCorasick(list(meanings), matchkind=MatchKind.Standard),
        names=tuple(tuple(names) for names in meanings.values()),
        spellings=frozenset(meanings),
        plain_names=BytesAhoCorasick(in_bytes, matchkind=MatchKind.Standard, implementation=Implementation.DFA),
        substance_of_cas={cas: row["id"] for row in substances for cas in (row["cas"], *row["other_cas"]) if cas},
        cas_of={row["id"]: row["cas"] for row in substances},
        heading_of={row["hs2022"]: tuple(row["substances"]) for row in watched_headings().to_pylist() if row["specific"]},
        classes=frozenset(row["id"] for row in substances if row["kind"] == "class"),
        guarded=guarded,
    )


def substances_in(texts: FoldedTexts) -> dict[int, Found]:
    """Give what each text holds, by its place; a text with nothing has no entry."""
    dictionary = _dictionary()
    close = holding(texts.joined, texts.starts, dictionary.plain_names) | holding(texts.joined, texts.starts, MAY_BE_CAS)
    close |= may_be_disguised(texts.joined)
    others = [(place, reading) for place, text in enumerate(texts.texts) if has_look_alikes(text) for reading in readings(text)]
    if others:
        held = may_be_disguised(fold_texts([reading for _, reading in others]).joined)
        close[[place for (place, _), holds in zip(others, held.tolist(), strict=True) if holds]] = True
    found = ((place, _found(texts.texts[place], texts.folded[place])) for place in np.flatnonzero(close).tolist())
    return {place: what for place, what in found if what is not _NOTHING}


def spots_of(found: Found | None, code: str | None) -> list[Spot]:
    """Give the spots of a record: those of its text, as far as its HS code lets them count, then those of the code alone."""
    is_chemical, by_code = said_by_code(code or "")
    if found is None:
        return list(by_code)
    spots = [*found.certain, *(found.in_context if is_chemical else ())]
    return sorted(spots, key=lambda spot: (spot[4], spot[5], spot[0])) + list(by_code)


@lru_cache(maxsize=65_536)
def said_by_code(code: str) -> tuple[bool, tuple[Spot, ...]]:
    """Tell whether an HS code is of a chemical chapter, and give the substances that it names alone.

    >>> said_by_code("2933.36.00")[1][0][0]
    '4-anpp'
    """
    digits = _digits(code)
    dictionary = _dictionary()
    named = dictionary.heading_of.get(digits[:6], ())
    return says_chemicals(code), tuple((name, dictionary.cas_of[name], "hs", digits[:6], -1, -1) for name in named)


def says_chemicals(code: str) -> bool:
    """Tell whether an HS code is of a chapter of chemicals.

    >>> says_chemicals("2933.39"), says_chemicals("8471")
    (True, False)
    """
    return _digits(code).startswith(_CHEMICAL_CHAPTERS)


def _digits(code: str) -> str:
    return "".join(character for character in code if character.isdigit())


def _found(text: str, folded: str) -> Found:
    numbers = _numbers(folded) if _HAS_DIGIT.search(folded) else []
    names, short, read = _by_name(text, folded)
    disguised = _in_disguise(text, read)
    if disguised and read:
        names, short = (_outside(text, spots, disguised) for spots in (names, short))
    if not numbers and not names and not short and not disguised:
        return _NOTHING
    plain = [number for number in numbers if is_plain(folded, number[1], number[0])]
    certain = _listed(plain) + names
    doubtful = _listed(number for number in numbers if number not in plain) + short
    if doubtful and (names or disguised or plain or _chemical_words().search(folded)):
        certain, doubtful = certain + doubtful, []
    weighed = [spot for spot in doubtful if _is_weighed(text, folded, spot)]
    doubtful = [spot for spot in doubtful if spot not in weighed]
    found = Found((*_as_spots(text, certain + weighed), *_quoted(text, disguised)), _as_spots(text, doubtful))
    return found if found.certain or found.in_context else _NOTHING


def _outside(text: str, places: list[_Place], disguised: list[tuple[str, int, int]]) -> list[_Place]:
    """The places that are no part of a longer name in disguise."""
    spans = [(place, original_span(text, place[2], place[3])) for place in places]
    return [place for place, (start, end) in spans if not any(start < last and first < end for _, first, last in disguised)]


def _numbers(folded: str) -> list[tuple[str, int, int]]:
    """CAS numbers in any manner of writing, each place once; one after a word such as `ref` must be written as a CAS number is."""
    numbers = list(cas_places(folded))
    for cas, start, end in hidden_numbers(folded):
        if not follows_reference_word(folded, start) and not any(start < after and before < end for _, before, after in numbers):
            numbers.append((cas, start, end))
    return sorted(numbers, key=lambda number: number[1])


def _listed(numbers: Iterable[tuple[str, int, int]]) -> list[_Place]:
    listed = _dictionary().substance_of_cas
    return [(listed[cas], "cas", start, end) for cas, start, end in numbers if cas in listed]


def _is_weighed(text: str, folded: str, spot: _Place) -> bool:
    """Tell whether an amount or a purity directly after a short name or number says that it is a chemical."""
    substance, found_as, start, end = spot
    if substance in _dictionary().classes or (found_as == "cas" and follows_reference_word(folded, start)):
        return False
    return amount_follows(folded, end) and _NETWORK_SPEED.match(text, original_span(text, start, end)[1]) is None


def _by_name(text: str, folded: str) -> tuple[list[_Place], list[_Place], list[tuple[int, int]]]:
    """Find names that stand for themselves, the longest first; apart from them the short synonyms in capitals; and all places read."""
    dictionary = _dictionary()
    raw = dictionary.automaton.find_matches_as_indexes(folded, overlapping=True)
    if not raw:
        return [], [], []
    taken: list[tuple[int, int]] = []
    plain: list[_Place] = []
    short: list[_Place] = []
    for pattern, start, end in sorted(raw, key=lambda match: (match[1] - match[2], match[1])):
        names = dictionary.names[pattern]
        if any(start < other_end and other_start < end for other_start, other_end in taken) or not _stands(folded, start, end, names):
            continue
        for name in names:
            if name.needs_context and not _in_capitals(text, start, end):
                continue
            taken.append((start, end))
            (short if name.needs_context else plain).append((name.substance, name.found_as, start, end))
    denied = _denied(folded, sorted({(start, end) for _, _, start, end in plain + short}))
    denied |= {spot[2:] for spot in plain if spot[0] in dictionary.guarded and _is_tested_for(folded, *spot[2:])}
    spans = [original_span(text, start, end) for start, end in taken]
    return [spot for spot in plain if spot[2:] not in denied], [spot for spot in short if spot[2:] not in denied], spans


def _stands(folded: str, start: int, end: int, names: tuple[_Name, ...]) -> bool:
    may_follow = _MAY_FOLLOW if any(name.is_guarded for name in names) else frozenset[str]()
    return stands_alone(folded, start, end, also_before=may_follow)


def _is_tested_for(folded: str, start: int, end: int) -> bool:
    return is_test_article(folded, start, end) and not amount_follows(folded, end)


def _in_disguise(text: str, read: list[tuple[int, int]]) -> list[tuple[str, int, int]]:
    """Listed names that are misspelt or written with look-alikes, where no name was read as it stands."""
    spots = []
    for name in disguised_names(text):
        inside = [(start, end) for start, end in read if start < name.last and name.first < end]
        if not all(_is_part(text, place, name) for place in inside) or fold(text[name.first : name.last]) in _dictionary().spellings:
            continue
        denied = denied_before(name.folded, name.start) or denied_after(name.folded, name.end)
        if not denied and not (name.substance in _dictionary().guarded and _is_tested_for(name.folded, name.start, name.end)):
            spots.append((name.substance, name.first, name.last))
    return spots


def _is_part(text: str, place: tuple[int, int], name: Disguised) -> bool:
    """Tell whether what was read as a name is only a part of a longer one in disguise: the ketone's in its glycidate's."""
    start, end = place
    within = name.first <= start and end <= name.last and end - start < name.last - name.first
    return within and squashed(fold(text[start:end]))[0] in name.name


def _denied(folded: str, places: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """The places that the text denies, also by `free of acetone and toluene` and `acetone and toluene free`."""
    pairs = list(pairwise(places))
    forward = {place for place in places if denied_before(folded, place[0])}
    for before, place in pairs:
        gap = folded[before[1] : place[0]]
        listed_on = _COMMA.fullmatch(gap) is not None and not amount_follows(folded, place[1])
        if before in forward and (listed_on or _JOINING.fullmatch(gap)):
            forward.add(place)
    backward = {place for place in places if denied_after(folded, place[1])}
    for before, place in reversed(pairs):
        if place in backward and _JOINING.fullmatch(folded[before[1] : place[0]]):
            backward.add(before)
    return forward | backward


def _in_capitals(text: str, start: int, end: int) -> bool:
    first, last = original_span(text, start, end)
    return text[first:last].isupper()


@cache
def _chemical_words() -> re.Pattern[str]:
    return word_pattern(words_of("chemical_words", "chemical"))


def _quoted(text: str, found: list[tuple[str, int, int]]) -> tuple[Spot, ...]:
    cas_of = _dictionary().cas_of
    return tuple((substance, cas_of[substance], "misspelt", text[first:last], first, last) for substance, first, last in found)


def _as_spots(text: str, found: list[_Place]) -> tuple[Spot, ...]:
    cas_of = _dictionary().cas_of
    spots = []
    for substance, found_as, start, end in found:
        first, last = original_span(text, start, end)
        spots.append((substance, cas_of[substance], found_as, text[first:last], first, last))
    return tuple(spots)
