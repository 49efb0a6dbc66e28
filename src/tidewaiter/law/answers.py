"""`tidewaiter substances`: a file of names, CAS numbers and structures to their legal status."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pyarrow as pa

from tidewaiter.law.register import laws_of
from tidewaiter.law.status import LegalStatus, legal_status
from tidewaiter.law.subjects import Given, read_subjects
from tidewaiter.rows import Rows, add_columns

__all__ = ["answer_file"]

_COLUMNS = ("name", "cas", "smiles")
_ADDS = pa.schema(
    [("status", pa.string()), ("entry", pa.string()), ("rule", pa.string()), ("citation", pa.string()), ("valid_from", pa.date32())]
)


def answer_file(path: Path, out: Path, *, jurisdiction: str, on: date) -> int:
    """Write the rows of a file with the legal status of the substance in each, and give how many rows that were.

    Args:
        path: any table file with a column `name`, `cas` or `smiles`.
        out: the file to write, by its ending.
        jurisdiction: ISO 3166 alpha-2, `UN` or `EU`.
        on: the day whose law counts.

    Raises:
        BadInput: the jurisdiction is unknown, the file cannot be read or lacks all three columns.
        Misconfigured: `out` cannot be written.
    """
    laws_of(jurisdiction, on)
    answer = partial(_answer, jurisdiction=jurisdiction, on=on)
    return add_columns(path, out, answer, columns=_COLUMNS, adds=_ADDS, any_of=_COLUMNS)


def _answer(rows: Rows, headings: dict[str, str | None], *, jurisdiction: str, on: date) -> Sequence[pa.Array]:
    given = [Given(*cells) for cells in zip(*(rows.texts(headings[column]).to_pylist() for column in _COLUMNS))]
    distinct = list(dict.fromkeys(given))
    found = {row: legal_status(subject, jurisdiction=jurisdiction, on=on) for row, subject in zip(distinct, read_subjects(distinct))}
    answers = [
        found[row] if trouble is None else LegalStatus("unreadable", None, trouble, None, None)
        for row, trouble in zip(given, rows.troubles.to_pylist())
    ]
    return [pa.array([getattr(answer, field.name) for answer in answers], type=field.type) for field in _ADDS]
