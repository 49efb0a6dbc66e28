"""How much a word tells of who is meant: rare words of names much, trade words, places and legal forms little."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from tidewaiter.parties.word_kinds import FREE_KINDS, form_words, kind_of, person_words, words_of_kind
from tidewaiter.parties.words import without_one_letter

__all__ = ["COMMON", "FREE", "NO_LIST", "Rarity", "common_when_written_as_one", "in_use", "is_form_like", "rarity"]

COMMON = 0.25
"""chosen: a trade word or place weighs a quarter of a word nobody else uses."""
FREE = 0.1
"""chosen: a legal form, also a misspelt one, says next to nothing."""
_OF_KIND = {
    "form": FREE,
    "title": 0.04,
    "particle": 0.08,
    "vessel": 0.05,
    "trade": COMMON,
    "place": COMMON,
    "initial": COMMON,
    "ordinary": 0.55,
}
"""chosen: a legal form, a title or an article says next to nothing, as records write and leave them out as they like; a word of every
day (Golden, Star) tells less than a made-up one and more than a trade."""
_PERSON = (0.85, 0.85, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.5, 0.45)
"""chosen: of a name by how many lists of names hold it, as bearers grow with the countries that use a name."""
_AS_COMMON_AS = 7
"""chosen: a patronymic weighs as a common given name, which it is made of."""
_UNSEEN = 1.0
_SHORT = 0.5
"""chosen: words of two letters, and unknown ones of three, are mostly particles and misspelt legal forms."""
_LONGEST = 40
"""chosen: no two trade words are longer together, so that longer words are not looked at."""
_IN_USE = 2
"""chosen: lists give many parties in two spellings, so that a word of two names may be a slip of another."""
_RARE = 0.7
"""chosen: in a list of 20,000 names, a word that at most four of them have."""
_FEWEST_NAMES = 1000
"""chosen: in a shorter list any word is rare, and saying so would mislead."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many names of the lists hold a word, as weights.

    Attributes:
        weights: by word, 0 to 1.
        known: words that three names or more hold: such words are seldom misspellings of one another.
        names: how many names the lists have.
    """

    weights: Mapping[str, float]
    known: frozenset[str]
    names: int = 0

    def weight(self, word: str) -> float:
        """Give the weight of a word; one that no list has is as rare as its kind can be, if it is long enough."""
        found = self.weights.get(word)
        return _unseen_weight(word) if found is None else found

    def calls_rare(self, word: str) -> bool:
        """Tell whether a word may be called rare to a reader: few names have it, by lists that are long enough."""
        return (self.names >= _FEWEST_NAMES or not self.names) and kind_of(word) == "own" and self.weight(word) > _RARE


NO_LIST = Rarity({}, frozenset())
"""For comparing two names without a list: words weigh by their kind alone."""


def rarity(names_by_word: Mapping[str, int], names: int) -> Rarity:
    """Turn counts of names per word into weights.

    >>> r = rarity({"xugou": 1, "muhammad": 900, "trading": 40}, 20_000)
    >>> [round(r.weight(word), 2) for word in ("xugou", "muhammad", "trading", "unheard")]
    [0.89, 0.29, 0.25, 1.0]
    """
    scale = 10_000 / (names + 10_000)  # chosen: keeps short lists from calling every word rare, long ones from calling none so
    weights = {
        word: min(FREE if kind_of(word) == "own" and is_form_like(word) else _most(word), 1 / (1 + math.log10(1 + count * scale)))
        for word, count in names_by_word.items()
    }
    return Rarity(weights, in_use(names_by_word.items()), names)


def in_use(counts: Iterable[tuple[str, int]]) -> frozenset[str]:
    """Give the words that so many names hold that they are seldom misspellings of one another.

    >>> sorted(in_use([("muhammad", 900), ("xugou", 1)]))
    ['muhammad']
    """
    return frozenset(word for word, count in counts if count > _IN_USE)


def _most(word: str) -> float:
    """The most that a word of its kind weighs."""
    kind = kind_of(word)
    if kind == "person":
        return _PERSON[person_words().get(word, _AS_COMMON_AS)]
    return _OF_KIND.get(kind, _SHORT if len(word) == 2 else _UNSEEN)


@lru_cache(maxsize=100_000)
def _unseen_weight(word: str) -> float:
    """A word that no list has; a trade word misspelt, without its vowels, or two of them written as one are what they are."""
    kind = kind_of(word)
    if kind != "own":
        return _most(word)
    if len(word) > _LONGEST:
        return _UNSEEN
    if is_form_like(word):
        return FREE
    common, slips, rests = _common_words(), _slips_of_words(False), without_one_letter(word)
    if word in slips or not common.isdisjoint(rests) or word in _common_words_without_vowels():
        return COMMON
    misspelt = len(word) > 4 and not slips.isdisjoint(rests)
    if misspelt or any(word[:cut] in common and word[cut:] in common for cut in range(2, len(word) - 1)):
        return COMMON
    return _SHORT if len(word) < 4 else _UNSEEN


@lru_cache(maxsize=200_000)
def is_form_like(word: str) -> bool:
    """Tell whether a word is of a legal form, also with a slip, with letters swapped, or two written as one, and nothing else.

    >>> [is_form_like(word) for word in ("company", "comapny", "ldt", "oooltd", "xugou", "trading")]
    [True, True, True, True, False, False]
    """
    forms = form_words()
    if word in forms:
        return True
    if not 2 < len(word) <= _LONGEST:
        return False
    if len(word) < 5:
        found = "".join(sorted(word)) in _letters_of_short_forms() or (len(word) == 4 and word[:2] in forms and word[2:] in forms)
    else:
        ends = _ends_of_forms()
        near = (word[:2], len(word)) in ends or (word[-3:], len(word)) in ends
        found = (near and _has_one_slip(word, forms)) or (
            len(word) <= _LONGEST_TWO_FORMS and any(word[:cut] in forms and word[cut:] in forms for cut in range(2, len(word) - 1))
        )
    return found and kind_of(word) == "own"


def _has_one_slip(word: str, forms: frozenset[str]) -> bool:
    slips = _slips_of_words(True)
    if word in slips:
        return True
    rests = without_one_letter(word)
    return not forms.isdisjoint(rests) or (len(word) > 6 and not slips.isdisjoint(rests))


_LONGEST_TWO_FORMS = 8
"""chosen: two short forms written as one; longer ones are no words of a name."""


@cache
def _ends_of_forms() -> frozenset[tuple[str, int]]:
    """The first two and the last three letters of forms with the lengths that they have with a letter more or less."""
    return frozenset(
        (end, len(form) + more) for form in form_words() if len(form) > 4 for end in (form[:2], form[-3:]) for more in (-1, 0, 1)
    )


@cache
def _letters_of_short_forms() -> frozenset[str]:
    return frozenset("".join(sorted(form)) for form in form_words() if len(form) in (3, 4))


def common_when_written_as_one(words: tuple[str, ...]) -> bool:
    """Tell whether words are one trade word or legal form when written together (`limi ted`).

    >>> common_when_written_as_one(("limi", "ted")), common_when_written_as_one(("xu", "gou"))
    (True, False)
    """
    return (
        1 < len(words) < 4
        and all(kind_of(word) in ("own", "initial", "person") for word in words)
        and _unseen_weight("".join(words)) <= COMMON
    )


@cache
def _common_words() -> frozenset[str]:
    return words_of_kind("trade", "place", *FREE_KINDS) | form_words()


@cache
def _slips_of_words(of_forms: bool) -> frozenset[str]:
    """What is left of legal forms, or of all common words, without one letter; of five letters or more."""
    words = form_words() if of_forms else _common_words()
    return frozenset(rest for word in words if len(word) > 4 for rest in without_one_letter(word))


@cache
def _common_words_without_vowels() -> frozenset[str]:
    """`trdng`, `cmpny`: of words of six letters or more, as shorter ones leave too little."""
    return frozenset(word[0] + re.sub("[aeiou]", "", word[1:]) for word in _common_words() if len(word) > 5)
