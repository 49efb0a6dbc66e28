"""Kernel of scoring: lists in one order on every engine."""

import pyarrow as pa

from tidewaiter.kernels import Kernel

__all__ = ["SORTED_TEXTS"]


def _sorted_texts(lists: pa.Array) -> pa.Array:
    inner = [None if texts is None else sorted({text for text in texts if text is not None}) for texts in lists.to_pylist()]
    return pa.array(inner, type=pa.list_(pa.string()))


SORTED_TEXTS = Kernel("tw_sorted_texts", _sorted_texts, (pa.list_(pa.string()),), pa.list_(pa.string()))
"""A list of texts in alphabetical order, each once."""
