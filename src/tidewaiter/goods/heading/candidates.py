"""Headings that a goods text speaks for, best first."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from tidewaiter.goods.heading.index import HeadingIndex, gains_of_texts, heading_index, text_terms
from tidewaiter.kernels import Kernel

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["HS_CANDIDATES", "digits_of", "rank_headings", "row_of"]

_MOST = 5
"""chosen: a person reads no more."""
_AT_LEAST = 0.3
"""chosen: a heading with less than three tenths of the best one's evidence is no candidate."""
_TYPE = pa.list_(pa.string())
_TEXTS_AT_ONCE = 16_384
"""chosen: bounds the memory of the product."""


def digits_of(code: str | None) -> str:
    """Give the digits of a declared code, nothing for none.

    >>> digits_of("8471.60-70"), digits_of(None)
    ('84716070', '')
    """
    return "" if code is None else "".join(sign for sign in code if sign.isdigit())


def _candidates(texts: pa.Array, codes: pa.Array) -> pa.Array:
    asked = list(zip(texts.to_pylist(), codes.to_pylist()))
    pairs = list(dict.fromkeys((text, code) for text, code in asked if text is not None))
    ranked = rank_headings(heading_index(), [text for text, _ in pairs], [code for _, code in pairs])
    found = dict(zip(pairs, ranked))
    return pa.array([found.get(pair) for pair in asked], type=_TYPE)


def rank_headings(
    index: HeadingIndex, texts: Sequence[str], codes: Sequence[str | None], *, beside: Mapping[int, Mapping[str, int]] | None = None
) -> list[list[str]]:
    """Give the headings that each text speaks for, best first.

    Args:
        index: what is known of codes.
        texts: goods texts.
        codes: the declared code of each, which decides between headings that the text speaks for alike and does nothing else.
        beside: for the place of a text, headings with evidence from elsewhere, thousandths of a natural logarithm.

    Returns:
        Up to five codes for each text, of six digits where the text speaks for one subheading above its sisters, else of four; none where
        no term of the text is known.
    """
    found = list[list[str]]()
    for begins in range(0, len(texts), _TEXTS_AT_ONCE):
        terms, _ = text_terms(index, texts[begins : begins + _TEXTS_AT_ONCE])
        headings, finer = gains_of_texts(terms, index.gains), gains_of_texts(terms, index.code_gains)
        for place in range(headings.shape[0]):
            gains = {index.headings[column]: gain for column, gain in row_of(headings, place).items()}
            for heading, gain in (beside or {}).get(begins + place, {}).items():
                gains[heading] = gains.get(heading, 0) + gain
            best = _best(gains, digits_of(codes[begins + place]))
            of_codes = row_of(finer, place) if best else {}
            found.append([_finest(index, heading, of_codes) for heading in best])
    return found


def row_of(gains: "csr_array", place: int) -> dict[int, int]:
    """Give the columns of one row that have a gain."""
    begins, ends = gains.indptr[place], gains.indptr[place + 1]
    return dict(zip(gains.indices[begins:ends].tolist(), gains.data[begins:ends].tolist()))


def _best(gains: Mapping[str, int], declared: str) -> list[str]:
    least = max(gains.values(), default=0) * _AT_LEAST
    near = [heading for heading, gain in gains.items() if gain > 0 and gain >= least]
    return sorted(near, key=lambda heading: (-gains[heading], heading != declared[:4], heading))[:_MOST]


def _finest(index: HeadingIndex, heading: str, of_codes: Mapping[int, int]) -> str:
    """The subheading that the text speaks for above all others of the heading, else the heading."""
    first = bisect_left(index.codes, heading)
    last = bisect_left(index.codes, heading + "a")
    ordered = sorted(range(first, last), key=lambda column: -of_codes.get(column, 0))
    if len(ordered) == 1 or (ordered and of_codes.get(ordered[0], 0) > of_codes.get(ordered[1], 0)):
        return index.codes[ordered[0]]
    return heading


HS_CANDIDATES = Kernel("tw_hs_candidates", _candidates, (pa.string(), pa.string()), _TYPE)
"""Goods text and HS code to the codes that the text speaks for, best first (see rank_headings); null where there is no text."""
