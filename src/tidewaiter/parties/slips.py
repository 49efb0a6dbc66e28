"""Rare words of listed names, found as they are written or with one slip: a letter too much, too few, another, or two swapped.

Words that differ by one slip share what is left of them without one letter. The index keeps that as numbers (a polynomial of the
letters), sorted; two texts of one number are told apart later, when the words are compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Slips", "find_slips", "index_slips", "spread"]

_SHORTEST, _LONGEST = 4, 12
"""chosen: shorter words have too many neighbours, longer ones are found by their grams."""
_BASE = np.uint64(0x9E3779B97F4A7C15)
"""chosen: an odd number of 64 bits, so that letters spread over all of them."""

_Ints = npt.NDArray[np.int64]
_Marks = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Slips:
    """What is left of words without one letter, and the words themselves, as sorted numbers with the place of the word."""

    marks: _Marks
    words: npt.NDArray[np.int32]


def index_slips(words: Sequence[str], places: Sequence[int]) -> Slips:
    """Index words by their slips; `places` says what to give for each.

    >>> [part.tolist() for part in find_slips(["xugo", "xuguo", "mingtuo"], index_slips(["xugou", "zixu"], [7, 8]))]
    [[0, 1], [7, 7]]
    """
    marks, of_words = _marks(words)
    order = np.lexsort((of_words, marks))
    return Slips(marks[order], np.asarray(places, dtype=np.int32)[of_words[order]])


def find_slips(words: Sequence[str], slips: Slips) -> tuple[_Ints, _Ints]:
    """Give pairs (place in `words`, word of the index) that differ by one slip, or by two in a few cases; sorted, each once."""
    marks, of_words = _marks(words)
    first = np.searchsorted(slips.marks, marks, side="left")
    counts = np.searchsorted(slips.marks, marks, side="right") - first
    found = np.unique(np.repeat(of_words, counts) << 32 | slips.words[spread(first, counts)])
    return found >> 32, found & 0xFFFFFFFF


def spread(starts: _Ints, counts: _Ints) -> _Ints:
    """Give the places of runs, one run after the other.

    >>> spread(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts - starts, counts)


def _marks(words: Sequence[str]) -> tuple[_Marks, _Ints]:
    """The numbers of each word and of what is left of it without one letter, with the place of the word."""
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    marks, places = [np.empty(0, dtype=np.uint64)], [np.empty(0, dtype=np.int64)]
    for length in range(_SHORTEST, _LONGEST + 1):
        of_length = np.flatnonzero(lengths == length)
        if len(of_length):
            letters = np.array([words[place] for place in of_length.tolist()], dtype=f"U{length}").view(np.uint32)
            found = _marks_of_letters(letters.reshape(-1, length).astype(np.uint64))
            marks.append(found.ravel())
            places.append(np.repeat(of_length, found.shape[1]))
    return np.concatenate(marks), np.concatenate(places)


def _marks_of_letters(letters: _Marks) -> _Marks:
    """A row per word: the number of the whole, then without each letter. Sums wrap around at 64 bits."""
    length = letters.shape[1]
    powers = np.cumprod(np.full(length, _BASE))
    before = np.cumsum(letters * powers, axis=1)
    shifted = letters[:, 1:] * powers[:-1]
    after = np.cumsum(shifted[:, ::-1], axis=1)[:, ::-1]
    none = np.zeros((len(letters), 1), dtype=np.uint64)
    return np.concatenate((before[:, -1:], np.concatenate((none, before[:, :-1]), axis=1) + np.concatenate((after, none), axis=1)), axis=1)
