"""The compiled index of lists: a folder of arrays and Parquet files, named by the checksum of what is in it and of the
matcher that it is made for.

What is dear is done once, when the index is compiled; loading reads arrays and splits the keys.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tidewaiter.errors import Misconfigured
from tidewaiter.normalise.names import name_key
from tidewaiter.parties.contacts import contact_table
from tidewaiter.parties.grams import gram_matrix
from tidewaiter.parties.matcher_form import matcher_form
from tidewaiter.parties.party import Party
from tidewaiter.parties.rarity import Rarity, in_use, is_form_like, rarity
from tidewaiter.parties.rows import party_rows, party_table
from tidewaiter.parties.slips import Slips, index_slips

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["Index", "ListedParties", "Texts", "compile_index", "load_index", "writings"]

_RARE_WORD = 20
"""chosen: a word that at most 20 names have leads straight to them."""


@dataclass(frozen=True, slots=True)
class ListedParties:
    """The parties of an index, each made when it is asked for: few of them are ever looked at."""

    table: pa.Table
    rows: Mapping[tuple[str, str], int]

    def __getitem__(self, party: tuple[str, str]) -> Party:
        """Give the party of a list and id."""
        ((_, found),) = party_rows(self.table.slice(self.rows[party], 1))
        return found


@dataclass(frozen=True, slots=True)
class Index:
    """An index in memory.

    Attributes:
        keys: distinct name keys in order, one per column of `grams`.
        writings: each key as it is compared by letters, see `writings`.
        first_names: where the names of each key begin among all names, and how many there are.
        columns: list, list_id, name and strength of all names, in the order of `keys`.
        grams: sparse, a row per gram, a column per key.
        gram_weights: weight of each gram.
        words: place of each word of the lists in the arrays of words.
        first_places: where the keys of each word begin in `places`, and how many there are; a common word has none there.
        places: keys that hold rare words.
        slips: rare words by their slips.
        rarity: weights of words.
        parties: by (list, list_id).
        dated: days of the lists, of those whose day is known.
    """

    keys: list[str]
    writings: tuple["Texts", "Texts"]
    first_names: list[int]
    columns: tuple[list[str], list[str], list[str], list[str]]
    grams: "csr_array"
    gram_weights: npt.NDArray[np.int64]
    words: dict[str, int]
    first_places: npt.NDArray[np.int64]
    places: npt.NDArray[np.int32]
    slips: Slips
    rarity: Rarity
    parties: ListedParties
    dated: dict[str, date]

    def names_of(self, place: int) -> Iterator[tuple[str, str, str, str]]:
        """Give the listed names of a key, by its place: list, list_id, name and strength of each."""
        rows = slice(self.first_names[place], self.first_names[place + 1])
        return zip(*(column[rows] for column in self.columns))


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
    names, words = pq.read_table(folder / "names.parquet").combine_chunks(), pq.read_table(folder / "words.parquet")
    written = pq.read_table(folder / "writings.parquet")
    of_key = pc.run_end_encode(names["key"].combine_chunks())
    keys, parties = of_key.values.to_pylist(), pq.read_table(folder / "parties.parquet")
    texts = words["word"].to_pylist()
    return Index(
        keys=keys,
        writings=(_texts(written["joined"].to_pylist()), _texts(written["ordered"].to_pylist())),
        first_names=[0, *of_key.run_ends.to_pylist()],
        columns=tuple(names[column].to_pylist() for column in ("list", "list_id", "name", "strength")),
        grams=load_npz(folder / "grams.npz"),
        gram_weights=np.load(folder / "gram_weights.npy"),
        words={word: place for place, word in enumerate(texts)},
        first_places=np.load(folder / "first_places.npy"),
        places=np.load(folder / "places.npy"),
        slips=Slips(np.load(folder / "slip_marks.npy"), np.load(folder / "slip_words.npy")),
        rarity=Rarity(dict(zip(texts, words["weight"].to_pylist())), in_use(zip(texts, words["names"].to_pylist())), len(keys)),
        parties=ListedParties(
            parties, {party: row for row, party in enumerate(zip(*(parties[c].to_pylist() for c in ("list", "list_id"))))}
        ),
        dated={name: date.fromisoformat(day) for name, day in json.loads((folder / "dated.json").read_text(encoding="utf-8")).items()},
    )


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts with their lengths, as arrays."""

    texts: npt.NDArray[np.object_]
    lengths: npt.NDArray[np.int64]


def writings(keys: Sequence[str]) -> tuple[Texts, Texts]:
    """Give keys without blanks, and with their words in order; words of legal forms left out where others are left.

    >>> [one.texts.tolist() for one in writings(["xugou chemical ltd"])]
    [['xugouchemical'], ['chemical xugou']]
    """
    told = [_telling(key.split()) for key in keys]
    return _texts(["".join(words) for words in told]), _texts([" ".join(sorted(words)) for words in told])


def _telling(words: list[str]) -> list[str]:
    return [word for word in words if not is_form_like(word)] or words


def _texts(texts: list[str]) -> Texts:
    found = np.empty(len(texts), dtype=object)
    found[:] = texts
    return Texts(found, np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)))


def _content_key(table: pa.Table, days: Mapping[str, str]) -> str:
    digest = hashlib.sha256(json.dumps([matcher_form(), table.to_pylist(), days], default=str, ensure_ascii=False).encode())
    return digest.hexdigest()[:16]


def _write(table: pa.Table, folder: Path) -> None:
    from scipy.sparse import save_npz

    parties = list(party_rows(table))
    names = sorted(_name_rows(parties))
    keys = sorted({row[0] for row in names})
    gram_weights, grams = gram_matrix(keys)
    pq.write_table(table, folder / "parties.parquet")
    pq.write_table(pa.Table.from_pylist([dict(zip(_NAME_COLUMNS, row)) for row in names], schema=_NAME_SCHEMA), folder / "names.parquet")
    pq.write_table(contact_table(parties), folder / "contacts.parquet")
    np.save(folder / "gram_weights.npy", gram_weights)
    save_npz(folder / "grams.npz", grams, compressed=False)
    joined, ordered = (one.texts.tolist() for one in writings(keys))
    pq.write_table(pa.table({"joined": joined, "ordered": ordered}), folder / "writings.parquet")
    _write_words(keys, folder)


_NAME_COLUMNS = ("key", "list", "list_id", "name", "strength")
_WORD_SCHEMA = pa.schema([("word", pa.string()), ("names", pa.int64()), ("weight", pa.float64())])
_NAME_SCHEMA = pa.schema([(name, pa.string()) for name in _NAME_COLUMNS])


def _name_rows(parties: Sequence[tuple[str, Party]]) -> Iterator[tuple[str, str, str, str, str]]:
    for name, party in parties:
        for kept in party.names:
            key = name_key(kept.name)
            if key is not None:
                yield key, name, party.list_id, kept.name, kept.strength


def _write_words(keys: Sequence[str], folder: Path) -> None:
    """The words of the keys with how many keys hold each; where each rare one stands; and its slips."""
    held = sorted({(word, place) for place, key in enumerate(keys) for word in key.split()})
    counts = Counter(word for word, _ in held)
    rare = {word for word, count in counts.items() if count <= _RARE_WORD and len(word) > 1}
    lengths = [count if word in rare else 0 for word, count in counts.items()]
    places = [place for place, word in enumerate(counts) if word in rare]
    slips = index_slips([word for word in counts if word in rare], places)
    weights = rarity(counts, len(keys)).weights
    columns = {"word": list(counts), "names": list(counts.values()), "weight": [weights[word] for word in counts]}
    pq.write_table(pa.table(columns, schema=_WORD_SCHEMA), folder / "words.parquet")
    np.save(folder / "first_places.npy", np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))))
    np.save(folder / "places.npy", np.array([place for word, place in held if word in rare], dtype=np.int32))
    np.save(folder / "slip_marks.npy", slips.marks)
    np.save(folder / "slip_words.npy", slips.words)
