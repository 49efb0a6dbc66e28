"""Kernels over the names of parties that share an identifier."""

import pyarrow as pa

from tidewaiter.kernels import Kernel, once_per_value

__all__ = ["FIRST_NAMES", "FIRST_WORD", "NAMES_SHOWN"]

NAMES_SHOWN = 5
"""chosen: as many names as a reader takes in at once; the count beside them is the whole."""


def _first_names(lists: pa.Array) -> pa.Array:
    shown = [None if names is None else sorted({name for name in names if name is not None})[:NAMES_SHOWN] for names in lists.to_pylist()]
    return pa.array(shown, type=pa.list_(pa.string()))


def _first_word(names: pa.Array) -> pa.Array:
    return once_per_value(names, lambda distinct: [name.split(" ", 1)[0] for name in distinct], pa.string())


FIRST_NAMES = Kernel("tw_first_names", _first_names, (pa.list_(pa.string()),), pa.list_(pa.string()))
"""The first few names of a list in alphabetical order, each once."""
FIRST_WORD = Kernel("tw_first_word", _first_word, (pa.string(),), pa.string())
"""The first word of a name key: firms of one group begin alike."""
