"""Whether the quotes of delimited text are in order, so that any parser reads the same: looked at stretch by stretch, on every core."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tidewaiter.engine.workers import Workers
from tidewaiter.read.sniff import blocks

__all__ = ["packed_in_order", "whole_stretches"]

_STRETCH_BYTES = 1 << 24
"""chosen: 16 MB at a time; positions of quotes take as much again."""
_QUOTE, _NEWLINE = 34, 10
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What a stretch between two line ends says.

    Attributes:
        if_outside: whether its quotes are in order if it begins outside a quoted cell.
        if_inside: the same if it begins within one.
        turns: whether it ends the other way than it begins.
    """

    if_outside: bool
    if_inside: bool
    turns: bool


def whole_stretches(path: Path, *, delimiter: str, workers: Workers) -> tuple[tuple[int, int], ...] | None:
    """Part a file where records end, if each of its quotes opens a cell, closes one, or is doubled within one; None if one does not.

    Args:
        path: delimited text that is not compressed.
        delimiter: what parts its cells.
        workers: processes that share the look.

    Returns:
        Where each stretch begins and ends, in bytes.
    """
    places = list(_places(path))
    found: list[tuple[int, int]] = []
    outside, begun = True, 0
    for (_, end), stretch in zip(places, workers.map(_stretch_of, ((path, *place, delimiter) for place in places))):
        if not (stretch.if_outside if outside else stretch.if_inside):
            return None
        outside ^= stretch.turns
        if outside:
            found.append((begun, end))
            begun = end
    return tuple(found) if outside else None


def packed_in_order(path: Path, *, delimiter: str) -> bool:
    """Tell whether each quote of a compressed file opens a cell, closes one, or is doubled within one."""
    outside = True
    for stretch in _packed_stretches(path, delimiter):
        if not (stretch.if_outside if outside else stretch.if_inside):
            return False
        outside ^= stretch.turns
    return outside


def _places(path: Path) -> Iterator[tuple[int, int]]:
    """Where the stretches of a file begin and end: after line ends."""
    size, start = path.stat().st_size, 0
    with path.open("rb") as file:
        while start < size:
            file.seek(min(start + _STRETCH_BYTES, size))
            file.readline()
            end = file.tell()
            yield start, end
            start = end


def _stretch_of(path: Path, start: int, end: int, delimiter: str) -> _Stretch:
    with path.open("rb") as file:
        file.seek(start)
        data = file.read(end - start)
    return _stretch(data.removeprefix(_MARK) if start == 0 else data, delimiter)


def _packed_stretches(path: Path, delimiter: str) -> Iterator[_Stretch]:
    rest = b""
    for block in blocks(path, packed=True):
        whole, line_end, left = (rest + block).rpartition(b"\n")
        rest = left
        if line_end:
            yield _stretch(whole.removeprefix(_MARK) + line_end, delimiter)
    if rest:
        yield _stretch(rest, delimiter)


def _stretch(data: bytes, delimiter: str) -> _Stretch:
    """Look at the runs of quotes of odd length: each opens a cell or closes one, in turn."""
    if b'"' not in data:
        return _Stretch(True, True, False)
    around = np.frombuffer(b"\n" + data + b"\n", dtype=np.uint8)
    at = np.flatnonzero(around == _QUOTE)
    first = np.flatnonzero(np.diff(at, prepend=-2) != 1)
    lengths = np.diff(first, append=len(at))
    odd = lengths % 2 == 1
    starts, stops = at[first][odd], at[first][odd] + lengths[odd]
    opens, closes = _is_end(around[starts - 1], delimiter), _is_end(around[stops], delimiter)
    return _Stretch(bool(opens[0::2].all() and closes[1::2].all()), bool(closes[0::2].all() and opens[1::2].all()), len(starts) % 2 == 1)


def _is_end(signs: "np.ndarray[Any, np.dtype[np.uint8]]", delimiter: str) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    table = np.zeros(256, dtype=np.bool_)
    table[list(f"{delimiter}\r\n".encode())] = True
    ends: np.ndarray[Any, np.dtype[np.bool_]] = table[signs]
    return ends
