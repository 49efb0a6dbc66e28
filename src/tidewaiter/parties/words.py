"""Pairs the words of two names: equal, misspelt, shortened, or written as one. Loads RapidFuzz: import it where names are looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations

from rapidfuzz.distance import OSA, Prefix

from tidewaiter.normalise.names import legal_form_words
from tidewaiter.reference.lists import list_rows

__all__ = ["Pair", "align", "form_words", "has_digit", "without_one_letter"]

_MOST_JOINED = 4
"""chosen: four Chinese characters are the longest trade name usually written as one word or as several."""
_MOST_WORDS = 24
"""chosen: no listed party needs more words to be told; what stands behind them is not paired, so that no name takes long."""
_MOST_EXCUSED = 2
"""chosen: two slips in a word of eight letters or more are still that word."""
_MOST_TURNED = 3
"""chosen: three words have six orders; more are compared in the order they stand in."""
_TYPO = 0.93
"""chosen: one slip in a long word hardly counts, one in a short word more (less `_PER_LETTER` / letters)."""
_PER_LETTER = 0.4
"""chosen: one slip costs a word of four letters a tenth of its weight, one of ten letters a twenty-fifth."""
_FAR = 0.6
"""chosen: with a slip more than its length excuses, a word counts only where others agree well: it alone never reaches the threshold."""
_OTHER_NAME = 0.3
"""chosen: two words in use that differ by a slip are mostly two names (Maria, Mario), and now and then a slip."""
_SPELLING = 0.85
"""chosen: words that differ only in vowels within (transliteration) count like a slip or two."""
_SHORTENED = 0.85
"""chosen: a trade word's abbreviation (`grp`, `srvces`, `intl`) counts like another spelling: it may be short for another, too."""
_CUT = 0.75
"""chosen: a word cut off after four letters or more (`comm` for communications) counts less, as it is a name of its own as often."""
_INITIAL = 0.7
"""chosen: one letter fits a twentieth of all words, so that it counts least of all that counts."""
_JOINED = 0.99
"""chosen: only the blank differs; below 1 so that the name written alike comes first."""
_UNLIKE = (0.0, "")
_VOWELS = "aeiouyhw"


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
    left, right = list(query), list(listed)
    pairs = []
    for word in query:
        if word in right:
            pairs.append(Pair(word, word, 1.0, "equal"))
            left.remove(word)
            right.remove(word)
    if left and right:
        rest = (left[_MOST_WORDS:], right[_MOST_WORDS:])
        del left[_MOST_WORDS:], right[_MOST_WORDS:]
        pairs += _joined(left, right)
        pairs += _alike(left, right, known)
        pairs += _as_one(left, right)
        left, right = left + rest[0], right + rest[1]
    return tuple(pairs), tuple(left), tuple(right)


def has_digit(word: str) -> bool:
    """Tell whether a word is or holds a number, Roman ones from II to IX included."""
    return not word.isalpha() or word in _ROMAN


_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix"})


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
    return len(many) > 1 and bool(one) and sum(sorted(map(len, many))[:2]) <= max(map(len, one)) + _MOST_EXCUSED


_Run = tuple[int, tuple[int, ...]]
"""The slips of words that make up another word, and their places."""


def _run(word: str, words: list[str]) -> _Run | None:
    """The words that make up `word` with the fewest slips: two in any order or up to four in a row; the first that are as good."""
    most = _excused_in_joined(len(word))
    lengths = [len(part) for part in words]
    found = [
        (slips, places)
        for places in _rows_of(lengths, least=len(word) - most, longest=len(word) + most)
        if (slips := _slips(word, "".join([words[place] for place in places]), most)) <= most
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
        return Pair(query, listed, _JOINED, "is written as")
    letters = max(len(query), len(listed))
    return Pair(query, listed, _JOINED * (_TYPO - _PER_LETTER * slips / letters), "differs in spelling from")


def _as_one(left: list[str], right: list[str]) -> list[Pair]:
    """All that is left as one pair where it says the same when written together, in any order, with a slip or not."""
    if len(left) < 2 or len(right) < 2:  # one word was compared with several before
        return []
    listed, letters = "".join(right), sum(map(len, left))
    most = _excused_in_joined(max(letters, len(listed)))
    if abs(letters - len(listed)) > most:
        return []
    orders = permutations(left) if len(left) <= _MOST_TURNED else [tuple(left)]
    slips, query = min((_slips("".join(order), listed, most), order) for order in orders)
    if slips > most:
        return []
    pair = _one_written_as(" ".join(query), " ".join(right), slips)
    left.clear()
    right.clear()
    return [pair]


def _excused(letters: int) -> int:
    """How many slips a word of so many letters may have and still be that word."""
    return 0 if letters < 4 else 1 if letters < 8 else _MOST_EXCUSED


def _excused_in_joined(letters: int) -> int:
    """A blank in another place is a slip of its own, so that the shortest words have none left."""
    return 0 if letters < 6 else _excused(letters)


def _slips(one: str, other: str, most: int) -> int:
    """How many letters are too much, missing, others or swapped; more than `most` where a number is in the way."""
    if one == other:
        return 0
    if not most or abs(len(one) - len(other)) > most or not (one.isalpha() and other.isalpha()):
        return most + 1
    return OSA.distance(one, other, score_cutoff=most)


def _alike(left: list[str], right: list[str], known: frozenset[str]) -> list[Pair]:
    """The likest pairs first, each word once; takes them off both sides."""
    found = []
    for word in set(left):
        for other in set(right):
            alike, how = _likeness(word, other)
            if alike and how == "differs in spelling from" and _two_names(word, other, known):
                alike = _OTHER_NAME if alike > _FAR else 0.0
            if alike:
                found.append((-alike, word, other, how))
    pairs = []
    for unlike, word, other, how in sorted(found):
        if word in left and other in right:
            left.remove(word)
            right.remove(other)
            pairs.append(Pair(word, other, -unlike, how))
    return pairs


@lru_cache(maxsize=100_000)
def _likeness(word: str, other: str) -> tuple[float, str]:
    """How alike two words are that are not equal, and how to say so; 0 where they are not."""
    if has_digit(word) or has_digit(other):
        return _UNLIKE
    shorter, longer = (word, other) if (len(word), word) < (len(other), other) else (other, word)
    begins = longer.startswith(shorter)
    rest = longer[len(shorter) :] if begins else longer[: -len(shorter)] if longer.endswith(shorter) else ""
    if len(shorter) > 2 and len(rest) > 1 and rest in form_words():
        return _JOINED, "differs by a legal form from"
    if len(shorter) == 1:
        return (_INITIAL, "may stand for") if begins else _UNLIKE
    most = _excused(len(longer))
    slips = _slips(word, other, most + 1)
    if slips <= most:
        return _TYPO - _PER_LETTER * slips / len(longer), "differs in spelling from"
    if word[0] == other[0] and (found := _written_otherwise(shorter, longer, begins=begins)):
        how, likely = found
        return likely, {"short": "is short for" if word == shorter else "is long for"}.get(how, how)
    swapped_or_longer = len(shorter) > 2 or sorted(word) == sorted(other)
    return (_FAR, "differs in spelling from") if slips == most + 1 and len(longer) != 4 and swapped_or_longer else _UNLIKE


def _written_otherwise(shorter: str, longer: str, *, begins: bool) -> tuple[str, float] | None:
    """Whether words of one first letter are one by other vowels, another ending, or as the short and the long of it."""
    same_end = shorter[-1] == longer[-1] and len(shorter) > 4 and len(longer) - len(shorter) < 3
    if same_end and _skeleton(shorter) == _skeleton(longer):
        return "differs in spelling from", _SPELLING
    if _same_stem(shorter, longer):
        return "is a form of", _SHORTENED
    if longer in _words_of("trade") and _within(shorter, longer):
        return "short", _SHORTENED
    if begins and len(shorter) > 3 and len(longer) > len(shorter) + 1 and longer not in _words_of("place"):
        return "short", _CUT
    return None


def _same_stem(word: str, other: str) -> bool:
    """Two trade words, or one and a word like it, that differ in their ending only (forwarders, forwarding)."""
    stem = Prefix.similarity(word, other)
    return stem > 4 and 3 * stem >= 2 * max(len(word), len(other)) and (word in _words_of("trade") or other in _words_of("trade"))


def _within(shorter: str, longer: str) -> bool:
    """All letters of the one stand in the other in order, from the first."""
    letters = iter(longer[1:])
    return shorter[0] == longer[0] and len(shorter) > 1 and all(letter in letters for letter in shorter[1:])


def _two_names(word: str, other: str, known: frozenset[str]) -> bool:
    """Two words that are both in use are two names (Maria, Mario), unless only vowels within differ (Mohamed, Mohammad).

    Trade words are no names.
    """
    if word in _words_of("trade") or other in _words_of("trade"):
        return False
    return word in known and other in known and (word[-1] != other[-1] or _skeleton(word) != _skeleton(other))


@lru_cache(maxsize=100_000)
def _skeleton(word: str) -> str:
    """The first letter and the consonants after it, each once in a row."""
    kept = [word[0]]
    for letter in word[1:]:
        if letter not in _VOWELS and letter != kept[-1]:
            kept.append(letter)
    return "".join(kept)


@cache
def form_words() -> frozenset[str]:
    """Give the words of legal forms, in Latin letters.

    >>> {"joint", "stock", "obshchestvo"} <= form_words()
    True
    """
    return legal_form_words() | {row["word"] for row in list_rows("common_words.csv") if row["kind"] == "form"}


@cache
def _words_of(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in list_rows("common_words.csv") if row["kind"] == kind and len(row["word"]) > 3)


def without_one_letter(word: str) -> set[str]:
    """Give what is left of a word without one of its letters.

    >>> sorted(without_one_letter("abc"))
    ['ab', 'ac', 'bc']
    """
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
