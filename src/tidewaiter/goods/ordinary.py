"""Names of some 76,000 ordinary chemicals, so that a text can be said to name one: a compiled index and the search in it.

The names are those of the package `chemicals` (PubChem). They say nothing of control: listed substances have a dictionary of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tidewaiter.goods.boundaries import denied_after, denied_before, stands_alone
from tidewaiter.goods.texts import FoldedTexts
from tidewaiter.goods.tokens import Tokens, joined_hash, tokens_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["NEEDS_CONTEXT", "NOT_A_NAME", "OrdinaryChemicals", "OrdinaryName", "ordinary_names"]

NOT_A_NAME = -1
NEEDS_CONTEXT = 1 << 30
"""Added to the place of a chemical whose name is a word of other goods too."""


@dataclass(frozen=True, slots=True)
class OrdinaryChemicals:
    """The index: numbers of all beginnings of names in ascending order, which of them are names and of what.

    Attributes:
        beginnings: number of the tokens of each beginning.
        meanings: for each, the place of its chemical in `cas`, with NEEDS_CONTEXT added or not; NOT_A_NAME where names only begin so.
        maybe: a bit for each value of the highest 24 bits of a number that occurs, to pass over most others at once.
        cas: CAS numbers in `12-34-5` form.
    """

    beginnings: "NDArray[np.uint64]"
    meanings: "NDArray[np.int32]"
    maybe: "NDArray[np.bool_]"
    cas: Sequence[str]


@dataclass(frozen=True, slots=True)
class OrdinaryName:
    """The name of an ordinary chemical in folded text; a doubtful one counts only under an HS code of chemicals."""

    cas: str
    start: int
    end: int
    is_doubtful: bool


def ordinary_names(texts: FoldedTexts, chemicals: OrdinaryChemicals) -> dict[int, list[OrdinaryName]]:
    """Give the names that stand for themselves in each text, by its place; the longest first, none overlapping."""
    tokens = tokens_of(texts.joined)
    first, last, meaning = _matches(tokens, chemicals)
    starts, ends = tokens.starts[first], tokens.ends[last]
    rows = np.searchsorted(texts.starts, starts, side="right") - 1
    found: dict[int, list[OrdinaryName]] = {}
    order = np.lexsort((starts, starts - ends, rows))
    offsets = texts.starts[rows]
    for row, start, end, what in zip(
        rows[order].tolist(), (starts - offsets)[order].tolist(), (ends - offsets)[order].tolist(), meaning[order].tolist()
    ):
        folded = texts.folded[row]
        if not folded.isascii():
            start, end = _in_characters(folded, start), _in_characters(folded, end)
        names = found.setdefault(row, [])
        if any(start < other.end and other.start < end for other in names) or not _is_meant(folded, start, end):
            continue
        names.append(OrdinaryName(chemicals.cas[what & ~NEEDS_CONTEXT], start, end, bool(what & NEEDS_CONTEXT)))
    return {row: names for row, names in found.items() if names}


def _is_meant(folded: str, start: int, end: int) -> bool:
    return stands_alone(folded, start, end) and not denied_before(folded, start) and not denied_after(folded, end)


def _in_characters(folded: str, place: int) -> int:
    """The place of a character from its place in UTF-8."""
    return len(folded.encode()[:place].decode())


def _matches(tokens: Tokens, chemicals: OrdinaryChemicals) -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]":
    """First token, last token and meaning of every run of tokens that is a name."""
    first = last = np.arange(len(tokens.hashes))
    numbers = tokens.hashes
    found = [(first[:0], first[:0], chemicals.meanings[:0])]
    while len(first):
        place, known = _looked_up(numbers, chemicals)
        first, last, numbers, place = first[known], last[known], numbers[known], place[known]
        meaning = chemicals.meanings[place]
        named = meaning != NOT_A_NAME
        found.append((first[named], last[named], meaning[named]))
        on = tokens.goes_on[last]
        first, last = first[on], last[on] + 1
        numbers = joined_hash(numbers[on], tokens.hashes[last])
    firsts, lasts, meanings = (np.concatenate([part[column] for part in found]) for column in range(3))
    return firsts, lasts, meanings


def _looked_up(numbers: "NDArray[np.uint64]", chemicals: OrdinaryChemicals) -> "tuple[NDArray[np.int64], NDArray[np.bool_]]":
    """The place of each number among the beginnings, and whether it is there."""
    known = chemicals.maybe[(numbers >> np.uint64(40)).astype(np.int64)]
    place = np.zeros(len(numbers), dtype=np.int64)
    place[known] = np.minimum(np.searchsorted(chemicals.beginnings, numbers[known]), len(chemicals.beginnings) - 1)
    known[known] = chemicals.beginnings[place[known]] == numbers[known]
    return place, known
