"""The commodity that a record is compared within, and the watched heading that its code falls under."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import pyarrow as pa

from tidewaiter.goods.fold import is_han
from tidewaiter.goods.words import is_general, words_of
from tidewaiter.kernels import Kernel, once_per_value
from tidewaiter.reference import watched_headings

__all__ = ["WATCHED_HEADING", "WATCHED_ITEM", "articles_of", "code_keys"]

_WORDS_KEPT = 3
"""chosen: two or three words name a commodity; more would split alike goods by colour and size."""
_HAN_KEPT = 6
"""chosen: Chinese writing has no blanks; its names of goods have two to six signs."""
_SEGMENT = re.compile(r"[,;:|/()\[\]、，；。]+|\. | - ")
_PLAIN_SEGMENT = re.compile(r"([^,;:|/()\[\]、，；。.\-\"*=+&]*)(?:$|[,;:|/()\[\]、，；。])")
"""A first segment that needs no closer look for its end and its words; most texts begin with one."""
_TOKEN = re.compile(r"[^\s.\"*=+&]+")
_NOT_DIGIT = re.compile(r"\D")
_MARGIN = " .:-*_"


def articles_of(folded: Sequence[str]) -> list[str | None]:
    """Give `text:` with the first content words of each folded text; None where it says nothing.

    >>> articles_of(["sn 99812: pool cleaner tablets, 25 kg", "n/a"])
    ['text:pool cleaner tablets', None]
    """
    placeholders = words_of("poor_descriptions", "placeholder")
    return [None if text.strip(_MARGIN) in placeholders else _article(text) for text in folded]


def _article(folded: str) -> str | None:
    begins = _PLAIN_SEGMENT.match(folded)
    if begins is not None and (key := _key_of(begins[1].split())):
        return key
    start = 0
    while start < len(folded):
        mark = _SEGMENT.search(folded, start)
        end, after = mark.span() if mark else (len(folded), len(folded))
        if key := _key_of(_TOKEN.findall(folded, start, end)):
            return key
        start = after
    return None


def code_keys(codes: pa.Array) -> pa.Array:
    """Give `hs:` with six or four digits for HS codes; null where there are fewer."""
    return once_per_value(codes, lambda distinct: [_code_key(code) for code in distinct], pa.string())


def _code_key(code: str) -> str | None:
    digits = _NOT_DIGIT.sub("", code)
    return f"hs:{digits[: 6 if len(digits) >= 6 else 4]}" if len(digits) >= 4 else None


def _key_of(tokens: list[str]) -> str | None:
    """The first content words of a segment; None where all of its words are general."""
    words: list[str] = []
    says = False
    for token in tokens:
        word, general = _content(token)
        if word:
            words.append(word)
            says = says or not general
            if says and len(words) >= _WORDS_KEPT:
                break
    return f"text:{' '.join(words[:_WORDS_KEPT])}" if says else None


@lru_cache(maxsize=65_536)
def _content(token: str) -> tuple[str, bool]:
    """A token as a content word and whether it says nothing of goods; tokens repeat far more than whole texts do."""
    word = _word(token)
    return word, bool(word) and is_general(word)


def _word(token: str) -> str:
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


WATCHED_HEADING = Kernel("tw_watched_heading", _watched_heading, (pa.string(),), pa.string())
"""HS code to the id of the watched heading it falls under, such as `hs:293339`; null under none."""
WATCHED_ITEM = Kernel("tw_watched_item", _watched_item, (pa.string(),), pa.string())
"""HS code to the substances or machines of its watched heading in a few words, such as `4-AP, norfentanyl and others`; null under none."""
