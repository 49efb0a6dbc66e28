"""What a converter of cells gives: the values, and a note for each cell that was repaired or could not be read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["Converted", "clean_or_each", "each_value", "join_filled", "printable", "shown", "spread"]

_SHOWN = 60
"""chosen: a note quotes at most so many characters of a cell."""


@dataclass(frozen=True, slots=True)
class Converted:
    """Converted cells.

    Attributes:
        values: one value per cell, null where the cell is missing or unreadable.
        notes: one text per cell, null where nothing was done; None where nothing was done to any cell.
    """

    values: pa.Array
    notes: pa.Array | None = None


Reading = tuple[Any, str | None]
"""A value and what is to be said about it."""


def shown(text: str) -> str:
    """Quote a cell in a note, shortened.

    >>> shown("12,3,4")
    "'12,3,4'"
    """
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")


def printable(text: str) -> str:
    """Give a text for a message: shortened, and `?` for what would not show or would steer a terminal.

    >>> printable("na\\x1b[31mme")
    'na?[31mme'
    """
    return "".join(letter if letter.isprintable() else "?" for letter in text[:_SHOWN])


def each_value(cells: pa.Array, read: Callable[[str], Reading], type_: pa.DataType) -> Converted:
    """Convert text cells by a function that runs once per distinct text.

    >>> each_value(pa.array(["a", None]), lambda text: (text.upper(), None), pa.string()).values.to_pylist()
    ['A', None]
    """
    encoded = pc.dictionary_encode(cells)
    readings: Sequence[Reading] = [read(text) for text in encoded.dictionary.to_pylist()]
    values = pa.array([value for value, _ in readings], type=type_).take(encoded.indices)
    notes = [note for _, note in readings]
    if not any(notes):
        return Converted(values)
    return Converted(values, pa.array(notes, type=pa.string()).take(encoded.indices))


def clean_or_each(cells: pa.Array, clean: pa.Array, fast: Callable[[pa.Array], pa.Array], read: Callable[[str], Reading]) -> Converted:
    """Convert the cells that are marked clean all at once, and only the rest one distinct text at a time.

    Args:
        cells: text.
        clean: boolean per cell, null for null.
        fast: converts an array of clean cells and nulls.
        read: converts one text that is not clean.
    """
    if pc.all(clean).as_py() is not False:
        return Converted(fast(cells))
    values = fast(pc.if_else(clean, cells, None))
    rest = each_value(pc.if_else(clean, None, cells), read, values.type)
    return Converted(pc.coalesce(values, rest.values), rest.notes)


def spread(values: Sequence[Any], rows: pa.Array, length: int, type_: pa.DataType) -> pa.Array:
    """Give an array of some length with values at some rows, in order, and null elsewhere.

    >>> spread(["x"], pa.array([1]), 3, pa.string()).to_pylist()
    [None, 'x', None]
    """
    places = np.full(length, len(values), dtype=np.int64)
    places[rows.to_numpy()] = np.arange(len(values))
    return pa.array([*values, None], type=type_).take(pa.array(places))


def join_filled(parts: Sequence[pa.Array], between: str) -> pa.Array:
    """Join the filled cells of each row; null where none is filled.

    >>> join_filled([pa.array(["a", "a", None]), pa.array(["b", None, None])], "; ").to_pylist()
    ['a; b', 'a', None]
    """
    # null_handling="skip" of pyarrow 26 loses the rows that are null throughout, so each part brings its divider along
    led = [pc.binary_join_element_wise(between, part, "") for part in parts]
    joined = pc.binary_join_element_wise(*led, "", null_handling="replace", null_replacement="")
    return pc.utf8_slice_codeunits(pc.if_else(pc.equal(joined, ""), None, joined), len(between))
