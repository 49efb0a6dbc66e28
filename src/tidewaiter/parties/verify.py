"""How well two names agree, as a score from 0 to 1 with a sentence why.

Words are aligned one to one; a word weighs by its rarity in the lists, trade words and places weigh little. What counts against:
a word of either side without a partner, more so where both sides have one (another given name); another numeral; and above all
the listed name's rarest word missing.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from tidewaiter.parties.words import Pair, align, form_words, has_digit, without_one_letter
from tidewaiter.reference.lists import list_rows

__all__ = ["THRESHOLD", "Agreement", "Rarity", "agreement", "rarity", "reason"]

THRESHOLD = 0.8
"""chosen: see `bench/names.py`. Of names of a list of 55,000 misspelt by program once to three times over, 95 in 100 of those of
eight letters or more reach it, and of innocent names made up of real trade words and common names 5 in 1,000 do. At 0.78 it is 95.5
and 8, at 0.82 94 and 4 (seeds 101 to 108, on which the weights below were set)."""

_COMMON = 0.25
"""chosen: a trade word or place weighs a quarter of a word nobody else uses."""
_FORM = 0.1
"""chosen: a word of a legal form says next to nothing, and records write forms in many ways."""
_UNSEEN = 1.0
_SHORT = 0.5
"""chosen: words of two letters, and unknown ones of three, are mostly particles and misspelt legal forms."""
_LONGEST = 40
"""chosen: no two trade words are longer together, so that longer words are not looked at."""
_OMITTED = 0.5
"""chosen: a trade word that the record leaves out counts half, and so does a left-out middle name if two telling words agree."""
_AGAINST = 0.55
"""chosen: what differs counts about half of what agrees: people slip more often than two parties bear one rare word."""
_NO_RARE_WORD = 0.6
"""chosen: well below the threshold, so that no number of common words makes up for the word that tells the party."""
_OTHER_NUMBER = 0.5
"""chosen: below the missing rare word, as sister ships and numbered branches differ by their number alone."""
_RARE = 0.7
"""chosen: in a list of 20,000 names, a word that at most four of them have."""
_FEWEST_NAMES = 1000
"""chosen: in a shorter list any word is rare, and saying so would mislead."""
_PLAIN = 0.12
"""chosen: equal names of common words stay up to this far below 1, so that the top of a list is ordered."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many names of the lists hold a word, as weights.

    Attributes:
        weights: by word, 0 to 1.
        known: words that two names or more hold: such words are seldom misspellings of one another.
        names: how many names the lists have.
    """

    weights: Mapping[str, float]
    known: frozenset[str]
    names: int = 0

    def weight(self, word: str) -> float:
        """Give the weight of a word; one that no list has is as rare as can be, if it is long enough."""
        found = self.weights.get(word)
        return _unseen_weight(word) if found is None else found

    def calls_rare(self, word: str) -> bool:
        """Tell whether a word may be called rare to a reader: the lists are long enough to know, and few of their names have it."""
        return self.names >= _FEWEST_NAMES and word not in _common_words() and self.weight(word) > _RARE


@dataclass(frozen=True, slots=True)
class Agreement:
    """A score and the alignment behind it."""

    score: float
    pairs: tuple[Pair, ...]
    only_query: tuple[str, ...]
    only_listed: tuple[str, ...]


@lru_cache(maxsize=100_000)
def _unseen_weight(word: str) -> float:
    """A word that no list has; a trade word misspelt, without its vowels, or two of them written as one are what they are."""
    common, slips = _common_words(), _slips_of_common_words()
    if word in form_words():
        return _FORM
    if len(word) > _LONGEST:
        return _UNSEEN
    rests = without_one_letter(word)
    if len(word) == 1 or word in common or word in slips or not common.isdisjoint(rests) or word in _common_words_without_vowels():
        return _COMMON
    misspelt = len(word) > 4 and not slips.isdisjoint(rests)
    if misspelt or any(word[:cut] in common and word[cut:] in common for cut in range(2, len(word) - 1)):
        return _COMMON
    return _SHORT if len(word) < 4 else _UNSEEN


def rarity(names_by_word: Mapping[str, int], names: int) -> Rarity:
    """Turn counts of names per word into weights.

    >>> r = rarity({"xugou": 1, "muhammad": 900, "trading": 40}, 20_000)
    >>> [round(r.weight(word), 2) for word in ("xugou", "muhammad", "trading", "unheard")]
    [0.89, 0.29, 0.25, 1.0]
    """
    scale = 10_000 / (names + 10_000)  # chosen: keeps short lists from calling every word rare, long ones from calling none so
    common = _common_words()
    weights = {word: 1 / (1 + math.log10(1 + count * scale)) for word, count in names_by_word.items()}
    weights |= {word: min(_COMMON, weight) for word, weight in weights.items() if len(word) == 1 or word in common}
    weights |= {word: min(_SHORT, weight) for word, weight in weights.items() if len(word) == 2}
    weights |= {word: min(_FORM, weight) for word, weight in weights.items() if word in form_words()}
    return Rarity(weights, frozenset(word for word, count in names_by_word.items() if count > 1), names)


def agreement(query: tuple[str, ...], listed: tuple[str, ...], rarity: Rarity) -> Agreement:
    """Score the words of a name against those of a listed name.

    >>> rare = rarity({"xugou": 1, "guangzhou": 80}, 20_000)
    >>> agreement(("xugou", "guangzhou"), ("guangzhou", "xugou", "trading"), rare).score > THRESHOLD
    True
    >>> agreement(("qinghe", "trading"), ("xugou", "trading"), rare).score < 0.5
    True
    """
    pairs, only_query, only_listed = align(query, listed, rarity.known)
    if not pairs:
        return Agreement(0.0, pairs, only_query, only_listed)
    weight = rarity.weight
    agreed = spelt_otherwise = rarest = 0.0
    telling = 0
    for pair in pairs:
        ours, theirs = _weights(pair, weight)
        agreed += pair.likeness * (ours + theirs)
        spelt_otherwise += (1 - pair.likeness) * (ours + theirs)
        rarest = max(rarest, theirs)
        telling += ours + theirs > 3 * _COMMON
    of_query, of_listed = [weight(word) for word in only_query], [weight(word) for word in only_listed]
    left_query, left_listed, rarest_missing = min(sum(of_query), _as_one(only_query)), sum(of_listed), max(of_listed, default=0.0)
    contradicted, omitted = 2 * min(left_query, left_listed), abs(left_query - left_listed)
    mere_trade = left_listed >= left_query and rarest_missing <= _COMMON
    against = spelt_otherwise + contradicted + omitted * (_OMITTED if telling > 1 or mere_trade else 1.0)
    score = agreed / (agreed + _AGAINST * against) * (1 - _PLAIN * 2 ** -(agreed / 2))
    most = _OTHER_NUMBER if _other_number(only_query, only_listed) else _NO_RARE_WORD if rarest_missing > rarest else 1.0
    return Agreement(round(min(score, most), 4), pairs, only_query, only_listed)


def _weights(pair: Pair, weight: Callable[[str], float]) -> tuple[float, float]:
    """What both sides of a pair weigh; of words written otherwise together, what the list has, as the other side is no word."""
    theirs = sum(map(weight, pair.listed.split())) if " " in pair.listed else weight(pair.listed)
    same = pair.query == pair.listed or " " in pair.listed or " " in pair.query
    return theirs if same else weight(pair.query), theirs


def _as_one(words: tuple[str, ...]) -> float:
    """What words weigh that are one trade word or legal form when written together (`limi ted`); no bound for others."""
    return _COMMON if 1 < len(words) < 4 and _unseen_weight("".join(words)) <= _COMMON else math.inf


def _other_number(only_query: tuple[str, ...], only_listed: tuple[str, ...]) -> bool:
    return any(map(has_digit, only_query)) and any(map(has_digit, only_listed))


def reason(found: Agreement, rarity: Rarity) -> str:
    """Say in one sentence what agrees and what doesn't; the order of words is not looked at.

    >>> rare = rarity({"xugou": 1, "guangzhou": 80}, 20_000)
    >>> reason(agreement(("xuguo", "guangzhou"), ("guangzhou", "xugou", "trading"), rare), rare)
    'GUANGZHOU agrees; XUGUO differs in spelling from XUGOU; only the list has TRADING'
    """
    equal = [pair for pair in found.pairs if pair.how == "equal"]
    if len(equal) == len(found.pairs) and not (found.only_query or found.only_listed):
        return "the same name"
    parts = []
    if equal:
        words = _and([f"{pair.listed.upper()}{' (rare)' if rarity.calls_rare(pair.listed) else ''}" for pair in equal])
        parts.append(f"{words} agree" if len(equal) > 1 else f"{words} agrees")
    parts += [f"{pair.query.upper()} {pair.how} {pair.listed.upper()}" for pair in found.pairs if pair.how != "equal"]
    if found.only_query:
        parts.append(f"only the record has {_and([word.upper() for word in found.only_query])}")
    if found.only_listed:
        parts.append(f"only the list has {_and([word.upper() for word in found.only_listed])}")
    return "; ".join(parts)


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


@cache
def _common_words() -> frozenset[str]:
    return frozenset(row["word"] for row in list_rows("common_words.csv")) | form_words()


@cache
def _slips_of_common_words() -> frozenset[str]:
    return frozenset(rest for word in _common_words() if len(word) > 4 for rest in without_one_letter(word))


@cache
def _common_words_without_vowels() -> frozenset[str]:
    """`trdng`, `cmpny`: of words of six letters or more, as shorter ones leave too little."""
    return frozenset(word[0] + re.sub("[aeiou]", "", word[1:]) for word in _common_words() if len(word) > 5)
