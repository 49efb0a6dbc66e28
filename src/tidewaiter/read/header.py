"""Which row of a table holds its headings."""

from collections.abc import Sequence

from tidewaiter.normalise.words import bare_word
from tidewaiter.read.headings import known_heading

__all__ = ["LOOK", "find_header"]

LOOK = 40
"""chosen: headings stand within the first 40 rows; the deepest seen in exports is row 6."""


def find_header(rows: Sequence[Sequence[str | None]], *, known: Sequence[str] = ()) -> tuple[int, float]:
    """Give the index of the row that looks most like headings, and how much it does (0: not at all).

    Titles above it have one cell, records below it have numbers; the words of headings decide.

    Args:
        rows: the first rows of the table.
        known: headings to look for beside those of trade records.

    >>> find_header([["Report 2024", ""], ["HS Code", "Consignee"], ["850440", "Acme"]])[0]
    1
    """
    bare = frozenset(bare_word(heading) for heading in known)
    scored = [(_score(row, rows[place + 1 : place + 6], bare), -place) for place, row in enumerate(rows[:LOOK])]
    if not scored:
        return 0, 0.0
    best, place = max(scored)
    return -place, max(best, 0.0)


def _score(row: Sequence[str | None], below: Sequence[Sequence[str | None]], bare: frozenset[str]) -> float:
    filled = [cell.strip() for cell in row if cell and cell.strip()]
    if not filled:
        return 0.0
    known = len({cell for cell in filled if known_heading(cell) or bare_word(cell) in bare})
    wordy = sum(any(letter.isalpha() for letter in cell) and len(cell) <= 60 for cell in filled) / len(filled)
    distinct = len(set(filled)) / len(filled)
    # a table has rows as wide as its headings below them, a title has not
    wide = max((sum(bool(cell and cell.strip()) for cell in other) for other in below), default=0)
    fits = min(len(filled), wide) / max(len(filled), wide, 1)
    return 4.0 * known + wordy * distinct * (0.5 + fits) * (1.0 if len(filled) > 1 else 0.3)
