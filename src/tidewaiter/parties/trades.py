"""What a party's own name says of its business: words of trades and legal forms. A claim of the party, not a fact."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import pyarrow as pa

from tidewaiter.kernels import Kernel, once_per_value
from tidewaiter.normalise.names import has_legal_form, latin_words, own_words

__all__ = ["FIRM", "OTHER", "PARTY_KIND", "TRADES", "party_kind", "trades_of"]

FIRM = "firm"
OTHER = "other"


@cache
def _trade_patterns() -> dict[str, re.Pattern[str]]:
    """One pattern per trade over the words of a name; in the CSV `*` stands for any letters before or after."""
    words: dict[str, list[str]] = {}
    with files("tidewaiter.reference").joinpath("trade_words/trade_words.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            before, after = (r"\S*" if end == "*" else "" for end in (row["word"][0], row["word"][-1]))
            words.setdefault(row["trade"], []).append(f"{before}{re.escape(own_words(row['word']))}{after}")
    return {trade: re.compile(rf"(?<!\S)(?:{'|'.join(sorted(found))})(?!\S)") for trade, found in sorted(words.items())}


def trades_of(name: str) -> list[str]:
    """Give the trades that a name claims, in alphabetical order; its words are read in their own script and in Latin letters.

    >>> trades_of("Laboratorios Ficticios Farma S.A."), trades_of("Выдуманный Фармторг"), trades_of("A. Sample")
    (['laboratory', 'pharmaceutical'], ['pharmaceutical', 'trading'], [])
    """
    words = f"{own_words(name)} / {latin_words(name)}"
    return [trade for trade, pattern in _trade_patterns().items() if pattern.search(words)]


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
