"""Goods text without what can be set between letters and with one sign for those of like form, so that a disguise falls off."""

import re
from functools import cache

from tidewaiter.reference.register import reference_rows

__all__ = ["bare", "has_look_alikes", "readings", "squash_bytes", "squashed"]

APART = " -_.*'~|/\\:=+#,`^\""
"""chosen: what is set between the letters or digits of a word to hide it; a bracket belongs to the names of chemicals."""


def has_look_alikes(text: str) -> bool:
    """Tell whether letters of another script that could be taken for Latin ones stand in a text that has Latin ones too.

    >>> has_look_alikes("p\u0456peridone"), has_look_alikes("нож")
    (True, False)
    """
    return not text.isascii() and _look_alike().search(text) is not None and _LATIN.search(text) is not None


def readings(text: str) -> tuple[str, ...]:
    """Give a text as a hasty reader may take it: with Latin letters for those that look so, with Russian ones, and as it stands.

    >>> readings("p\u0456peridone")[0], readings("tea")
    ('piperidone', ('tea',))
    """
    if text.isascii():
        return (text,)
    latin = text.translate(_latin_for())
    return tuple(dict.fromkeys((latin, text.translate(_RUSSIAN_FOR) if _RUSSIAN.search(text) else text, text)))


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
_RUSSIAN = re.compile("[а-яА-Я]")
_LIKE_RUSSIAN = ("aeopcxykBEKMHOPCTXAbm", "аеорсхукВЕКМНОРСТХАьм")
_RUSSIAN_FOR = str.maketrans(_LIKE_RUSSIAN[0] + "".join(chr(ord(sign) + 0xFEE0) for sign in _LIKE_RUSSIAN[0]), 2 * _LIKE_RUSSIAN[1])
"""Latin letters, of plain and of full width, to the Russian ones that look the same (Unicode Technical Standard 39, confusables)."""
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
