"""Every script in Latin letters, as traders write the names of it. The word lists are in reference/lists/."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

from tidewaiter.reference.lists import list_rows

__all__ = ["in_latin"]

_HAN_RUN = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3005]+")
_HANGUL_RUN = re.compile("[\uac00-\ud7a3]+")
_ABJAD_RUN = re.compile("[\u0590-\u05ff\u0620-\u06ff]+")
_GREEK_RUN = re.compile("[\u0370-\u03ff\u1f00-\u1fff]+")
_NOT_LETTERS_OF_KEYS = re.compile(r"[^a-z0-9 ]+")
_LONGEST_HAN_PERSON = 4
_HANGUL_PERSON = range(2, 5)
"""A Korean name has a surname of one syllable or two and a given name of one or two."""


def in_latin(words: str) -> str:
    """Give words in a-z and 0-9; letters without a romanisation are left out.

    Args:
        words: in lower case and parted by blanks, as `normalise.names` makes them.

    >>> in_latin("重庆虚构化工"), in_latin("김가상"), in_latin("محمد وهمي"), in_latin("γιώργος ντουμάνης")
    ('chongqing xugou chemical', 'kim gasang', 'muhammad uhmi', 'giorgos doumanis')
    """
    if words.isascii():
        return words
    from anyascii import anyascii

    for run, read in _READERS:
        words = run.sub(lambda found, read=read: f" {read(found.group())} ", words)  # type: ignore[misc]
    return " ".join(_NOT_LETTERS_OF_KEYS.sub("", anyascii(words).casefold()).split())


def _from_han(run: str) -> str:
    """Trade words and places in English, legal forms away, the rest in Pinyin: one word, or surname and given name."""
    known, words = _words_of_a_script("han_words.csv", "han")
    pieces = [piece for piece in known.split(run) if piece]
    if run not in words and pieces == [run] and 2 <= len(run) <= _LONGEST_HAN_PERSON + 1:
        person = _kanji_person(run)
        if person is not None:
            return person
        if len(run) <= _LONGEST_HAN_PERSON:
            return _han_person(run)
    return " ".join(words[piece] if piece in words else _pinyin(piece) for piece in pieces)


def _kanji_person(name: str) -> str | None:
    """A Japanese surname with a Japanese given name, both of our list; None for any other name."""
    surnames, givens = _kanji_names("surname"), _kanji_names("given")
    for length in (2, 1, 3):
        if name[:length] in surnames and name[length:] in givens:
            return f"{surnames[name[:length]]} {givens[name[length:]]}"
    return None


def _han_person(name: str) -> str:
    surnames = _han_surnames()
    length = 2 if len(name) > 2 and name[:2] in surnames else 1
    surname = name[:length]
    return f"{surnames.get(surname) or _pinyin(surname)} {_pinyin(name[length:])}"


def _pinyin(run: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(run, v_to_u=False))


def _from_hangul(run: str) -> str:
    """Trade words in English, legal forms away; a short name without any is surname and given name."""
    known, words = _words_of_a_script("hangul_words.csv", "hangul")
    pieces = [piece for piece in known.split(run) if piece]
    surnames = _hangul_surnames()
    if pieces == [run] and run not in words and len(run) in _HANGUL_PERSON:
        length = 2 if run[:2] in surnames and len(run) > 2 else 1
        if run[:length] in surnames:
            return f"{surnames[run[:length]]} {_plain(run[length:])}"
    return " ".join(words[piece] if piece in words else _plain(piece) for piece in pieces)


def _plain(run: str) -> str:
    from anyascii import anyascii

    return anyascii(run).casefold()


def _from_abjad(word: str) -> str:
    """An Arabic, Persian or Hebrew word as it is usually written, where we know it, or its letters; the article stands apart."""
    known = _abjad_words()
    if word in known:
        return known[word]
    if word.startswith("ال") and len(word) > 3:
        rest = word[2:]
        return f"al {known.get(rest) or _letters_of_abjad(rest)}"
    if word.startswith("لل") and len(word) > 4:
        return known.get(word[2:]) or _letters_of_abjad(word[2:])
    return _letters_of_abjad(word)


def _letters_of_abjad(word: str) -> str:
    return "".join(_letters("arabic").get(sign, "") or _letters("hebrew").get(sign, "") for sign in word)


def _from_greek(run: str) -> str:
    """Letters as in Greek passports; what begins with ντ or μπ is read d and b, and within a word as it is written."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", run) if not unicodedata.combining(sign))
    pattern, letters = _greek()
    return pattern.sub(lambda found: letters[found.group()], re.sub("(?<=.)μπ", "mp", re.sub("(?<=.)ντ", "nt", plain)))


_READERS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_HAN_RUN, _from_han),
    (_HANGUL_RUN, _from_hangul),
    (_ABJAD_RUN, _from_abjad),
    (_GREEK_RUN, _from_greek),
)


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@cache
def _words_of_a_script(file: str, column: str) -> tuple[re.Pattern[str], dict[str, str]]:
    words = {row[column]: row["english"] for row in list_rows(file)}
    return re.compile(f"({_longest_first(words)})"), words


@cache
def _han_surnames() -> dict[str, str]:
    return {row["han"]: row["pinyin"] for row in list_rows("han_surnames.csv")}


@cache
def _hangul_surnames() -> dict[str, str]:
    return {row["hangul"]: row["latin"] for row in list_rows("hangul_surnames.csv")}


@cache
def _kanji_names(kind: str) -> dict[str, str]:
    return {row["kanji"]: row["latin"] for row in list_rows("kanji_names.csv") if row["kind"] == kind}


@cache
def _abjad_words() -> dict[str, str]:
    return {row["word"]: row["latin"] for row in list_rows("abjad_words.csv")}


@cache
def _letters(script: str) -> dict[str, str]:
    return {row["letters"]: row["latin"] for row in list_rows("script_letters.csv") if row["script"] == script}


@cache
def _greek() -> tuple[re.Pattern[str], dict[str, str]]:
    letters = _letters("greek")
    return re.compile(_longest_first(letters)), letters
