"""The word lists of `reference/goods_words`, read once per process."""

import re
from collections.abc import Iterable
from functools import cache

from tidewaiter.goods.fold import fold, is_han
from tidewaiter.reference.register import reference_rows

__all__ = ["general_words", "is_general", "neighbours", "spoken", "word_pattern", "words_of"]


@cache
def words_of(file: str, kind: str) -> frozenset[str]:
    """Give the folded words of one kind of a list.

    >>> "cargo" in words_of("poor_descriptions", "stop_word")
    True
    """
    rows = reference_rows(f"goods_words/{file}.csv")
    return frozenset(fold(row["word"]) for row in rows if row.get("kind", kind) == kind)


@cache
def general_words() -> frozenset[str]:
    """Give the folded words that say nothing about goods: stop words and the words that go between them."""
    return words_of("poor_descriptions", "stop_word") | words_of("poor_descriptions", "filler")


def is_general(word: str) -> bool:
    """Tell whether a folded word says nothing; Han writing has no blanks, so there it is cut at the words that say nothing.

    >>> is_general("cargo"), is_general("acetone")
    (True, False)
    """
    return word in general_words() or (is_han(word[0]) and not any(_han_general().split(word)))


@cache
def _han_general() -> re.Pattern[str]:
    words = sorted((word for word in general_words() if is_han(word[0])), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


@cache
def neighbours(role: str) -> tuple[str, ...]:
    """Give the folded words that mean something beside the name of a chemical, longest first."""
    rows = reference_rows("goods_words/name_neighbours.csv")
    return tuple(sorted({fold(row["word"]) for row in rows if row["role"] == role}, key=lambda word: (-len(word), word)))


def word_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Compile whole words for search in folded text; a `*` at the end lets the word go on; Han words need no boundary.

    >>> bool(word_pattern(["tea"]).search("teapot")), bool(word_pattern(["pharma*"]).search("a pharmacy"))
    (False, True)
    """
    return re.compile("|".join(_bounded(word) for word in sorted(words, key=lambda word: (-len(word), word))))


def _bounded(word: str) -> str:
    if is_han(word[0]):
        return re.escape(word)
    ending = "" if word.endswith("*") else r"(?![^\W_])"
    return rf"(?<![^\W_]){re.escape(word.rstrip('*'))}{ending}"


def spoken(name: str) -> tuple[str, ...]:
    """Give the folded spellings of a name: as it is, and with blanks for its hyphens.

    >>> spoken("4-Piperidone")
    ('4-piperidone', '4 piperidone')
    """
    folded = fold(name)
    return tuple(dict.fromkeys((folded, folded.replace("-", " "))))
