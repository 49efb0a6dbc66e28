"""Kernels over the names of parties that share an identifier."""

from collections.abc import Iterable

import pyarrow as pa

from tidewaiter.kernels import Kernel

__all__ = ["DISTINCT_FIRMS", "FIRST_NAMES", "NAMES_SHOWN", "distinct_firms"]

NAMES_SHOWN = 5
"""chosen: as many names as a reader takes in at once; the count beside them is the whole."""
_LETTERS_A_SLIP = 8
"""chosen: one slip of the pen in a word of eight letters is a misspelling, in a shorter one another word; scripts without vowels have
many short words that differ by little."""


def distinct_firms(keys: Iterable[str]) -> int:
    """Count firms by their name keys; a misspelling, or a name that holds all words of another, is the same firm.

    Place, language and order of the words make no difference.

    >>> distinct_firms(["copperfield", "coperfield", "copperfield overseas", "driftwood"])
    2
    """
    firms: list[list[str]] = []
    for key in sorted(keys, key=lambda key: (len(key), key)):
        known = next((firm for firm in firms if any(_same_firm(spelling, key) for spelling in firm)), None)
        if known is None:
            firms.append([key])
        else:
            known.append(key)
    return len(firms)


def _same_firm(short: str, long: str) -> bool:
    one, other = sorted(short.split()), sorted(long.split())
    if set(one) <= set(other) or short.replace(" ", "") == long.replace(" ", ""):
        return True
    return len(one) == len(other) and all(_same_word(word, spelt) for word, spelt in zip(one, other, strict=True))


def _same_word(word: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    slips = len(word) // _LETTERS_A_SLIP
    return OSA.distance(word, other, score_cutoff=slips) <= slips


def _first_names(lists: pa.Array) -> pa.Array:
    shown = [None if names is None else sorted({name for name in names if name is not None})[:NAMES_SHOWN] for names in lists.to_pylist()]
    return pa.array(shown, type=pa.list_(pa.string()))


def _count_firms(lists: pa.Array) -> pa.Array:
    return pa.array([None if keys is None else distinct_firms(keys) for keys in lists.to_pylist()], type=pa.int64())


FIRST_NAMES = Kernel("tw_first_names", _first_names, (pa.list_(pa.string()),), pa.list_(pa.string()))
"""The first few names of a list in alphabetical order, each once."""
DISTINCT_FIRMS = Kernel("tw_distinct_firms", _count_firms, (pa.list_(pa.string()),), pa.int64())
"""How many firms a list of name keys names."""
