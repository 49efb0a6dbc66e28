"""One id per record: the source's own, or one made from the content; twice the same is told apart by content, never by place."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["Identities", "content_hashes", "id_hashes", "own_or_made"]

_DIGEST = 8
"""chosen: 64 bits; among ten million records two different ones share a hash once in 370,000 runs."""


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", errors="replace"), digest_size=_DIGEST).digest()


def _hashed(texts: Sequence[str]) -> "np.ndarray[Any, np.dtype[np.uint64]]":
    return np.frombuffer(b"".join(map(_hash, texts)), dtype=">u8").astype(np.uint64)


def content_hashes(columns: Sequence[pa.Array]) -> "np.ndarray[Any, np.dtype[np.uint64]]":
    """Hash the rows of some columns, whatever their order among other rows and their place."""
    texts = [column if pa.types.is_string(column.type) else pc.cast(column, pa.string()) for column in columns]
    joined = pc.binary_join_element_wise(*texts, "\x1f", null_handling="replace", null_replacement="")
    return _hashed(joined.to_pylist())


def own_or_made(own: pa.Array, contents: "np.ndarray[Any, np.dtype[np.uint64]]") -> pa.Array:
    """Give the ids as they stand in the source, or made from the content where it has none.

    >>> own_or_made(pa.array(["A-1", None]), np.array([1, 2], dtype=np.uint64)).to_pylist()
    ['A-1', 'tw-0000000000000002']
    """
    made = pa.array([f"tw-{content:016x}" for content in contents.tolist()]) if own.null_count else pa.scalar("")
    return pc.coalesce(own, made)


def id_hashes(ids: pa.Array) -> "np.ndarray[Any, np.dtype[np.uint64]]":
    """Hash ids, one by one."""
    return _hashed(ids.to_pylist())


@dataclass(slots=True)
class Identities:
    """Collects ids chunk by chunk (24 bytes a record), then gives each record its own."""

    ids: list["np.ndarray[Any, np.dtype[np.uint64]]"] = field(default_factory=list)
    contents: list["np.ndarray[Any, np.dtype[np.uint64]]"] = field(default_factory=list)
    _marked: "np.ndarray[Any, np.dtype[np.bool_]] | None" = None
    _number: "np.ndarray[Any, np.dtype[np.int32]] | None" = None
    _plain: "np.ndarray[Any, np.dtype[np.uint64]] | None" = None

    def collect(self, ids: "np.ndarray[Any, np.dtype[np.uint64]]", contents: "np.ndarray[Any, np.dtype[np.uint64]]") -> None:
        """Take note of a chunk, the next in order."""
        self.ids.append(ids)
        self.contents.append(contents)

    def settle(self) -> None:
        """Find which ids occur twice, once all chunks are in."""
        ids = np.concatenate([np.empty(0, np.uint64), *self.ids])
        contents = np.concatenate([np.empty(0, np.uint64), *self.contents])
        self.ids, self.contents = [], [contents]
        order = np.lexsort((contents, ids))
        new_id = np.diff(ids[order], prepend=np.uint64(0)) != 0
        first = np.arange(len(order)) == 0
        starts = new_id | first
        group = np.cumsum(starts) - 1
        smallest = contents[order][np.flatnonzero(starts)][group] if len(order) else contents
        marked = contents[order] != smallest
        # within an id, records are numbered among those whose mark reads the same
        mark = np.where(marked, contents[order] >> np.uint64(32), np.uint64(0))
        run = starts | (np.diff(mark, prepend=np.uint64(0)) != 0) | (np.diff(marked, prepend=False))
        at = np.flatnonzero(run)
        number = np.arange(len(order)) - at[np.cumsum(run) - 1] + 1 if len(order) else np.empty(0, np.int64)
        self._marked, self._number = np.empty(len(order), np.bool_), np.empty(len(order), np.int32)
        self._marked[order], self._number[order] = marked, number
        self._plain = np.unique(ids)

    def any_altered(self) -> bool:
        """Tell whether any record gets another id than it has."""
        assert self._marked is not None  # settled
        assert self._number is not None
        return bool(np.any(self._marked | (self._number > 1)))

    def unique(self, ids: pa.Array, after: int) -> pa.Array:
        """Give the ids of a chunk that begins after so many records, each of its own."""
        assert self._marked is not None  # settled
        assert self._number is not None
        stretch = slice(after, after + len(ids))
        marked, number = self._marked[stretch], self._number[stretch]
        altered = np.flatnonzero(marked | (number > 1))
        if not len(altered):
            return ids
        texts = ids.to_pylist()
        for row in altered.tolist():
            stem = self._free(f"{texts[row]}~{int(self.contents[0][after + row]) >> 32:08x}") if marked[row] else texts[row]
            texts[row] = self._free(f"{stem}-{number[row]}") if number[row] > 1 else stem
        return pa.array(texts, type=pa.string())

    def _free(self, text: str) -> str:
        """The text, lengthened where a record has it as the id of its own."""
        assert self._plain is not None  # settled
        while (
            len(self._plain)
            and self._plain[min(np.searchsorted(self._plain, _hashed([text])[0]), len(self._plain) - 1)] == _hashed([text])[0]
        ):
            text = f"{text}~{_hash(text).hex()[:8]}"
        return text
