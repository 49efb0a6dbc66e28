"""The compiled index of lists: a folder of arrays and Parquet files, named by the checksum of what is in it."""

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from tidewaiter.errors import Misconfigured
from tidewaiter.normalise.names import name_key
from tidewaiter.parties.contacts import contact_table
from tidewaiter.parties.grams import GRAM_CODES, gram_rows, weigh_grams
from tidewaiter.parties.party import Party
from tidewaiter.parties.rows import party_rows, party_table
from tidewaiter.parties.verify import Rarity, rarity
from tidewaiter.parties.words import without_one_letter

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["Index", "ListedName", "compile_index", "load_index"]

_FORM = 2
"""Goes up when what is in the folder changes, so that an old index is not taken for a new one."""
_COMMON_GRAM = 0.02
"""chosen: a gram that more than 2 % of names have is no help in finding one and costs most of the time."""
_FEWEST_TO_PRUNE = 40
"""chosen: in a short list a gram of 40 names is still cheap."""
_RARE_WORD = 20
"""chosen: a word that at most 20 names have leads straight to them."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of one party, as the list writes it."""

    list: str
    list_id: str
    name: str
    strength: str
    schema: str | None


@dataclass(frozen=True, slots=True)
class Index:
    """An index in memory.

    Attributes:
        keys: distinct name keys in order, one per column of `grams`.
        words: the words of each key.
        rarest: the rarest word of each key, or several equally rare ones.
        names: the listed names of each key.
        grams: sparse, a row per gram, a column per key.
        gram_rarity: weight of each gram.
        rare_words: places in `keys` of the names that hold a rare word.
        slips: rare words by what is left of them without one letter.
        rarity: weights of words.
        parties: by (list, list_id).
        dated: days of the lists, of those whose day is known.
    """

    keys: list[str]
    words: list[tuple[str, ...]]
    rarest: list[tuple[str, ...]]
    names: list[list[ListedName]]
    grams: "csr_array"
    gram_rarity: npt.NDArray[np.float32]
    rare_words: dict[str, list[int]]
    slips: dict[str, list[str]]
    rarity: Rarity
    parties: dict[tuple[str, str], Party]
    dated: dict[str, date]


def compile_index(lists: Sequence[tuple[str, Sequence[Party]]], folder: Path, *, dated: Mapping[str, date] | None = None) -> Path:
    """Write the index of named lists into a folder under `folder`, unless it is there already, and give its path.

    Neither the order of the lists nor of their parties matters. `dated` says the days of lists whose day is known.
    """
    table = party_table([(name, party) for name, parties in lists for party in parties])
    days = {name: day.isoformat() for name, day in sorted((dated or {}).items())}
    target = folder / _content_key(table, days)
    if target.is_dir():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".index-", dir=folder))
    try:
        _write(table, aside)
        (aside / "dated.json").write_text(json.dumps(days), encoding="utf-8")
        os.replace(aside, target)
    except OSError:
        if not target.is_dir():  # another process may have put the same index there meanwhile
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


@lru_cache(maxsize=4)
def load_index(path: str) -> Index:
    """Load a compiled index once per process.

    Raises:
        Misconfigured: there is no index at `path`.
    """
    from scipy.sparse import load_npz

    folder = Path(path)
    if not (folder / "names.parquet").is_file():
        raise Misconfigured(f"no list index at {path}; open the lists again")
    parties = {(name, party.list_id): party for name, party in party_rows(pq.read_table(folder / "parties.parquet"))}
    keys, names = _names_by_key(pq.read_table(folder / "names.parquet").to_pylist())
    words = [tuple(key.split()) for key in keys]
    counts = Counter(word for of_key in words for word in set(of_key))
    rare_words = _rare_words(words, counts)
    rare = rarity(counts, len(keys))
    return Index(
        keys=keys,
        words=words,
        rarest=[_rarest(of_key, rare) for of_key in words],
        names=names,
        grams=load_npz(folder / "grams.npz"),
        gram_rarity=np.load(folder / "gram_rarity.npy"),
        rare_words=rare_words,
        slips=_slips(rare_words),
        rarity=rare,
        parties=parties,
        dated={name: date.fromisoformat(day) for name, day in json.loads((folder / "dated.json").read_text(encoding="utf-8")).items()},
    )


def _content_key(table: pa.Table, days: Mapping[str, str]) -> str:
    digest = hashlib.sha256(json.dumps([_FORM, table.to_pylist(), days], default=str, ensure_ascii=False).encode())
    return digest.hexdigest()[:16]


def _write(table: pa.Table, folder: Path) -> None:
    from scipy.sparse import save_npz

    names = sorted(_name_rows(table), key=lambda row: tuple(row[column] or "" for column in _NAME_SCHEMA.names))
    keys = sorted({row["key"] or "" for row in names})
    gram_rarity, grams = _gram_matrix(keys)
    pq.write_table(table, folder / "parties.parquet")
    pq.write_table(pa.Table.from_pylist(names, schema=_NAME_SCHEMA), folder / "names.parquet")
    pq.write_table(contact_table(party_rows(table)), folder / "contacts.parquet")
    np.save(folder / "gram_rarity.npy", gram_rarity)
    save_npz(folder / "grams.npz", grams, compressed=False)


_Row = dict[str, str | None]
_NAME_SCHEMA = pa.schema([(name, pa.string()) for name in ("key", "list", "list_id", "name", "strength", "schema")])


def _name_rows(table: pa.Table) -> list[_Row]:
    rows: list[_Row] = []
    for name, party in party_rows(table):
        for kept in party.names:
            key = name_key(kept.name)
            if key is not None:
                rows.append(
                    {
                        "key": key,
                        "list": name,
                        "list_id": party.list_id,
                        "name": kept.name,
                        "strength": kept.strength,
                        "schema": party.schema,
                    }
                )
    return rows


def _gram_matrix(keys: list[str]) -> tuple[npt.NDArray[np.float32], "csr_array"]:
    """The weight of each gram (0 for one that too many names have), and a row per gram with a column per key."""
    places, grams = gram_rows(keys)
    counts = np.bincount(grams, minlength=GRAM_CODES)
    weights = np.log((len(keys) + 1) / np.maximum(counts, 1)).astype(np.float32)
    weights[(counts == 0) | (counts > max(_FEWEST_TO_PRUNE, _COMMON_GRAM * len(keys)))] = 0
    return weights, weigh_grams(places, grams, rows=len(keys), rarity=weights, kept=None).T.tocsr()


def _names_by_key(rows: list[dict[str, str]]) -> tuple[list[str], list[list[ListedName]]]:
    by_key: dict[str, list[ListedName]] = {}
    for row in rows:
        listed = ListedName(row["list"], row["list_id"], row["name"], row["strength"], row["schema"])
        by_key.setdefault(row["key"], []).append(listed)
    return list(by_key), list(by_key.values())


def _rarest(words: tuple[str, ...], rare: Rarity) -> tuple[str, ...]:
    highest = max(map(rare.weight, words))
    return tuple(word for word in words if rare.weight(word) == highest)


def _rare_words(words: list[tuple[str, ...]], counts: Counter[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, of_key in enumerate(words):
        for word in set(of_key):
            if counts[word] <= _RARE_WORD and len(word) > 1:
                found.setdefault(word, []).append(place)
    return found


def _slips(rare_words: dict[str, list[int]]) -> dict[str, list[str]]:
    """Words of four to twelve letters: shorter ones have too many neighbours, longer ones are found by their grams."""
    found: dict[str, list[str]] = {}
    for word in sorted(rare_words):
        if 4 <= len(word) <= 12:
            for rest in without_one_letter(word):
                found.setdefault(rest, []).append(word)
    return found
