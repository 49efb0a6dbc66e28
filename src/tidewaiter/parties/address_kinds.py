"""What kind of place an address names by its own words: a post box, a mail centre, a hotel. The kind alone, never who lives there."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from tidewaiter.kernels import Kernel, once_per_value
from tidewaiter.normalise.names import latin_words, own_words
from tidewaiter.reference.lists import list_rows
from tidewaiter.reference.register import reference_rows

__all__ = ["ADDRESS_KIND", "ADDRESS_KINDS", "PRIVATE_KINDS", "address_kind"]

_POST_BOX = "post box"
_HOTEL = "hotel"
_LANDMARK = "landmark"
"""Words such as `opposite`, after which a place is named to show the way."""
PRIVATE_KINDS = (_POST_BOX, _HOTEL, "residence")
"""Where private buyers have what they order sent: no wonder for goods that households buy."""
ADDRESS_KINDS = (_POST_BOX, "mail centre", "forwarder's warehouse", "storage", _HOTEL, "residence")
"""The first of them that an address names is its kind."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words in a row that name a kind; `numbered` where they do so only before a number or a letter (`flat 3`, `apt B`)."""

    words: tuple[str, ...]
    kind: str
    numbered: bool


@dataclass(frozen=True, slots=True)
class _AddressWords:
    """Phrases by their first word, and for scripts without blanks a pattern of each kind."""

    phrases: Mapping[str, tuple[_Phrase, ...]]
    within: tuple[tuple[str, re.Pattern[str]], ...]


def address_kind(address: str) -> str | None:
    """Give the kind of place that an address names; None for any other.

    A post box beside a street is how that street's firm has its letters, and a hotel next to an address shows the way: no kind.

    >>> address_kind("P.O. Box 1140, Sampletown"), address_kind("12 Example Street, PO Box 1140"), address_kind("5 Example Rd, Apt 4B")
    ('post box', None, 'residence')
    >>> address_kind("Calle Ejemplo 5, Depto. 301"), address_kind("Departamento de Ejemplo, Calle 5"), address_kind("虚构路5号阳光小区")
    ('residence', None, 'residence')
    """
    own = own_words(address)
    words = own.split() if own.isascii() else [*own.split(), "/", *latin_words(address).split()]
    found = {phrase.kind for place in range(len(words)) if (phrase := _phrase_at(words, place)) is not None}
    if not own.isascii():
        found |= {kind for kind, pattern in _address_words().within if pattern.search(own)}
    if _POST_BOX in found and not _street_words().isdisjoint(words):
        found.discard(_POST_BOX)
    if _LANDMARK in found:
        found.discard(_HOTEL)
    return next((kind for kind in ADDRESS_KINDS if kind in found), None)


def _phrase_at(words: Sequence[str], place: int) -> _Phrase | None:
    for phrase in _address_words().phrases.get(words[place], ()):
        end = place + len(phrase.words)
        if tuple(words[place:end]) == phrase.words and (not phrase.numbered or _is_number(words[end : end + 1])):
            return phrase
    return None


def _is_number(after: Sequence[str]) -> bool:
    return bool(after) and (any(map(str.isdigit, after[0])) or (len(after[0]) == 1 and after[0].isalpha()))


@cache
def _address_words() -> _AddressWords:
    phrases: dict[str, list[_Phrase]] = defaultdict(list)
    within: dict[str, list[str]] = defaultdict(list)
    for row in reference_rows("contacts/address_words.csv"):
        words = own_words(row["word"])
        if row["place"] == "within":
            within[row["kind"]].append(re.escape(words))
            continue
        for spelling in dict.fromkeys((words, latin_words(row["word"]))):
            first, *others = spelling.split()
            phrases[first].append(_Phrase((first, *others), row["kind"], row["place"] == "number"))
    longest_first = {word: tuple(sorted(found, key=lambda phrase: -len(phrase.words))) for word, found in phrases.items()}
    return _AddressWords(longest_first, tuple((kind, re.compile("|".join(sorted(found)))) for kind, found in sorted(within.items())))


@cache
def _street_words() -> frozenset[str]:
    return frozenset(row["word"] for row in list_rows("street_words.csv"))


def _kinds(addresses: pa.Array) -> pa.Array:
    return once_per_value(addresses, lambda distinct: map(address_kind, distinct), pa.string())


ADDRESS_KIND = Kernel("tw_address_kind", _kinds, (pa.string(),), pa.string())
"""`ADDRESS_KIND(address) -> string`: see `address_kind`."""
