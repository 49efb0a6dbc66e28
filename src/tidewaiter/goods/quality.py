"""What is wrong with a goods text as a description."""

import re
from collections.abc import Collection
from functools import cache, lru_cache

import numpy as np

from tidewaiter.goods.cas import has_cas
from tidewaiter.goods.fold import is_han
from tidewaiter.goods.texts import FoldedTexts
from tidewaiter.goods.words import general_words, is_general, words_of

__all__ = ["FLAGS", "flags_of"]

FLAGS = ("missing", "placeholder", "stop_word", "too_short", "no_letters", "repeated_characters", "code_only")
"""Every flag there is, in the order in which they are given."""

_NONE: list[str] = []
_WORDS = re.compile(r"[^\W\d_]+(?:[\-'][^\W\d_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_FOUR_ALIKE = re.compile(r"([^\W\d_])\1\1\1")
_REPEATED = re.compile(r"([^\W\d_])\1{4,}|(?<![^\W_])([^\W\d_])\2{3,}(?![^\W_])")
"""chosen: five of one letter in a row, or a word of four or more of the same letter; no word of a trade language has that."""
_CODE = re.compile(
    r"(?:(?:ref|reference|no|nr|num|po|order|awb|hawb|mawb|bl|b/l|sku|item|invoice|inv|lot|id|art|pedido)[ .:#\-]*)*"
    r"(?=\S*\d)[a-z0-9][a-z0-9\-/._#]*"
)
_MARGIN = " .:-*_"
_ONLY_WITHOUT_SUBSTANCE = ("too_short", "no_letters", "code_only")
"""chosen: flags that would be wrong of a text that names a listed substance or gives any CAS number: it says what the goods are."""
_CODE_WORDS = frozenset(("ref", "reference", "num", "order", "awb", "hawb", "mawb", "sku", "item", "invoice", "inv", "lot", "pedido"))
"""chosen: words that stand before a code and say nothing about goods."""
_SHORTEST = 3
"""chosen: letters; tea, oil and hat are goods, two letters are an abbreviation."""
_WORDS_AT_MOST = 12
"""chosen: a text of more words than this says something even where each is general; it also bounds the work."""


def flags_of(texts: FoldedTexts, certain: Collection[int]) -> list[list[str]]:
    """Give the flags of FLAGS that hold of each text; `certain` are the places of the texts that name a listed substance."""
    repeated = _four_alike(texts)
    poor = words_of("poor_descriptions", "placeholder") | words_of("poor_descriptions", "stop_phrase")
    return [
        _NONE
        if not alike and folded.strip(_MARGIN) not in poor and _says_something(folded)
        else _flags(folded.strip(), names_substance=place in certain)
        for place, (folded, alike) in enumerate(zip(texts.folded, repeated, strict=True))
    ]


def _four_alike(texts: FoldedTexts) -> list[bool]:
    """Which texts may hold a letter four times in a row; bytes alike in a row are letters alike in plain ASCII, and few else."""
    signs = np.frombuffer(texts.joined, dtype=np.uint8)
    alike = signs[1:] == signs[:-1]
    four = np.flatnonzero(alike[2:] & alike[1:-1] & alike[:-2])
    held = np.array([not text.isascii() for text in texts.folded], dtype=np.bool_)
    held[np.searchsorted(texts.starts, four, side="right") - 1] = True
    return held.tolist()  # type: ignore[no-any-return]


def _flags(folded: str, *, names_substance: bool) -> list[str]:
    if not folded:
        return ["missing"]
    bare = folded.strip(_MARGIN)
    said = {
        "placeholder": bare in words_of("poor_descriptions", "placeholder") or not folded.strip(" .,:;-*_/?!#"),
        "stop_word": (bare in words_of("poor_descriptions", "stop_phrase") or _is_stop_word(folded)) and not has_cas(folded),
        "too_short": _is_too_short(folded),
        "no_letters": _LETTER.search(folded) is None,
        "repeated_characters": _FOUR_ALIKE.search(folded) is not None and _REPEATED.search(folded) is not None,
        "code_only": _CODE.fullmatch(folded) is not None,
    }
    if any(said[flag] for flag in _ONLY_WITHOUT_SUBSTANCE) and (names_substance or has_cas(folded)):
        said |= dict.fromkeys(_ONLY_WITHOUT_SUBSTANCE, False)
    return [flag for flag in FLAGS if said.get(flag)]


def _says_something(folded: str) -> bool:
    """Tell at a glance a text one of whose first two words is an ordinary one that says something; most texts begin so."""
    return len(folded) > _SHORTEST * 4 and any(map(_is_ordinary, folded.split(" ", 2)[:2]))


@lru_cache(maxsize=65_536)
def _is_ordinary(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha() and not is_han(word[0]) and word not in _saying_nothing()


@cache
def _saying_nothing() -> frozenset[str]:
    return general_words() | _CODE_WORDS


def _is_stop_word(folded: str) -> bool:
    stands_for_goods = False
    for place, match in enumerate(_WORDS.finditer(folded)):
        if place == _WORDS_AT_MOST or not is_general(match[0]):
            return False
        stands_for_goods = stands_for_goods or not _is_filler(match[0])
    return stands_for_goods


def _is_filler(word: str) -> bool:
    return word in words_of("poor_descriptions", "filler")


def _is_too_short(folded: str) -> bool:
    if len(folded) > _SHORTEST * 4:
        return False
    letters = _LETTER.findall(folded)
    return 0 < len(letters) < (2 if is_han(letters[0]) else _SHORTEST)
