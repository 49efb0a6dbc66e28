"""Kernels that write what a signal saw, alike on every engine: lists in order, JSON with six significant digits."""

import json
from typing import Any

import numpy as np
import pyarrow as pa

from tidewaiter.kernels import Kernel, once_per_value

__all__ = ["JSON_LIST", "JSON_NUMBER", "JSON_TEXT", "SORTED_TEXTS", "json_number"]


def json_number(number: float) -> str:
    """Write a number with six significant digits.

    >>> json_number(1234567.0), json_number(0.1 + 0.2), json_number(3.0)
    ('1234570', '0.3', '3')
    """
    rounded = float(f"{number:.6g}")
    if not np.isfinite(rounded):
        return "null"
    return str(int(rounded)) if rounded.is_integer() and abs(rounded) < 1e15 else repr(rounded)


def _dump(value: Any) -> str:  # Any: text or a list of texts
    return json.dumps(value, ensure_ascii=False)


def _numbers(values: pa.Array) -> pa.Array:
    return pa.array([None if number is None else json_number(number) for number in values.to_pylist()], type=pa.string())


def _texts(values: pa.Array) -> pa.Array:
    return once_per_value(values, lambda distinct: [_dump(text) for text in distinct], pa.string())


def _lists(values: pa.Array) -> pa.Array:
    return pa.array([None if texts is None else _dump(texts) for texts in values.to_pylist()], type=pa.string())


def _sorted_texts(lists: pa.Array) -> pa.Array:
    inner = [None if texts is None else sorted({text for text in texts if text is not None}) for texts in lists.to_pylist()]
    return pa.array(inner, type=pa.list_(pa.string()))


JSON_NUMBER = Kernel("tw_json_number", _numbers, (pa.float64(),), pa.string())
"""A number as JSON."""
JSON_TEXT = Kernel("tw_json_text", _texts, (pa.string(),), pa.string())
"""A text as JSON."""
JSON_LIST = Kernel("tw_json_list", _lists, (pa.list_(pa.string()),), pa.string())
"""A list of texts as JSON."""
SORTED_TEXTS = Kernel("tw_sorted_texts", _sorted_texts, (pa.list_(pa.string()),), pa.list_(pa.string()))
"""A list of texts in alphabetical order, each once, alike on every engine."""
