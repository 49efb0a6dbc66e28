"""Findings of a run, read from its folder: records with their scores, their evidence and what they declare."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from tidewaiter.errors import BadInput
from tidewaiter.report.sentences import sentence
from tidewaiter.run.folder import open_run
from tidewaiter.signals import signal_of

__all__ = ["finding_of", "findings", "readable", "top_ids"]


def top_ids(run: Path, *, most: int) -> list[str]:
    """Give the ids of the first records of the list that carry any evidence."""
    with readable(run / "scores.parquet"):
        scores = ds.dataset(run / "scores.parquet").to_table(
            columns=["shipment_id", "rank"], filter=(pc.field("rank") <= most) & (pc.field("score") > 0)
        )
    ids: list[str] = scores.sort_by("rank")["shipment_id"].to_pylist()
    return ids


def finding_of(run: Path, shipment_id: str) -> dict[str, Any]:
    """Give all that a run says of one record.

    Raises:
        BadInput: no run there, or the run has no such record.
    """
    found = findings(open_run(run), [shipment_id])
    if not found:
        raise BadInput(f"run {run} has no shipment {shipment_id!r}; look up the ids in {run / 'scores.parquet'} or report.html")
    return found[0]


def findings(run: Path, shipment_ids: Sequence[str], *, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Give what a run says of some records, in the order of the ids: `score` columns, `declared` columns, `reasons`.

    Args:
        run: the run folder.
        shipment_ids: the records.
        columns: those of `declared`; None for all of them, which takes longer.
    """
    scores = {row["shipment_id"]: row for row in _rows(run / "scores.parquet", shipment_ids)}
    wanted = None if columns is None else ["shipment_id", *columns]
    declared = {row["shipment_id"]: row for row in _rows(run / "shipments.parquet", shipment_ids, columns=wanted)}
    evidence: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(_rows(run / "evidence.parquet", shipment_ids), key=lambda row: (-row["points"], row["signal_id"])):
        evidence.setdefault(row["shipment_id"], []).append(_reason(row))
    return [scores[id_] | {"declared": declared.get(id_, {}), "reasons": evidence.get(id_, [])} for id_ in shipment_ids if id_ in scores]


def _rows(path: Path, shipment_ids: Sequence[str], *, columns: list[str] | None = None) -> list[dict[str, Any]]:
    """Rows of some records; a group of rows of the file that holds none of them is not read."""
    wanted = pa.array(shipment_ids, type=pa.string())
    with readable(path), pq.ParquetFile(path) as file:
        return [row for group in range(file.num_row_groups) for row in _group_rows(file, group, wanted, columns=columns)]


def _group_rows(file: pq.ParquetFile, group: int, wanted: pa.Array, *, columns: list[str] | None) -> list[dict[str, Any]]:
    held = pc.is_in(file.read_row_group(group, columns=["shipment_id"])["shipment_id"], wanted)
    if not pc.any(held).as_py():
        return []
    rows: list[dict[str, Any]] = file.read_row_group(group, columns=columns).filter(held).to_pylist()
    return rows


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Read a file of a run within; what cannot be read is told as damage.

    Raises:
        BadInput: the file is damaged or gone.
    """
    try:
        yield
    except (pa.ArrowInvalid, OSError) as error:
        raise BadInput(f"{path} is damaged; screen the records again") from error


def _reason(row: dict[str, Any]) -> dict[str, Any]:
    signal = signal_of(row["signal_id"])
    return row | {
        "code": signal.code,
        "question": signal.question,
        "sentence": sentence(row["signal_id"], row["values"]),
        "innocent": signal.innocent,
        "sources": signal.sources,
    }
