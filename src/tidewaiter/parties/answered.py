"""Answers for names that were screened before against the same index, kept beside it, so that names seen again are not looked up again.

The folder `answered` in a compiled index holds Parquet files of marks of name keys, and the hits of each. Names themselves are not
kept: a mark is a checksum of the name key, the index and the form of the matcher, so that an answer never outlives what it was made
from. Files are written aside and renamed; what cannot be read is left out, as it costs only time.
"""

import hashlib
import logging
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tidewaiter.parties.hits import NAME_HIT, NameHit

__all__ = ["Answers", "add_answers", "find_answers", "keep_answers", "load_answers"]

log = logging.getLogger(__name__)

_FOLDER = "answered"
_MOST_NAMES = 2_000_000
"""chosen: more than a million rows a day bring in a week; about 50 MB in memory. The newest are kept."""
_FEWEST_NAMES = 100
"""chosen: fewer names are looked up as fast as a file is read."""
_MOST_FILES = 20
"""chosen: with more, they are put into one when they are read next."""
_MARK_BYTES = 16
"""chosen: with 128 bits, no two names of all that were ever written share a mark."""
_SCHEMA = pa.schema([("mark", pa.binary(_MARK_BYTES)), ("hits", pa.list_(NAME_HIT))])
_Marks = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Answers:
    """Kept answers in memory.

    Attributes:
        index: the index that they are of.
        marks: a row of two numbers per name, sorted by the first.
        rows: where the hits of each stand.
        hits: lists of hits.
    """

    index: str
    marks: _Marks
    rows: npt.NDArray[np.int64]
    hits: pa.Array


def keep_answers(index_path: str) -> None:
    """Have the answers of an index kept from now on, where its folder may be written to."""
    try:
        (Path(index_path) / _FOLDER).mkdir(exist_ok=True)
    except OSError as error:
        log.info("names.answers_not_kept", extra={"why": error.strerror})


@lru_cache(maxsize=4)
def load_answers(index_path: str) -> Answers | None:
    """Load the kept answers of an index once per process; None where none are kept for it."""
    folder = Path(index_path) / _FOLDER
    if not folder.is_dir():
        return None
    files = sorted(folder.glob("*.parquet"), key=lambda path: (-_age(path), path.name))
    tables = [table for table in map(_read, files) if table is not None]
    table = pa.concat_tables(tables or [_SCHEMA.empty_table()]).slice(0, _MOST_NAMES)
    marks = np.concatenate([np.empty((0, 2), dtype=np.uint64), *map(_numbers, table["mark"].chunks)])
    rows = np.unique(marks[:, 0], return_index=True)[1]
    if len(files) > _MOST_FILES:
        _put_together(table.take(pa.array(np.sort(rows))), files, folder)
    return Answers(index_path, marks[rows], rows, pa.concat_arrays(table["hits"].chunks or [pa.array([], type=_SCHEMA.field("hits").type)]))


def find_answers(keys: Sequence[str], answers: Answers) -> tuple[list[bool], dict[str, list[NameHit]]]:
    """Tell which keys have a kept answer, and give the hits of those that have any.

    >>> known = _numbers(pa.array(_marks(["xugou"], "index"), type=pa.binary(_MARK_BYTES)))
    >>> find_answers(["mingtuo", "xugou"], Answers("index", known, np.array([0]), pa.array([[]], type=pa.list_(NAME_HIT))))
    ([False, True], {})
    """
    if not len(answers.marks) or not keys:
        return [False] * len(keys), {}
    marks = _numbers(pa.array(_marks(keys, answers.index), type=pa.binary(_MARK_BYTES)))
    places = np.minimum(np.searchsorted(answers.marks[:, 0], marks[:, 0]), len(answers.marks) - 1)
    same = (answers.marks[places] == marks).all(axis=1)
    found = np.flatnonzero(same)
    hits = answers.hits.take(pa.array(answers.rows[places[found]]))
    some = np.flatnonzero(pc.list_value_length(hits).to_numpy(zero_copy_only=False))
    said = hits.take(pa.array(some)).to_pylist()
    return same.tolist(), {keys[place]: [NameHit(**hit) for hit in of_key] for place, of_key in zip(found[some].tolist(), said)}


def add_answers(index_path: str, keys: Sequence[str], hits: Mapping[str, Iterable[NameHit]]) -> None:
    """Keep the answers for these keys, if answers of the index are kept and the keys are worth a file."""
    folder = Path(index_path) / _FOLDER
    if len(keys) < _FEWEST_NAMES or not folder.is_dir() or not os.access(folder, os.W_OK):
        return
    said = [[{field: getattr(hit, field) for field in _FIELDS} for hit in hits.get(key, ())] for key in keys]
    try:
        _write(pa.table({"mark": _marks(keys, index_path), "hits": said}, schema=_SCHEMA), folder)
    except OSError as error:
        log.info("names.answers_not_kept", extra={"why": error.strerror})


_FIELDS = tuple(field.name for field in NAME_HIT)


def _age(path: Path) -> float:
    """When a file was last written; 0 for one that another process took away meanwhile."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _read(path: Path) -> pa.Table | None:
    """A file of answers; None for one that is damaged, gone, or of another shape."""
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException):
        return None
    return table if table.schema.equals(_SCHEMA) and not any(column.null_count for column in table.columns) else None


def _write(table: pa.Table, folder: Path) -> Path:
    """Write a file under the checksum of its marks, aside first."""
    digest = hashlib.sha256(b"".join(table["mark"].to_pylist())).hexdigest()[:16]
    handle, aside = tempfile.mkstemp(prefix=".new-", dir=folder)
    os.close(handle)
    try:
        pq.write_table(table, aside)
        os.replace(aside, folder / f"{digest}.parquet")
    finally:
        Path(aside).unlink(missing_ok=True)
    return folder / f"{digest}.parquet"


def _put_together(table: pa.Table, files: Sequence[Path], folder: Path) -> None:
    """Put what was read into one file in place of many; damaged and foreign files go, too."""
    try:
        one = _write(table, folder)
        for path in files:
            if path != one:
                path.unlink(missing_ok=True)
    except OSError as error:
        log.info("names.answers_not_put_together", extra={"why": error.strerror})


def _marks(keys: Iterable[str], index_path: str) -> list[bytes]:
    """The mark of each name key with this index, which is told by the name of its folder."""
    told = hashlib.sha256(f"{Path(index_path).name}".encode()).digest()
    return [hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=_MARK_BYTES, key=told).digest() for key in keys]


def _numbers(marks: pa.Array) -> _Marks:
    """Marks as rows of two numbers."""
    return np.frombuffer(marks.buffers()[1], dtype="<u8").reshape(-1, 2)[marks.offset : marks.offset + len(marks)]
