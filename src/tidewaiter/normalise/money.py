"""Amounts that carry their currency: $100, 100 EUR, USD 100."""

import re
from functools import cache

from tidewaiter.normalise.cells import Reading, shown
from tidewaiter.normalise.codes import read_currency
from tidewaiter.reference.register import reference_rows

__all__ = ["CURRENCY_BESIDE", "split_money"]

CURRENCY_BESIDE = r"^\s*[^\d\s.,()+-]|[^\d\s.,()]\s*$"
"""Where a cell may hold more than its number."""
_MANY = "many"
_MONEY = re.compile(
    r"\s*(?P<before>[^\d\s.,()+-][^\d\s,()+-]*)?\s*(?P<number>[(+-]*[\d.,][^A-Za-z]*?)\s*(?P<after>[^\d\s.,()+-][^\d,()+-]*)?\s*"
)


def split_money(text: str) -> Reading:
    """Part an amount from its currency; null where it carries none that is known.

    A bare `$` is the sign of many countries: the amount is kept, the currency stays empty, and the note says so.

    >>> split_money("US$ 1,200.50"), split_money("100")
    ((['1,200.50', 'USD'], "taken from the value 'US$ 1,200.50'"), (None, None))
    """
    found = _MONEY.fullmatch(text)
    if found is None:
        return None, None
    before, after = (None if word is None else _signs().get(word.upper().strip()) or read_currency(word)[0] for word in found.group(1, 3))
    if before == _MANY and after is not None:
        before = after  # $100 MXN
    if (found["before"] and before is None) or (found["after"] and after is None) or (before and after and before != after):
        return None, None
    currency = before or after
    if currency == _MANY:
        return [found["number"], None], f"left empty: the sign in {shown(text)} is of many countries"
    return (None, None) if currency is None else ([found["number"], currency], f"taken from the value {shown(text)}")


@cache
def _signs() -> dict[str, str]:
    return {row["sign"]: row["currency"] for row in reference_rows("units/currency_signs.csv")}
