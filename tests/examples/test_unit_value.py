"""Q3: a declared value per kilogram is held against what such goods usually cost."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from batches import Result, screen
from tidewaiter.report.sentences import sentence
from tidewaiter.signals.batches import crowd, record

_SIGNAL = "quantity.unit_value"
_LATER = date(2027, 3, 1)


def _lot(shipment_id: str, goods_text: str, usd: float | None, **declared: Any) -> Any:
    """Ten kilograms of goods at a value."""
    return record(shipment_id, **({"net_mass_kg": 10.0} | declared), goods_text=goods_text, value_usd=usd)


def _rows() -> list[Any]:
    resin, tiles = "epoxy resin in drums", "ceramic floor tiles"
    return [
        *crowd(24, prefix="resin", goods_text=resin, hs_code="390730", value_usd=40.0),
        _lot("dear", resin, 4000.0, hs_code="390730"),
        _lot("cheap", resin, 0.4, hs_code="390730"),
        _lot("twice", resin, 80.0, hs_code="390730"),
        _lot("worthless", resin, 0.0, hs_code="390730"),
        _lot("unpriced", resin, None, hs_code="390730"),
        _lot("unweighed", resin, 4000.0, hs_code="390730", net_mass_kg=None),
        _lot("weightless", resin, 4000.0, hs_code="390730", net_mass_kg=0.0),
        _lot("endless", resin, 1e300, hs_code="390730"),
        _lot("smallest", resin, 1e300, hs_code="390730", net_mass_kg=1e-300),
        _lot("master", resin, 4000.0, hs_code="390730", record_kind="master"),
        _lot("house", resin, 4000.0, hs_code="390730", record_kind="house"),
        *crowd(24, prefix="tiles", goods_text=tiles, hs_code="690721", value_usd=10.0),
        *(_lot(f"later-{place}", tiles, 1000.0, hs_code="690721", lodged_date=_LATER) for place in range(40)),
        *crowd(12, prefix="few", goods_text="brass door handles", hs_code="830241", value_usd=40.0),
        _lot("of-few", "brass door handles", 4000.0, hs_code="830241"),
        *(_lot(f"own-{place}", "wool felt sheets", 700.0, hs_code="560210", consignee_name="Imaginary Felt Inc") for place in range(24)),
        _lot("own-dear", "wool felt sheets", 900.0, hs_code="560210", consignee_name="Imaginary Felt Inc"),
    ]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What is found of resin, tiles, handles and felt."""
    return screen(_rows(), tmp_path_factory.mktemp("values"))


def test_a_hundred_times_the_usual_price_is_raised_and_so_is_a_hundredth(found: Result) -> None:
    assert {"dear", "cheap", "house"} <= set(found.points(_SIGNAL))


def test_the_reason_names_the_price_the_usual_price_and_the_records_compared(found: Result) -> None:
    (values,) = [row["values"] for row in found.evidence if (row["shipment_id"], row["signal_id"]) == ("cheap", _SIGNAL)]

    said = sentence(_SIGNAL, values)

    assert said.startswith("Declared 0.04 USD/kg, 1/")
    assert "records of “epoxy resin drums” from CN to US" in said
    assert "unknown" not in said


def test_twice_the_usual_price_is_left_alone(found: Result) -> None:
    assert "twice" not in found.points(_SIGNAL)


@pytest.mark.parametrize("shipment_id", ["worthless", "unpriced", "unweighed", "weightless"])
def test_a_lot_without_value_or_mass_has_no_price_to_compare(shipment_id: str, found: Result) -> None:
    assert shipment_id not in found.points(_SIGNAL)
    assert shipment_id in found.scores


def test_a_value_beyond_all_bounds_is_raised_with_no_more_points_than_any(found: Result) -> None:
    assert found.points(_SIGNAL)["endless"] == 7.0
    assert "more than a million times" in found.values("endless", _SIGNAL)["times_in_words"]


def test_a_price_that_is_no_number_any_more_is_compared_with_nothing(found: Result) -> None:
    assert "smallest" not in found.points(_SIGNAL)


def test_a_master_bill_is_no_lot_and_has_no_price(found: Result) -> None:
    assert "master" not in found.points(_SIGNAL)


def test_records_dated_later_are_measured_and_are_no_part_of_what_is_usual(found: Result) -> None:
    raised = set(found.points(_SIGNAL))

    assert {f"later-{place}" for place in range(40)} <= raised
    assert not {f"tiles-{place:03d}" for place in range(24)} & raised
    assert found.values("later-0", _SIGNAL)["usd_per_kg_norm_n"] == 24


def test_a_dozen_records_are_no_comparison_group(found: Result) -> None:
    assert "of-few" not in found.points(_SIGNAL)


def test_the_only_buyer_of_some_goods_is_held_against_what_he_pays(found: Result) -> None:
    assert not [shipment_id for shipment_id in found.points(_SIGNAL) if shipment_id.startswith("own")]


def test_a_batch_of_one_record_has_no_usual_price(tmp_path: Path) -> None:
    result = screen([_lot("alone", "epoxy resin in drums", 4000.0)], tmp_path)

    assert result.points(_SIGNAL) == {}
    assert _SIGNAL not in result.not_assessed
