"""The example that comes with tidewaiter shows what it promises: each signal fires on what was planted, and lawful twins stay quiet."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tidewaiter.screening import Order, screen_files
from tidewaiter.signals import all_signals

_EXAMPLE = Path(__file__).parents[2] / "examples" / "orders-and-parcels.csv"


@pytest.fixture(scope="module")
def remarked(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The records that carry a remark of the maker of the example, with what was found on them."""
    run = tmp_path_factory.mktemp("example") / "run"
    screen_files(Order((_EXAMPLE,), run, date(2026, 11, 22), lists=("demo",), workspace=run.parent / "workspace"))
    scores = {row["shipment_id"]: row for row in pq.read_table(run / "scores.parquet").to_pylist()}
    rows = pq.read_table(run / "shipments.parquet", columns=["shipment_id", "goods_text", "extra"]).to_pylist()
    remarks = {row["shipment_id"]: json.loads(row["extra"] or "{}").get("Internal Remarks") for row in rows}
    return [row | {"remark": remarks[row["shipment_id"]]} | scores[row["shipment_id"]] for row in rows if remarks[row["shipment_id"]]]


def test_every_signal_fires_on_what_was_planted(remarked: list[dict[str, Any]]) -> None:
    planted = [row for row in remarked if row["remark"].startswith("planted")]

    assert {signal for row in planted for signal in row["signals"]} == {signal.id for signal in all_signals()}
    assert [row["goods_text"] for row in planted if not row["signals"]] == []


def test_a_lawful_twin_stays_quiet(remarked: list[dict[str, Any]]) -> None:
    twins = [row for row in remarked if row["remark"].startswith("twin")]

    raised = {row["remark"]: row["tier"] for row in twins if row["signals"]}

    assert len(twins) >= 15
    # A press is raised whoever receives it, and an everyday chemical is shown without points.
    assert raised == {"twin: claims a use": "review", "twin: an everyday chemical": "none"}


def test_an_everyday_record_is_left_alone(remarked: list[dict[str, Any]]) -> None:
    run_of_the_mill = [row for row in remarked if row["remark"].startswith("dirt")]

    assert {tuple(row["signals"]) for row in run_of_the_mill} == {()}
