"""G3: everyday goods are believed unless the record's own mass, density, price, packing or buyer says otherwise."""

import json
from pathlib import Path
from typing import Any

import pytest

from batches import Result, screen
from tidewaiter.signals.batches import record

_SIGNAL = "goods.everyday_claim"
_PRIVATE = {"consignee_name": "A. Sample", "channel": "air"}
_FIRM = {"consignee_name": "Imaginary Stores Ltd", "channel": "air"}


def _rows() -> list[Any]:
    keyboards = {"goods_text": "computer keyboards", "quantity": 100.0, "quantity_unit": "C62", "net_mass_kg": 80.0}
    return [
        record("fair", **keyboards, package_kind="CT", **_FIRM),
        record("in-drums", **keyboards, package_kind="1A", **_FIRM),
        record("oil-in-drums", goods_text="motor oil 15W-40", net_mass_kg=180.0, package_kind="1A", **_FIRM),
        record("oil-in-sacks", goods_text="motor oil 15W-40", net_mass_kg=180.0, package_kind="SA", **_FIRM),
        record("heavy", **(keyboards | {"quantity": 3.0}), **_FIRM),
        record("dense", goods_text="dog food", net_mass_kg=900.0, volume_m3=0.1, **_FIRM),
        record("cleaner-to-firm", goods_text="pool cleaner", net_mass_kg=226.0, **_FIRM),
        record("cleaner-to-private", goods_text="pool cleaner", net_mass_kg=226.0, **_PRIVATE),
        record("cleaner-by-sea", goods_text="pool cleaner", net_mass_kg=226.0, **(_PRIVATE | {"channel": "sea"})),
        record("little", goods_text="pool cleaner", net_mass_kg=5.0, **_PRIVATE),
        record("other", goods_text="cast iron weights", net_mass_kg=900.0, volume_m3=0.1, **_PRIVATE),
    ]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What is found of keyboards, oil, dog food and cleaner."""
    return screen(_rows(), tmp_path_factory.mktemp("claims"))


def test_the_word_alone_says_nothing(found: Result) -> None:
    raised = set(found.points(_SIGNAL))

    assert raised.isdisjoint({"fair", "oil-in-drums", "cleaner-to-firm", "cleaner-by-sea", "little", "other"})


def test_mass_density_packing_and_buyer_contradict_it(found: Result) -> None:
    assert set(found.points(_SIGNAL)) == {"in-drums", "oil-in-sacks", "heavy", "dense", "cleaner-to-private"}


def test_the_reason_names_what_does_not_fit(found: Result) -> None:
    (values,) = [row["values"] for row in found.evidence if (row["shipment_id"], row["signal_id"]) == ("in-drums", _SIGNAL)]

    assert json.loads(values)["claim_contradictions"] == "packed as “Drum, steel”"


def test_no_column_of_packages_is_needed(tmp_path: Path) -> None:
    rows = [{name: value for name, value in row.items() if name != "package_kind"} for row in _rows()]

    assert "heavy" in screen(rows, tmp_path).points(_SIGNAL)
