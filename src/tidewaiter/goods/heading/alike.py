"""Known terms that a strange one is spelt like, by its runs of three letters: plurals, cases, misspellings, related languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tidewaiter.goods.fold import is_han

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["Spellings", "alike_terms", "spellings_of"]

_UNIT = 1000
_LEAST_ALIKE = 500
"""chosen: thousandths of the cosine; below a half other words are met."""
_LEAST_LETTERS = 4
"""chosen: shorter words have too few runs of letters to be like another."""
_MOST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Spellings:
    """Runs of three letters of known terms.

    Attributes:
        grams: each run and its row.
        weights: of each run, by rarity, thousandths of a natural logarithm.
        strange: weight of a run that no known term has.
        rows: runs x terms, thousandths of unit length.
    """

    grams: dict[str, int]
    weights: npt.NDArray[np.int64]
    strange: int
    rows: "csr_array"


def spellings_of(vocabulary: Mapping[str, int]) -> Spellings:
    """Compile the runs of letters of known terms; those in Han writing have none."""
    from scipy.sparse import csr_array

    pairs = [(gram, place) for term, place in vocabulary.items() if not is_han(term[0]) for gram in _grams(term)]
    grams = {gram: row for row, gram in enumerate(dict.fromkeys(gram for gram, _ in pairs))}
    rows = np.array([grams[gram] for gram, _ in pairs], dtype=np.int64)
    terms = np.array([place for _, place in pairs], dtype=np.int64)
    counts = np.bincount(rows, minlength=len(grams))
    strange = _thousandths(np.array([len(vocabulary) + 1.0]))
    weights = _thousandths((len(vocabulary) + 1) / np.maximum(counts, 1))
    lengths = np.sqrt(np.bincount(terms, weights=weights[rows].astype(np.float64) ** 2, minlength=len(vocabulary)))
    values = np.rint(_UNIT * weights[rows] / np.maximum(lengths[terms], 1)).astype(np.int64)
    return Spellings(grams, weights, int(strange[0]), csr_array((values, (rows, terms)), shape=(len(grams), len(vocabulary))))


def _thousandths(ratios: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    whole: npt.NDArray[np.int64] = np.rint(_UNIT * np.log(ratios)).astype(np.int64)
    return whole


def _grams(term: str) -> set[str]:
    bounded = f" {term} "
    return {bounded[place : place + 3] for place in range(len(bounded) - 2)}


def alike_terms(spellings: Spellings, vocabulary: Mapping[str, int], terms: Iterable[str]) -> dict[str, tuple[tuple[int, int], ...]]:
    """Give for each term the known terms that it stands for as pairs (row, share in thousandths): itself, else up to three spelt like it.

    >>> known = {"keyboard": 0, "toy": 1}
    >>> found = alike_terms(spellings_of(known), known, ["toy", "keybord", "zinc"])
    >>> found["toy"], found["keybord"][0][0], found["zinc"]
    (((1, 1000),), 0, ())
    """
    found = {term: ((vocabulary[term], _UNIT),) if term in vocabulary else () for term in terms}
    strange = sorted(term for term, known in found.items() if not known and len(term) >= _LEAST_LETTERS and not is_han(term[0]))
    return found | _nearest(spellings, strange)


def _nearest(spellings: Spellings, strange: list[str]) -> dict[str, tuple[tuple[int, int], ...]]:
    from scipy.sparse import csr_array

    starts, columns, values = [0], list[int](), list[int]()
    for term in strange:
        grams = _grams(term)
        met = sorted(spellings.grams[gram] for gram in grams if gram in spellings.grams)
        weights = [int(spellings.weights[row]) for row in met]
        length = np.sqrt(sum(weight * weight for weight in weights) + (len(grams) - len(met)) * spellings.strange**2)
        columns.extend(met)
        values.extend(round(_UNIT * weight / length) for weight in weights)
        starts.append(len(columns))
    asked = csr_array(
        (np.array(values, dtype=np.int64), np.array(columns, dtype=np.int32), np.array(starts)), shape=(len(strange), len(spellings.grams))
    )
    alike = asked @ spellings.rows
    return {
        term: _best(alike.indices[begins:ends], alike.data[begins:ends] // _UNIT)
        for term, begins, ends in zip(strange, alike.indptr, alike.indptr[1:])
    }


def _best(rows: npt.NDArray[np.int32], cosines: npt.NDArray[np.int64]) -> tuple[tuple[int, int], ...]:
    """The most alike, each with its cosine as far as its part among them goes: three half-alike words say no more than one."""
    near = np.flatnonzero(cosines >= _LEAST_ALIKE)
    best = near[np.lexsort((rows[near], -cosines[near]))][:_MOST_ALIKE]
    together = int(cosines[best].sum())
    return tuple((int(rows[place]), int(cosines[place]) ** 2 // together) for place in best)
