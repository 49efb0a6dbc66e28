"""Work once per distinct pair of values."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["once_per_pair"]


def once_per_pair(first: pa.Array, second: pa.Array, give: Callable[[Any, Any], Any], *, type_: pa.DataType) -> pa.Array:
    """Run `give` once for each pair of values that stands in two arrays of one length; a null is handed over as None.

    >>> once_per_pair(pa.array(["a", "a", None]), pa.array(["x", "x", "y"]), lambda a, b: f"{a}{b}", type_=pa.string()).to_pylist()
    ['ax', 'ax', 'Noney']
    """
    left, right = _encoded(first), _encoded(second)
    pairs, place = np.unique(left[1] * len(right[0]) + right[1], return_inverse=True)
    answers = [give(left[0][pair // len(right[0])], right[0][pair % len(right[0])]) for pair in pairs.tolist()]
    return pa.array(answers, type=type_).take(pa.array(place.reshape(-1)))


def _encoded(values: pa.Array) -> "tuple[list[Any], np.ndarray[Any, np.dtype[np.int64]]]":
    """The distinct values with None as the last, and for each value its place among them."""
    encoded = pc.dictionary_encode(values)
    distinct = [*encoded.dictionary.to_pylist(), None]
    places = encoded.indices.fill_null(len(distinct) - 1).to_numpy(zero_copy_only=False).astype(np.int64)
    return distinct, places
