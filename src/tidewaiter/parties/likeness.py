"""How alike two words of names are, and how to say so. Loads RapidFuzz: import it where names are looked up."""

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA, Prefix

from tidewaiter.parties.word_kinds import (
    form_words,
    is_chinese,
    kind_of,
    listed_variants,
    meanings,
    number_in,
    person_words,
    variants,
    words_of_kind,
)
from tidewaiter.reference.lists import list_rows

__all__ = ["JOINED", "OTHER_NAME", "TYPO_HOW", "excused", "likeness", "same_in_chinese", "slips_between", "sound", "spelling_likeness"]

TYPO_HOW = "differs in spelling from"
JOINED = 0.99
"""chosen: only the blank differs; below 1 so that the name written alike comes first."""
_SHORTEST_BEFORE_A_FORM = 5
"""chosen: what is left of a shorter word without a form is too little to be told."""
_MOST_EXCUSED = 2
"""chosen: two slips in a word of eight letters or more are still that word."""
_TYPO = 0.93
"""chosen: one slip in a long word hardly counts, one in a short word more (less `_PER_LETTER` / letters)."""
_PER_LETTER = 0.4
"""chosen: one slip costs a word of four letters a tenth of its weight, one of ten letters a twenty-fifth."""
_FAR = 0.6
"""chosen: with a slip more than its length excuses, a word counts only where others agree well: it alone never reaches the threshold."""
OTHER_NAME = 0.15
"""chosen: two words in use that differ by a slip are mostly two names (Maria, Mario), and now and then a slip."""
_VARIANT = 0.95
"""chosen: forms of one name (Sergei, Serhii) are nearly as good as the name."""
_SOUND = 0.93
"""chosen: another way to write the same sounds counts like a small slip."""
_NICKNAME = 0.8
"""chosen: a short form (Bill) stands for several names."""
_MEANING = 0.9
"""chosen: a trade word in another language, or shortened, says the same; it may be short for another, too."""
_CONSONANTS = 0.82
"""chosen: scripts that leave vowels out give the consonants, which several names share."""
_SPELLING = 0.85
"""chosen: words that differ only in vowels within (transliteration) count like a slip or two."""
_SHORTENED = 0.85
"""chosen: a trade word's abbreviation (`grp`, `srvces`, `intl`) counts like another spelling: it may be short for another, too."""
_CUT = 0.75
"""chosen: a word cut off after four letters or more (`comm` for communications) counts less, as it is a name of its own as often."""
_FEWEST_LETTERS_ALIKE = 0.5
"""chosen: words of other first letters that share less than half of all letters are alike only where a list says so."""
_INITIAL = 0.7
"""chosen: one letter fits a twentieth of all words, so that it counts least of all that counts."""
_UNLIKE = (0.0, "")
_VOWELS = "aeiouyhw"


def excused(letters: int) -> int:
    """Give how many slips a word of so many letters may have and still be that word.

    >>> [excused(letters) for letters in (3, 4, 8)]
    [0, 1, 2]
    """
    return 0 if letters < 4 else 1 if letters < 8 else _MOST_EXCUSED


def slips_between(one: str, other: str, most: int) -> int:
    """Give how many letters are too much, missing, others or swapped; more than `most` where a number is in the way.

    >>> slips_between("xugou", "xuguo", 2), slips_between("no3", "no4", 2)
    (1, 3)
    """
    if one == other:
        return 0
    if not most or abs(len(one) - len(other)) > most or not (one.isalpha() and other.isalpha()):
        return most + 1
    return OSA.distance(one, other, score_cutoff=most)


def spelling_likeness(slips: int, letters: int) -> float:
    """Give how alike words are that differ by some slips.

    >>> spelling_likeness(1, 10) > spelling_likeness(1, 4)
    True
    """
    return _TYPO - _PER_LETTER * slips / letters


def likeness(word: str, other: str, known: frozenset[str]) -> tuple[float, str]:
    """Give how alike two different words are, 0 to 1, and words that fit between the two in a sentence.

    Args:
        word: of the one name.
        other: of the other.
        known: words that two names of the lists or more hold, which are seldom misspellings of one another.

    >>> likeness("grp", "group", frozenset()), likeness("mario", "maria", frozenset())[0] < 0.5
    ((0.9, 'is short for'), True)
    """
    if word[0] != other[0] and not _may_be_alike(word, other):
        return _UNLIKE
    alike, how = _likeness(word, other)
    if how == TYPO_HOW and _two_names(word, other, known):
        return (OTHER_NAME, how) if alike > _FAR else _UNLIKE
    return alike, how


def _may_be_alike(word: str, other: str) -> bool:
    """A first look, as most words have nothing in common: numbers, words that our list of variants has, half the letters."""
    if OSA.normalized_similarity(word, other, score_cutoff=_FEWEST_LETTERS_ALIKE):
        return True
    if number_in(word) is not None:
        return number_in(other) is not None
    listed = listed_variants()
    return word in listed and other in listed


@lru_cache(maxsize=200_000)
def _likeness(word: str, other: str) -> tuple[float, str]:
    number, other_number = number_in(word), number_in(other)
    if number is not None or other_number is not None:
        return (JOINED, "is written as") if number == other_number else _UNLIKE
    shorter, longer = (word, other) if (len(word), word) < (len(other), other) else (other, word)
    if len(shorter) == 1:
        return (_INITIAL, "may stand for") if longer.startswith(shorter) else _UNLIKE
    return _by_lists(word, other, shorter, longer) or _by_letters(word, other, shorter, longer)


def _by_lists(word: str, other: str, shorter: str, longer: str) -> tuple[float, str] | None:
    """What word lists say: forms of one name, trade words of one meaning, a legal form written in one with the word."""
    if not variants(word, "variant").isdisjoint(variants(other, "variant")):
        return _VARIANT, "is a form of"
    if not variants(word, "nickname").isdisjoint(variants(other, "nickname")):
        return _NICKNAME, "is short for" if word == shorter else "is long for"
    means = meanings(word)
    if means and not means.isdisjoint(meanings(other)):
        return _MEANING, _short_or(word, shorter, longer, "means the same as")
    if kind_of(word) == kind_of(other) == "place":
        return _UNLIKE
    begins = longer.startswith(shorter)
    rest = longer[len(shorter) :] if begins else longer[: -len(shorter)] if longer.endswith(shorter) else ""
    if len(shorter) > 2 and len(rest) > 1 and rest in form_words():
        return JOINED, "differs by a legal form from"
    return None


def _short_or(word: str, shorter: str, longer: str, how: str) -> str:
    """`is short for` where the letters of the one stand in the other in order, else `how`."""
    if len(longer) - len(shorter) < 2 or not _within(shorter, longer):
        return how
    return "is short for" if word == shorter else "is long for"


def _by_letters(word: str, other: str, shorter: str, longer: str) -> tuple[float, str]:
    """What letters say: one sound, a slip or two, the same consonants, the short and the long of a trade word."""
    heard, other_heard = sound(word), sound(other)
    if heard == other_heard and len(heard) > 1:
        return _SOUND, "is another spelling of"
    most = excused(len(longer))
    slips = slips_between(word, other, most + 1)
    if slips <= most:
        return spelling_likeness(slips, len(longer)), TYPO_HOW
    if word[0] == other[0] and (found := _written_otherwise(shorter, longer)):
        how, likely = found
        return likely, {"short": "is short for" if word == shorter else "is long for"}.get(how, how)
    if _same_consonants(heard, other_heard):
        return _CONSONANTS, "is another spelling of"
    if len(longer) - len(shorter) > 1 and (alike := _but_for_a_form(shorter, longer)):
        return alike, TYPO_HOW
    swapped_or_longer = len(shorter) > 2 or sorted(word) == sorted(other)
    # two slips in a trade word of five letters, the first among them, leave another word (made, trade)
    other_word = len(longer) == 5 and word[0] != other[0] and not _long_trade_words().isdisjoint((word, other))
    return (_FAR, TYPO_HOW) if slips == most + 1 and len(longer) != 4 and swapped_or_longer and not other_word else _UNLIKE


def _but_for_a_form(shorter: str, longer: str) -> float:
    """How alike words are if a legal form is taken off the end or begin of the longer one; 0 where that does not help."""
    if len(shorter) < _SHORTEST_BEFORE_A_FORM:
        return 0.0
    rests = [longer[:-cut] for cut in range(2, 6) if longer[-cut:] in form_words()] + [
        longer[cut:] for cut in range(2, 6) if longer[:cut] in form_words()
    ]
    slips = min((slips_between(rest, shorter, excused(len(shorter))) for rest in rests), default=_MOST_EXCUSED + 1)
    return JOINED * spelling_likeness(slips, len(longer)) if slips <= excused(len(shorter)) else 0.0


def _written_otherwise(shorter: str, longer: str) -> tuple[str, float] | None:
    """Whether words of one first letter are one by other vowels, another ending, or as the short and the long of it."""
    same_end = shorter[-1] == longer[-1] and len(shorter) > 4 and len(longer) - len(shorter) < 3
    if same_end and len(_skeleton(shorter)) > 2 and _skeleton(shorter) == _skeleton(longer):
        return "is another spelling of", _SPELLING
    trade = _long_trade_words()
    if _same_stem(shorter, longer, trade):
        return "is a form of", _SHORTENED
    if longer in trade and _within(shorter, longer) and (longer.startswith(shorter) or _is_contracted(shorter)):
        return "short", _SHORTENED
    if longer.startswith(shorter) and len(shorter) > 3 and len(longer) > len(shorter) + 1 and _may_be_cut(shorter, longer):
        return "short", _CUT
    return None


def _may_be_cut(shorter: str, longer: str) -> bool:
    """A word that is a name of its own, or stands for a place, is not the begin of another (Petrov, Petrovsky)."""
    return kind_of(longer) != "place" and shorter not in person_words() and kind_of(shorter) in ("own", "trade")


def _same_stem(word: str, other: str, trade: frozenset[str]) -> bool:
    """Two trade words, or one and a word like it, that differ in their ending only (forwarders, forwarding)."""
    stem = Prefix.similarity(word, other)
    return stem > 4 and 3 * stem >= 2 * max(len(word), len(other)) and (word in trade or other in trade)


def _is_contracted(word: str) -> bool:
    """Whether a word has hardly a vowel, as words have that are shortened within (`grp`, `srvces`)."""
    return 3 * sum(letter in "aeiou" for letter in word[1:]) < len(word)


def _within(shorter: str, longer: str) -> bool:
    """All letters of the one stand in the other in order, from the first."""
    letters = iter(longer[1:])
    return shorter[0] == longer[0] and len(shorter) > 1 and all(letter in letters for letter in shorter[1:])


def _same_consonants(heard: str, other: str) -> bool:
    """Whether the shorter may be the longer without vowels, as Arabic, Hebrew and Thai are written."""
    shorter, longer = sorted((heard, other), key=lambda sounds: (len(sounds), sounds))
    if len(shorter) < 3 or shorter[0] != longer[0] or not _within(shorter, longer):
        return False
    consonants = _consonants(shorter)
    bare = len(shorter) - len(consonants) <= 1 or 2 * len(shorter) < len(longer) + len(consonants)
    return len(consonants) > 1 and bare and consonants == _consonants(longer) and (shorter[-1] == longer[-1] or len(shorter) > 3)


def _consonants(heard: str) -> str:
    return re.sub("[aeiou]", "", heard)


def _two_names(word: str, other: str, known: frozenset[str]) -> bool:
    """Two words that are both in use are two names (Maria, Mario); so are two Chinese words (Mingtuo, Mingtao).

    So are two trade words of other meaning; but a trade word is no name, and swapped letters are a slip.
    """
    trade = _long_trade_words()
    if word in trade or other in trade:
        return word in trade and other in trade
    persons = person_words()
    if word[0] == other[0] and sorted(word) == sorted(other):
        return False
    return ((word in known or word in persons) and (other in known or other in persons)) or (is_chinese(word) and is_chinese(other))


@lru_cache(maxsize=100_000)
def _skeleton(word: str) -> str:
    """The first letter and the consonants after it, each once in a row."""
    kept = [word[0]]
    for letter in word[1:]:
        if letter not in _VOWELS and letter != kept[-1]:
            kept.append(letter)
    return "".join(kept)


@cache
def _long_trade_words() -> frozenset[str]:
    return frozenset(word for word in words_of_kind("trade", "form") if len(word) > 3)


_FEWEST_TO_MERGE = 5
"""chosen: in shorter words e and i, o and u tell names apart (Chen, Chin; Wong, Wung)."""


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """Give how a word sounds, roughly, so that transliterations of one name are one; capitals stand for sh, ch and zh.

    >>> sound("khrushchevin") == sound("hruschewin"), sound("yury") == sound("iurii"), sound("wang") == sound("wong")
    (True, True, False)
    """
    heard = word
    for pattern, becomes in _sound_rules("all"):
        heard = pattern.sub(becomes, heard)
    if len(word) < _FEWEST_TO_MERGE or len(heard) < 3:
        return heard
    merged = heard[:-1].replace("e", "i").replace("o", "u").replace("j", "i")
    return re.sub(r"(.)\1+", r"\1", merged) + heard[-1]


def same_in_chinese(word: str, other: str) -> bool:
    """Tell whether one word is Pinyin and the other says the same in an older or another romanisation.

    >>> same_in_chinese("xiaoming", "hsiaoming"), same_in_chinese("guoxu", "kuohsu"), same_in_chinese("xiaoming", "haiming")
    (True, True, False)
    """
    return (is_chinese(word) or is_chinese(other)) and _chinese_sound(word) == _chinese_sound(other)


@lru_cache(maxsize=50_000)
def _chinese_sound(word: str) -> str:
    for pattern, becomes in _sound_rules("chinese"):
        word = pattern.sub(becomes, word)
    return word


@cache
def _sound_rules(use: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["becomes"]) for row in list_rows("sound_rules.csv") if row["use"] == use)
