"""The everyday goods that a text declares: cleaners, pet food, motor oil and their like. The word alone says nothing against anybody."""

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from tidewaiter.goods.fold import fold, is_han
from tidewaiter.goods.texts import FoldedTexts, holding
from tidewaiter.reference.register import reference_rows

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

__all__ = ["everyday_goods_in"]


def everyday_goods_in(texts: FoldedTexts) -> dict[int, str]:
    """Give the kind of everyday goods that each text names first, by its place; a text that names none has no entry."""
    any_word, _, _ = _lexicon()
    held = np.flatnonzero(holding(texts.joined, texts.starts, any_word)).tolist()
    named = ((place, _goods(texts.folded[place])) for place in held)
    return {place: goods for place, goods in named if goods is not None}


def _goods(folded: str) -> str | None:
    _, automaton, goods = _lexicon()
    # overlapping: in `computer keyboards` the longer word ends within a word, the shorter does not
    whole = [
        (start, -end, word)
        for word, start, end in automaton.find_matches_as_indexes(folded, overlapping=True)
        if is_han(folded[start]) or not (_goes_on(folded, start - 1) or _goes_on(folded, end))
    ]
    return goods[min(whole)[2]] if whole else None


def _goes_on(folded: str, place: int) -> bool:
    return 0 <= place < len(folded) and folded[place].isalnum() and not is_han(folded[place])


@cache
def _lexicon() -> "tuple[BytesAhoCorasick, AhoCorasick, tuple[str, ...]]":
    from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation

    words = {fold(row["word"]): row["goods"] for row in reference_rows("goods_words/everyday_goods.csv")}
    any_word = BytesAhoCorasick([word.encode() for word in words], implementation=Implementation.DFA)
    return any_word, AhoCorasick(list(words)), tuple(words.values())
