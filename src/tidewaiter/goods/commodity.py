"""The commodity that a record is compared within, and the watched heading that its code falls under."""

import re
from functools import cache, lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.goods.fold import fold, is_han
from tidewaiter.goods.words import is_general, words_of
from tidewaiter.kernels import Kernel, once_per_value
from tidewaiter.reference import watched_headings

__all__ = ["ARTICLE_KEY", "COMMODITY_KEY", "WATCHED_HEADING", "WATCHED_ITEM"]

_WORDS_KEPT = 3
"""chosen: two or three words name a commodity; more would split alike goods by colour and size."""
_HAN_KEPT = 6
"""chosen: Chinese writing has no blanks; its names of goods have two to six signs."""
_SEGMENT = re.compile(r"[,;:|/()\[\]、，；。]+|\. | - ")
_TOKEN = re.compile(r"[^\s.\"*=+&]+")
_NOT_DIGIT = re.compile(r"\D")


def _article_keys(texts: pa.Array) -> pa.Array:
    return once_per_value(texts, lambda distinct: [_article(text) for text in distinct], pa.string())


def _article(text: str) -> str | None:
    words = _first_words(fold(text))
    return f"text:{' '.join(words)}" if words else None


def _commodity_keys(texts: pa.Array, codes: pa.Array) -> pa.Array:
    coded = once_per_value(codes, lambda distinct: [_code_key(code) for code in distinct], pa.string())
    uncoded = pc.is_null(coded)
    # The text is read only where no code says more.
    return pc.coalesce(coded, _article_keys(pc.if_else(uncoded, texts, pa.scalar(None, pa.string()))))


def _code_key(code: str) -> str | None:
    digits = _NOT_DIGIT.sub("", code)
    return f"hs:{digits[: 6 if len(digits) >= 6 else 4]}" if len(digits) >= 4 else None


def _first_words(folded: str) -> list[str]:
    """The first content words of the first segment that has any but general ones; a placeholder has none."""
    if folded.strip(" .:-*_") in words_of("poor_descriptions", "placeholder"):
        return []
    rest = folded
    while rest:
        segment, *after = _SEGMENT.split(rest, maxsplit=1)
        if words := _segment_words(segment):
            return list(words)
        rest = after[0] if after else ""
    return []


@lru_cache(maxsize=65_536)
def _segment_words(segment: str) -> tuple[str, ...]:
    """The content words of a segment, none where all are general; first segments repeat far more than whole texts do."""
    words = tuple(word for token in _TOKEN.findall(segment) if (word := _content(token)))
    return () if all(map(is_general, words)) else words[:_WORDS_KEPT]


def _content(token: str) -> str:
    """A token as a content word; nothing for serial numbers, single letters and empty words."""
    if is_han(token[0]):
        return "".join(sign for sign in token if is_han(sign))[:_HAN_KEPT]
    if len(token) < 2 or any(sign.isdigit() for sign in token) or token in words_of("empty_words", "empty"):
        return ""
    word = token.strip("-'#!?<>_%$@")
    return word if len(word) > 1 and word not in words_of("empty_words", "empty") else ""


def _watched_heading(codes: pa.Array) -> pa.Array:
    return _of_heading(codes, "id")


def _watched_item(codes: pa.Array) -> pa.Array:
    return _of_heading(codes, "items")


def _of_heading(codes: pa.Array, column: str) -> pa.Array:
    said = _headings(column)
    return once_per_value(codes, lambda distinct: [said.get(_NOT_DIGIT.sub("", code)[:6]) for code in distinct], pa.string())


@cache
def _headings(column: str) -> dict[str, str]:
    return {row["hs2022"]: row[column] for row in watched_headings().to_pylist()}


ARTICLE_KEY = Kernel("tw_article_key", _article_keys, (pa.string(),), pa.string())
"""Goods text to `text:` with its first content words; null where it says nothing."""
COMMODITY_KEY = Kernel("tw_commodity_key", _commodity_keys, (pa.string(), pa.string()), pa.string())
"""Goods text and HS code to `hs:` with six or four digits, else the key of the article; null where neither says anything."""
WATCHED_HEADING = Kernel("tw_watched_heading", _watched_heading, (pa.string(),), pa.string())
"""HS code to the id of the watched heading it falls under, such as `hs:293339`; null under none."""
WATCHED_ITEM = Kernel("tw_watched_item", _watched_item, (pa.string(),), pa.string())
"""HS code to the substances or machines of its watched heading in a few words, such as `4-AP, norfentanyl and others`; null under none."""
