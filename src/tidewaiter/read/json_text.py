"""Rows of text as JSON objects, built column by column."""

import json
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.normalise.cells import join_filled

__all__ = ["json_objects"]

_TO_ESCAPE = r'[\x00-\x1f"\\]'


def json_objects(cells: pa.RecordBatch, keys: Sequence[str]) -> pa.Array:
    """Give each row's filled cells under these keys as JSON object text, keys sorted; null where none is filled.

    >>> json_objects(pa.record_batch({"b": ['x"', None], "a": ["1", None]}), ["b", "a"]).to_pylist()
    ['{"a": "1", "b": "x\\\\""}', None]
    """
    members = [_members(key, cells.column(key)) for key in sorted(keys) if cells.column(key).null_count < cells.num_rows]
    if not members:
        return pa.nulls(cells.num_rows, pa.string())
    return pc.binary_join_element_wise("{", join_filled(members, ", "), "}", "")


def _members(key: str, column: pa.Array) -> pa.Array:
    """`"key": "value"`, null for null."""
    if pc.any(pc.match_substring_regex(column, _TO_ESCAPE)).as_py():
        encoded = pc.dictionary_encode(column)
        quoted = pa.array([json.dumps(value, ensure_ascii=False) for value in encoded.dictionary.to_pylist()], type=pa.string())
        return pc.binary_join_element_wise(f"{json.dumps(key, ensure_ascii=False)}: ", quoted.take(encoded.indices), "")
    return pc.binary_join_element_wise(f'{json.dumps(key, ensure_ascii=False)}: "', column, '"', "")
