"""What each signal did in a run: records by tier, points, other families beside it, records that it could look at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from tidewaiter.report.findings import readable

__all__ = ["SignalCounts", "count_signals"]


@dataclass(frozen=True, slots=True)
class SignalCounts:
    """What one signal did in a run.

    Attributes:
        fired: records on which it fired.
        tiers: those records by tier.
        points_middle: decibans that it gave, the median over those records; None where it never fired.
        points_most: the most that it gave.
        beside: those records on which another family gave points, too.
        could_look: part of all records that have the columns it needs; None where the run does not say.
    """

    fired: int
    tiers: Mapping[str, int]
    points_middle: float | None
    points_most: float | None
    beside: int
    could_look: float | None


def count_signals(run: Path, record: Mapping[str, Any]) -> dict[str, SignalCounts]:
    """Count for each signal that was assessed what it did in a run.

    Args:
        run: the run folder.
        record: what its run.json says.

    Raises:
        BadInput: a table of the run is damaged.
    """
    accepted, could_look = record["counts"]["accepted"], record["signals"].get("could_look", {})
    parts = {name: count / accepted for name, count in could_look.items()} if accepted else {}
    groups = _groups(run)
    return {name: _counts(groups.get(name, []), parts.get(name)) for name in record["signals"]["assessed"]}


def _counts(groups: Sequence[Mapping[str, Any]], could_look: float | None) -> SignalCounts:
    tiers = Counter({group["tier"]: 0 for group in groups})
    for group in groups:
        tiers[group["tier"]] += group["records"]
    beside = sum(group["records"] for group in groups if set(group["families"] or ()) - {group["family"]})
    points = np.repeat([group["points"] for group in groups], [group["records"] for group in groups])
    middle, most = (float(np.median(points)), float(points.max())) if groups else (None, None)
    return SignalCounts(tiers.total(), tiers, middle, most, beside, could_look)


def _groups(run: Path) -> dict[str, list[dict[str, Any]]]:
    """Records of each signal by tier, families with points, and points: few groups, whatever the number of records."""
    with readable(run / "evidence.parquet"):
        evidence = ds.dataset(run / "evidence.parquet").to_table(columns=["shipment_id", "signal_id", "family", "points"])
    with readable(run / "scores.parquet"):
        raised = ds.dataset(run / "scores.parquet").to_table(columns=["shipment_id", "tier"], filter=pc.field("tier") != "none")
    joined = evidence.join(raised, "shipment_id").join(_families(evidence), "shipment_id")
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in joined.group_by(["signal_id", "family", "tier", "families", "points"]).aggregate([([], "count_all")]).to_pylist():
        told = {"tier": row["tier"] or "none", "families": (row["families"] or "").split(), "records": row["count_all"]}
        groups.setdefault(row["signal_id"], []).append(row | told)
    return groups


def _families(evidence: pa.Table) -> pa.Table:
    """For each record the families that gave it points, a blank between."""
    found = evidence.filter(pc.greater(evidence["points"], 0)).group_by("shipment_id").aggregate([("family", "distinct")])
    return pa.table({"shipment_id": found["shipment_id"], "families": pc.binary_join(found["family_distinct"], " ")})
