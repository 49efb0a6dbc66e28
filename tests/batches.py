"""Builds small batches and screens them as the command would, from the canonical table on."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tidewaiter import tables
from tidewaiter.engine import Engine, open_engine
from tidewaiter.pipeline import KERNELS, Asked, screen_shipments

AS_OF = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Result:
    """Evidence and scores of a screening, as rows."""

    evidence: list[dict[str, Any]]
    scores: dict[str, dict[str, Any]]
    not_assessed: set[str]

    def fired(self, shipment_id: str) -> set[str]:
        """Ids of the signals that fired on a record."""
        return {row["signal_id"] for row in self.evidence if row["shipment_id"] == shipment_id}

    def points(self, signal_id: str) -> dict[str, float]:
        """Records on which a signal fired, with its decibans."""
        return {row["shipment_id"]: row["point_steps"] / 10 for row in self.evidence if row["signal_id"] == signal_id}

    def values(self, shipment_id: str, signal_id: str) -> dict[str, Any]:
        """What a signal saw in a record."""
        (seen,) = [row["values"] for row in self.evidence if (row["shipment_id"], row["signal_id"]) == (shipment_id, signal_id)]
        return dict(json.loads(seen))


def shipments_table(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows of canonical columns as the canonical table; what is absent is null."""
    schema = tables.arrow_schema("shipments")
    filled = [{"repairs": [], "source_file": "made.csv", "source_row": place} | dict(row) for place, row in enumerate(rows, start=2)]
    return pa.Table.from_pylist(filled, schema=schema)


def write_list(rows: Sequence[Mapping[str, str]], path: Path) -> Path:
    """Write rows of a list as our own CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def screen(
    rows: Iterable[Mapping[str, Any]],
    folder: Path,
    *,
    lists: Sequence[Mapping[str, str]] = (),
    engine: Engine | None = None,
    budget: float | None = None,
    seed: int = 0,
) -> Result:
    """Screen a batch on DuckDB, or on an engine that is open already."""
    from tidewaiter.parties.workspace import open_lists

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "shipments.parquet"
    pq.write_table(shipments_table(rows), path)
    named = (str(write_list(lists, folder / "made_up.csv")),) if lists else ()
    index, _ = open_lists(folder / "workspace", named, as_of=AS_OF, workdir=folder)
    asked = Asked(AS_OF, index, budget, seed)
    if engine is not None:
        return _result(engine, path, asked)
    with open_engine("duckdb", workdir=folder, memory=None, kernels=KERNELS) as opened:
        return _result(opened, path, asked)


def _result(engine: Engine, path: Path, asked: Asked) -> Result:
    screened = screen_shipments(engine, engine.read(path), asked)
    evidence = _rows(engine, screened.evidence.order_by(["shipment_id", "signal_id"]))
    scores = _rows(engine, screened.scores.order_by("rank"))
    return Result(evidence, {row["shipment_id"]: row for row in scores}, {signal.id for signal in screened.not_assessed})


def _rows(engine: Engine, table: Any) -> list[dict[str, Any]]:  # Any: an Ibis table
    return [row for batch in engine.batches(table) for row in batch.to_pylist()]
