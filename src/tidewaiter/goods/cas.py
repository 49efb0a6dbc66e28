"""CAS numbers as people write them in goods text."""

import re
from collections.abc import Iterator
from functools import cache

from tidewaiter.goods.words import neighbours, word_pattern

__all__ = ["MAY_BE_CAS", "cas_places", "follows_reference_word", "has_cas", "is_plain", "plain_numbers", "says_only_numbers"]

_WORD = r"(?<![a-z])(?:cas|c\.a\.s\.?)(?: ?[\-#.]? ?(?:registry|rn|nr|nos?|number|号|码))*(?![a-z])"
MAY_BE_CAS = re.compile(
    rb"[-._/c](?:(?<=[-.]) ?\d\d ?[-.] ?\d|(?:(?<=\d{5}[_/])|(?<=\d{5} [_/])) ?\d\d ?[_/] ?\d|(?<=c)(?:as(?:[^a-z]|rn|n[our]|reg)|\.a\.s))"
)
"""Stands in every text that holds a CAS number in any manner of writing, and in few others. It begins with one sign of a small set,
which is what `re` searches for fastest: measured five times as fast as beginning with the digits."""

_GROUPED = re.compile(r"(\d{2,7}) ?(?:[-.] ?(\d{2}) ?[-.]|[_/] ?(\d{2}) ?[_/]) ?(\d)(?!\d|[-._]\d)")
_THE_WORD = re.compile(_WORD + r"[^\d\n]{0,4}(?=\d)")
"""chosen: at most four signs stand between the word and its number."""
_THREE_GROUPS = re.compile(r"(\d{2,7})[ .\-_/]{0,3}(\d\d)[ .\-_/]{0,3}(\d)(?!\d)")
_RUN = re.compile(r"\d{5,10}(?![\d\-._/]|[ -]\d\d[ -]\d(?!\d))")
_DIGITS = re.compile(r"(?:\d[ .\-]?){4,9}\d(?!\d)")
_THE_WORD_BEFORE = re.compile(_WORD + r"\D{0,4}$")
_REACH = 28
"""Characters looked at before a number; chosen: `cas registry number` with its blanks and four signs."""
_LONG_ENOUGH = 5
"""chosen: a first group of five digits or more is no part number or date by chance, so letters may touch it and any sign part it."""
_SHORT = 3
"""chosen: a first group of two or three digits is a date, a telephone or a part number as often as a CAS number."""
_ONLY_NUMBERS = re.compile(r"[\d\s\-.,;:/_()]*")


def cas_places(text: str) -> Iterator[tuple[str, int, int]]:
    """Find CAS numbers with a right check digit in folded text, in order, each as `12-34-5` with its place.

    >>> list(cas_places("item 67 - 64-1, cas 41661476 and 67-64-2"))
    [('67-64-1', 5, 14), ('41661-47-6', 20, 28)]
    """
    found = {(start, end): cas for cas, start, end in _grouped(text)}
    for word in _THE_WORD.finditer(text) if "cas" in text or "c.a.s" in text else ():
        for manner in (_RUN, _THREE_GROUPS, _DIGITS):
            match = manner.match(text, word.end())
            if match is None or any(start < match.end() and match.start() < end for start, end in found):
                continue
            digits = re.sub(r"\D", "", match[0])
            if _is_right(digits):
                found[match.span()] = _written(digits)
    for (start, end), cas in sorted(found.items()):
        yield cas, start, end


def has_cas(text: str) -> bool:
    """Tell whether any CAS number with a right check digit stands in folded text, listed or not, that can be nothing else."""
    return bool(plain_numbers(text))


def plain_numbers(text: str) -> list[tuple[str, int, int]]:
    """Give those CAS numbers of folded text, with their places, that can be nothing else.

    >>> plain_numbers("tel 79-03-8, cas 50-00-0")
    [('50-00-0', 17, 24)]
    """
    return [number for number in cas_places(text) if is_plain(text, number[1], number[0])]


def is_plain(text: str, start: int, cas: str) -> bool:
    """Tell whether a number found can be nothing but a CAS number: by its length, the word before it, or an otherwise empty text.

    >>> is_plain("tel 79-03-8", 4, "79-03-8"), is_plain("cas 79-03-8", 4, "79-03-8"), is_plain("79-03-8", 0, "79-03-8")
    (False, True, True)
    """
    return cas.index("-") > _SHORT or _THE_WORD_BEFORE.search(_left(text, start)) is not None or says_only_numbers(text)


def says_only_numbers(text: str) -> bool:
    """Tell whether a text holds nothing but digits and signs; chosen: then a number with a right check digit is what it says."""
    return _ONLY_NUMBERS.fullmatch(text) is not None


def follows_reference_word(text: str, start: int) -> bool:
    """Tell whether a word before a number says that it is another: tel, part no, dated.

    >>> follows_reference_word("part no. 110-89-4", 9), follows_reference_word("piperidine 110-89-4", 11)
    (True, False)
    """
    return _reference_word().search(_left(text, start)) is not None


@cache
def _reference_word() -> re.Pattern[str]:
    return re.compile(rf"(?:{word_pattern(neighbours('number_before')).pattern})[ .:#\-]{{0,3}}$")


def _left(text: str, start: int) -> str:
    return text[max(0, start - _REACH) : start]


def _grouped(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _GROUPED.finditer(text):
        digits = match[1] + (match[2] or match[3]) + match[4]
        if _is_right(digits) and _is_free(text, match):
            yield _written(digits), match.start(), match.end()


def _is_free(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    before, after = text[:start][-1:], text[end : end + 1]
    if (before in ("-", ".", "/", "_") and text[start - 2 : start - 1].isdigit()) or before.isdigit():
        return False
    touched = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
    return not (touched or match[3]) or len(match[1]) >= _LONG_ENOUGH or _THE_WORD_BEFORE.search(_left(text, start)) is not None


def _is_right(digits: str) -> bool:
    """Check the digit: the others, weighted 1, 2, 3 from the right, sum to it modulo 10 (CAS Registry, check digit verification)."""
    return sum(weight * int(digit) for weight, digit in enumerate(reversed(digits[:-1]), start=1)) % 10 == int(digits[-1])


def _written(digits: str) -> str:
    return f"{digits[:-3].lstrip('0')}-{digits[-3:-1]}-{digits[-1]}"
