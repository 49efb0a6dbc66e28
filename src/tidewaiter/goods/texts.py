"""Many goods texts folded once and laid end to end, so that whole chunks are looked through in one pass."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidewaiter.goods.fold import fold

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick
    from numpy.typing import NDArray

__all__ = ["FoldedTexts", "fold_texts", "holding", "line_starts"]


@dataclass(frozen=True, slots=True)
class FoldedTexts:
    """Distinct goods texts with their folded form.

    Attributes:
        texts: as they stand.
        folded: each folded.
        joined: the folded ones in UTF-8, a line break after each; folded text has none itself.
        starts: where each begins in `joined`, in bytes.
    """

    texts: Sequence[str]
    folded: Sequence[str]
    joined: bytes
    starts: "NDArray[np.int64]"


def fold_texts(texts: Sequence[str]) -> FoldedTexts:
    """Fold texts and lay them end to end.

    >>> fold_texts(["Tea", "Élan"]).joined, fold_texts(["Tea", "Élan"]).starts.tolist()
    (b'tea\\nelan\\n', [0, 4])
    """
    folded = [fold(text) for text in texts]
    joined = "".join([f"{text}\n" for text in folded]).encode()
    return FoldedTexts(texts, folded, joined, line_starts(joined))


def line_starts(joined: bytes) -> "NDArray[np.int64]":
    """Give where each line begins.

    >>> line_starts(b"a\\nbc\\n").tolist()
    [0, 2]
    """
    ends = np.flatnonzero(np.frombuffer(joined, dtype=np.uint8) == ord("\n"))
    return np.concatenate([np.zeros(min(1, len(ends)), dtype=np.int64), ends[:-1] + 1])


def holding(joined: bytes, starts: "NDArray[np.int64]", what: "BytesAhoCorasick | re.Pattern[bytes]") -> "NDArray[np.bool_]":
    """Tell for each text whether any pattern of an automaton or a regular expression stands in it.

    >>> texts = fold_texts(["tea", "pool cleaner", "cleaner"])
    >>> holding(texts.joined, texts.starts, re.compile(b"cleaner")).tolist()
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
