"""The reviewed result of a small batch as text, and the command that writes it anew.

`waybills.csv` holds made-up records with the dirt of real exports; `listed.csv` a made-up list; `expected.jsonl` what is found:
a line for the counts, one a record in the order of its rank, one a reject. A change of any score or sentence shows as a diff of it:

    python tests/golden/refresh.py

writes `expected.jsonl` anew; read the diff before it is committed.
"""

import json
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tidewaiter.report.findings import findings
from tidewaiter.screening import Order, screen_files

__all__ = ["EXPECTED", "found_lines"]

_HERE = Path(__file__).parent
EXPECTED = _HERE / "expected.jsonl"


def found_lines() -> list[str]:
    """Screen the batch and give what is found, a line of JSON each."""
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder, "run")
        order = Order(
            inputs=(_HERE / "waybills.csv",),
            out=run,
            as_of=date(2026, 11, 22),
            lists=(str(_HERE / "listed.csv"),),
            workspace=Path(folder, "workspace"),
            budget=6.0,
        )
        counts = screen_files(order).record["counts"]
        return [json.dumps(line, ensure_ascii=False) for line in ({"counts": counts}, *_records(run), *_rejects(run))]


def _records(run: Path) -> Iterator[dict[str, Any]]:
    ranked = pq.read_table(run / "scores.parquet", columns=["shipment_id", "rank"]).sort_by("rank")["shipment_id"].to_pylist()
    for finding in findings(run, ranked):
        yield {
            "rank": finding["rank"],
            "shipment_id": finding["shipment_id"],
            "tier": finding["tier"],
            "score": finding["score"],
            "chance": float(f"{finding['inclusion_probability']:.4g}"),
            "drawn": finding["selected"],
            "goods": finding["declared"]["goods_text"],
            "consignee": finding["declared"]["consignee_name"],
            "signals": [f"{reason['signal_id']} {reason['points']:g}: {reason['sentence']}" for reason in finding["reasons"]],
            "repairs": finding["declared"]["repairs"],
        }


def _rejects(run: Path) -> Iterator[dict[str, Any]]:
    for row in pq.read_table(run / "rejects.parquet").to_pylist():
        yield {"reject": row["source_row"], "field": row["field"], "reason": row["reason"], "raw": row["raw"]}


if __name__ == "__main__":
    EXPECTED.write_text("".join(f"{line}\n" for line in found_lines()), encoding="utf-8")
