"""run.json: what went in, what was in force, what came out, what it took."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from tidewaiter.errors import BadInput
from tidewaiter.parties.workspace import DEMO
from tidewaiter.score.combine import TIERS

if TYPE_CHECKING:
    from tidewaiter.parties.workspace import ListFacts
    from tidewaiter.pipeline import Screened
    from tidewaiter.read import Batch
    from tidewaiter.screening import Order
    from tidewaiter.signals import Signal

__all__ = ["read_record", "run_record", "write_record"]

_ENGINE_PACKAGES = {"duckdb": "duckdb", "spark": "pyspark"}
_STALE_DAYS = 7
"""chosen: sanctions lists change weekly or oftener; an older copy is warned of."""


def run_record(order: "Order", batch: "Batch", lists: "tuple[ListFacts, ...]", screened: "Screened", run: Path) -> dict[str, Any]:
    """Gather what run.json holds, but for the stages.

    Args:
        order: what was asked for.
        batch: what was read.
        lists: the lists in force.
        screened: what the screening gave.
        run: folder in which scores and evidence are written already.
    """
    from tidewaiter.reference import reference_versions

    return {
        "tidewaiter": version("tidewaiter"),
        "engine": {"name": order.engine, "version": version(_ENGINE_PACKAGES[order.engine])},
        "as_of": order.as_of.isoformat(),
        "seed": order.seed,
        "model": "chosen points",
        "budget": screened.budget,
        "counts": {"rows_in": batch.rows_in, "accepted": batch.accepted, "rejected": batch.rejected, **_found(run)},
        "inputs": [asdict(file) for file in batch.files],
        "lists": [asdict(facts) for facts in lists],
        "references": reference_versions(),
        "signals": {
            "assessed": [signal.id for signal in screened.assessed],
            "could_look": {signal.id: screened.could_look[signal.id] for signal in screened.assessed},
            "not_assessed": [{"id": signal.id, "needs": list(signal.needs)} for signal in screened.not_assessed],
        },
        "warnings": list(_warnings(lists, screened)),
    }


def _found(run: Path) -> dict[str, Any]:
    """Records by tier and by signal."""
    tiers = _counted(run / "scores.parquet", "tier")
    return {
        "tiers": {tier: tiers.get(tier, 0) for tier in TIERS},
        "signals": _counted(run / "evidence.parquet", "signal_id"),
        "selected": pc.sum(pq.read_table(run / "scores.parquet", columns=["selected"])["selected"]).as_py() or 0,
    }


def _counted(path: Path, column: str) -> dict[str, int]:
    counts = pq.read_table(path, columns=[column])[column].value_counts()
    return {row["values"]: row["counts"] for row in sorted(counts.to_pylist(), key=lambda row: str(row["values"]))}


def _warnings(lists: "tuple[ListFacts, ...]", screened: "Screened") -> list[str]:
    warnings = []
    if not lists:
        warnings.append("no list of parties is in force: nobody was screened by name; add one with: tidewaiter lists add NAME FILE")
    warnings += [
        f"list {facts.name} is {facts.age_days} days old ({facts.dated}); fetch it anew with: tidewaiter lists update, or add a newer copy"
        for facts in lists
        if facts.unchecked_days is not None and facts.unchecked_days > _STALE_DAYS
    ]
    warnings += [
        f"list {facts.name} is of unknown age; add it with: tidewaiter lists add {facts.name} FILE"
        for facts in lists
        if facts.dated is None and facts.name != DEMO
    ]
    warnings += [_not_assessed(signal, screened.filled) for signal in screened.not_assessed if signal.needs[0] != "lists"]
    if screened.later_n:
        warnings.append(f"{screened.later_n:,} records are dated later than the day of the screening; they are no part of what is usual")
    return warnings


def write_record(run: Path, record: Mapping[str, Any]) -> None:
    """Write run.json into a run folder, keys sorted; a reader finds the old one or the new one whole."""
    text = json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False, default=str)
    aside = run / "run.json.partial"
    aside.write_text(text + "\n", encoding="utf-8")
    os.replace(aside, run / "run.json")


def read_record(run: Path) -> dict[str, Any]:
    """Give what run.json of a run folder holds.

    Raises:
        BadInput: it is damaged.
    """
    try:
        record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadInput(f"{run / 'run.json'} is damaged; screen the records again") from error
    if not isinstance(record, dict):
        raise BadInput(f"{run / 'run.json'} is damaged; screen the records again")
    return record


def _not_assessed(signal: "Signal", filled: Mapping[str, bool]) -> str:
    """Which signal could not look, and the columns whose absence was the reason."""
    missing = [need for need in signal.needs if not any(filled.get(column, False) for column in need.split(" or "))]
    return f"signal {signal.id} was not assessed: no record of the batch has {', nor '.join(missing)}"
