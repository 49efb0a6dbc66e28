"""Reads lists of parties: OFAC's SDN files and our own CSV of ids and names."""

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tidewaiter.errors import BadInput
from tidewaiter.parties.party import Party
from tidewaiter.parties.sdn import companion_kind, is_companion, is_sdn, sdn_companions, sdn_parties
from tidewaiter.parties.simple import is_simple, simple_parties, unknown_countries

__all__ = ["PartyList", "companions_of", "read_list"]

_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class PartyList:
    """A list as read: its parties in the order of their ids, and where they came from.

    Attributes:
        name: what the list is called in results.
        format: `ofac_sdn_csv` or `simple_csv`.
        content_date: the day of the content, where the files say it.
        parties: sorted by list_id.
        checksums: SHA-256 by file name.
        unknown_countries: how many cells of our own CSV name no country that we know; their parties are kept without it.
    """

    name: str
    format: str
    content_date: date | None
    parties: tuple[Party, ...]
    checksums: dict[str, str]
    unknown_countries: int = 0


def read_list(name: str, files: Sequence[Path]) -> PartyList:
    """Read a list from its file or files.

    OFAC's `add` and `alt` files are taken from `files` or, where they lie beside the SDN file under the same stem, from there.
    Files may be compressed with gzip.

    Raises:
        BadInput: a file is missing, empty, malformed or of no known format.
    """
    paths = _with_companions(files)
    tables = {path: _rows(path) for path in paths}
    first, unknown = tables[paths[0]], 0
    if is_sdn(first):
        companions = {companion_kind(path, rows): rows for path, rows in tables.items() if path != paths[0]}
        parties, format_ = sdn_parties(first, companions, file=paths[0]), "ofac_sdn_csv"
    elif is_simple(first):
        parties, format_ = simple_parties(tables.items()), "simple_csv"
        unknown = unknown_countries(tables.values())
    else:
        raise BadInput(_unknown(paths[0], first))
    checksums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    ordered = tuple(sorted(parties, key=lambda party: party.list_id))
    return PartyList(name, format_, None, ordered, dict(sorted(checksums.items())), unknown)


def _with_companions(files: Sequence[Path]) -> list[Path]:
    """The SDN file first, with its companions; our own files in the order of their names."""
    if not files:
        raise BadInput("no list file is given; name one")
    paths = sorted({Path(path) for path in files}, key=lambda path: (path.name, str(path)))
    heads = [path for path in paths if is_sdn(_rows(path, most=20))]
    if len(heads) > 1:
        raise BadInput(f"{heads[0]} and {heads[1]} are both SDN files; add them as two lists")
    if not heads:
        return paths
    others = [path for path in paths if path != heads[0]]
    beside = [path for path in sdn_companions(heads[0]) if path.is_file() and path not in others]
    return [heads[0], *others, *(beside if not others else [])]


def companions_of(path: Path, *, among: Sequence[Path]) -> list[Path]:
    """Give OFAC's address and alias files among `among` that belong to the SDN file `path`; none for another file.

    A companion is known by its name beside the SDN file, or, where there is one SDN file only, by its shape.
    """
    if not is_sdn(_rows(path, most=20)):
        return []
    beside = sdn_companions(path)
    others = [other for other in among if other != path]
    alone = not any(is_sdn(_rows(other, most=20)) for other in others)
    return [other for other in others if other in beside or (alone and is_companion(_rows(other, most=20)))]


def _rows(path: Path, *, most: int | None = None) -> list[list[str]]:
    """The rows of a CSV that are not blank.

    Raises:
        BadInput: the file is missing, empty or no text.
    """
    text = _text(path)
    first_line = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first_line.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(cell.strip(" \x1a") for cell in row)]
    except csv.Error as error:
        raise BadInput(f"{path} is not a CSV that can be read ({error}); give the list as CSV") from error
    if not rows:
        raise BadInput(f"{path} has no rows; give a list with at least one party")
    return rows if most is None else rows[:most]


def _text(path: Path) -> str:
    raw = _bytes(path)
    if b"\x00" in raw[:4096]:
        raise BadInput(f"{path} is not a text file; give the list as CSV")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _bytes(path: Path) -> bytes:
    """What is in a file, unpacked.

    Raises:
        BadInput: there is no such file, it may not be read, or it is a damaged gzip file.
    """
    if path.is_dir():
        raise BadInput(f"{path} is a folder; name the list's file in it")
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"there is no file {path}; give the path of the list's file") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}); check who may read it") from error
    try:
        return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(f"{path} is a damaged gzip file ({error}); fetch the file anew") from error


def _unknown(path: Path, rows: list[list[str]]) -> str:
    head = ", ".join(cell.strip() for cell in rows[0])[:120]
    return f"{path} is no list we can read; its first line is {head!r}; give OFAC's sdn.csv, or a CSV with the columns id and name"
