"""A goods text as terms: words without their endings, and in Han writing signs and pairs of signs."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from tidewaiter.goods.fold import fold, is_han
from tidewaiter.goods.words import words_of
from tidewaiter.reference import reference_rows

__all__ = ["spoken_terms", "terms_of"]

_TOKEN = re.compile(r"[\u2e80-\u9fff]+|[^\W\d_\u2e80-\u9fff]+(?:-[^\W\d_\u2e80-\u9fff]+)*")
_LEAST_LEFT = 3
"""chosen: letters that stay when an ending is taken off; fewer name nothing."""
_MOST_TERMS = 40
"""chosen: what comes after forty terms is packing, marks and addresses; it also bounds the work."""


def spoken_terms(text: str) -> list[tuple[str, str]]:
    """Give the terms of a text in their order, each with the token that it is from; what the text says the goods are not is left out.

    >>> [term for term, _ in spoken_terms("Keyboards of plastic, other than used ones")]
    ['keyboard', 'plastic']
    """
    said = _excluded().sub(" ", fold(text))
    pairs = [(term, token) for token in _TOKEN.findall(said) for term in _terms(token)]
    return pairs[:_MOST_TERMS]


def terms_of(text: str) -> tuple[str, ...]:
    """Give the distinct terms of a text in their order.

    >>> terms_of("棉质T恤")
    ('棉质', '棉', '质', '恤')
    """
    return tuple(dict.fromkeys(term for term, _ in spoken_terms(text)))


@lru_cache(maxsize=65_536)
def _terms(token: str) -> tuple[str, ...]:
    return tuple(_han_terms(token) if is_han(token[0]) else _word_terms(token))


def _han_terms(run: str) -> Iterator[str]:
    yield from (run[place : place + 2] for place in range(len(run) - 1))
    yield from run


def _word_terms(token: str) -> Iterator[str]:
    """A word with a hyphen is met as one word, too: `t-shirt`."""
    parts = token.split("-")
    if len(parts) > 1:
        yield _without_ending("".join(parts))
    for part in parts:
        if len(part) > 1 and part not in words_of("empty_words", "empty"):
            yield _without_ending(part)


def _without_ending(word: str) -> str:
    endings, instead = _endings()
    found = endings.search(word)
    return word[: found.start()] + instead[found[0]] if found is not None and found.start() >= _LEAST_LEFT else word


@cache
def _endings() -> tuple[re.Pattern[str], dict[str, str]]:
    instead = {row["ending"]: row["instead"] for row in reference_rows("goods_words/endings.csv")}
    longest_first = sorted(instead, key=lambda ending: (-len(ending), ending))
    return re.compile(f"(?:{'|'.join(longest_first)})$"), instead


@cache
def _excluded() -> re.Pattern[str]:
    words = sorted({fold(row["word"]) for row in reference_rows("goods_words/exclusions.csv")}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, words))})[^;,]*")
