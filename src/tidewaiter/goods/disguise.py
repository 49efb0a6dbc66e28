"""Listed names and CAS numbers in disguise: letters or digits set apart, look-alikes, one or two letters wrong."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA, LCSseq

from tidewaiter.goods.boundaries import stands_alone
from tidewaiter.goods.fold import fold, is_han, original_span
from tidewaiter.goods.squash import bare, readings, squash_bytes, squashed
from tidewaiter.goods.texts import line_starts
from tidewaiter.reference import guarded_names, name_rows, substance_rows
from tidewaiter.reference.register import reference_rows

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick, BytesAhoCorasick
    from numpy.typing import NDArray

__all__ = ["Disguised", "disguised_names", "hidden_numbers", "may_be_disguised"]

_SHORTEST = 6
_SHORTEST_HAN = 2
_SHORTEST_MISSPELT = 8
_SHORTEST_TWICE_MISSPELT = 14
"""chosen: letters; a shorter name with its letters apart, one or two of them wrong, is another word or name as often."""
_LONG_NUMBER = 7
"""chosen: digits; of a shorter CAS number the digits alone turn up by chance."""
_MOST_APART = 6
"""chosen: signs between two letters or digits of one word."""
_MOST_LETTERS = 2
"""chosen: letters among the digits of a CAS number."""


@dataclass(frozen=True, slots=True)
class Disguised:
    """A listed name in disguise.

    Attributes:
        substance: id.
        name: the name as it is listed, squashed.
        folded: the text folded, with other letters for look-alikes where that shows the name.
        start: place in `folded`.
        end: the place after it there.
        first: place in the text.
        last: the place after it there.
    """

    substance: str
    name: str
    folded: str
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Form:
    """A listed name as it is compared; `most_wrong` letters may be wrong, `gaps` times its words are parted."""

    substance: str
    bare: str
    squashed: str
    gaps: int
    most_wrong: int


@dataclass(frozen=True, slots=True)
class _Forms:
    """All names, and the automaton of their pieces: which names each piece is of, and where in them it begins."""

    forms: tuple[_Form, ...]
    automaton: "AhoCorasick"
    of_piece: tuple[tuple[tuple[int, int], ...], ...]
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Seed:
    """A piece of a name in UTF-8: the whole name, where in it the piece begins, and how many of its bytes may be wrong."""

    whole: bytes
    offset: int
    most_wrong: int


def disguised_names(text: str) -> list[Disguised]:
    """Find listed names in disguise, the longest first, none overlapping; a name written as it should be is found too.

    >>> [(name.substance, name.first, name.last) for name in disguised_names("4-piperid0ne")]
    [('4-piperidone', 0, 12)]
    """
    found: list[Disguised] = []
    for plain in readings(text):
        folded = fold(plain)
        places = sorted(_places(folded), key=lambda place: (place[1] - place[2], place[3], place[1]))
        for form, start, end, _ in places:
            first, last = original_span(plain, start, end)
            if not any(first < other.last and other.first < last for other in found):
                found.append(Disguised(form.substance, form.squashed, folded, start, end, first, last))
    return found


def hidden_numbers(folded: str) -> Iterator[tuple[str, int, int]]:
    """Find the long CAS numbers of listed substances whatever stands between their digits, also where letters stand for some.

    >>> list(hidden_numbers("4 1 6 6 1 4 7 6")), list(hidden_numbers("4l661~47~6"))
    ([('41661-47-6', 0, 15)], [('41661-47-6', 0, 10)])
    """
    digits, places = squashed(folded)
    automaton, numbers = _numbers()
    for number, first, last in automaton.find_matches_as_indexes(digits, overlapping=True):
        start, end = places[first], places[last - 1] + 1
        letters = sum(folded[place].isalpha() for place in places[first:last])
        if letters <= _MOST_LETTERS and _close_together(places[first:last]) and _free(folded, start, end) and folded[start:end].isascii():
            yield numbers[number], start, end


def may_be_disguised(joined: bytes) -> "NDArray[np.bool_]":
    """Tell for each of many folded texts, end to end in UTF-8, whether one of the functions above may find something in it.

    >>> may_be_disguised("4-p1perid0ne|white shirts|".replace("|", chr(10)).encode()).tolist()
    [True, False]
    """
    signs = squash_bytes(joined)
    starts = line_starts(signs)
    automaton, of_piece = _seeds()
    places = [
        start for piece, start, _ in automaton.find_matches_as_indexes(signs, overlapping=True) if _likely(signs, start, of_piece[piece])
    ]
    held = np.zeros(len(starts), dtype=np.bool_)
    held[np.searchsorted(starts, np.array(places, dtype=np.int64), side="right") - 1] = True
    return held


def _likely(signs: bytes, start: int, seeds: tuple[_Seed, ...]) -> bool:
    """Tell whether around a piece enough letters of its name stand in their order."""
    for seed in seeds:
        if not seed.most_wrong:
            return True
        around = signs[max(0, start - seed.offset - seed.most_wrong) : start - seed.offset + len(seed.whole) + seed.most_wrong]
        if LCSseq.similarity(around, seed.whole, score_cutoff=len(seed.whole) - seed.most_wrong):
            return True
    return False


@cache
def _seeds() -> "tuple[BytesAhoCorasick, tuple[tuple[_Seed, ...], ...]]":
    """The pieces of all names, and all long numbers, in squashed UTF-8, and what each is a piece of."""
    from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

    of_piece: dict[bytes, list[_Seed]] = defaultdict(list)
    for form in _forms().forms:
        whole = form.squashed.encode()
        bytes_per_letter = len(whole) / len(form.squashed)
        for piece, offset in _pieces(form):
            wrong = ceil(form.most_wrong * bytes_per_letter)
            of_piece[piece.encode()].append(_Seed(whole, len(form.squashed[:offset].encode()), wrong))
    for cas in _numbers()[1]:
        of_piece[squashed(cas)[0].encode()].append(_Seed(b"", 0, 0))
    automaton = BytesAhoCorasick(list(of_piece), matchkind=MatchKind.Standard, implementation=Implementation.DFA)
    return automaton, tuple(map(tuple, of_piece.values()))


def _places(folded: str) -> Iterator[tuple[_Form, int, int, int]]:
    """Name, start, end and number of wrong letters of every listed name in folded text, overlapping ones too."""
    signs, places = squashed(folded)
    known = _forms()
    seen: set[tuple[int, int]] = set()
    for piece, first, _ in known.automaton.find_matches_as_indexes(signs, overlapping=True):
        for number, offset in known.of_piece[piece]:
            form = known.forms[number]
            for start in range(max(0, first - offset - form.most_wrong), min(len(signs), first - offset + form.most_wrong + 1)):
                if (number, start) not in seen:
                    seen.add((number, start))
                    yield from _from(folded, signs, places, start, form)


def _from(folded: str, signs: str, places: list[int], first: int, form: _Form) -> Iterator[tuple[_Form, int, int, int]]:
    """The name where it begins at one place, in each length that it may have there."""
    start = places[first]
    if start and folded[start - 1].isalnum() and not is_han(folded[start]):
        return
    length = len(form.squashed)
    for last in range(max(first + 2, first + length - form.most_wrong), min(len(signs), first + length + form.most_wrong) + 1):
        end = places[last - 1] + 1
        if end < len(folded) and folded[end].isalnum() and not is_han(folded[end - 1]):
            continue
        wrong = _wrong(signs[first:last], form)
        if (
            wrong is not None
            and _is_name(folded, places[first:last], signs[first:last], form, wrong=wrong)
            and stands_alone(folded, start, end)
        ):
            yield form, start, end, wrong


def _wrong(signs: str, form: _Form) -> int | None:
    """How many letters are wrong, None where too many are; a letter left out, put in, changed or changed over with the next is one."""
    if signs == form.squashed:
        return 0
    if not form.most_wrong:
        return None
    wrong = OSA.distance(signs, form.squashed, score_cutoff=form.most_wrong)
    return wrong if wrong <= form.most_wrong else None


def _is_name(folded: str, places: list[int], signs: str, form: _Form, *, wrong: int) -> bool:
    """Judge the digits of a name, its first letter, and how often its letters stand apart."""
    written = "".join([folded[place] for place in places])
    if not _close_together(places) or (form.bare[0].isdigit() and written[0] != form.bare[0]):
        return False
    if not wrong:
        return all(sign == right for sign, right in zip(written, form.bare) if right.isdigit())
    gaps = sum(after - before > 1 for before, after in pairwise(places))
    # A bracket or a semicolon is no wrong letter.
    if form.gaps < gaps < len(places) // 2 or _signs(signs) != _signs(form.squashed):
        return False
    begins = next((place for place, sign in enumerate(form.bare) if sign.isalpha()), 0) + 1
    return _holds_digits(written, form.bare) and written not in _forms().others and signs[:begins] == form.squashed[:begins]


def _signs(written: str) -> str:
    return "".join(sign for sign in written if not sign.isalnum())


def _holds_digits(written: str, bare: str) -> bool:
    """Tell whether the digits of a name stand in what is written in their order; other digits may stand for letters."""
    left = iter(written)
    return all(digit in left for digit in bare if digit.isdigit())


def _close_together(places: list[int]) -> bool:
    return all(after - before <= _MOST_APART + 1 for before, after in pairwise(places))


def _free(folded: str, start: int, end: int) -> bool:
    """Tell whether neither digit nor Latin letter touches a number."""
    return not any(sign.isascii() and sign.isalnum() for sign in folded[max(0, start - 1) : start] + folded[end : end + 1])


@cache
def _forms() -> _Forms:
    from ahocorasick_rs import AhoCorasick, MatchKind

    forms = tuple(dict.fromkeys(_all_forms()))
    of_piece: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, form in enumerate(forms):
        for piece, offset in _pieces(form):
            of_piece[piece].append((number, offset))
    other_names = [row["name"] for row in reference_rows("substances/near_names.csv")]
    others = frozenset(bare(fold(name)) for name in [*name_rows()["text"].to_pylist(), *other_names])
    return _Forms(forms, AhoCorasick(list(of_piece), matchkind=MatchKind.Standard), tuple(map(tuple, of_piece.values())), others)


def _all_forms() -> Iterator[_Form]:
    """A form of each guarded name and of each other name that is long enough."""
    for row in guarded_names().to_pylist():
        yield _form(row["substance"], fold(row["text"]))
    for row in name_rows().to_pylist():
        name = fold(row["text"])
        shortest = _SHORTEST_HAN if any(map(is_han, name)) else _SHORTEST
        if not row["needs_context"] and sum(sign.isalpha() for sign in name) >= shortest:
            yield _form(row["substance"], name)


def _form(substance: str, name: str) -> _Form:
    signs = bare(name)
    letters = sum(sign.isalpha() for sign in signs)
    may_be_wrong = not any(map(is_han, signs))
    most_wrong = may_be_wrong * ((letters >= _SHORTEST_MISSPELT) + (letters >= _SHORTEST_TWICE_MISSPELT))
    letter_for, places = squashed(name)
    gaps = sum(after - before > 1 for before, after in pairwise(places))
    return _Form(substance, signs, letter_for, gaps, most_wrong)


def _pieces(form: _Form) -> set[tuple[str, int]]:
    """Pieces of a form, one of which is left whole by its most wrong letters, and where in it they begin."""
    name, parts = form.squashed, form.most_wrong + 1
    cuts = [len(name) * part // parts for part in range(parts + 1)]
    whole = {(name[start:end], start) for start, end in pairwise(cuts)}
    turned = {(name[start : end - 1] + name[end], start) for start, end in pairwise(cuts) if end < len(name)}
    return whole | turned


@cache
def _numbers() -> "tuple[AhoCorasick, tuple[str, ...]]":
    from ahocorasick_rs import AhoCorasick, MatchKind

    every = {cas for row in substance_rows().to_pylist() for cas in (row["cas"], *row["other_cas"]) if cas}
    numbers = tuple(sorted(cas for cas in every if len(cas) - 2 >= _LONG_NUMBER))
    return AhoCorasick([squashed(cas)[0] for cas in numbers], matchkind=MatchKind.Standard), numbers
