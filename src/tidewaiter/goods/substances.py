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
import pyarrow.compute as pc

from tidewaiter.goods.boundaries import amount_follows, denied_after, denied_before, is_test_article, stands_alone
from tidewaiter.goods.cas import MAY_BE_CAS, cas_places, follows_reference_word, is_plain
from tidewaiter.goods.fold import fold, original_span
from tidewaiter.goods.joined import holding_any, joined_texts
from tidewaiter.goods.misspelt import has_look_alikes, misspelt_places, seeds, without_look_alikes
from tidewaiter.goods.pairs import once_per_pair
from tidewaiter.goods.words import spoken, word_pattern, words_of
from tidewaiter.kernels import Kernel
from tidewaiter.reference import guarded_names, name_rows, substance_rows, watched_headings

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick
    from numpy.typing import NDArray

__all__ = ["SPOT_SUBSTANCES", "Spot", "names_a_substance"]

Spot = tuple[str, str | None, str, str, int, int]
"""substance, cas, found_as, text, start, end."""
_Place = tuple[str, str, int, int]
"""substance, found_as, start and end in folded text."""

_SPOTS = pa.list_(
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

    `worth` finds the texts worth reading: those with a name, or with a seed of a guarded name in disguise.
    """

    automaton: "AhoCorasick"
    names: tuple[tuple[_Name, ...], ...]
    spellings: frozenset[str]
    worth: "AhoCorasick"
    seeds: "AhoCorasick"
    substance_of_cas: dict[str, str]
    cas_of: dict[str, str | None]
    heading_of: dict[str, tuple[str, ...]]
    classes: frozenset[str]
    guarded: frozenset[str]

    def seeds_in(self, text: str) -> bool:
        """Tell whether a text may hold a guarded name in disguise."""
        return bool(self.seeds.find_matches_as_indexes(fold(without_look_alikes(text))))


@dataclass(frozen=True, slots=True)
class _Found:
    """What a text holds: spots that count, and short names and numbers that count only where the HS code says chemicals."""

    certain: tuple[Spot, ...]
    in_context: tuple[Spot, ...]


_NOTHING = _Found((), ())


@cache
def _dictionary() -> _Dictionary:
    from ahocorasick_rs import AhoCorasick, MatchKind

    substances = substance_rows().to_pylist()
    guarded = frozenset(guarded_names()["substance"].to_pylist())
    meanings: dict[str, list[_Name]] = defaultdict(list)
    for row in name_rows().to_pylist():
        name = _Name(row["substance"], row["role"], row["needs_context"], row["substance"] in guarded)
        for spelling in (fold(row["text"]),) if row["needs_context"] else spoken(row["text"]):
            if all(known.substance != name.substance for known in meanings[spelling]):
                meanings[spelling].append(name)
    return _Dictionary(
        automaton=AhoCorasick(list(meanings), matchkind=MatchKind.Standard),
        names=tuple(tuple(names) for names in meanings.values()),
        spellings=frozenset(meanings),
        worth=AhoCorasick([*meanings, *seeds()], matchkind=MatchKind.Standard),
        seeds=AhoCorasick(list(seeds()), matchkind=MatchKind.Standard),
        substance_of_cas={cas: row["id"] for row in substances for cas in (row["cas"], *row["other_cas"]) if cas},
        cas_of={row["id"]: row["cas"] for row in substances},
        heading_of={row["hs2022"]: tuple(row["substances"]) for row in watched_headings().to_pylist() if row["specific"]},
        classes=frozenset(row["id"] for row in substances if row["kind"] == "class"),
        guarded=guarded,
    )


def _spot_substances(texts: pa.Array, codes: pa.Array) -> pa.Array:
    text, code = pc.dictionary_encode(texts), pc.dictionary_encode(pc.utf8_slice_codeunits(codes, 0, 12))
    close = _of_rows(text, _worth_reading(text.dictionary.to_pylist()))
    close |= _of_rows(code, np.array([bool(_said_by(said)[1]) for said in code.dictionary.to_pylist()], dtype=np.bool_))
    rows = pa.array(np.flatnonzero(close))
    read = once_per_pair(texts.take(rows), codes.take(rows), _spots, type_=_SPOTS).to_pylist()
    spots: list[list[Spot] | None] = [[]] * len(texts)
    for row, found in zip(rows.to_pylist(), read, strict=True):
        spots[row] = found
    for row in np.flatnonzero(_nulls(texts) & _nulls(codes)).tolist():
        spots[row] = None
    return pa.array(spots, type=_SPOTS)


def _worth_reading(texts: list[str]) -> "NDArray[np.bool_]":
    """Which texts hold a name, a seed of one, or digits in the manner of a CAS number; the others hold nothing of ours."""
    joined, starts = joined_texts([fold(text) for text in texts])
    held = holding_any(joined, starts, _dictionary().worth) | holding_any(joined, starts, MAY_BE_CAS)
    other_scripts = [place for place, text in enumerate(texts) if has_look_alikes(text)]
    if other_scripts:
        joined, starts = joined_texts([fold(without_look_alikes(texts[place])) for place in other_scripts])
        held[other_scripts] |= holding_any(joined, starts, _dictionary().seeds)
    return held


def _of_rows(encoded: pa.DictionaryArray, of_values: "NDArray[np.bool_]") -> "NDArray[np.bool_]":
    """What holds of distinct values, for each row; not of a null."""
    with_null = np.append(of_values, False)
    places = encoded.indices.fill_null(len(of_values)).to_numpy(zero_copy_only=False)
    rows: NDArray[np.bool_] = with_null[places]
    return rows


def _nulls(values: pa.Array) -> "NDArray[np.bool_]":
    nulls: NDArray[np.bool_] = values.is_null().to_numpy(zero_copy_only=False)
    return nulls


def _spots(text: str | None, code: str | None) -> list[Spot] | None:
    if text is None and code is None:
        return None
    found = _NOTHING if text is None else _found(text)
    is_chemical, by_code = _said_by(code or "")
    if found is _NOTHING:
        return list(by_code)
    spots = [*found.certain, *(found.in_context if is_chemical else ())]
    return sorted(spots, key=lambda spot: (spot[4], spot[5], spot[0])) + list(by_code)


@lru_cache(maxsize=65_536)
def _said_by(code: str) -> tuple[bool, tuple[Spot, ...]]:
    """Whether an HS code is of a chemical chapter, and the substances that it names alone."""
    digits = "".join(character for character in code if character.isdigit())
    dictionary = _dictionary()
    named = dictionary.heading_of.get(digits[:6], ())
    return digits.startswith(_CHEMICAL_CHAPTERS), tuple((name, dictionary.cas_of[name], "hs", digits[:6], -1, -1) for name in named)


@lru_cache(maxsize=4096)
def _found(text: str) -> _Found:
    """Read one text; the cache only spares the same text under several HS codes."""
    folded = fold(text)
    numbers = list(cas_places(folded)) if _HAS_DIGIT.search(folded) else []
    names, short, read = _by_name(text, folded)
    disguised = _in_disguise(text, read)
    if not numbers and not names and not short and not disguised:
        return _NOTHING
    plain = [number for number in numbers if is_plain(folded, number[1], number[0])]
    certain = _listed(plain) + names
    doubtful = _listed(number for number in numbers if number not in plain) + short
    if doubtful and (names or disguised or plain or _chemical_words().search(folded)):
        certain, doubtful = certain + doubtful, []
    weighed = [spot for spot in doubtful if _is_weighed(text, folded, spot)]
    doubtful = [spot for spot in doubtful if spot not in weighed]
    return _Found((*_as_spots(text, certain + weighed), *_quoted(text, disguised)), _as_spots(text, doubtful))


def names_a_substance(text: str) -> bool:
    """Tell whether a text names a listed substance that counts whatever its HS code is."""
    return bool(_found(text).certain)


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
    spans = [original_span(text, start, end) for start, end in taken] if dictionary.seeds_in(text) else []
    return [spot for spot in plain if spot[2:] not in denied], [spot for spot in short if spot[2:] not in denied], spans


def _stands(folded: str, start: int, end: int, names: tuple[_Name, ...]) -> bool:
    may_follow = _MAY_FOLLOW if any(name.is_guarded for name in names) else frozenset[str]()
    return stands_alone(folded, start, end, also_before=may_follow)


def _is_tested_for(folded: str, start: int, end: int) -> bool:
    return is_test_article(folded, start, end) and not amount_follows(folded, end)


def _in_disguise(text: str, read: list[tuple[int, int]]) -> list[tuple[str, int, int]]:
    """Guarded names that are misspelt or written with look-alikes, where no name was read as it stands."""
    dictionary = _dictionary()
    if not dictionary.seeds_in(text):
        return []
    folded = fold(without_look_alikes(text))
    spots = []
    for substance, start, end, first, last in misspelt_places(text):
        is_read = any(first < other_end and other_start < last for other_start, other_end in read)
        if is_read or fold(text[first:last]) in dictionary.spellings or _is_tested_for(folded, start, end):
            continue
        if not denied_before(folded, start) and not denied_after(folded, end):
            spots.append((substance, first, last))
    return spots


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


SPOT_SUBSTANCES = Kernel("tw_spot_substances", _spot_substances, (pa.string(), pa.string()), _SPOTS)
"""Goods text and HS code to the listed substances in them; null only where both are. Places count characters of the text;
they are -1 where the code alone names the substance."""
