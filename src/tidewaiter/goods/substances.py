"""Spot listed substances in goods text by CAS number, name and HS code."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.goods.boundaries import denied_after, denied_before, stands_alone
from tidewaiter.goods.cas import MAY_BE_CAS, cas_places, has_cas
from tidewaiter.goods.fold import fold, original_span
from tidewaiter.goods.joined import holding_any, joined_texts
from tidewaiter.goods.pairs import once_per_pair
from tidewaiter.goods.words import spoken, word_pattern, words_of
from tidewaiter.kernels import Kernel
from tidewaiter.reference import name_rows, substance_rows, watched_headings

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick
    from numpy.typing import NDArray

__all__ = ["SPOT_SUBSTANCES", "Spot"]

Spot = tuple[str, str | None, str, str, int, int]
"""substance, cas, found_as, text, start, end."""

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
"""HS 2022: inorganic chemicals, organic chemicals, miscellaneous chemical products."""
_JOINING = re.compile(r"(?:,? ?(?:or|nor|and|o|y|u|ni|e|ou|nem|или|и|ни) | ?[/、] ?| ?[或和及] ?)$")
_HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Name:
    substance: str
    found_as: str
    needs_context: bool


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """The automaton over all names, what each of its patterns stands for, and the listed CAS numbers."""

    automaton: "AhoCorasick"
    names: tuple[tuple[_Name, ...], ...]
    substance_of_cas: dict[str, str]
    cas_of: dict[str, str | None]
    heading_of: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Found:
    """What a text holds: spots that count, and short synonyms that count only where the HS code says chemicals."""

    certain: tuple[Spot, ...]
    in_context: tuple[Spot, ...]


_NOTHING = _Found((), ())


@cache
def _dictionary() -> _Dictionary:
    from ahocorasick_rs import AhoCorasick, MatchKind

    meanings: dict[str, list[_Name]] = defaultdict(list)
    for row in name_rows().to_pylist():
        name = _Name(row["substance"], row["role"], row["needs_context"])
        for spelling in (fold(row["text"]),) if row["needs_context"] else spoken(row["text"]):
            if all(known.substance != name.substance for known in meanings[spelling]):
                meanings[spelling].append(name)
    substances = substance_rows().to_pylist()
    return _Dictionary(
        automaton=AhoCorasick(list(meanings), matchkind=MatchKind.Standard),
        names=tuple(tuple(names) for names in meanings.values()),
        substance_of_cas={cas: row["id"] for row in substances for cas in (row["cas"], *row["other_cas"]) if cas},
        cas_of={row["id"]: row["cas"] for row in substances},
        heading_of={row["hs2022"]: tuple(row["substances"]) for row in watched_headings().to_pylist() if row["specific"]},
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
    """Which texts hold a name, or digits in the manner of a CAS number; the others hold nothing of ours."""
    joined, starts = joined_texts([fold(text) for text in texts])
    held = holding_any(joined, starts, _dictionary().automaton)
    return held | holding_any(joined, starts, MAY_BE_CAS)


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
    numbers = _by_number(folded) if _HAS_DIGIT.search(folded) else []
    names, short = _by_name(text, folded)
    if not numbers and not names and not short:
        return _NOTHING
    if short and (numbers or names or has_cas(folded) or _chemical_words().search(folded)):
        names, short = names + short, []
    return _Found(_as_spots(text, numbers + names), _as_spots(text, short))


def _by_number(folded: str) -> list[tuple[str, str, int, int]]:
    listed = _dictionary().substance_of_cas
    return [(listed[cas], "cas", start, end) for cas, start, end in cas_places(folded) if cas in listed]


def _by_name(text: str, folded: str) -> tuple[list[tuple[str, str, int, int]], list[tuple[str, str, int, int]]]:
    """Find names that stand for themselves, the longest first, and apart from them the short synonyms in capitals."""
    dictionary = _dictionary()
    raw = dictionary.automaton.find_matches_as_indexes(folded, overlapping=True)
    if not raw:
        return [], []
    taken: list[tuple[int, int]] = []
    plain: list[tuple[str, str, int, int]] = []
    short: list[tuple[str, str, int, int]] = []
    for pattern, start, end in sorted(raw, key=lambda match: (match[1] - match[2], match[1])):
        if any(start < other_end and other_start < end for other_start, other_end in taken) or not stands_alone(folded, start, end):
            continue
        for name in dictionary.names[pattern]:
            if name.needs_context and not _in_capitals(text, start, end):
                continue
            taken.append((start, end))
            (short if name.needs_context else plain).append((name.substance, name.found_as, start, end))
    denied = _denied(folded, sorted({(start, end) for _, _, start, end in plain + short}))
    return [spot for spot in plain if spot[2:] not in denied], [spot for spot in short if spot[2:] not in denied]


def _denied(folded: str, places: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """The places that the text denies, also by `free of acetone and toluene`."""
    denied: set[tuple[int, int]] = set()
    before: tuple[int, int] | None = None
    for place in places:
        joined = before in denied and before is not None and _JOINING.fullmatch(folded[before[1] : place[0]]) is not None
        if joined or denied_before(folded, place[0]) or denied_after(folded, place[1]):
            denied.add(place)
        before = place
    return denied


def _in_capitals(text: str, start: int, end: int) -> bool:
    first, last = original_span(text, start, end)
    return text[first:last].isupper()


@cache
def _chemical_words() -> re.Pattern[str]:
    return word_pattern(words_of("chemical_words", "chemical"))


def _as_spots(text: str, found: list[tuple[str, str, int, int]]) -> tuple[Spot, ...]:
    cas_of = _dictionary().cas_of
    spots = []
    for substance, found_as, start, end in found:
        first, last = original_span(text, start, end)
        spots.append((substance, cas_of[substance], found_as, text[first:last], first, last))
    return tuple(spots)


SPOT_SUBSTANCES = Kernel("tw_spot_substances", _spot_substances, (pa.string(), pa.string()), _SPOTS)
"""Goods text and HS code to the listed substances in them; null only where both are. Places count characters of the text;
they are -1 where the code alone names the substance."""
