"""The whole pipeline says the same on every engine, of a batch in which every signal fires."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from batches import screen
from tidewaiter.engine import Engine
from tidewaiter.signals import Example, all_signals

pytestmark = pytest.mark.spark


def _rows(example: Example, prefix: str, *, phone_end: str) -> Iterator[dict[str, Any]]:
    """The records of an example under ids of their own."""
    for row in example.batch:
        # A phone that the twin gives as its broker's would excuse the ring of the example that fires.
        phones = {name: f"{value[:-1]}{phone_end}" for name, value in row.items() if name.endswith("_phone")} if phone_end else {}
        yield dict(row) | phones | {"shipment_id": f"{prefix}/{row['shipment_id']}"}


def _everything() -> tuple[list[dict[str, Any]], list[Mapping[str, str]]]:
    """Records and lists of all examples at once."""
    rows: list[dict[str, Any]] = []
    lists: dict[str, Mapping[str, str]] = {}
    for signal in all_signals():
        rows += _rows(signal.fires_on, f"{signal.id}/fires", phone_end="")
        rows += _rows(signal.quiet_on, f"{signal.id}/quiet", phone_end="3")
        lists |= {row["id"]: row for row in (*signal.fires_on.lists, *signal.quiet_on.lists)}
    return rows, list(lists.values())


def test_every_signal_fires_and_is_scored_alike_on_each_engine(engines: dict[str, Engine], tmp_path: Path) -> None:
    if "spark" not in engines:
        pytest.skip("pyspark or Java is missing; install tidewaiter[spark,spark-java]")
    rows, lists = _everything()

    results = {name: screen(rows, tmp_path / name, lists=lists, engine=engine, budget=12.0, seed=3) for name, engine in engines.items()}
    first, other = results["duckdb"], results["spark"]

    assert len(rows) <= 200
    assert {row["signal_id"] for row in first.evidence} == {signal.id for signal in all_signals()}
    assert other.evidence == first.evidence
    assert list(other.scores.values()) == list(first.scores.values())
    assert set(first.scores) == {row["shipment_id"] for row in rows}
    assert other.not_assessed == first.not_assessed == set()
