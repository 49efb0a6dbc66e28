"""What a goods text says against the HS code beside it: the likelihood of its words there and under the heading that they fit best."""

from collections.abc import Sequence
from functools import cache
from math import log10
from typing import Any

import pyarrow as pa

from tidewaiter.goods.fold import fold, is_han
from tidewaiter.goods.heading.candidates import digits_of, row_of
from tidewaiter.goods.heading.index import UNIT, HeadingIndex, gains_of_texts, heading_index, text_terms
from tidewaiter.goods.heading.terms import spoken_terms
from tidewaiter.goods.heading.tree import heading_text
from tidewaiter.goods.words import is_general, word_pattern, words_of
from tidewaiter.kernels import Kernel

__all__ = ["TEXT_AGAINST_CODE"]

_CHEMISTRY = (
    *(str(chapter) for chapter in range(28, 39)),
    *(str(heading) for heading in (*range(3901, 3915), *range(4001, 4007))),
)
"""Section VI of the Harmonized System, and of section VII plastics in primary forms (chapter 39, sub-chapter I) and rubber that is not
vulcanised: their words run into each other, so that a text of any of them is held to fit the code of any other."""
_LEAST_EXPLAINED = 50
"""chosen: percent of the text's weight that the heading must account for; of a text that is mostly strange nothing is said."""
_TENTHS = 100.0 * log10(2.718281828459045) / UNIT
"""Tenths of a deciban in a thousandth of a natural logarithm."""
_TYPE = pa.struct(
    [
        ("heading", pa.string()),
        ("heading_text", pa.string()),
        ("words", pa.string()),
        ("declared_text", pa.string()),
        ("tenths", pa.int64()),
    ]
)


def _against(texts: pa.Array, codes: pa.Array) -> pa.Array:
    asked = list(zip(texts.to_pylist(), codes.to_pylist()))
    index = heading_index()
    pairs = [pair for pair in dict.fromkeys(asked) if pair[0] is not None and digits_of(pair[1])[:4] in index.headings]
    found = dict(zip(pairs, _doubts(index, [text for text, _ in pairs], [digits_of(code) for _, code in pairs])))
    return pa.array([found.get(pair) for pair in asked], type=_TYPE)


def _doubts(index: HeadingIndex, texts: Sequence[str], declared: Sequence[str]) -> list[dict[str, Any] | None]:  # Any: fields of _TYPE
    terms, whole = text_terms(index, texts)
    gains, known = gains_of_texts(terms, index.gains), index.gains > 0
    explained = terms @ known
    found = list[dict[str, Any] | None]()
    for place, text in enumerate(texts):
        heading, tenths = _best_elsewhere(index, row_of(gains, place), declared[place])
        share = row_of(explained, place).get(heading, 0) * 100 // max(int(whole[place]), 1)
        words = _speaking(index, text, heading)
        doubtful = tenths > 0 and share >= _LEAST_EXPLAINED and words and _chemical_words().search(fold(text)) is None
        found.append(_said(index.headings[heading], words, declared=declared[place], tenths=tenths) if doubtful else None)
    return found


def _best_elsewhere(index: HeadingIndex, gains: dict[int, int], declared: str) -> tuple[int, int]:
    """The heading of another kind of goods that the text speaks for most, and by how much more than for any of the declared kind."""
    own_kind = (declared[:2], *_CHEMISTRY)
    own = max((gain for column, gain in gains.items() if index.headings[column].startswith(own_kind)), default=0)
    others = [(-gain, column) for column, gain in gains.items() if not index.headings[column].startswith(own_kind)]
    if not others:
        return -1, 0
    gain, column = min(others)
    return column, int((-gain - own) * _TENTHS)


@cache
def _chemical_words() -> Any:  # Any: a compiled pattern
    return word_pattern(words_of("chemical_words", "chemical"))


def _speaking(index: HeadingIndex, text: str, heading: int) -> str:
    """The words of a text that speak for a heading as they stand; nothing where there is only one.

    What is spelt like a word of the heading, a word that any goods may have and a single word (`gift`, `sample`, `powder`) say too little.
    """
    known = [(token, index.vocabulary.get(term)) for term, token in spoken_terms(text) if not is_general(token)]
    words = list(dict.fromkeys(token for token, row in known if row is not None and index.gains[row, heading] > 0))
    return ", ".join(words) if len(words) > 1 or any(is_han(word[0]) for word in words) else ""


def _said(heading: str, words: str, *, declared: str, tenths: int) -> dict[str, Any]:  # Any: fields of _TYPE
    return {
        "heading": heading,
        "heading_text": heading_text(heading),
        "words": words,
        "declared_text": heading_text(declared[:4]),
        "tenths": tenths,
    }


TEXT_AGAINST_CODE = Kernel("tw_text_against_code", _against, (pa.string(), pa.string()), _TYPE)
"""Goods text and HS code to the heading of another kind of goods that the text speaks for, its words that do so, both headings in words,
and how many tenths of a deciban more it speaks for it than for any heading of the declared chapter or of chemicals; null where it does
not."""
