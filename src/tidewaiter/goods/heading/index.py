"""How strongly each term speaks for each heading: a likelihood of the terms under a heading, as sparse rows of whole numbers.

The terms of a text are taken as drawn from what goods of a heading are called, mixed with what goods at large are called. The gain of a
term for a heading is the logarithm of its likelihood there over its likelihood at large, never below nought. Whole thousandths make a sum
the same in any order and on any machine.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tidewaiter.goods.heading.alike import Spellings, alike_terms, spellings_of
from tidewaiter.goods.heading.terms import spoken_terms
from tidewaiter.goods.heading.tree import Saying, sayings

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["UNIT", "HeadingIndex", "compile_index", "gains_of_texts", "heading_index", "text_terms"]

UNIT = 1000
"""Thousandths: of a natural logarithm in a gain, of a whole in the weight of a term."""
_AT_LARGE = 0.05
"""chosen: share of words that any goods may be called; 0.1 and 0.6 found fewer headings (bench/hs.py, folds kept for choosing)."""
_SAYINGS_POWER = 0.4
"""chosen: how much a heading with many names is held down; by the same folds."""
_LATER = 0.95
"""chosen: each further term of a text counts a twentieth less, as goods are named first; by the same folds."""

_Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class HeadingIndex:
    """What is known of codes, compiled.

    Attributes:
        vocabulary: each known term and its row.
        spellings: finds known terms that a strange one is like.
        headings: columns of `gains`, four digits.
        gains: terms x headings, thousandths.
        codes: columns of `code_gains`, six digits.
        code_gains: terms x subheadings, thousandths.
    """

    vocabulary: dict[str, int]
    spellings: Spellings
    headings: tuple[str, ...]
    gains: "csr_array"
    codes: tuple[str, ...]
    code_gains: "csr_array"


@cache
def heading_index() -> HeadingIndex:
    """Give the index of HS 2022 and the own words, compiled once per process."""
    return compile_index(sayings())


def compile_index(said: Iterable[Saying]) -> HeadingIndex:
    """Compile what goods are called into an index.

    >>> index = compile_index([Saying("847160", ("keyboard",)), Saying("950300", ("toy", "plastic"))])
    >>> index.headings, index.gains.toarray().tolist()[index.vocabulary["toy"]][0]
    (('8471', '9503'), 0)
    """
    kept = [saying for saying in said if saying.terms]
    vocabulary = {term: place for place, term in enumerate(dict.fromkeys(term for saying in kept for term in saying.terms))}
    headings, gains = _gains(kept, vocabulary, digits=4)
    codes, code_gains = _gains([saying for saying in kept if len(saying.code) == 6], vocabulary, digits=6)
    return HeadingIndex(vocabulary, spellings_of(vocabulary), headings, gains, codes, code_gains)


def _gains(said: Sequence[Saying], vocabulary: dict[str, int], *, digits: int) -> tuple[tuple[str, ...], "csr_array"]:
    from scipy.sparse import csr_array

    columns = tuple(sorted({saying.code[:digits] for saying in said}))
    place = {code: at for at, code in enumerate(columns)}
    of_saying = np.array([place[saying.code[:digits]] for saying in said], dtype=np.int64)
    lengths = np.array([len(saying.terms) for saying in said], dtype=np.int64)
    terms = np.array([vocabulary[term] for saying in said for term in saying.terms], dtype=np.int64)
    counts = np.array([saying.weight for saying in said], dtype=np.float64)
    shares = np.repeat(counts / lengths, lengths)
    held_down = np.bincount(of_saying, weights=counts, minlength=len(columns)) ** _SAYINGS_POWER
    likely = csr_array((shares, (terms, np.repeat(of_saying, lengths))), shape=(len(vocabulary), len(columns)))
    likely.sum_duplicates()
    rows = np.repeat(np.arange(len(vocabulary)), np.diff(likely.indptr))
    own = likely.data / held_down[likely.indices]
    large = np.bincount(rows, weights=own, minlength=len(vocabulary)) / len(columns)
    gains = np.rint(UNIT * np.log1p((1 - _AT_LARGE) / _AT_LARGE * own / large[rows])).astype(np.int64)
    return columns, csr_array((gains, likely.indices, likely.indptr), shape=likely.shape)


def text_terms(index: HeadingIndex, texts: Sequence[str]) -> tuple["csr_array", _Ints]:
    """Give the weights of known terms in each text (texts x terms, thousandths), and for each text the weight of all its terms.

    A term that is not known stands for known ones that it is spelt like; the weight of one that is like none counts in the whole.
    """
    from scipy.sparse import csr_array

    said = [[term for term, _ in spoken_terms(text)] for text in texts]
    like = alike_terms(index.spellings, index.vocabulary, {term for terms in said for term in terms})
    weights, known, starts = list[int](), list[int](), [0]
    whole = np.zeros(len(said), dtype=np.int64)
    for place, terms in enumerate(said):
        heaviest: dict[int, int] = {}
        for later, term in enumerate(dict.fromkeys(terms)):
            weight = round(UNIT * _LATER**later)
            whole[place] += weight
            for row, share in like[term]:
                heaviest[row] = max(heaviest.get(row, 0), weight * share // UNIT)
        known.extend(heaviest)
        weights.extend(heaviest.values())
        starts.append(len(known))
    shape = (len(said), len(index.vocabulary))
    return csr_array((np.array(weights, dtype=np.int64), np.array(known, dtype=np.int32), np.array(starts)), shape=shape), whole


def gains_of_texts(terms: "csr_array", gains: "csr_array") -> "csr_array":
    """Give how strongly each text speaks for each column, in thousandths of a natural logarithm, whole numbers."""
    spoken = terms @ gains
    spoken.data //= UNIT
    return spoken
