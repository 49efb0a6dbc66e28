"""What kind of look a record is due, by the families that speak for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tidewaiter.engine import open_engine
from tidewaiter.score.combine import score_records
from tidewaiter.signals import KERNELS


def scored(evidence: Sequence[tuple[str, float, bool]], folder: Path) -> dict[str, Any]:
    """The score of one record with evidence of (family, points, fact)."""
    rows = [
        {"shipment_id": "one", "signal_id": f"{family}.{place}", "family": family, "point_steps": round(points * 10), "is_fact": fact}
        for place, (family, points, fact) in enumerate(evidence)
    ]
    pq.write_table(pa.Table.from_pylist(rows), folder / "evidence.parquet")
    with open_engine("duckdb", workdir=folder, memory=None, kernels=KERNELS) as engine:
        table = engine.read(folder / "evidence.parquet")
        result = score_records(table.select("shipment_id").distinct(), table, keep=engine.keep)
        (row,) = (row for batch in engine.batches(result) for row in batch.to_pylist())
    return dict(row)


@pytest.mark.parametrize(
    ("evidence", "tier"),
    [
        ([("goods", 20.0, False)], "review"),
        ([("goods", 10.0, False), ("goods", 10.0, False)], "review"),
        ([("goods", 6.0, False), ("quantity", 6.0, False)], "suspicious"),
        ([("goods", 6.0, False), ("quantity", 5.9, False)], "review"),
        ([("goods", 13.0, False), ("quality", 0.0, False)], "review"),
        ([("quality", 0.0, False)], "none"),
        ([("party", 15.0, True)], "fact"),
    ],
    ids=["one family however strong", "one family twice", "two families", "too few points", "poor data is no family", "poor data", "law"],
)
def test_two_families_are_needed_before_anything_is_suspicious(evidence: list[tuple[str, float, bool]], tier: str, tmp_path: Path) -> None:
    assert scored(evidence, tmp_path)["tier"] == tier


def test_a_family_counts_no_more_than_its_cap(tmp_path: Path) -> None:
    row = scored([("goods", 19.0, False), ("goods", 19.0, False)], tmp_path)

    # 20 points at the most are half of 20 + 20.
    assert (row["point_steps"], row["score"]) == (200, 50.0)
