"""Pairs the words of two names: equal, misspelt, shortened, or written as one. Loads RapidFuzz: import it where names are looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from rapidfuzz.distance import OSA

from tidewaiter.parties.likeness import JOINED, TYPO_HOW, excused, likeness, same_in_chinese, slips_between, sound, spelling_likeness
from tidewaiter.parties.word_kinds import FREE_KINDS, is_chinese, kind_of

__all__ = ["Pair", "align", "align_rest", "split_equal", "without_one_letter"]

_MOST_JOINED = 4
"""chosen: four Chinese characters are the longest trade name usually written as one word or as several."""
_MOST_WORDS = 24
"""chosen: no listed party needs more words to be told; what stands behind them is not paired, so that no name takes long."""
_MOST_TURNED = 3
"""chosen: three words have six orders; more are compared in the order they stand in."""
_MOST_LONGER = 2
"""chosen: other ways to write the same sounds are seldom longer by more."""
_FEWEST_LETTERS_ALIKE = 0.5
"""chosen: other ways to write the same sounds share half of the letters."""
_ACRONYM = 0.75
"""chosen: first letters of three words or more are shared by chance more often than a word."""
_INITIALS = 0.7
"""chosen: two first letters tell as much as each alone."""
_LONGEST_ACRONYM = 7
_FORMS_FIRST_LETTERS = "clg"
"""chosen: an acronym may end with the letter of a legal form, which the key has not (company, limited, group)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of the query and the word of the list that it stands for.

    Attributes:
        likeness: above 0, up to 1.
        how: words that fit between the two in a sentence.
    """

    query: str
    listed: str
    likeness: float
    how: str


_Alignment = tuple[tuple[Pair, ...], tuple[str, ...], tuple[str, ...]]


def align(query: Sequence[str], listed: Sequence[str], known: frozenset[str]) -> _Alignment:
    """Give the pairs, and the words that only one side has.

    Args:
        query: the words of the one name, at least one.
        listed: the words of the other.
        known: words that are names of their own, not slips.

    >>> pairs, only_query, only_listed = align(["zixuwuyou", "wuhan", "bio"], ["wuhan", "zixu", "wuyou", "trading"], frozenset())
    >>> [(pair.query, pair.listed, pair.how) for pair in pairs], only_query, only_listed
    ([('wuhan', 'wuhan', 'equal'), ('zixuwuyou', 'zixu wuyou', 'is written as')], ('bio',), ('trading',))
    """
    equal, left, right = split_equal(query, listed)
    pairs = align_rest(left, right, known)
    return (*(Pair(word, word, 1.0, "equal") for word in equal), *pairs), tuple(left), tuple(right)


def split_equal(query: Sequence[str], listed: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Give the words that both names have, and the rest of each.

    >>> split_equal(["xu", "gou", "xu"], ["gou", "xu", "trading"])
    (['xu', 'gou'], ['xu'], ['trading'])
    """
    equal, left, right = [], [], list(listed)
    for word in query:
        if word in right:
            right.remove(word)
            equal.append(word)
        else:
            left.append(word)
    return equal, left, right


def align_rest(left: list[str], right: list[str], known: frozenset[str]) -> list[Pair]:
    """Give the pairs of words that are not equal, and take them off both sides.

    >>> left, right = ["xuguo", "ltd"], ["xugou"]
    >>> [pair.listed for pair in align_rest(left, right, frozenset())], left, right
    (['xugou'], ['ltd'], [])
    """
    if not left or not right:
        return []
    rest = (left[_MOST_WORDS:], right[_MOST_WORDS:])
    del left[_MOST_WORDS:], right[_MOST_WORDS:]
    pairs = _joined(left, right) if len(left) + len(right) > 2 else []
    pairs += _alike(left, right, known)
    if len(left) + len(right) > 2:
        pairs += _as_one(left, right)
        pairs += _by_first_letters(left, right)
    left += rest[0]
    right += rest[1]
    return pairs


def _joined(left: list[str], right: list[str]) -> list[Pair]:
    """Pairs of one word with two to four that say the same when written together, with a slip or not; takes them off both sides."""
    pairs = []
    for one, many, is_query in ((left, right, True), (right, left, False)):
        for word in list(one) if _may_be_joined(one, many) else ():
            found = _run(word, many)
            if found is not None:
                slips, places = found
                one.remove(word)
                parts = " ".join([many[place] for place in places])
                for place in sorted(places, reverse=True):
                    del many[place]
                pairs.append(_one_written_as(word, parts, slips) if is_query else _one_written_as(parts, word, slips))
    return pairs


def _may_be_joined(one: list[str], many: list[str]) -> bool:
    """A first look at lengths, as few words are as long as two."""
    return len(many) > 1 and bool(one) and sum(sorted(map(len, many))[:2]) <= max(map(len, one)) + _MOST_LONGER


_Run = tuple[int, tuple[int, ...]]
"""The slips of words that make up another word, and their places."""


def _run(word: str, words: list[str]) -> _Run | None:
    """The words that make up `word` with the fewest slips: two in any order or up to four in a row; the first that are as good."""
    most = _excused_in_joined(len(word))
    lengths = [len(part) for part in words]
    found = [
        (slips, places)
        for places in _rows_of(lengths, least=len(word) - _MOST_LONGER, longest=len(word) + _MOST_LONGER)
        if (slips := _slips_in_joined(word, "".join([words[place] for place in places]), most)) <= most
    ]
    return min(found, default=None)


def _rows_of(lengths: list[int], *, least: int, longest: int) -> list[tuple[int, ...]]:
    """Places of two words, or of three or four in a row, that are together as long as asked for."""
    every = range(len(lengths))
    rows: list[tuple[int, ...]] = [(a, b) for a in every for b in every if a != b and least <= lengths[a] + lengths[b] <= longest]
    for count in range(3, min(_MOST_JOINED, len(lengths)) + 1):
        rows += [
            tuple(range(first, first + count)) for first in every[: 1 - count] if least <= sum(lengths[first : first + count]) <= longest
        ]
    return rows


def _one_written_as(query: str, listed: str, slips: int) -> Pair:
    if not slips:
        return Pair(query, listed, JOINED, "is written as")
    return Pair(query, listed, JOINED * spelling_likeness(slips, max(len(query), len(listed))), TYPO_HOW)


def _as_one(left: list[str], right: list[str]) -> list[Pair]:
    """All that is left as one pair where it says the same when written together, in any order, with a slip or not."""
    if len(left) < 2 or len(right) < 2:  # one word was compared with several before
        return []
    listed, letters = "".join(right), sum(map(len, left))
    most = _excused_in_joined(max(letters, len(listed)))
    if abs(letters - len(listed)) > _MOST_LONGER:
        return []
    orders = permutations(left) if len(left) <= _MOST_TURNED else [tuple(left)]
    slips, query = min((_slips_in_joined("".join(order), listed, most), order) for order in orders)
    if slips > most:
        return []
    pair = _one_written_as(" ".join(query), " ".join(right), slips)
    left.clear()
    right.clear()
    return [pair]


def _slips_in_joined(one: str, other: str, most: int) -> int:
    """Slips between words written together; other ways to write the same sounds count as one."""
    slips = slips_between(one, other, most)
    if slips <= 1 or not most or not OSA.normalized_similarity(one, other, score_cutoff=_FEWEST_LETTERS_ALIKE):
        return slips
    if sound(one) == sound(other) or same_in_chinese(one, other):
        return 1
    return slips


def _excused_in_joined(letters: int) -> int:
    """A blank in another place is a slip of its own, so that short words have none left."""
    return 0 if letters < 7 else 1 if letters < 14 else excused(letters)


def _alike(left: list[str], right: list[str], known: frozenset[str]) -> list[Pair]:
    """The likest pairs first, each word once; takes them off both sides."""
    found = []
    for word in dict.fromkeys(left):
        for other in dict.fromkeys(right):
            alike, how = likeness(word, other, known)
            if alike:
                found.append((-alike, word, other, how))
    pairs = []
    for unlike, word, other, how in sorted(found):
        if word in left and other in right:
            left.remove(word)
            right.remove(other)
            pairs.append(Pair(word, other, -unlike, how))
    return pairs


def _by_first_letters(left: list[str], right: list[str]) -> list[Pair]:
    """Words that are the first letters of what the other side has left: initials of a person, the short name of a firm."""
    pairs = []
    for one, many, is_query in ((left, right, True), (right, left, False)):
        for word in list(one):
            parts = [part for part in many if kind_of(part) not in FREE_KINDS]
            if len(parts) > 1 and _are_first_letters(word, parts):
                one.remove(word)
                for part in parts:
                    many.remove(part)
                written = " ".join(parts)
                likely = _ACRONYM if len(parts) > 2 else _INITIALS
                pairs.append(Pair(word, written, likely, "may stand for") if is_query else Pair(written, word, likely, "may be short as"))
    return pairs


def _are_first_letters(word: str, parts: Sequence[str]) -> bool:
    letters = "".join(part[0] for part in parts)
    if len(word) > _LONGEST_ACRONYM or not word.isalpha() or kind_of(word) == "person" or is_chinese(word):
        return False
    return word == letters or (len(word) == len(letters) + 1 > 3 and word.startswith(letters) and word[-1] in _FORMS_FIRST_LETTERS)


def without_one_letter(word: str) -> set[str]:
    """Give what is left of a word without one of its letters.

    >>> sorted(without_one_letter("abc"))
    ['ab', 'ac', 'bc']
    """
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
