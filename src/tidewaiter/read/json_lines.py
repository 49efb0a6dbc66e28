"""JSON: one object a line, or one array of objects."""

import json
from collections.abc import Iterator
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
    for _, _, record in _records(path, packed=sniffed.gzip, encoding=encoding):
        if record is not None:
            keys |= record.keys()
    spot = Spot("json", encoding, None, 0, tuple(sorted(keys)), sniffed.gzip)
    return Source(path, spot, _chunks(path, spot))


def _chunks(path: Path, spot: Spot) -> Iterator[Chunk]:
    rows: list[list[str | None]] = []
    places: list[int] = []
    refused: list[Refused] = []
    typed: dict[str, int] = {}
    for place, raw, record in _records(path, packed=spot.gzip, encoding=spot.encoding or "utf-8"):
        if record is None:
            refused.append(Refused(place, "not a JSON object", raw))
        else:
            rows.append([_plain(record.get(key), key, typed) for key in spot.headings])
            places.append(place)
        if len(rows) + len(refused) >= _ROWS:
            yield text_chunk(spot.headings, rows, places, refused=tuple(refused), typed=typed)
            rows, places, refused, typed = [], [], [], {}
    if rows or refused:
        yield text_chunk(spot.headings, rows, places, refused=tuple(refused), typed=typed)


class _Number(str):
    """A number with the digits that stood in the file."""

    __slots__ = ()


def _plain(cell: str | None, key: str, typed: dict[str, int]) -> str | None:
    if isinstance(cell, _Number):
        typed[key] = typed.get(key, 0) + 1
    return cell


def _records(path: Path, *, packed: bool, encoding: str) -> Iterator[tuple[int, str, dict[str, str | None] | None]]:
    """Give place, raw text and the flat record of each object; None where it is no object."""
    try:
        with open_text(path, packed=packed, encoding=encoding) as text:
            start = text.read(1)
            while start and start in "\ufeff \t\r\n":
                start = text.read(1)
            if start == "[":
                yield from _array(path, start + text.read())
                return
            for place, line in enumerate(text, start=1):
                line = (start if place == 1 else "") + line
                if line.strip():
                    yield place, line.rstrip("\r\n"), _flat(line)
    except (OSError, EOFError) as error:
        raise BadInput(f"{path} cannot be read to its end ({error}); fetch it again") from None


def _array(path: Path, text: str) -> Iterator[tuple[int, str, dict[str, str | None] | None]]:
    try:
        entries = json.loads(text, parse_int=_Number, parse_float=_Number, parse_constant=_Number)
    except (ValueError, RecursionError):
        raise BadInput(f"{path} is not whole JSON; export it again, best as one object a line") from None
    for place, entry in enumerate(entries, start=1):
        flat = _flatten(entry) if isinstance(entry, dict) else None
        yield place, json.dumps(entry, ensure_ascii=False) if flat is None else "", flat


def _flat(line: str) -> dict[str, str | None] | None:
    try:
        entry = json.loads(line, parse_int=_Number, parse_float=_Number, parse_constant=_Number)
    except (ValueError, RecursionError):
        return None
    return _flatten(entry) if isinstance(entry, dict) else None


def _flatten(entry: dict[str, Any]) -> dict[str, str | None]:
    """Join the keys of nested objects by `_`, lists of plain values by blanks; other lists stay JSON."""
    flat: dict[str, str | None] = {}
    for key, value in entry.items():
        key = _sound(key)
        if isinstance(value, dict):
            flat.update({f"{key}_{inner}": text for inner, text in _flatten(value).items()})
        else:
            flat[key] = _text(value)
    return flat


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, _Number):
        return value
    if isinstance(value, str):
        return _sound(value).replace("\0", "")
    if isinstance(value, list) and not any(isinstance(part, dict | list) for part in value):
        return " ".join(text for part in value if (text := _text(part)) is not None)
    return _sound(json.dumps(value, ensure_ascii=False))


def _sound(text: str) -> str:
    """Text without halves of surrogate pairs, which no UTF-8 can hold."""
    return text.encode("utf-8", errors="replace").decode("utf-8")
