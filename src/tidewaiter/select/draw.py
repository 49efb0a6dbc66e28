"""The draw: a number between 0 and 1 made from a key and the record's id, the same whenever and wherever it is made."""

import hashlib

import pyarrow as pa

from tidewaiter.kernels import Kernel

__all__ = ["DRAW", "draw_number", "preview_key"]


def preview_key(seed: int) -> str:
    """Give the key of the preview draw of a seed; the provable draw takes a secret key instead."""
    return f"tidewaiter preview {seed}"


def draw_number(shipment_id: str, key: str) -> float:
    """Give the number of a record under a key, uniform in [0, 1).

    >>> draw_number("A-1", "k") == draw_number("A-1", "k"), draw_number("A-1", "k") == draw_number("A-2", "k")
    (True, False)
    """
    digest = hashlib.blake2b(shipment_id.encode(), key=hashlib.blake2b(key.encode(), digest_size=32).digest(), digest_size=8).digest()
    # 53 bits, as many as a double holds: no rounding can reach 1.
    return (int.from_bytes(digest, "big") >> 11) / float(1 << 53)


def _draw(ids: pa.Array, keys: pa.Array) -> pa.Array:
    key = next((key for key in keys.to_pylist() if key is not None), "")
    return pa.array([None if id_ is None else draw_number(id_, key) for id_ in ids.to_pylist()], type=pa.float64())


DRAW = Kernel("tw_draw", _draw, (pa.string(), pa.string()), pa.float64())
"""Number of a record (its id) under a key (the same for all rows)."""
