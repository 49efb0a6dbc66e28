"""Which listed names a name may be: by its rarest grams and its rare words, sifted by the letters of the whole."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from tidewaiter.parties.grams import UNIT, best_per_row, query_rows
from tidewaiter.parties.index import Index, writings
from tidewaiter.parties.slips import find_slips, spread

__all__ = ["candidates"]

_FLOOR = UNIT * UNIT // 5
"""chosen: names that share less than a fifth of their rare runs of letters hardly reach the threshold; lower costs time."""
_MOST = 15
"""chosen: the right name is seldom further down."""
_RARE_GRAMS = 30
_ALIKE = 79
"""chosen: letters in common (of 100), in order or with the words sorted, and up to `_RARE_GRAMS` for rare grams in common, together.
Of misspelt names that reach the threshold when all are compared, 4 in 1,000 have less; of innocent names, half have less with any."""
_FEWEST_IN_COMMON = _ALIKE - _RARE_GRAMS

_Ints = npt.NDArray[np.int64]


def candidates(keys: Sequence[str], index: Index) -> tuple[_Ints, _Ints]:
    """Give pairs (place in `keys`, place in `index.keys`), sorted, each once; a key's pairs don't depend on the other keys."""
    if not index.keys:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    rows, places, values = best_per_row(query_rows(keys, index.gram_weights) @ index.grams, floor=_FLOOR, most=_MOST)
    by_words = _by_words(keys, index)
    pairs, first = np.unique(np.concatenate((rows * len(index.keys) + places, by_words)), return_index=True)
    in_common = np.concatenate((values, np.full(len(by_words), _FLOOR)))[first]
    rows, places = pairs // len(index.keys), pairs % len(index.keys)
    alike = _letters_in_common(keys, index, rows, places) + _RARE_GRAMS * in_common / (UNIT * UNIT) >= _ALIKE
    return rows[alike], places[alike]


def _letters_in_common(keys: Sequence[str], index: Index, rows: _Ints, places: _Ints) -> npt.NDArray[np.float32]:
    """How many of the letters of both, of 100: in their order (words may be parted elsewhere) or with the words sorted; 0 for few."""
    found = np.zeros(len(rows), dtype=np.float32)
    for ours, theirs in zip(writings(keys), index.writings):
        shorter = np.minimum(ours.lengths[rows], theirs.lengths[places])
        fit = np.flatnonzero(200 * shorter >= _FEWEST_IN_COMMON * (ours.lengths[rows] + theirs.lengths[places]))
        pair = (ours.texts[rows[fit]], theirs.texts[places[fit]])
        common = cpdist(*pair, scorer=fuzz.ratio, score_cutoff=_FEWEST_IN_COMMON, dtype=np.float32)
        found[fit] = np.maximum(found[fit], common)
    return found


def _by_words(keys: Sequence[str], index: Index) -> _Ints:
    """Pairs, as one number, of keys and the names that hold a rare word of theirs, as it is or with one slip in it."""
    held = [(row, word) for row, key in enumerate(keys) for word in set(key.split())]
    rows, words = np.array([row for row, _ in held], dtype=np.int64), [word for _, word in held]
    known = np.fromiter((index.words.get(word, -1) for word in words), dtype=np.int64, count=len(words))
    unknown = np.flatnonzero(known < 0)
    slipped, near = find_slips([words[place] for place in unknown.tolist()], index.slips)
    rows = np.concatenate((rows[known >= 0], rows[unknown[slipped]]))
    found = np.concatenate((known[known >= 0], near))
    counts = index.first_places[found + 1] - index.first_places[found]
    return np.repeat(rows, counts) * len(index.keys) + index.places[spread(index.first_places[found], counts)]
