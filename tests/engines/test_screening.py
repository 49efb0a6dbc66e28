"""The whole pipeline says the same on every engine, of batches in which every signal fires."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from batches import screen
from tidewaiter.engine import Engine
from tidewaiter.signals import Example, Signal, all_signals

pytestmark = pytest.mark.spark
_MOST = 200


def _rows(example: Example, prefix: str, *, phone_end: str) -> Iterator[dict[str, Any]]:
    """The records of an example under ids of their own."""
    for row in example.batch:
        # A phone that the twin gives as its broker's would excuse the ring of the example that fires.
        phones = {name: f"{value[:-1]}{phone_end}" for name, value in row.items() if name.endswith("_phone")} if phone_end else {}
        yield dict(row) | phones | {"shipment_id": f"{prefix}/{row['shipment_id']}"}


def _records(signal: Signal) -> list[dict[str, Any]]:
    """The records of both examples of a signal; those that both have, the crowd around them, once."""
    fires = list(_rows(signal.fires_on, signal.id, phone_end=""))
    quiet = list(_rows(signal.quiet_on, signal.id, phone_end="3"))
    apart = [row | {"shipment_id": f"{row['shipment_id']}/quiet"} for row in quiet if row not in fires]
    return [*fires, *apart]


def _batches() -> list[list[Signal]]:
    """Signals in as few batches as hold no more records than an engine is asked for at a time."""
    batches: list[list[Signal]] = []
    for signal in sorted(all_signals(), key=lambda signal: len(_records(signal)), reverse=True):
        room = [batch for batch in batches if sum(len(_records(other)) for other in (*batch, signal)) <= _MOST]
        if room:
            room[0].append(signal)
        else:
            batches.append([signal])
    return batches


@pytest.mark.parametrize("signals", _batches(), ids=lambda signals: " ".join(signal.code for signal in signals))
def test_every_signal_fires_and_is_scored_alike_on_each_engine(signals: list[Signal], engines: dict[str, Engine], tmp_path: Path) -> None:
    if "spark" not in engines:
        pytest.skip("pyspark or Java is missing; install tidewaiter[spark,spark-java]")
    rows = [row for signal in signals for row in _records(signal)]
    listed = {row["id"]: row for signal in signals for example in (signal.fires_on, signal.quiet_on) for row in example.lists}

    results = {
        name: screen(rows, tmp_path / name, lists=list(listed.values()), engine=engine, budget=12.0, seed=3)
        for name, engine in engines.items()
    }
    first, other = results["duckdb"], results["spark"]

    assert {row["signal_id"] for row in first.evidence} >= {signal.id for signal in signals}
    assert other.evidence == first.evidence
    assert list(other.scores.values()) == list(first.scores.values())
    assert set(first.scores) == {row["shipment_id"] for row in rows}
    assert other.not_assessed == first.not_assessed
    assert not first.not_assessed & {signal.id for signal in signals}
