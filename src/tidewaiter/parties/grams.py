"""Runs of three letters of name keys, as sparse rows weighted by rarity: which listed names could a name be?

All weights are whole numbers, so that a sum is the same in whatever order and on whatever machine it is taken.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["GRAM_CODES", "UNIT", "best_per_row", "gram_matrix", "query_rows"]

_LETTERS = 37
GRAM_CODES = _LETTERS**3
"""How many runs of three of blank, a-z and 0-9 there are."""
UNIT = 1000
"""The length of a row: two equal names have the product `UNIT` * `UNIT`, two without a common gram 0."""
_KEPT_GRAMS = 10
"""chosen: the ten rarest grams of a query find as many misspelt names as all do, at half the time."""
_COMMON_GRAM = 0.03
"""chosen: a gram that more than three names in a hundred have is no help in finding one and costs most of the time."""
_MOST_NAMES_OF_A_GRAM = 1500
"""chosen: three in a hundred of 50,000 names; in a longer list there are rarer grams enough, and time grows with the names of a gram."""
_FEWEST_TO_PRUNE = 40
"""chosen: in a short list a gram of 40 names is still cheap."""
_FINE = 256
"""chosen: rarity in steps of a 256th of a natural logarithm, finer than counts tell."""
_WEIGHT_BITS, _GRAM_BITS = 12, 16
_VALUE_BITS, _COLUMN_BITS = 21, 24
_MOST_VALUE = (1 << _VALUE_BITS) - 1

_Ints = npt.NDArray[np.int64]


def _gram_codes(keys: Sequence[str]) -> tuple[_Ints, _Ints]:
    """The distinct grams of each key as pairs (place of the key, code of the gram), sorted.

    Words stand between blanks and a gram never spans two words, so that the order of words doesn't matter.
    """
    spaced = [f" {key.replace(' ', '  ')} " for key in keys]
    letters = _codes("".join(spaced))
    places = np.repeat(np.arange(len(keys)), np.fromiter(map(len, spaced), dtype=np.int64, count=len(spaced)))
    if len(letters) < 3:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    codes = (letters[:-2] * _LETTERS + letters[1:-1]) * _LETTERS + letters[2:]
    within = (letters[1:-1] != 0) & (places[:-2] == places[2:])
    both = np.sort((places[:-2] << _GRAM_BITS | codes)[within])
    both = both[np.concatenate(([True], both[1:] != both[:-1]))] if len(both) else both
    return both >> _GRAM_BITS, both & ((1 << _GRAM_BITS) - 1)


def _codes(text: str) -> _Ints:
    """0 for a blank, 1-26 for letters, 27-36 for digits; other scripts share those places."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    table = _ascii_codes()
    codes = table[np.minimum(points, len(table) - 1)]
    strange = points >= len(table)
    if strange.any():
        codes[strange] = 1 + points[strange] % (_LETTERS - 1)
    return codes


def _ascii_codes() -> _Ints:
    points = np.arange(128)
    letter, digit = (points >= ord("a")) & (points <= ord("z")), (points >= ord("0")) & (points <= ord("9"))
    others = np.where(points == ord(" "), 0, 1 + points % (_LETTERS - 1))
    return np.where(letter, points - ord("a") + 1, np.where(digit, points - ord("0") + 27, others))


def gram_matrix(keys: Sequence[str]) -> tuple[_Ints, "csr_array"]:
    """Give the weight of each gram (0 for one that too many names have), and the index: a row per gram with a column per key.

    >>> weights, index = gram_matrix(["xugou trading", "mingtuo trading"])
    >>> index.shape == (GRAM_CODES, 2), (query_rows(["trading xugou"], weights) @ index).toarray().tolist()[0][1] > 0
    (True, True)
    """
    places, grams = _gram_codes(keys)
    counts = np.bincount(grams, minlength=GRAM_CODES)
    weights = np.rint(_FINE * np.log((len(keys) + 1) / np.maximum(counts, 1))).astype(np.int64)
    weights[(counts == 0) | (counts > max(_FEWEST_TO_PRUNE, min(_COMMON_GRAM * len(keys), _MOST_NAMES_OF_A_GRAM)))] = 0
    weights = np.minimum(weights, (1 << _WEIGHT_BITS) - 1)
    kept = weights[grams] > 0
    return weights, _unit_rows(places[kept], grams[kept], weights, rows=len(keys)).T.tocsr()


def query_rows(keys: Sequence[str], weights: _Ints) -> "csr_array":
    """Give the rows of names to look up, of their rarest grams only; equally rare ones in the order of the alphabet."""
    places, grams = _gram_codes(keys)
    of_gram = weights[grams]
    known = of_gram > 0
    rarest_first = ((1 << _WEIGHT_BITS) - 1 - of_gram[known]) << _GRAM_BITS | grams[known]
    ordered = np.sort(places[known] << (_WEIGHT_BITS + _GRAM_BITS) | rarest_first)
    kept = ordered[_first_of_each(ordered >> (_WEIGHT_BITS + _GRAM_BITS), _KEPT_GRAMS)]
    return _unit_rows(kept >> (_WEIGHT_BITS + _GRAM_BITS), kept & ((1 << _GRAM_BITS) - 1), weights, rows=len(keys))


def _unit_rows(places: _Ints, grams: _Ints, weights: _Ints, *, rows: int) -> "csr_array":
    from scipy.sparse import csr_array

    of_gram = weights[grams]
    lengths = np.sqrt(np.bincount(places, weights=of_gram.astype(np.float64) ** 2, minlength=rows))
    starts = np.concatenate(([0], np.cumsum(np.bincount(places, minlength=rows))))
    values = np.rint(UNIT * of_gram / lengths[places]).astype(np.int32)
    return csr_array((values, grams.astype(np.int32), starts.astype(np.int32)), shape=(rows, GRAM_CODES))


def best_per_row(products: "csr_array", *, floor: int, most: int) -> tuple[_Ints, _Ints, _Ints]:
    """Give (row, column, value) of the highest values of each row, at or above `floor`; ties go to the lower column.

    >>> from scipy.sparse import csr_array
    >>> [part.tolist() for part in best_per_row(csr_array([[5, 7, 7, 1], [0, 0, 2, 9]]), floor=2, most=2)]
    [[0, 0, 1, 1], [1, 2, 3, 2], [7, 7, 9, 2]]
    """
    high = np.flatnonzero(products.data >= floor)
    rows = np.searchsorted(products.indptr, high, side="right") - 1
    highest_first = (_MOST_VALUE - products.data[high].astype(np.int64)) << _COLUMN_BITS | products.indices[high]
    ordered = np.sort(rows.astype(np.int64) << (_VALUE_BITS + _COLUMN_BITS) | highest_first)
    kept = ordered[_first_of_each(ordered >> (_VALUE_BITS + _COLUMN_BITS), most)]
    values = _MOST_VALUE - ((kept >> _COLUMN_BITS) & _MOST_VALUE)
    return kept >> (_VALUE_BITS + _COLUMN_BITS), kept & ((1 << _COLUMN_BITS) - 1), values


def _first_of_each(groups: _Ints, most: int) -> npt.NDArray[np.bool_]:
    """Which of sorted groups' members are among the first `most` of their group."""
    starts = np.flatnonzero(np.concatenate(([True], groups[1:] != groups[:-1]))) if len(groups) else np.empty(0, dtype=np.int64)
    lengths = np.diff(np.concatenate((starts, [len(groups)])))
    return np.arange(len(groups)) - np.repeat(starts, lengths) < most
