"""The folder of a simulated world: written aside, then renamed whole."""

import csv
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv

from tidewaiter.errors import BadInput
from tidewaiter.simulate.draws import Texts

__all__ = ["Sheet", "headings", "new_folder", "write_rows"]


@cache
def headings() -> Mapping[str, str]:
    """Give the heading of each column of shipments.csv, in order."""
    with files(__package__).joinpath("facts/headings.csv").open(encoding="utf-8") as lines:
        return {row["column"]: row["heading"] for row in csv.DictReader(lines)}


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """Give a folder to write into that becomes `out` when all went well, and is gone otherwise.

    Raises:
        BadInput: `out` exists, or cannot be made.
    """
    if out.exists() or out.is_symlink():
        raise BadInput(f"--out {out} exists; name a folder that does not")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise BadInput(f"--out {out} cannot be made: {error.strerror}") from error
    try:
        yield aside
        aside.chmod(0o755)
        aside.rename(out)
    except OSError as error:
        raise BadInput(f"--out {out} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


class Sheet:
    """A CSV file that is written chunk by chunk; it owns the open file."""

    def __init__(self, path: Path, names: Mapping[str, str]) -> None:
        """Open the file; `names` gives the heading of each column."""
        self._names = names
        self._path = path
        self._writer: pacsv.CSVWriter | None = None

    def add(self, columns: Mapping[str, Texts]) -> None:
        """Write some rows more."""
        table = pa.table({heading: columns[name] for name, heading in self._names.items()})
        if self._writer is None:
            self._writer = pacsv.CSVWriter(self._path, table.schema, write_options=pacsv.WriteOptions(quoting_style="needed"))
        self._writer.write_table(table)

    def close(self) -> None:
        """Close the file."""
        if self._writer is not None:
            self._writer.close()


def write_rows(path: Path, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a small CSV file."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
