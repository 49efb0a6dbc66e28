"""Numbers as people write them: 1,234.5 and 1.234,5 and 1 234,5, with a vote on what the separators mean."""

import math
import re
from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.normalise.cells import Converted, clean_or_each, shown

__all__ = [
    "POINT",
    "cast_numbers",
    "clean_numbers",
    "decimal_mark",
    "decimal_votes",
    "read_number",
    "split_number",
    "to_integers_or_numbers",
]

POINT, COMMA = ".", ","

_SPACES = re.compile(r"[\s']+")
_PLAIN = re.compile(r"[+-]?(\d[\d.,]*|[.,]\d+)([eE][+-]?\d{1,3})?")
_QUANTITY = re.compile(r"\s*([+-]?(?:\d[\d.,\s']*|[.,]\d+)(?:[eE][+-]?\d{1,3}(?![a-zA-Z]))?)\s*([^\d\s].*)?", re.DOTALL)
_MONEY = re.compile(r"^(?:US\$|U\$S?|R\$|S/\.?|[$€£¥₽₹])\s*|\s*[$€£¥₽₹]$", re.IGNORECASE)

_TELLS = {
    # a point that cannot part thousands, or commas that can do nothing else
    POINT: r"^[+-]?(\d+\.\d{1,2}|\d+\.\d{4,}|0\.\d{3}|\d{4,}\.\d+|\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,})$",
    COMMA: r"^[+-]?(\d+,\d{1,2}|\d+,\d{4,}|0,\d{3}|\d{4,},\d+|\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,})$",
}
_CLEAN = {POINT: r"^[+-]?\d{1,15}(\.\d{1,15})?$", COMMA: r"^[+-]?\d{1,15}(,\d{1,15})?$"}


def decimal_votes(cells: pa.Array) -> Counter[str]:
    """Count the cells that can only be read with a decimal point, and those that need a decimal comma.

    >>> sorted(decimal_votes(pa.array(["1,234.5", "12,5", "1.234", None])).items())
    [(',', 1), ('.', 1)]
    """
    return Counter({mark: pc.sum(pc.match_substring_regex(cells, tell)).as_py() or 0 for mark, tell in _TELLS.items()})


def decimal_mark(votes: Counter[str]) -> str:
    """Give the decimal mark that most cells ask for; a point where none or as many speak for a comma.

    >>> decimal_mark(Counter({",": 2, ".": 1}))
    ','
    """
    return COMMA if votes[COMMA] > votes[POINT] else POINT


def to_integers_or_numbers(cells: pa.Array, *, decimal: str, least: float | None = None) -> Converted:
    """Convert text to numbers.

    Args:
        cells: trimmed text.
        decimal: what parts the decimals, `.` or `,`.
        least: a smaller number is null with a note.
    """
    clean = clean_numbers(cells, decimal=decimal, least=least)
    return clean_or_each(
        cells,
        clean,
        lambda texts: cast_numbers(texts, decimal=decimal),
        lambda text: read_number(text, decimal=decimal, least=least),
    )


def clean_numbers(cells: pa.Array, *, decimal: str, least: float | None) -> pa.Array:
    """Tell which cells are numbers that need no reading closer: digits and one decimal mark; null for null.

    >>> clean_numbers(pa.array(["12.5", "1,200", "-3"]), decimal=".", least=0.0).to_pylist()
    [True, False, False]
    """
    clean = pc.match_substring_regex(cells, _CLEAN[decimal])
    return clean if least is None else pc.and_(clean, pc.invert(pc.starts_with(cells, "-")))


def cast_numbers(cells: pa.Array, *, decimal: str) -> pa.Array:
    """Give clean numbers as numbers; null for null."""
    return pc.cast(cells if decimal == POINT else pc.replace_substring(cells, COMMA, POINT, max_replacements=1), pa.float64())


def read_number(text: str, *, decimal: str, least: float | None = None) -> tuple[float | None, str | None]:
    """Read one number; give null and a note where it is none.

    >>> read_number("1.234,50", decimal=","), read_number("12,3,4", decimal=".")
    ((1234.5, None), (None, "'12,3,4' is not a number"))
    """
    bare = _MONEY.sub("", text.strip())
    if bare.startswith("(") and bare.endswith(")"):
        bare = "-" + bare[1:-1]
    number, note = _number(_SPACES.sub("", bare), decimal=decimal)
    if number is None:
        return None, f"{shown(text)} is not a number"
    if least is not None and number < least:
        return None, f"{shown(text)} is below {least:g}"
    return number, note and note.format(shown(text))


def split_number(text: str) -> tuple[str, str] | None:
    """Part a cell such as `3903 PCS` into the number's text and the unit's; None where it does not begin with a number.

    >>> split_number("1 200,5 kg"), split_number("kg")
    (('1 200,5', 'kg'), None)
    """
    found = _QUANTITY.fullmatch(text)
    return None if found is None else (found[1].strip(), (found[2] or "").strip())


def _number(bare: str, *, decimal: str) -> tuple[float | None, str | None]:
    if not _PLAIN.fullmatch(bare):
        return None, None
    body, mark, power = re.split(r"([eE])", bare, maxsplit=1) if re.search("[eE]", bare) else (bare, "", "")
    read = _ungroup(body, decimal)
    note = None
    if read is None:
        other = COMMA if decimal == POINT else POINT
        read, note = _ungroup(body, other), "{} read with a decimal " + ("comma" if other == COMMA else "point")
    if read is None:
        return None, None
    number = float(read + mark + power)
    return (number, note) if math.isfinite(number) else (None, None)


def _ungroup(body: str, decimal: str) -> str | None:
    """Give the number as Python writes it, or None where its separators do not stand as this decimal mark asks."""
    group = COMMA if decimal == POINT else POINT
    whole, _, part = body.partition(decimal)
    if group in part or decimal in part:
        return None
    groups = whole.lstrip("+-").split(group)
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and _parts_of_three(groups[1:])):
        return None
    return whole.replace(group, "") + ("." + part if part else "")


def _parts_of_three(groups: list[str]) -> bool:
    # the last of several groups has three digits; Indian lakh grouping has two in the middle
    return len(groups[-1]) == 3 and all(len(part) in (2, 3) for part in groups[:-1])
