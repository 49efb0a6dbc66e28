"""What a file is, by its content first and its ending second: format, compression, encoding."""

import codecs
import gzip
import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tidewaiter.errors import BadInput

__all__ = ["Sniffed", "open_bytes", "open_text", "sniff"]

_BLOCK = 1 << 20
_SAMPLE = 1 << 18
"""chosen: a quarter of a megabyte round the first foreign letters is what the guess of an encoding looks at."""

_CANDIDATES = ("cp1252", "gb18030", "big5", "cp932", "euc_kr", "cp1251", "cp1258", "cp850", "utf_16")
"""chosen: the encodings of the trade's exports; a longer list was seen to call short Spanish text hp_roman8 or mac_iceland."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file turned out to be.

    Attributes:
        format: `csv`, `json`, `parquet`, `xlsx`, `xls` or `ods`.
        gzip: whether it is compressed text.
        encoding: of text formats, as Python names it.
        bytes: size of the file as it lies there.
        sha256: its checksum.
    """

    format: str
    gzip: bool
    encoding: str | None
    bytes: int
    sha256: str


def sniff(path: Path) -> Sniffed:
    """Find out what a file is.

    Raises:
        BadInput: there is no such file, it is a folder, empty, or of a format that is not read.
    """
    if path.is_dir():
        raise BadInput(f"{path} is a folder; name the files in it")
    try:
        with path.open("rb") as file:
            head = file.read(8)
            file.seek(0)
            checksum = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except FileNotFoundError:
        raise BadInput(f"{path} does not exist; check the path") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be opened ({error.strerror}); check its permissions") from None
    if not size:
        raise BadInput(f"{path} is empty; export it again")
    packed = head.startswith(b"\x1f\x8b")
    format_ = _binary_format(path, head) or ("json" if _looks_json(path, packed) else "csv")
    encoding = _encoding(path, packed) if format_ in ("csv", "json") else None
    return Sniffed(format_, packed and encoding is not None, encoding, size, checksum)


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


def _encoding(path: Path, packed: bool) -> str:
    """Mark of the byte order, else UTF-8 where the whole file holds to it, else the best of a short list."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    sample = b""
    nuls = 0
    for block in blocks(path, packed=packed):
        if not sample:
            if (marked := next((name for mark, name in _BOMS if block.startswith(mark)), None)) is not None:
                return marked
            nuls = block.count(b"\0")
            if nuls > len(block) // 4:
                return "utf-16-le" if block[1::2].count(b"\0") >= block[::2].count(b"\0") else "utf-16-be"
        sample = _foreign(block) if len(sample) < _SAMPLE and not block.isascii() else sample or block[:_SAMPLE]
        try:
            decoder.decode(block)
        except UnicodeDecodeError:
            return _guess(_foreign(block))
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _guess(sample)
    return "utf-8"


def _foreign(block: bytes) -> bytes:
    """The lines that hold other bytes than ASCII, for they alone tell encodings apart."""
    return b"\n".join(line for line in block.split(b"\n") if not line.isascii())[:_SAMPLE] or block[:_SAMPLE]


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_CANDIDATES)).best()
    return "cp1252" if best is None or best.encoding not in _CANDIDATES else best.encoding
