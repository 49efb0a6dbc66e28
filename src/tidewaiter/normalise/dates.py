"""Dates as people write them, with a vote on whether the day or the month comes first."""

import re
import unicodedata
from collections import Counter
from datetime import date, timedelta
from functools import cache, partial

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.normalise.cells import Converted, Reading, each_value, shown
from tidewaiter.reference.register import reference_rows

__all__ = ["DAY_FIRST", "MONTH_FIRST", "date_order", "date_votes", "read_date", "to_dates", "written_dates"]

DAY_FIRST, MONTH_FIRST = "day first", "month first"

_ISO = r"^\d{4}-\d{2}-\d{2}([T ].*)?$"
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:[T ,].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+|[T ]?\d{4,6}(?:\.\d+)?Z?|[T ].*)?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_WRITTEN = r"^\d{8}|\d[-/. 年]\w|\p{L}{3}[-/. ,]*\d"
_HAN = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日.*")
_DAY_MONTH_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|º|°)?[\s./-]*(?:de\s+)?([^\W\d_]{3,})\.?[\s.,/-]*(?:de(?:l)?\s+)?(\d{4}|\d{2})(?:[T ,].*)?", re.IGNORECASE
)
_MONTH_NAME_DAY = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[T ,].*)?", re.IGNORECASE)

_EPOCH = date(1899, 12, 30)
"""Day 0 of spreadsheet serials after February 1900 (the 1900 date system of ECMA-376 part 1, 18.17.4.1)."""
_EARLIEST, _LATEST = date(1980, 1, 1), date(2079, 12, 31)
"""chosen: a trade record outside these years is a slip of the keys, and a serial outside them is some other number."""
_MAJORITY = 0.95
"""chosen: where both orders occur in a column, one needs this share of the telling cells."""


def date_votes(cells: pa.Array) -> Counter[str]:
    """Count the cells that can only have the day first, and those that can only have the month first.

    >>> date_votes(pa.array(["31/01/2024", "01/02/2024", "31/01/2024"]))
    Counter({'day first': 2})
    """
    votes: Counter[str] = Counter()
    for entry in pc.value_counts(pc.drop_null(cells)).to_pylist():
        found = _NUMERIC.fullmatch(entry["values"])
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        if 12 < first <= 31 and 1 <= second <= 12:
            votes[DAY_FIRST] += entry["counts"]
        elif 12 < second <= 31 and 1 <= first <= 12:
            votes[MONTH_FIRST] += entry["counts"]
    return votes


def date_order(votes: Counter[str]) -> str | None:
    """Give the order that the votes decide on, None where there are none or they contradict each other.

    >>> date_order(Counter({"day first": 3})), date_order(Counter())
    ('day first', None)
    """
    return next((order for order in (DAY_FIRST, MONTH_FIRST) if votes[order] and votes[order] >= _MAJORITY * votes.total()), None)


def written_dates(cells: pa.Array) -> int:
    """Count the cells that look like a date as people write it, and not like a spreadsheet's day number.

    >>> written_dates(pa.array(["2024-03-05", "20240305", "5 Mar 2024", "44594", "44594.5", "x", None]))
    3
    """
    looks = pc.and_(pc.match_substring_regex(cells, _WRITTEN), pc.invert(pc.match_substring_regex(cells, f"^{_SERIAL.pattern}$")))
    return pc.sum(looks).as_py() or 0


def to_dates(cells: pa.Array, *, order: str | None, odd_serials: bool = False) -> Converted:
    """Convert trimmed text to dates; times of day are dropped as written, without a change of zone.

    Args:
        cells: trimmed text.
        order: of day and month.
        odd_serials: whether a spreadsheet's day number is noted, because the column has written dates besides.
    """
    if pc.all(pc.match_substring_regex(cells, _ISO)).as_py() is not False:
        try:
            days = pc.cast(pc.utf8_slice_codeunits(cells, 0, 10), pa.date32())
        except pa.ArrowInvalid:
            pass  # a 31st of February: the slow way below writes the note
        else:
            limits = pc.min_max(days).as_py()
            if limits["min"] is None or (limits["min"] >= _EARLIEST and limits["max"] <= _LATEST):
                return Converted(days)
    return each_value(cells, partial(_read_noting if odd_serials else read_date, order=order), pa.date32())


def _read_noting(text: str, *, order: str | None) -> Reading:
    found, note = read_date(text, order=order)
    if found is not None and _SERIAL.fullmatch(text.strip()):
        note = f"{shown(text)} read as a spreadsheet's day number"
    return found, note


def read_date(text: str, *, order: str | None) -> tuple[date | None, str | None]:
    """Read one date; give null and a note where it is none or its order is undecided.

    >>> read_date("3-Mar-2024", order=None)[0].isoformat(), read_date("03/04/2024", order=None)
    ('2024-03-03', (None, "'03/04/2024' is ambiguous: day or month first"))
    """
    try:
        found = _read(text.strip(), order)
    except (ValueError, OverflowError):
        return None, f"{shown(text)} is not a date"
    if found is None:
        return None, f"{shown(text)} is ambiguous: day or month first"
    if not _EARLIEST <= found <= _LATEST:
        return None, f"{shown(text)} is no date of a trade record"
    return found, None


def _read(text: str, order: str | None) -> date | None:
    """Give the date, None where it is ambiguous; ValueError where it is none."""
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := _COMPACT.fullmatch(text) or _HAN.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        return _numeric(int(found[1]), int(found[3]), found[4], separator=found[2], order=order)
    if found := _SERIAL.fullmatch(text):
        return _EPOCH + timedelta(days=int(found[1]))
    if found := _DAY_MONTH_NAME.fullmatch(text):
        return date(_year(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_NAME_DAY.fullmatch(text):
        return date(int(found[3]), _month(found[1]), int(found[2]))
    raise ValueError(text)


def _numeric(first: int, second: int, year: str, *, separator: str, order: str | None) -> date | None:
    if len(year) == 2 and separator == "-" and int(year) <= 31:
        return None  # 24-05-13 may begin with the year as well
    if first > 12 or (order == DAY_FIRST and second <= 12):
        return date(_year(year), second, first)
    if second > 12 or order == MONTH_FIRST or first == second:
        return date(_year(year), first, second)
    return None


def _year(text: str) -> int:
    # two digits: 80 to 99 lie in the last century, as in POSIX strptime's rule shifted to our earliest year
    return int(text) if len(text) == 4 else int(text) + (1900 if int(text) >= _EARLIEST.year % 100 else 2000)


def _month(word: str) -> int:
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(letter))
    found = _months().get(bare) or _months().get(bare[:3])
    if found is None:
        raise ValueError(word)
    return found


@cache
def _months() -> dict[str, int]:
    """Month names and their first three letters to the month's number."""
    return {row["word"]: int(row["month"]) for row in reference_rows("units/months.csv")}
