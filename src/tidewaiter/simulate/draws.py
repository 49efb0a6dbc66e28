"""Chance that can be had again: generators by name, numbers from an id, picks by weight."""

import zlib
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

__all__ = [
    "Flags",
    "Floats",
    "Ints",
    "Texts",
    "generator",
    "join",
    "mixed",
    "pick",
    "picked_by_id",
    "rank_weights",
    "share_of",
    "take",
    "where",
]

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Texts: TypeAlias = Any  # Any: a pyarrow string array, for which pyarrow ships no types


def generator(seed: int, *names: str | int) -> np.random.Generator:
    """Give the generator of a purpose: the same seed and names give the same numbers, whatever else was drawn.

    >>> float(generator(1, "days").random()) == float(generator(1, "days").random())
    True
    """
    return np.random.default_rng([seed, *(zlib.crc32(str(name).encode()) for name in names)])


def mixed(ids: Ints, *names: str | int) -> NDArray[np.uint64]:
    """Give a well mixed 64-bit number for each id and purpose (the finisher of SplitMix64, Steele and others, OOPSLA 2014)."""
    salt = np.uint64(zlib.crc32("/".join(map(str, names)).encode()))
    with np.errstate(over="ignore"):
        z = ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + salt * np.uint64(0xD1B54A32D192ED03)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def share_of(ids: Ints, *names: str | int) -> Floats:
    """Give a number from 0 to below 1 for each id and purpose."""
    return (mixed(ids, *names) >> np.uint64(11)).astype(np.float64) / float(1 << 53)


def picked_by_id(ids: Ints, size: int, *names: str | int) -> Ints:
    """Give an index below `size` for each id and purpose."""
    return (mixed(ids, *names) % np.uint64(size)).astype(np.int64)


def rank_weights(size: int, *, tail: float) -> Floats:
    """Give weights that fall with rank and sum to one.

    >>> rank_weights(2, tail=1.0).round(2).tolist()
    [0.67, 0.33]
    """
    weights = np.arange(1, size + 1, dtype=np.float64) ** -tail
    shares: Floats = weights / weights.sum()
    return shares


def pick(rng: np.random.Generator, weights: Floats | Sequence[float], *, size: int) -> Ints:
    """Draw indices by weight."""
    edges = np.cumsum(np.asarray(weights, dtype=np.float64))
    places: Ints = np.searchsorted(edges, rng.random(size) * edges[-1], side="right").clip(max=len(edges) - 1).astype(np.int64)
    return places


def take(texts: Sequence[str] | Texts, indices: Ints) -> Texts:
    """Give the texts at the indices; a negative index gives null."""
    table = texts if isinstance(texts, pa.Array) else pa.array(list(texts), pa.string())
    return table.take(pa.array(indices, pa.int64(), mask=indices < 0))


def where(flags: Flags, chosen: Texts, other: Texts) -> Texts:
    """Give `chosen` where the flag is set and `other` elsewhere; either may be one text or None."""
    return pc.if_else(pa.array(flags), _text(chosen), _text(other))


def join(*parts: Texts, by: str = " ") -> Texts:
    """Join texts row by row; null and empty parts are left out, and a row of nothing else is null."""
    columns = [_null_where_empty(part) if isinstance(part, pa.Array) else pa.scalar(part or None, pa.string()) for part in parts]
    # Arrow 26 drops the row where every part is null: such rows get an empty part and are emptied afterwards.
    columns.append(pc.if_else(_all_null(columns), "", pa.scalar(None, pa.string())))
    joined = pc.binary_join_element_wise(*columns, by, null_handling="skip")
    return _null_where_empty(joined)


def _null_where_empty(part: Texts) -> Texts:
    return pc.if_else(pc.equal(part, ""), pa.scalar(None, pa.string()), part)


def _all_null(columns: list[Texts]) -> Texts:
    nothing: Texts = pa.scalar(True)
    for column in columns:
        nothing = pc.and_(nothing, pc.is_null(column))
    return nothing


def _text(value: Texts) -> Texts:
    return pa.scalar(value, pa.string()) if value is None or isinstance(value, str) else value
