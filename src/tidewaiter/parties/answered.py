"""Answers for names that were screened before against the same index, kept beside it, so that names seen again are not looked up again.

The folder `answered` in a compiled index holds Parquet files of name keys and their hits. The index's folder is named by what is in it
and each file says of which form of the matcher it is, so that an answer never outlives what it was made from. Files are written aside
and renamed; what cannot be read is left out, as it costs only time.
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

_MATCHER_FORM = 1
"""Goes up when a name may get another answer from the same index: with a change of name keys, grams, slips, candidates, words, scores,
reasons, or the words they know."""
_FOLDER = "answered"
_MOST_NAMES = 2_000_000
"""chosen: the names of a year of a large post, in about 100 MB; the newest are kept."""
_FEWEST_NAMES = 100
"""chosen: fewer names are looked up as fast as a file is read."""
_MOST_FILES = 20
"""chosen: with more, they are put into one when they are read next."""
_BASE = np.uint64(0x9E3779B97F4A7C15)
"""chosen: an odd number of 64 bits, so that letters spread over all of them."""
_SCHEMA = pa.schema([("key", pa.string()), ("hits", pa.list_(NAME_HIT))], metadata={"matcher_form": str(_MATCHER_FORM)})


@dataclass(frozen=True, slots=True)
class Answers:
    """Kept answers in memory.

    Attributes:
        marks: a number for each name key, sorted.
        rows: where each of these keys stands in `keys` and `hits`.
        keys: the name keys.
        hits: the hits of each.
    """

    marks: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.int64]
    keys: pa.Array
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
    table = pa.concat_tables(tables or [_SCHEMA.empty_table()]).slice(0, _MOST_NAMES).combine_chunks()
    keys, hits = (pa.concat_arrays(table[column].chunks or [pa.array([], type=table[column].type)]) for column in ("key", "hits"))
    answers = _answers(keys, hits)
    if len(files) > _MOST_FILES:
        _put_together(table.take(pa.array(np.sort(answers.rows))), files, folder)
    return answers


def _answers(keys: pa.Array, hits: pa.Array) -> Answers:
    """Keys and their hits, each key once."""
    marks, rows = np.unique(_marks(keys), return_index=True)
    return Answers(marks, rows, keys, hits)


def find_answers(keys: Sequence[str], answers: Answers) -> tuple[list[bool], dict[str, list[NameHit]]]:
    """Tell which keys have a kept answer, and give the hits of those that have any.

    >>> answers = _answers(pa.array(["xugou"]), pa.array([[]], type=pa.list_(NAME_HIT)))
    >>> find_answers(["mingtuo", "xugou"], answers)
    ([False, True], {})
    """
    asked = pa.array(keys, type=pa.string())
    if not len(answers.marks) or not keys:
        return [False] * len(keys), {}
    marks = _marks(asked)
    at = np.minimum(np.searchsorted(answers.marks, marks), len(answers.marks) - 1)
    rows = answers.rows[at]
    same = (answers.marks[at] == marks) & pc.equal(answers.keys.take(pa.array(rows)), asked).to_numpy(zero_copy_only=False)
    found = np.flatnonzero(same)
    hits = answers.hits.take(pa.array(rows[found]))
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
        _write(pa.table({"key": list(keys), "hits": said}, schema=_SCHEMA), folder)
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
    """A file of answers; None for one that is damaged, gone, or of another form."""
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException):
        return None
    return table if table.schema.equals(_SCHEMA, check_metadata=False) and _is_of_this_form(table.schema) and _is_whole(table) else None


def _is_of_this_form(schema: pa.Schema) -> bool:
    return bool((schema.metadata or {}).get(b"matcher_form") == str(_MATCHER_FORM).encode())


def _is_whole(table: pa.Table) -> bool:
    return not (table["key"].null_count or table["hits"].null_count)


def _write(table: pa.Table, folder: Path) -> Path:
    """Write a file under the checksum of its keys, aside first."""
    digest = hashlib.sha256(repr((_MATCHER_FORM, table["key"].to_pylist())).encode()).hexdigest()[:16]
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


def _marks(keys: pa.Array) -> npt.NDArray[np.uint64]:
    """A number for each text: a polynomial of its bytes, which wraps around at 64 bits."""
    texts = keys.cast(pa.large_string()) if len(keys) else pa.array([""], type=pa.large_string())
    _, offsets, letters = texts.buffers()
    starts = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    lengths = np.diff(starts)
    codes = np.frombuffer(letters, dtype=np.uint8)[starts[0] : starts[-1]].astype(np.uint64) + np.uint64(1)
    powers = np.cumprod(np.full(max(int(lengths.max()), 1), _BASE))
    within = np.arange(len(codes)) - np.repeat(starts[:-1] - starts[0], lengths)
    summed = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(codes * powers[within])))
    marks: npt.NDArray[np.uint64] = summed[starts[1:] - starts[0]] - summed[starts[:-1] - starts[0]]
    return marks[: len(keys)]
