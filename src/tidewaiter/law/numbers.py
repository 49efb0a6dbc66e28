"""One cell that holds a CAS number, in any manner of writing."""

import re

from tidewaiter.goods.fold import fold

__all__ = ["cas_numbers"]

_WORDS = re.compile(r"^[\[(\s]*(?:cas|c\.a\.s\.?)?(?: ?[\-#.:]? ?(?:registry|reg|rn|nr|nos?|number|号|码))*[\s.:#\-=]*|[\])\s.]+$")
_GROUPED = re.compile(r"0*(\d{2,7}?) ?[-._/ ] ?(\d\d) ?[-._/ ] ?(\d)")
_DIGITS = re.compile(r"0*(\d{2,7})(\d\d)(\d)(?:\.0)?")
_DATE = re.compile(r"\d{4}[-/]\d\d[-/]\d\d(?:[t ][\d:.]+)?")
_SEVERAL = re.compile(r" ?[;,|、] ?| and | or | y | / ")


def cas_numbers(cell: str) -> tuple[tuple[str, ...], str | None]:
    """Give the CAS numbers of a cell as `12-34-5`, or why it cannot be read.

    >>> cas_numbers("CAS# ４１６６１ 47-6"), cas_numbers("67641")
    ((('41661-47-6',), None), (('67-64-1',), None))
    >>> cas_numbers("67-64-2")
    ((), "the check digit of CAS '67-64-2' is wrong")
    """
    found: list[str] = []
    for part in _SEVERAL.split(fold(cell).strip()):
        digits = _digits(part)
        if digits is None:
            return (), _refusal(part, cell)
        if not _is_right(digits):
            return (), f"the check digit of CAS {cell.strip()!r} is wrong"
        found.append(f"{digits[:-3]}-{digits[-3:-1]}-{digits[-1]}")
    return tuple(dict.fromkeys(found)), None


def _digits(part: str) -> str | None:
    plain = _WORDS.sub("", _WORDS.sub("", part))
    if _DATE.fullmatch(plain):
        return None
    match = _GROUPED.fullmatch(plain) or _DIGITS.fullmatch(plain)
    return None if match is None else "".join(match.groups())


def _refusal(part: str, cell: str) -> str:
    if _DATE.fullmatch(part.strip()):
        return f"{cell.strip()!r} is a date and no CAS number; a worksheet may have made it from one: format the column as text"
    return f"{cell.strip()!r} is no CAS number"


def _is_right(digits: str) -> bool:
    """Check the digit: the others, weighted 1, 2, 3 from the right, sum to it modulo 10 (CAS Registry, check digit verification)."""
    return sum(weight * int(digit) for weight, digit in enumerate(reversed(digits[:-1]), start=1)) % 10 == int(digits[-1])
