"""Runs of letters and digits in folded text as numbers, many texts at once."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Tokens", "joined_hash", "tokens_of"]

_FACTOR = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_NEXT = np.uint64(0x94D049BB133111EB)
"""Odd multipliers of SplitMix64 (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014)."""
_LETTERS = np.zeros(256, dtype=np.bool_)
_LETTERS[[*range(ord("a"), ord("z") + 1), *range(ord("0"), ord("9") + 1)]] = True
_PASSES = np.zeros(256, dtype=np.bool_)
_PASSES[list(b" -,'()[].+{}")] = True
"""chosen: signs that may stand between two tokens of one name."""
_GAP = 3
"""chosen: as many of them at most."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens in their order.

    Attributes:
        starts: first byte of each.
        ends: the byte after it.
        hashes: a number for its letters.
        goes_on: whether the next token may belong to the same name.
    """

    starts: "NDArray[np.int64]"
    ends: "NDArray[np.int64]"
    hashes: "NDArray[np.uint64]"
    goes_on: "NDArray[np.bool_]"


def tokens_of(joined: bytes) -> Tokens:
    """Cut folded text, in UTF-8, into its runs of Latin letters and digits.

    >>> tokens = tokens_of(b"citric acid, citric")
    >>> tokens.starts.tolist(), bool(tokens.hashes[0] == tokens.hashes[2]), tokens.goes_on.tolist()
    ([0, 7, 13], True, [True, True, False])
    """
    signs = np.frombuffer(joined, dtype=np.uint8)
    edges = np.diff(_LETTERS[signs].astype(np.int8), prepend=0, append=0)
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    weights, undone = _powers(len(signs))
    sums = np.zeros(len(signs) + 1, dtype=np.uint64)
    np.cumsum(signs * weights, out=sums[1:])
    return Tokens(starts, ends, mixed((sums[ends] - sums[starts]) * undone[starts]), _goes_on(signs, starts, ends))


def joined_hash(before: "NDArray[np.uint64]", following: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """Give the number of tokens one after another from that of those before and the next one's own."""
    return mixed(before * _NEXT + following)


def mixed(values: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """Spread numbers over all 64 bits; equal ones stay equal."""
    values = (values ^ (values >> np.uint64(31))) * _MIX
    return values ^ (values >> np.uint64(29))


def _goes_on(signs: "NDArray[np.uint8]", starts: "NDArray[np.int64]", ends: "NDArray[np.int64]") -> "NDArray[np.bool_]":
    goes_on = np.zeros(len(starts), dtype=np.bool_)
    if len(starts) > 1:
        stops = np.concatenate([[0], np.cumsum(~_PASSES[signs] & ~_LETTERS[signs])])
        goes_on[:-1] = (starts[1:] - ends[:-1] <= _GAP) & (stops[starts[1:]] == stops[ends[:-1]])
    return goes_on


def _powers(length: int) -> "tuple[NDArray[np.uint64], NDArray[np.uint64]]":
    weights, undone = _all_powers(max(20, (length + 1).bit_length()))
    return weights[:length], undone[: length + 1]


@lru_cache(maxsize=2)
def _all_powers(bits: int) -> "tuple[NDArray[np.uint64], NDArray[np.uint64]]":
    """Powers of a factor modulo 2**64, and of its inverse."""
    inverse = pow(_FACTOR, -1, 2**64)
    ones = np.ones(2**bits, dtype=np.uint64)
    powers = [np.multiply.accumulate(np.concatenate([ones[:1], ones[1:] * np.uint64(factor)])) for factor in (_FACTOR, inverse)]
    return powers[0], powers[1]
