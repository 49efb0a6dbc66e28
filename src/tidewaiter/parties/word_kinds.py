"""What kind of word a word of a name key is: legal form, title, particle, trade word, place, number, or somebody's own name."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from tidewaiter.normalise.names import legal_form_words
from tidewaiter.normalise.rigour_modules import rigour_module
from tidewaiter.reference.lists import list_rows

__all__ = [
    "FREE_KINDS",
    "form_words",
    "is_chinese",
    "is_pinyin",
    "is_roman",
    "kind_of",
    "listed_variants",
    "meanings",
    "number_in",
    "person_words",
    "variants",
    "words_of_kind",
]

FREE_KINDS = frozenset({"form", "title", "particle", "vessel"})
"""Kinds of words that come and go without making another name."""
_PATRONYMIC = re.compile(r".{3}(?:[oe](?:vich|vych|vitch|vitsch|wicz|witsch)|[oe]vna|[iy]vna|ovny|qizi|ugli|uly|oglu)$")
"""Ends of names made of the father's, in Latin letters: Russian, Ukrainian and Turkic ones. Serbian -ović is a surname and left out."""
_SHORTEST_PINYIN = 5
"""chosen: shorter words that are Pinyin are often words of other languages, too."""


@cache
def _kinds() -> Mapping[str, str]:
    alone = {row["form"] for row in list_rows("legal_forms.csv")}
    forms = {word for word in legal_form_words() if word in alone or word not in _syllables()}  # `gong` and `si` are names, too
    return dict.fromkeys(forms, "form") | {row["word"]: row["kind"] for row in list_rows("common_words.csv")}


@lru_cache(maxsize=200_000)
def kind_of(word: str) -> str:
    """Give `form`, `title`, `particle`, `vessel`, `trade`, `place`, `ordinary`, `number`, `initial`, `person` or `own`.

    >>> [kind_of(word) for word in ("gmbh", "dr", "del", "trading", "wuhan", "golden", "iii", "j", "maria", "xugou")]
    ['form', 'title', 'particle', 'trade', 'place', 'ordinary', 'number', 'initial', 'person', 'own']
    """
    known = _kinds().get(word)
    if known is not None and (known != "ordinary" or number_in(word) is None):
        return known
    if number_in(word) is not None:
        return "number"
    if len(word) == 1:
        return "initial"
    return "person" if word in person_words() or _PATRONYMIC.search(word) else "own"


@cache
def words_of_kind(*kinds: str) -> frozenset[str]:
    """Give the listed words of some kinds.

    >>> "shipping" in words_of_kind("trade"), "shipping" in words_of_kind("place")
    (True, False)
    """
    return frozenset(word for word, kind in _kinds().items() if kind in kinds)


@cache
def form_words() -> frozenset[str]:
    """Give the words of legal forms, in Latin letters.

    >>> {"joint", "stock", "obshchestvo"} <= form_words()
    True
    """
    return words_of_kind("form")


@cache
def person_words() -> Mapping[str, int]:
    """Give given names and surnames that many bear, with how many of the lists of names that we looked into hold them (9 for more).

    >>> person_words()["maria"] > 5, "xugou" in person_words()
    (True, False)
    """
    return {row["word"]: int(row["lists"]) for row in list_rows("person_names.csv")}


@cache
def _variants() -> Mapping[str, Mapping[str, frozenset[str]]]:
    found: dict[str, dict[str, set[str]]] = {"variant": {}, "nickname": {}, "meaning": {}}
    for row in list_rows("name_variants.csv"):
        found[row["kind"]].setdefault(row["word"], set()).add(row["class"])
    return {kind: {word: frozenset(classes) for word, classes in words.items()} for kind, words in found.items()}


@cache
def listed_variants() -> frozenset[str]:
    """Give all words that have a class of any kind, see `variants`.

    >>> "bill" in listed_variants(), "xugou" in listed_variants()
    (True, False)
    """
    return frozenset(word for words in _variants().values() for word in words)


def variants(word: str, kind: str) -> frozenset[str]:
    """Give the classes of a name, each of them names that stand for one another: `variant` (Sergei, Serhii), `nickname` (Bill)
    or `meaning` (trade words of one meaning).

    >>> not variants("sergei", "variant").isdisjoint(variants("serhii", "variant")), variants("xugou", "nickname")
    (True, frozenset())
    """
    return _variants()[kind].get(word, frozenset())


@lru_cache(maxsize=50_000)
def meanings(word: str) -> frozenset[str]:
    """Give what a word of a firm means, whatever the language and however it is shortened, as rigour and our own list know it.

    >>> meanings("srvces") == meanings("services"), meanings("xugou")
    (True, frozenset())
    """
    names = rigour_module("names")
    found = names.analyze_names(names.NameTypeTag.ORG, [word], phonetics=False, numerics=False, rewrite=False)
    symbols = frozenset(str(span.symbol) for name in found for span in name.spans if str(span.symbol)[1:4] in ("SYM", "DOM", "LOC"))
    return symbols | variants(word, "meaning")


_ROMAN = {
    "ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16,
    "xvii": 17, "xviii": 18, "xix": 19, "xx": 20,
}  # fmt: skip
_ORDINAL_WORDS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


def is_roman(word: str) -> bool:
    """Tell whether a word is a Roman number of two letters or more, up to twenty.

    >>> is_roman("iv"), is_roman("v")
    (True, False)
    """
    return word in _ROMAN


@lru_cache(maxsize=50_000)
def number_in(word: str) -> str | None:
    """Give the number that a word writes, without leading zeros, or the word where it holds digits among letters; None for others.

    >>> [number_in(word) for word in ("007", "iii", "3rd", "third", "yv2557", "xugou")]
    ['7', '3', '3', '3', 'yv2557', None]
    """
    if word.isalpha():
        found = _ROMAN.get(word) or _ORDINAL_WORDS.get(word)
        return None if found is None else str(found)
    if word.isdecimal():
        return word.lstrip("0") or "0"
    ordinal = _ORDINAL.fullmatch(word)
    return ordinal[1] if ordinal else word


@lru_cache(maxsize=50_000)
def is_pinyin(word: str) -> bool:
    """Tell whether a word reads as two Chinese syllables, as given names and firms' own words mostly are.

    >>> is_pinyin("mingtuo"), is_pinyin("harbour"), is_pinyin("wang")
    (True, False, False)
    """
    syllables = _syllables()
    return len(word) >= _SHORTEST_PINYIN and any(word[:cut] in syllables and word[cut:] in syllables for cut in range(1, len(word)))


@lru_cache(maxsize=100_000)
def is_chinese(word: str) -> bool:
    """Tell whether a word reads as Chinese syllables, one or more.

    >>> is_chinese("sun"), is_chinese("mingtuo"), is_chinese("harbour")
    (True, True, False)
    """
    return word in _syllables() or is_pinyin(word)


@cache
def _syllables() -> frozenset[str]:
    return frozenset(row["syllable"] for row in list_rows("pinyin_syllables.csv"))
