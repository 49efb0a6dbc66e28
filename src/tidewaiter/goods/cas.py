"""CAS numbers as people write them in goods text."""

import re
from collections.abc import Iterator

__all__ = ["MAY_BE_CAS", "cas_places", "has_cas"]

MAY_BE_CAS = re.compile(r"\d ?[-.] ?\d\d ?[-.] ?\d|(?<![a-z])cas")
"""Stands in every text that holds a CAS number in any manner of writing, and in few others."""

_HYPHENATED = re.compile(r"(\d{2,7}) ?[-.] ?(\d{2}) ?[-.] ?(\d)(?!\d|[-.]\d)")
_AFTER_THE_WORD = re.compile(r"(?<![a-z])cas(?:rn| ?nr| ?no| ?number| ?号| ?码| ?#)?[ .:#()\[\]\-]{0,4}((?:\d[ .\-]?){4,9}\d)(?!\d)")
_THE_WORD_BEFORE = re.compile(r"cas(?:rn| ?nr| ?no| ?number| ?号)?[ .:#(]{0,3}$")
_LONG_ENOUGH = 5
"""chosen: a first group of five digits or more is no part number or date by chance, so letters may touch it."""


def cas_places(text: str) -> Iterator[tuple[str, int, int]]:
    """Find CAS numbers with a right check digit in folded text, in order, each as `12-34-5` with its place.

    >>> list(cas_places("item 67 - 64-1, cas 41661476 and 67-64-2"))
    [('67-64-1', 5, 14), ('41661-47-6', 20, 28)]
    """
    found = {(start, end): cas for cas, start, end in _hyphenated(text)}
    for match in _AFTER_THE_WORD.finditer(text) if "cas" in text else ():
        digits = re.sub(r"\D", "", match[1])
        if _is_right(digits) and not any(start < match.end(1) and match.start(1) < end for start, end in found):
            found[match.span(1)] = _written(digits)
    for (start, end), cas in sorted(found.items()):
        yield cas, start, end


def has_cas(text: str) -> bool:
    """Tell whether any CAS number with a right check digit stands in folded text, listed or not."""
    return next(cas_places(text), None) is not None


def _hyphenated(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _HYPHENATED.finditer(text):
        digits = "".join(match.groups())
        if _is_right(digits) and _is_free(text, match):
            yield _written(digits), match.start(), match.end()


def _is_free(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    before, after = text[:start][-1:], text[end : end + 1]
    if (before in ("-", ".", "/") and text[start - 2 : start - 1].isdigit()) or before.isdigit():
        return False
    touched = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
    return not touched or len(match[1]) >= _LONG_ENOUGH or _THE_WORD_BEFORE.search(text[max(0, start - 12) : start]) is not None


def _is_right(digits: str) -> bool:
    """Check the digit: the others, weighted 1, 2, 3 from the right, sum to it modulo 10 (CAS Registry, check digit verification)."""
    return sum(weight * int(digit) for weight, digit in enumerate(reversed(digits[:-1]), start=1)) % 10 == int(digits[-1])


def _written(digits: str) -> str:
    return f"{digits[:-3].lstrip('0')}-{digits[-3:-1]}-{digits[-1]}"
