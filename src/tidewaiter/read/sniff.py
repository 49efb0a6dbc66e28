"""What a file is, by its content first and its ending second: format, compression, encoding."""

import codecs
import gzip
import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from tidewaiter.errors import BadInput
from tidewaiter.read.encoding import Letters, Pool, weigh_letters

__all__ = ["Sniffed", "open_bytes", "open_text", "sniff", "sniff_all"]

_BLOCK = 1 << 20
_CONTROLS = 0.02
"""chosen: text has next to no control characters, compressed or random bytes have a tenth."""
_BOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file turned out to be.

    Attributes:
        format: `csv`, `json`, `parquet`, `xlsx`, `xls` or `ods`.
        gzip: whether it is compressed text.
        encoding: of text formats, as Python names it.
        bytes: size of the file as it lies there.
        sha256: its checksum.
        damaged: whether it may hold bytes that its encoding lacks.
    """

    format: str
    gzip: bool
    encoding: str | None
    bytes: int
    sha256: str
    damaged: bool = False


def sniff(path: Path) -> Sniffed:
    """Find out what one file is, as `sniff_all` does."""
    return sniff_all([path])[0]


def sniff_all(paths: Sequence[Path]) -> list[Sniffed]:
    """Find out what files are; those with the same headings whose encoding must be guessed share one guess.

    Raises:
        BadInput: there is no such file, it is a folder, empty, or of a format that is not read.
    """
    found = [_sniff(path) for path in paths]
    pools: dict[bytes, Pool] = {}
    for _, letters in found:
        if letters.encoding is None and letters.broken:
            pools.setdefault(letters.layout, Pool()).add(letters)
    guessed = {layout: pool.encoding() for layout, pool in pools.items()}
    return [_with_encoding(path, sniffed, letters, guessed) for path, (sniffed, letters) in zip(paths, found)]


def _with_encoding(path: Path, sniffed: Sniffed, letters: Letters, guessed: dict[bytes, str]) -> Sniffed:
    if sniffed.format not in ("csv", "json"):
        return sniffed
    book = path.name.lower().endswith(_BOOKS)
    encoding = letters.encoding or ("utf-8" if letters.nearly_utf8() else guessed[letters.layout])
    # UTF-16 without its mark is only supposed where every other byte is NUL, and so are the bytes of a damaged workbook
    if (letters.controls > _CONTROLS and (book or letters.broken)) or (book and encoding in ("utf-16-le", "utf-16-be")):
        kind = "a readable workbook" if book else "readable text nor of another known format"
        raise BadInput(f"{path} is not {kind}; save it again")
    return replace(sniffed, encoding=encoding, damaged=letters.broken > 0 or not encoding.startswith("utf-8"))


def _sniff(path: Path) -> tuple[Sniffed, Letters]:
    if path.is_dir():
        raise BadInput(f"{path} is a folder; name the files in it")
    try:
        with path.open("rb") as file:
            head = file.read(8)
            size = file.seek(0, io.SEEK_END)
    except FileNotFoundError:
        raise BadInput(f"{path} does not exist; check the path") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be opened ({error.strerror}); check its permissions") from None
    if not size:
        raise BadInput(f"{path} is empty; export it again")
    # The checksum is made beside: both read the whole file, and hashing leaves the other thread its turn.
    with ThreadPoolExecutor(max_workers=1) as beside:
        checksum = beside.submit(_checksum, path)
        found, letters = _content(path, head)
        return replace(found, bytes=size, sha256=checksum.result()), letters


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _content(path: Path, head: bytes) -> tuple[Sniffed, Letters]:
    packed = head.startswith(b"\x1f\x8b")
    format_ = _binary_format(path, head) or ("json" if _looks_json(path, packed) else "csv")
    if format_ not in ("csv", "json"):
        return Sniffed(format_, False, None, 0, ""), Letters()
    return Sniffed(format_, packed, None, 0, ""), weigh_letters(blocks(path, packed=packed), format_)


def _binary_format(path: Path, head: bytes) -> str | None:
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    if not head.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(path) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise BadInput(f"{path} is a damaged workbook or archive; save it again") from None
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise BadInput(f"{path} is an archive; unpack it and name the files in it")


def open_bytes(path: Path, *, packed: bool) -> IO[bytes]:
    """Open a file for reading, unpacking it where it is compressed."""
    return io.BufferedReader(gzip.GzipFile(path), _BLOCK) if packed else path.open("rb")


def open_text(path: Path, *, packed: bool, encoding: str) -> io.TextIOWrapper:
    """Open a text file; bytes that its encoding lacks become U+FFFD, line ends stay."""
    return io.TextIOWrapper(open_bytes(path, packed=packed), encoding=encoding, errors="replace", newline="")


def blocks(path: Path, *, packed: bool) -> Iterator[bytes]:
    """Give the bytes of a file block by block.

    Raises:
        BadInput: a compressed file is damaged.
    """
    try:
        with open_bytes(path, packed=packed) as file:
            while block := file.read(_BLOCK):
                yield block
    except (OSError, EOFError, ValueError) as error:
        raise BadInput(f"{path} cannot be read to its end ({error}); fetch it again") from None
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise BadInput(f"{path} is damaged ({error}); fetch it again") from None
        raise


def _looks_json(path: Path, packed: bool) -> bool:
    head = next(blocks(path, packed=packed), b"")[:4096]
    if not head:
        raise BadInput(f"{path} is empty; export it again")
    text = head.decode(
        "utf-8-sig" if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-16", errors="replace"
    ).lstrip()
    if path.name.lower().removesuffix(".gz").endswith((".json", ".jsonl", ".ndjson")):
        return True
    return text.startswith(('{"', "[{", "{ "))
