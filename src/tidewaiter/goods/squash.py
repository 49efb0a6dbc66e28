"""Goods text without what can be set between letters and with one sign for those of like form, so that a disguise falls off."""

import re
from functools import cache

from tidewaiter.reference.register import reference_rows

__all__ = ["bare", "has_look_alikes", "squash_bytes", "squashed", "without_look_alikes"]

APART = " -_.*'~|/\\:=+#,`^\""
"""chosen: what is set between the letters or digits of a word to hide it; a bracket belongs to the names of chemicals."""


def has_look_alikes(text: str) -> bool:
    """Tell whether letters of another script that could be taken for Latin ones stand in a text that has Latin ones too.

    >>> has_look_alikes("p\u0456peridone"), has_look_alikes("нож")
    (True, False)
    """
    return not text.isascii() and _look_alike().search(text) is not None and _LATIN.search(text) is not None


def without_look_alikes(text: str) -> str:
    """Put Latin letters for those of other scripts that look the same, each in its place.

    >>> without_look_alikes("p\\u0456peridone")
    'piperidone'
    """
    return text if text.isascii() else text.translate(_latin_for())


def bare(folded: str) -> str:
    """Give folded text without the signs of APART.

    >>> bare("4-piperidone")
    '4piperidone'
    """
    return "".join(sign for sign in folded if sign not in _APART_SET)


def squashed(folded: str) -> tuple[str, list[int]]:
    """Give folded text without the signs of APART and with digits of like form as letters, and the place of each sign that is left.

    >>> squashed("f. e-n 7")
    ('fent', [0, 3, 5, 7])
    """
    places = [place for place, sign in enumerate(folded) if sign not in _APART_SET]
    return "".join([folded[place] for place in places]).translate(_letter_for()), places


def squash_bytes(joined: bytes) -> bytes:
    """Squash folded texts in UTF-8 that lie end to end; line breaks stay.

    >>> squash_bytes(b"f e n 7\\nx\\n")
    b'fent\\nx\\n'
    """
    return joined.translate(_letter_for_byte(), _APART_BYTES)


_LATIN = re.compile("[A-Za-z]")
_APART_SET = frozenset(APART)
_APART_BYTES = APART.encode()


@cache
def _latin_for() -> dict[int, str]:
    return {ord(row["sign"]): row["latin"] for row in reference_rows("goods_words/look_alikes.csv")}


@cache
def _look_alike() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _latin_for()))}]")


@cache
def _letter_for() -> dict[int, str]:
    return {ord(row["sign"]): row["letter"] for row in reference_rows("goods_words/digits_for_letters.csv")}


@cache
def _letter_for_byte() -> bytes:
    return bytes(ord(_letter_for().get(code, chr(code))) if code < 128 else code for code in range(256))
