"""The conformance suite: what every signal must do, whatever it asks."""

import json
import string
from pathlib import Path

import pytest

from batches import Result, screen
from tidewaiter.report.sentences import sentence
from tidewaiter.signals import FAMILIES, Example, Signal, all_signals
from tidewaiter.tables import column_names

SIGNALS = pytest.mark.parametrize("signal", all_signals(), ids=lambda signal: signal.id)


def screened(example: Example, folder: Path) -> Result:
    return screen(example.batch, folder, lists=example.lists)


@SIGNALS
def test_a_signal_fires_on_its_example_and_says_why(signal: Signal, tmp_path: Path) -> None:
    result = screened(signal.fires_on, tmp_path)

    (evidence,) = [row for row in result.evidence if (row["shipment_id"], row["signal_id"]) == (signal.fires_on.shipment_id, signal.id)]
    said = sentence(signal.id, evidence["values"])

    assert set(json.loads(evidence["values"])) == set(signal.values)
    assert "{" not in said
    assert 0 <= evidence["point_steps"] / 10 <= max(FAMILIES[signal.family].cap, 0)


@SIGNALS
def test_a_signal_leaves_the_lawful_twin_alone(signal: Signal, tmp_path: Path) -> None:
    result = screened(signal.quiet_on, tmp_path)

    assert signal.quiet_on.shipment_id in result.scores
    assert signal.id not in result.fired(signal.quiet_on.shipment_id)


@SIGNALS
def test_a_signal_without_its_columns_is_not_assessed(signal: Signal, tmp_path: Path) -> None:
    needed = {column for need in signal.needs for column in need.split(" or ")}
    bare = tuple({name: value for name, value in row.items() if name not in needed} for row in signal.fires_on.batch)

    result = screen(bare, tmp_path)

    assert signal.id in result.not_assessed
    assert signal.id not in {row["signal_id"] for row in result.evidence}


@SIGNALS
def test_a_signal_is_filled_in_wholly(signal: Signal) -> None:
    fields = {name for _, name, _, _ in string.Formatter().parse(signal.says) if name}
    needed = {column for need in signal.needs for column in need.split(" or ")}

    assert signal.family in FAMILIES
    assert signal.id.split(".")[0] in FAMILIES
    assert signal.question.endswith("?")
    assert signal.sources
    assert signal.innocent
    assert fields <= set(signal.values)
    assert needed <= {*column_names("shipments"), "lists"}
    assert signal.fires_on.about != signal.quiet_on.about


@SIGNALS
def test_a_signal_takes_nothing_about_the_person(signal: Signal) -> None:
    forbidden = {"nationality", "citizenship", "ethnic", "religion", "household", "gender", "birth", "passport"}

    words = " ".join([*signal.needs, *signal.values]).lower()

    assert not [word for word in forbidden if word in words]
