"""Names of the short guarded list in disguise: look-alike letters, letters set apart, one letter wrong."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from tidewaiter.goods.boundaries import stands_alone
from tidewaiter.goods.fold import fold, original_span
from tidewaiter.reference import guarded_names

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["has_look_alikes", "misspelt_places", "seeds", "without_look_alikes"]

_OTHER_LETTERS = "аеорсхуіјѕԁһԛԝАВЕКМНОРСТХУІЈЅαειοκνρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_LOOK_ALIKES = str.maketrans(_OTHER_LETTERS, "aeopcxyijsdhqwABEKMHOPCTXYIJSaeiokvptuxABEZHIKMNOPTYX")
"""Cyrillic and Greek letters to the Latin ones that look the same (Unicode Technical Standard 39, confusables)."""
_MIXED = re.compile(rf"[{_OTHER_LETTERS}](?:(?=[ \-._*]{{0,3}}[A-Za-z])|(?<=[A-Za-z].)|(?<=[A-Za-z][ \-._*].))")
_CLASS = str.maketrans("10l5", "iois")
"""chosen: one, i and l are one letter here, nought and o, five and s; these digits stand for letters in goods text."""
_DIGITS_FOR = {"i": "i1l", "l": "l1i", "o": "o0", "s": "s5"}
_APART = frozenset(" -_.*'")
"""chosen: what is set between letters to hide a word; a comma or a bracket ends one."""
_LETTERS = "abcdefghijkmnopqrstuvwxyz"
"""Without l, which is i in the class of _CLASS."""
_SHORTEST = 8
"""chosen: letters; in a shorter name one wrong letter makes another word."""
_BETWEEN = " -._*"
"""chosen: those of _APART that are set between single letters; an apostrophe is not."""


def has_look_alikes(text: str) -> bool:
    """Tell whether a letter of another script stands beside a Latin one that it could be taken for.

    >>> has_look_alikes("p\u0456peridone"), has_look_alikes("нож, 12 cartons")
    (True, False)
    """
    return not text.isascii() and _MIXED.search(text) is not None


def without_look_alikes(text: str) -> str:
    """Put Latin letters for those of other scripts that look the same, each in its place.

    >>> without_look_alikes("p\\u0456peridone")
    'piperidone'
    """
    return text if text.isascii() else text.translate(_LOOK_ALIKES)


@cache
def seeds() -> tuple[str, ...]:
    """Give pieces of folded text of which every guarded name holds one, however it is disguised or misspelt.

    One wrong letter leaves one half of the longest word of a name whole, or two letters are turned over in its middle; letters set
    apart begin with four of that word.
    """
    return tuple(sorted({seed for text in guarded_names()["text"].to_pylist() for seed in _seeds_of(fold(text))}))


def _seeds_of(name: str) -> Iterator[str]:
    word = max(name.replace("-", " ").split(), key=len)
    middle = len(word) // 2
    turned = word[: middle - 1] + word[middle]
    for half in (word[:middle], word[middle:], turned) if len(word) >= _SHORTEST else (word,):
        yield from map("".join, product(*(_DIGITS_FOR.get(letter, letter) for letter in half)))
    for between in _BETWEEN:
        yield from map(between.join, product(*(_DIGITS_FOR.get(letter, letter) for letter in word[:4])))


def misspelt_places(text: str) -> list[tuple[str, int, int, int, int]]:
    """Find guarded names that are disguised or have one letter wrong: the longest first, none overlapping.

    Returns:
        substance, start and end in `fold(without_look_alikes(text))`, start and end in `text`.

    >>> misspelt_places("4-piperid0ne")
    [('4-piperidone', 0, 12, 0, 12)]
    """
    plain = without_look_alikes(text)
    folded = fold(plain)
    squashed, places = _squashed(folded)
    automaton, forms = _forms()
    found: list[tuple[str, int, int, int, int]] = []
    raw = automaton.find_matches_as_indexes(squashed, overlapping=True)
    for pattern, first, last in sorted(raw, key=lambda match: (match[1] - match[2], match[1])):
        start, end = places[first], places[last - 1] + 1
        for substance, blanks, wrong in forms[pattern]:
            if (wrong and _apart(folded[start:end]) > blanks) or not stands_alone(folded, start, end):
                continue
            if not any(start < other_end and other_start < end for _, other_start, other_end, _, _ in found):
                found.append((substance, start, end, *original_span(plain, start, end)))
    return found


def _squashed(folded: str) -> tuple[str, list[int]]:
    """Folded text without what may stand between letters, look-alike digits as letters, and the place of each sign left."""
    places = [place for place, sign in enumerate(folded) if sign not in _APART]
    return "".join([folded[place] for place in places]).translate(_CLASS), places


def _apart(folded: str) -> int:
    return sum(sign in _APART for sign in folded)


@cache
def _forms() -> "tuple[AhoCorasick, tuple[tuple[tuple[str, int, bool], ...], ...]]":
    """The automaton over all forms and, for each, the substance, the signs between its words, and whether a letter is wrong."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    meanings: dict[str, list[tuple[str, int, bool]]] = {}
    for row in guarded_names().to_pylist():
        name = fold(row["text"])
        right = _squashed(name)[0]
        meanings.setdefault(right, []).insert(0, (row["substance"], _apart(name), False))
        for form in _one_wrong(name) if len(right) >= _SHORTEST else ():
            meanings.setdefault(form, []).append((row["substance"], _apart(name), True))
    return AhoCorasick(list(meanings), matchkind=MatchKind.Standard), tuple(tuple(names) for names in meanings.values())


def _one_wrong(name: str) -> set[str]:
    """Every form of a name with one letter left out, put in, changed or changed over; its digits and its first letter stay."""
    bare = "".join(sign for sign in name if sign not in _APART)
    right = bare.translate(_CLASS)
    free = [place for place in range(1, len(bare)) if bare[place].isalpha() and bare[place - 1].isalpha()]
    forms = {right[:place] + right[place + 1 :] for place in free}
    forms |= {right[:place] + letter + right[place + rest :] for place in free for letter in _LETTERS for rest in (0, 1)}
    forms |= {right + letter for letter in _LETTERS}
    turned = (place for place in free if place + 1 in free)
    forms |= {right[:place] + right[place + 1] + right[place] + right[place + 2 :] for place in turned}
    return forms - {right}
