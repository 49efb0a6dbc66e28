"""Opens the files of lists: packed or not, in UTF-8 or Windows' Latin, and shows how each begins."""

import codecs
import csv
import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from tidewaiter.errors import BadInput
from tidewaiter.parties.lists.form import Head

__all__ = ["checksum", "json_lines", "open_list", "open_text", "raw_rows", "read_head", "trouble_told"]

_GZIP = b"\x1f\x8b"
_DELIMITERS = ",;\t"
_HEAD_ROWS = 20
_PIECE = 1 << 20


@contextmanager
def trouble_told(path: Path) -> Iterator[None]:
    """Say in one line which file cannot be read, and why.

    Raises:
        BadInput: whatever was raised inside says that the file is missing, closed to us or damaged.
    """
    try:
        yield
    except FileNotFoundError:
        raise BadInput(f"there is no file {path}; give the path of the list's file") from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise BadInput(f"{path} is a damaged gzip file ({error}); fetch the file anew") from error
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror or error}); check who may read it") from error
    except csv.Error as error:
        raise BadInput(f"{path} is not a CSV that can be read ({error}); fetch the file anew") from error


@contextmanager
def open_list(path: Path) -> Iterator[BinaryIO]:
    """Open a file to read its bytes, unpacked.

    Raises:
        BadInput: there is no such file, it may not be read, or it is a damaged gzip file.
    """
    if path.is_dir():
        raise BadInput(f"{path} is a folder; name the list's file in it")
    with trouble_told(path), path.open("rb") as raw:
        packed = raw.peek(2)[:2] == _GZIP
        if not packed:
            yield raw
            return
        with gzip.open(raw) as unpacked:
            yield cast(BinaryIO, unpacked)


@contextmanager
def open_text(path: Path) -> Iterator[TextIO]:
    """Open a file to read its text, in UTF-8 or, where it is not that, in Windows' Latin.

    Raises:
        BadInput: it cannot be read, or is no text.
    """
    encoding = _encoding(path)
    with open_list(path) as raw, io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="") as text:
        yield text


def _encoding(path: Path) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with open_list(path) as raw:
        piece = raw.read(_PIECE)
        if b"\x00" in piece[:4096]:
            raise BadInput(f"{path} is not a text file; give the list as CSV, XML or JSON lines")
        try:
            while piece:
                decoder.decode(piece)
                piece = raw.read(_PIECE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file as it lies there."""
    with trouble_told(path), path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()


def raw_rows(path: Path) -> Iterator[list[str]]:
    """Give the rows of a CSV that are not blank; the delimiter is the one that the first line has most of, or the second if it has none.

    Raises:
        BadInput: the file is missing, empty or no text.
    """
    empty = True
    with open_text(path) as text:
        lines = [text.readline(_PIECE), text.readline(_PIECE)]
        telling = next((line for line in lines if any(sign in line for sign in _DELIMITERS)), "")
        text.seek(0)
        with trouble_told(path):
            for row in csv.reader(text, delimiter=max(_DELIMITERS, key=telling.count)):
                if any(cell.strip(" \x1a") for cell in row):
                    empty = False
                    yield row
    if empty:
        raise BadInput(f"{path} has no rows; give a list with at least one party")


def json_lines(path: Path) -> Iterator[dict[str, object]]:
    """Give the objects of a file of JSON lines.

    Raises:
        BadInput: a line is no JSON object; the file may be cut off.
    """
    with open_text(path) as text:
        for number, line in enumerate(text, start=1):
            if not line.strip():
                continue
            found = _object(line)
            if found is None:
                raise BadInput(f"{path}, line {number}: no JSON object ({line.strip()[:60]!r}); fetch the file anew")
            yield found


def _object(line: str) -> dict[str, object] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def read_head(path: Path) -> Head:
    """Show how a file begins.

    Raises:
        BadInput: it is missing, empty or damaged, or an XML file declares entities.
    """
    with trouble_told(path):
        stat = path.stat()
    return _head(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _head(path: Path, _changed: int, _size: int) -> Head:
    from tidewaiter.parties.lists.xml import first_element

    with open_list(path) as raw:
        start = raw.read(4096).removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith((b"<", codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tag, attributes = first_element(path)
        return Head(path, tag=tag, attributes=attributes)
    if start.startswith(b"{"):
        return Head(path, record=next(json_lines(path)))
    return Head(path, rows=tuple(tuple(row) for row in islice(raw_rows(path), _HEAD_ROWS)))
