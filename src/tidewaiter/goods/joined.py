"""Many texts in one pass: which of them hold any of the words looked for, so that only those are read closely."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick
    from numpy.typing import NDArray

__all__ = ["holding_any", "joined_texts"]

_BETWEEN = "\n"
"""Folded text has no line break, and no word looked for has one."""


def joined_texts(folded: Sequence[str]) -> "tuple[str, NDArray[np.int64]]":
    """Write texts one after another and give the place at which each begins.

    >>> joined_texts(["ab", "c"])[0], joined_texts(["ab", "c"])[1].tolist()
    ('ab\\nc', [0, 3])
    """
    lengths = np.fromiter((len(text) + 1 for text in folded), dtype=np.int64, count=len(folded))
    return _BETWEEN.join(folded), np.cumsum(lengths) - lengths


def holding_any(joined: str, starts: "NDArray[np.int64]", what: "AhoCorasick | re.Pattern[str]") -> "NDArray[np.bool_]":
    """Tell for each text whether any pattern of an automaton or a regular expression stands in it.

    >>> text, starts = joined_texts(["tea", "pool cleaner", "cleaner"])
    >>> holding_any(text, starts, re.compile("cleaner")).tolist()
    [False, True, True]
    """
    if isinstance(what, re.Pattern):
        places = [match.start() for match in what.finditer(joined)]
    else:
        places = [start for _, start, _ in what.find_matches_as_indexes(joined)]
    held = np.zeros(len(starts), dtype=np.bool_)
    if places:
        held[np.searchsorted(starts, np.array(places), side="right") - 1] = True
    return held
