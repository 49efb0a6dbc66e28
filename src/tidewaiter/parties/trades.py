"""What a party's own name says of its business: words of trades and legal forms. A claim of the party, not a fact."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import pyarrow as pa

from tidewaiter.kernels import Kernel, once_per_value
from tidewaiter.normalise.names import has_legal_form, latin_words, own_words
from tidewaiter.reference.register import reference_rows

__all__ = ["CHEMICAL_USERS", "FIRM", "OTHER", "PARTY_KIND", "TABLET_MAKERS", "TRADES", "party_kind", "trades_of"]

FIRM = "firm"
OTHER = "other"
CHEMICAL_USERS = ("chemical", "laboratory", "pharmaceutical")
"""chosen: trades that use or sell chemicals of every kind lawfully."""
TABLET_MAKERS = ("confectionery", "food", "laboratory", "pharmaceutical")
"""chosen: trades that press tablets, sweets or samples, or fill capsules, lawfully."""


@dataclass(frozen=True, slots=True)
class _TradeWords:
    """Words of trades by how they stand in a name: whole, at its begin, at its end, within, or as several words."""

    whole: Mapping[str, frozenset[str]]
    parts: tuple[tuple[re.Pattern[str], str], ...]
    phrases: tuple[tuple[str, str], ...]


@cache
def _trade_words() -> _TradeWords:
    """The list of trade words; in the CSV `*` stands for any letters before or after."""
    whole: dict[str, set[str]] = {}
    parts: dict[str, list[str]] = {}
    phrases: list[tuple[str, str]] = []
    for row in reference_rows("trade_words/trade_words.csv"):
        words = own_words(row["word"])
        if "*" in row["word"]:
            before, after = (".*" if end == "*" else "" for end in (row["word"][0], row["word"][-1]))
            parts.setdefault(row["trade"], []).append(f"{before}{re.escape(words)}{after}")
        elif " " in words:
            phrases.append((f" {words} ", row["trade"]))
        else:
            whole.setdefault(words, set()).add(row["trade"])
    patterns = tuple((re.compile("|".join(sorted(found))), trade) for trade, found in sorted(parts.items()))
    return _TradeWords({word: frozenset(trades) for word, trades in whole.items()}, patterns, tuple(sorted(phrases)))


@lru_cache(maxsize=200_000)
def _trades_of_word(word: str) -> frozenset[str]:
    """The trades of one word; names are many, their words are few."""
    known = _trade_words()
    return known.whole.get(word, frozenset()) | {trade for pattern, trade in known.parts if pattern.fullmatch(word)}


@lru_cache(maxsize=65_536)
def trades_of(name: str) -> tuple[str, ...]:
    """Give the trades that a name claims, in alphabetical order; its words are read in their own script and in Latin letters.

    >>> trades_of("Laboratorios Ficticios Farma S.A."), trades_of("Выдуманный Фармторг"), trades_of("A. Sample")
    (('laboratory', 'pharmaceutical'), ('pharmaceutical', 'trading'), ())
    """
    own, latin = own_words(name), latin_words(name)
    found = frozenset[str]().union(*(_trades_of_word(word) for word in {*own.split(), *latin.split()}))
    written = f" {own} / {latin} "
    return tuple(sorted(found | {trade for phrase, trade in _trade_words().phrases if phrase in written}))


def party_kind(name: str) -> str:
    """Tell a firm, by its legal form or a trade in its name, from any other party.

    >>> party_kind("Acme Imaginaria S.A.C."), party_kind("A. Sample")
    ('firm', 'other')
    """
    return FIRM if trades_of(name) or has_legal_form(name) else OTHER


def _trades(names: pa.Array) -> pa.Array:
    return once_per_value(names, lambda distinct: [trades_of(name) for name in distinct], pa.list_(pa.string()))


def _kinds(names: pa.Array) -> pa.Array:
    def kinds(distinct: Iterable[str]) -> list[str]:
        return [party_kind(name) for name in distinct]

    return once_per_value(names, kinds, pa.string())


TRADES = Kernel("tw_trades", _trades, (pa.string(),), pa.list_(pa.string()))
"""Trades that a party's name claims."""
PARTY_KIND = Kernel("tw_party_kind", _kinds, (pa.string(),), pa.string())
"""`firm` or `other`, by the party's name."""
