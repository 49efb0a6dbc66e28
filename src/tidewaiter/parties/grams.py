"""Runs of three letters of name keys, as sparse rows weighted by rarity: which listed names could a name be?"""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["GRAM_CODES", "best_per_row", "gram_rows", "query_rows", "weigh_grams"]

_LETTERS = 37
GRAM_CODES = _LETTERS**3
"""How many runs of three of blank, a-z and 0-9 there are."""
_KEPT_GRAMS = 12
"""chosen: the twelve rarest grams of a query find 98 of 100 misspelt names at twice the speed of all grams."""

_Ints = npt.NDArray[np.int64]
_Floats = npt.NDArray[np.float32]


def gram_rows(keys: list[str]) -> tuple[_Ints, _Ints]:
    """Give the distinct grams of each key as pairs (place of the key, code of the gram), sorted.

    Words stand between blanks and a gram never spans two words, so that the order of words doesn't matter.

    >>> places, codes = gram_rows(["ab", "ab ab"])
    >>> places.tolist(), codes.tolist() == codes.tolist()[:2] * 2
    ([0, 0, 1, 1], True)
    """
    text = "".join(f" {key.replace(' ', '  ')} " for key in keys)
    lengths = np.array([len(key) + key.count(" ") + 2 for key in keys], dtype=np.int64)
    letters = _codes(text)
    places = np.repeat(np.arange(len(keys)), lengths)
    if len(letters) < 3:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    codes = (letters[:-2] * _LETTERS + letters[1:-1]) * _LETTERS + letters[2:]
    within = (letters[1:-1] != 0) & (places[:-2] == places[2:])
    both = np.unique(places[:-2][within] * GRAM_CODES + codes[within])
    return both // GRAM_CODES, both % GRAM_CODES


def _codes(text: str) -> _Ints:
    """0 for a blank, 1-26 for letters, 27-36 for digits; other scripts share those places."""
    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    codes = np.where(points == ord(" "), 0, 1 + points % (_LETTERS - 1))
    letter, digit = (points >= ord("a")) & (points <= ord("z")), (points >= ord("0")) & (points <= ord("9"))
    return np.where(letter, points - ord("a") + 1, np.where(digit, points - ord("0") + 27, codes))


def weigh_grams(places: _Ints, grams: _Ints, *, rows: int, rarity: _Floats, kept: int | None) -> "csr_array":
    """Give unit rows over grams.

    Args:
        places: row of each gram, sorted.
        grams: column of each gram.
        rows: how many rows.
        rarity: weight of each column; 0 leaves the column out.
        kept: how many of the rarest grams of a row to keep; None keeps all.
    """
    from scipy.sparse import csr_array

    weights = rarity[grams]
    places, grams, weights = places[weights > 0], grams[weights > 0], weights[weights > 0]
    if kept is not None:
        chosen = np.sort(_first_per_row(places, np.lexsort((grams, -weights, places)), kept))
        places, grams, weights = places[chosen], grams[chosen], weights[chosen]
    norms = np.sqrt(np.bincount(places, weights=weights.astype(np.float64) ** 2, minlength=rows))
    starts = np.concatenate(([0], np.cumsum(np.bincount(places, minlength=rows))))
    return csr_array(((weights / norms[places]).astype(np.float32), grams, starts), shape=(rows, len(rarity)))


def query_rows(keys: list[str], rarity: _Floats) -> "csr_array":
    """Give the rows of names to look up, of their rarest grams only."""
    places, grams = gram_rows(keys)
    return weigh_grams(places, grams, rows=len(keys), rarity=rarity, kept=_KEPT_GRAMS)


def best_per_row(products: "csr_array", *, floor: float, most: int) -> tuple[_Ints, _Ints]:
    """Give (row, column) of the highest values of each row, at or above `floor`; ties go to the lower column."""
    rows = np.repeat(np.arange(products.shape[0]), np.diff(products.indptr))
    high = products.data >= floor
    rows, columns, values = rows[high], products.indices[high].astype(np.int64), products.data[high]
    chosen = _first_per_row(rows, np.lexsort((columns, -values, rows)), most)
    return rows[chosen], columns[chosen]


def _first_per_row(rows: _Ints, order: _Ints, most: int) -> _Ints:
    """The first `most` places of each row, where `order` sorts the places by row first."""
    sorted_rows = rows[order]
    starts = np.searchsorted(sorted_rows, sorted_rows, side="left")
    return order[np.arange(len(order)) - starts < most]
