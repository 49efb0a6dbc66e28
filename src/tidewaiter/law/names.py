"""A name to the substances of the dictionary that it fits, with the scope words that the name itself carries."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from tidewaiter.goods.fold import fold
from tidewaiter.reference import name_rows
from tidewaiter.reference.checks import check_sources
from tidewaiter.reference.register import listed, reference_rows

__all__ = ["Form", "Named", "key_of", "named"]

_STRENGTH = re.compile(
    r"[(\[]?(?:[<>≥≤~] ?)?\d{1,3}(?:[.,]\d+)? ?%[)\]]?(?: (?:purity|pure|min|solution))?|(?<= )(?:ar|acs|usp|bp|ep) grade\b"
)
_ASIDE = re.compile(r"^(.+?) [(\[](.+)[)\]]$")
_MOST_WORDS = 3
"""chosen: `4-piperidone hydrochloride monohydrate 98%` has two."""


@dataclass(frozen=True, slots=True)
class Form:
    """A substance of the dictionary, and the scope words by which what was given differs from it; none where it is the substance."""

    substance: str
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """What a name fits: forms of listed substances, and another chemical that is not of the dictionary."""

    forms: tuple[Form, ...] = ()
    also: tuple[str, ...] = ()


def key_of(name: str) -> str:
    """Give a name without case, accents, blanks and signs, so that spellings meet.

    >>> key_of("N-Phenethyl-4-piperidone"), key_of("n phenethyl 4 piperidone")
    ('nphenethyl4piperidone', 'nphenethyl4piperidone')
    """
    return "".join(letter for letter in fold(name) if letter.isalnum())


def named(name: str) -> Named:
    """Give what a name fits; nothing where the dictionary lacks it.

    >>> named("4-Piperidone hydrochloride").forms
    (Form(substance='4-piperidone', words=frozenset({'salts'})),)
    """
    plain = _STRENGTH.sub(" ", fold(name)).strip(" ,;.")
    aside = _ASIDE.match(plain)
    readings = [plain, *(aside.groups() if aside else ())]
    forms: dict[Form, None] = {}
    also: dict[str, None] = {}
    for found in map(_read, readings):
        forms |= dict.fromkeys(found.forms)
        also |= dict.fromkeys(found.also)
        if forms and aside is None:
            break
    return Named(tuple(forms), tuple(also))


def _read(text: str, words: frozenset[str] = frozenset(), depth: int = 0) -> Named:
    """Look a text up; where that fails, without one of the words that a scope covers."""
    found = _dictionary().get(key_of(text))
    if found is not None:
        return Named(tuple(Form(form.substance, form.words | words) for form in found.forms), found.also)
    if depth == _MOST_WORDS:
        return Named()
    for shorter, word in _shortened(text):
        inner = _read(shorter, words | ({word} if word else set()), depth + 1)
        if inner.forms:
            return inner
    return Named()


def _shortened(text: str) -> list[tuple[str, str]]:
    return [
        (rest.strip(" -,()"), word)
        for marker, place, word in _name_words()
        if (rest := (_cut_after if place == "after" else _cut_before)(text, marker))
    ]


def _cut_after(text: str, marker: str) -> str:
    rest = text[: -len(marker)]
    return rest if text.endswith(marker) and (not marker.isascii() or rest.endswith((" ", "-", ","))) else ""


def _cut_before(text: str, marker: str) -> str:
    rest = text[len(marker) :]
    return rest if text.startswith(marker) and (not marker.isascii() or rest.startswith((" ", "-"))) else ""


@cache
def _name_words() -> tuple[tuple[str, str, str], ...]:
    """Text, place and scope word, the longest text first."""
    rows = reference_rows("scope/name_words.csv")
    check_sources(rows, "name_words")
    return tuple(sorted(((fold(row["text"]), row["place"], row["word"]) for row in rows), key=lambda row: -len(row[0])))


@cache
def _dictionary() -> dict[str, Named]:
    forms: dict[str, dict[Form, None]] = defaultdict(dict)
    also: dict[str, tuple[str, ...]] = {}
    for row in name_rows().to_pylist():
        forms[key_of(row["text"])][Form(row["substance"])] = None
    shared = reference_rows("substances/shared_names.csv")
    check_sources(shared, "shared_names")
    for row in shared:
        key = key_of(row["name"])
        forms[key] |= dict.fromkeys(Form(substance) for substance in listed(row["substances"]))
        if row["also"]:
            also[key] = (f"{row['also']} (CAS {row['also_cas']})" if row["also_cas"] else row["also"],)
    return {key: Named(tuple(found), also.get(key, ())) for key, found in forms.items()}
