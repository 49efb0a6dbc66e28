"""What a party's own name says of its business: words of trades and legal forms. A claim of the party, not a fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.kernels import Kernel
from tidewaiter.normalise.names import has_legal_form, own_words, read_name
from tidewaiter.normalise.scripts import in_latin
from tidewaiter.reference.register import reference_rows

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

__all__ = ["CHEMICAL_USERS", "FIRM", "OTHER", "READ_NAME", "TABLET_MAKERS", "party_kind", "trades_of"]

FIRM = "firm"
OTHER = "other"
CHEMICAL_USERS = ("chemical", "laboratory", "pharmaceutical")
"""chosen: trades that use or sell chemicals of every kind lawfully."""
TABLET_MAKERS = ("confectionery", "food", "laboratory", "pharmaceutical")
"""chosen: trades that press tablets, sweets or samples, or fill capsules, lawfully."""


@dataclass(frozen=True, slots=True)
class _TradeWords:
    """Words of trades by how they stand in a name: whole, at its begin, at its end, within, or as several words by the first of them."""

    whole: Mapping[str, frozenset[str]]
    begins: Mapping[str, frozenset[str]]
    ends: Mapping[str, frozenset[str]]
    within: Mapping[str, frozenset[str]]
    lengths: tuple[int, ...]
    phrases: Mapping[str, tuple[tuple[str, str], ...]]


@cache
def _trade_words() -> _TradeWords:
    """The list of trade words; in the CSV `*` stands for any letters before or after."""
    found: dict[tuple[bool, bool], dict[str, set[str]]] = {}
    phrases: dict[str, list[tuple[str, str]]] = {}
    for row in reference_rows("trade_words/trade_words.csv"):
        words, open_ends = own_words(row["word"]), (row["word"][0] == "*", row["word"][-1] == "*")
        if " " in words and not any(open_ends):
            phrases.setdefault(words.split()[0], []).append((f" {words} ", row["trade"]))
        else:
            found.setdefault(open_ends, {}).setdefault(words, set()).add(row["trade"])
    whole, begins, ends, within = (
        {word: frozenset(trades) for word, trades in found.get(open_ends, {}).items()}
        for open_ends in ((False, False), (False, True), (True, False), (True, True))
    )
    lengths = tuple(sorted({len(word) for word in (*begins, *ends)}))
    return _TradeWords(whole, begins, ends, within, lengths, {word: tuple(rows) for word, rows in phrases.items()})


@cache
def _parts() -> "AhoCorasick":
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(sorted(_trade_words().within))


@lru_cache(maxsize=200_000)
def _trades_of_word(word: str) -> frozenset[str]:
    """The trades of one word; names are many, their words are few."""
    known = _trade_words()
    found = set(known.whole.get(word, ()))
    for length in known.lengths:
        if length > len(word):
            break
        found.update(known.begins.get(word[:length], ()), known.ends.get(word[-length:], ()))
    for part in _parts().find_matches_as_strings(word, overlapping=True):
        found |= known.within[part]
    return frozenset(found)


@lru_cache(maxsize=65_536)
def trades_of(name: str) -> tuple[str, ...]:
    """Give the trades that a name claims, in alphabetical order; its words are read in their own script and in Latin letters.

    >>> trades_of("Laboratorios Ficticios Farma S.A."), trades_of("Выдуманный Фармторг"), trades_of("A. Sample")
    (('laboratory', 'pharmaceutical'), ('pharmaceutical', 'trading'), ())
    """
    return _trades_of_words(own_words(name))


def _trades_of_words(own: str) -> tuple[str, ...]:
    """The trades that words in their own script claim."""
    latin = own if own.isascii() else in_latin(own)
    words = {*own.split(), *latin.split()}
    found = set[str]().union(*map(_trades_of_word, words))
    phrases = _trade_words().phrases
    if begun := words & phrases.keys():
        written = f" {own} / {latin} "
        found |= {trade for word in begun for phrase, trade in phrases[word] if phrase in written}
    return tuple(sorted(found))


def party_kind(name: str) -> str:
    """Tell a firm, by its legal form or a trade in its name, from any other party.

    >>> party_kind("Acme Imaginaria S.A.C."), party_kind("A. Sample")
    ('firm', 'other')
    """
    return FIRM if trades_of(name) or has_legal_form(name) else OTHER


def _read(names: pa.Array) -> pa.Array:
    encoded = pc.dictionary_encode(names)
    read = [read_name(name) for name in encoded.dictionary.to_pylist()]
    trades = [_trades_of_words(one.words) for one in read]
    kinds = [FIRM if claimed or one.has_legal_form else OTHER for claimed, one in zip(trades, read)]
    columns = ([one.key for one in read], [one.placeholder for one in read], kinds, trades)
    answers = pa.StructArray.from_arrays([pa.array(column, type=field.type) for column, field in zip(columns, _READ)], fields=list(_READ))
    return answers.take(encoded.indices)


_READ = pa.struct([("name_key", pa.string()), ("placeholder", pa.bool_()), ("party_kind", pa.string()), ("trades", pa.list_(pa.string()))])
READ_NAME = Kernel("tw_read_name", _read, (pa.string(),), _READ)
"""`READ_NAME(name) -> struct<name_key, placeholder, party_kind, trades>`: what a party's name says, its words read once; `party_kind` is
`firm` or `other`."""
