"""JSON: one object a line, or one array of objects."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tidewaiter.errors import BadInput
from tidewaiter.read.chunks import Chunk, Refused, Source, Spot, text_chunk
from tidewaiter.read.sniff import Sniffed, open_text

__all__ = ["open_json"]

_ROWS = 16_384


def open_json(path: Path, sniffed: Sniffed) -> Source:
    """Open a JSON file; its columns are the keys of all its objects, in alphabetical order, nested ones joined by `_`."""
    encoding = sniffed.encoding or "utf-8"
    keys: set[str] = set()
    for _, _, record in _records(path, packed=sniffed.gzip, encoding=encoding, read=_flat_keys):
        if record is not None and not keys.issuperset(record):
            keys.update(record)
    spot = Spot("json", encoding, None, 1, tuple(sorted(keys)), sniffed.gzip)
    return Source(path, spot, _chunks(path, spot))


def _chunks(path: Path, spot: Spot) -> Iterator[Chunk]:
    rows: list[list[str | None]] = []
    places: list[int] = []
    refused: list[Refused] = []
    for place, raw, record in _records(path, packed=spot.gzip, encoding=spot.encoding or "utf-8", read=_flatten):
        if record is None:
            refused.append(Refused(place, "not a JSON object", raw))
        else:
            rows.append(list(map(record.get, spot.headings)))
            places.append(place)
        if len(rows) + len(refused) >= _ROWS:
            yield text_chunk(spot.headings, rows, places, refused=tuple(refused), typed=_typed(spot.headings, rows))
            rows, places, refused = [], [], []
    if rows or refused:
        yield text_chunk(spot.headings, rows, places, refused=tuple(refused), typed=_typed(spot.headings, rows))


def _typed(headings: Sequence[str], rows: Sequence[Sequence[str | None]]) -> dict[str, int]:
    """How many cells of each column are numbers in JSON itself."""
    return {heading: list(map(type, column)).count(_Number) for heading, column in zip(headings, zip(*rows))}


class _Number(str):
    """A number with the digits that stood in the file."""

    __slots__ = ()


_PLAIN = frozenset({str, _Number, type(None)})
_DECODER = json.JSONDecoder(parse_int=_Number, parse_float=_Number, parse_constant=_Number)


_Flat = dict[str, str | None]
"""One object without nesting."""


def _records(
    path: Path, *, packed: bool, encoding: str, read: Callable[[dict[str, Any]], _Flat]
) -> Iterator[tuple[int, str, _Flat | None]]:
    """Give place, raw text and the flat record of each object; None where it is no object."""
    begun = False
    try:
        with open_text(path, packed=packed, encoding=encoding) as text:
            for place, line in enumerate(iter(text.readline, ""), start=1):
                line = line.strip("\ufeff \t\r\n\0")
                if not begun and line.startswith("["):
                    yield from _array(path, line + text.read())
                    return
                if line:
                    begun = True
                    yield place, line, _object(line, read)
    except (OSError, EOFError) as error:
        raise BadInput(f"{path} cannot be read to its end ({error}); fetch it again") from None


def _array(path: Path, text: str) -> Iterator[tuple[int, str, _Flat | None]]:
    try:
        entries = [(entry, _flatten(entry) if isinstance(entry, dict) else None) for entry in _DECODER.decode(text.rstrip("\0"))]
    except (ValueError, RecursionError):
        raise BadInput(f"{path} is not whole JSON; export it again, best as one object a line") from None
    for place, (entry, flat) in enumerate(entries, start=1):
        yield place, "" if flat is not None else _sound(json.dumps(entry, ensure_ascii=False)), flat


def _object(line: str, read: Callable[[dict[str, Any]], _Flat]) -> _Flat | None:
    try:
        entry = _DECODER.decode(line)
        if not isinstance(entry, dict):
            return None
        # nearly all objects are flat and hold no escapes: they stay as they are
        plain = "\\u" not in line and _PLAIN.issuperset(map(type, entry.values())) and all(map(str.strip, entry))
        return entry if plain else read(entry)
    except (ValueError, RecursionError):
        return None


def _flat_keys(entry: dict[str, Any]) -> _Flat:
    """An object of which only the keys are looked at: flattened only where that changes them."""
    plain = dict not in map(type, entry.values()) and all(key.isascii() and key.strip() for key in entry)
    return entry if plain else _flatten(entry)


def _flatten(entry: dict[str, Any]) -> _Flat:
    """Join the keys of nested objects by `_`, lists of plain values by blanks; other lists stay JSON."""
    flat: _Flat = {}
    for key, value in entry.items():
        key = key if key.isascii() else _sound(key)
        parts = {f"{key}_{inner}": text for inner, text in _flatten(value).items()} if type(value) is dict else {key: _text(value)}
        for name, text in parts.items():
            while name in flat or not name.strip():
                name = f"{name} (2)"
            flat[name] = text
    return flat


def _text(value: Any) -> str | None:
    if value is None or type(value) is _Number:
        return value
    if type(value) is str:
        return value if value.isascii() else _sound(value)
    if isinstance(value, list) and not any(isinstance(part, dict | list) for part in value):
        return " ".join(text for part in value if (text := _text(part)) is not None)
    return _sound(json.dumps(value, ensure_ascii=False))


def _sound(text: str) -> str:
    """Text without halves of surrogate pairs, which no UTF-8 can hold."""
    return text.encode("utf-8", errors="replace").decode("utf-8")
