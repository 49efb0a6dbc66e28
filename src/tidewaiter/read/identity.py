"""One id per record: the source's own, or one made from the content; twice the same is told apart by content, never by place."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["Identities", "content_hashes", "id_hashes", "own_or_made", "quick_hashes"]

_Hashes = np.ndarray[Any, np.dtype[np.uint64]]
_FNV_PRIME = np.uint64(0x100000001B3)
"""Of the hash FNV-1a, RFC 9923 section 5."""
_MOST_QUICK = 64
"""chosen: bytes; longer ids are rare and hashed one by one."""
_DIGEST = 8
"""chosen: 64 bits; among ten million records two different ones share a hash once in 370,000 runs."""


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", errors="replace"), digest_size=_DIGEST).digest()


def _hashed(texts: Sequence[str]) -> _Hashes:
    return np.frombuffer(b"".join(map(_hash, texts)), dtype=">u8").astype(np.uint64)


def content_hashes(columns: Sequence[pa.Array]) -> _Hashes:
    """Hash the rows of some columns, whatever their order among other rows and their place."""
    texts = [column if pa.types.is_string(column.type) else pc.cast(column, pa.string()) for column in columns]
    joined = pc.binary_join_element_wise(*texts, "\x1f", null_handling="replace", null_replacement="")
    return _hashed(joined.to_pylist())


def own_or_made(own: pa.Array, contents: Callable[[pa.Array], _Hashes]) -> pa.Array:
    """Give the ids as they stand in the source, or made from the content where it has none.

    Args:
        own: the ids of the source.
        contents: gives hashes of what the records at some places say.

    >>> own_or_made(pa.array(["A-1", None]), lambda places: np.array([2], dtype=np.uint64)).to_pylist()
    ['A-1', 'tw-0000000000000002']
    """
    if not own.null_count:
        return own
    places = pc.indices_nonzero(pc.is_null(own))
    made = pa.array([f"tw-{content:016x}" for content in contents(places).tolist()])
    return pc.replace_with_mask(own, pc.is_null(own), made)


def id_hashes(ids: pa.Array) -> _Hashes:
    """Hash ids, one by one, so that two different ones share a hash as good as never."""
    return _hashed(ids.to_pylist())


def quick_hashes(ids: pa.Array) -> _Hashes:
    """Give equal ids equal numbers, quickly; two different ids may share one, so that it only tells where to look.

    Args:
        ids: text without nulls.
    """
    buffers = ids.buffers()
    ends = np.frombuffer(buffers[1], dtype=np.int32)[ids.offset : ids.offset + len(ids) + 1]
    data = np.frombuffer(buffers[2], dtype=np.uint8) if buffers[2] is not None else np.empty(0, np.uint8)
    starts, lengths = ends[:-1], np.diff(ends)
    hashes = lengths.astype(np.uint64)
    for place in range(min(int(lengths.max(initial=0)), _MOST_QUICK)):
        there = np.flatnonzero(lengths > place)
        hashes[there] = (hashes[there] ^ data[starts[there] + place]) * _FNV_PRIME
    for row in np.flatnonzero(lengths > _MOST_QUICK).tolist():
        hashes[row] = _hashed([ids[row].as_py()])[0]
    return hashes


@dataclass(slots=True)
class Identities:
    """Collects ids chunk by chunk (8 bytes a record), looks closer at those that may stand twice, then gives each record its own."""

    _quick: list[_Hashes] = field(default_factory=list)
    _plain: _Hashes = field(default_factory=lambda: np.empty(0, np.uint64))
    _altered: "np.ndarray[Any, np.dtype[np.int64]]" = field(default_factory=lambda: np.empty(0, np.int64))
    _marked: "np.ndarray[Any, np.dtype[np.bool_]]" = field(default_factory=lambda: np.empty(0, np.bool_))
    _mark: _Hashes = field(default_factory=lambda: np.empty(0, np.uint64))
    _number: "np.ndarray[Any, np.dtype[np.int64]]" = field(default_factory=lambda: np.empty(0, np.int64))

    def collect(self, quick: _Hashes) -> None:
        """Take note of a chunk, the next in order, by its `quick_hashes`."""
        self._quick.append(quick)

    def doubtful(self) -> "np.ndarray[Any, np.dtype[np.int64]]":
        """Give the places of all records whose id may stand on another, once all chunks are in."""
        quick = np.concatenate([np.empty(0, np.uint64), *self._quick])
        self._quick = []
        self._plain, back, counts = np.unique(quick, return_inverse=True, return_counts=True)
        return np.flatnonzero(counts[back] > 1)

    def settle(self, places: "np.ndarray[Any, np.dtype[np.int64]]", ids: _Hashes, contents: _Hashes) -> None:
        """Find what each doubtful record must be told apart by.

        Args:
            places: of the records.
            ids: a hash of each one's id.
            contents: a hash of what each one says.
        """
        order = np.lexsort((contents, ids))
        starts = np.diff(ids[order], prepend=np.uint64(0)) != 0
        starts[:1] = True
        smallest = contents[order][np.flatnonzero(starts)][np.cumsum(starts) - 1]
        marked = contents[order] != smallest
        # within an id, records are numbered among those whose mark reads the same
        mark = np.where(marked, contents[order] >> np.uint64(32), np.uint64(0))
        run = starts | (np.diff(mark, prepend=np.uint64(0)) != 0) | (np.diff(marked, prepend=False))
        number = np.arange(len(order)) - np.flatnonzero(run)[np.cumsum(run) - 1] + 1
        altered = np.flatnonzero(marked | (number > 1))
        altered = altered[np.argsort(places[order][altered])]
        self._altered = places[order][altered]
        self._marked, self._mark, self._number = marked[altered], mark[altered], number[altered]

    def any_altered(self) -> bool:
        """Tell whether any record gets another id than it has."""
        return bool(len(self._altered))

    def unique(self, ids: pa.Array, after: int) -> pa.Array:
        """Give the ids of a chunk that begins after so many records, each of its own."""
        here = slice(*np.searchsorted(self._altered, [after, after + len(ids)]))
        rows = (self._altered[here] - after).tolist()
        if not rows:
            return ids
        texts = ids.to_pylist()
        for row, marked, mark, number in zip(rows, self._marked[here].tolist(), self._mark[here].tolist(), self._number[here].tolist()):
            stem = self._free(f"{texts[row]}~{mark:08x}") if marked else texts[row]
            texts[row] = self._free(f"{stem}-{number}") if number > 1 else stem
        return pa.array(texts, type=pa.string())

    def _free(self, text: str) -> str:
        """The text, lengthened where a record may have it as the id of its own."""
        while np.isin(quick_hashes(pa.array([text])), self._plain).any():
            text = f"{text}~{_hash(text).hex()[:8]}"
        return text
