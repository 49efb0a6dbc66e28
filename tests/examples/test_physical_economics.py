"""G4: mass a piece, density and freight are held against those of like goods."""

from pathlib import Path
from typing import Any

import pytest

from batches import Result, screen
from tidewaiter.report.sentences import sentence
from tidewaiter.signals.batches import crowd, record

_SIGNAL = "goods.physical_economics"
_BOARDS: dict[str, Any] = {"goods_text": "computer keyboards black", "hs_code": "847160", "quantity_unit": "C62"}
_FOAM: dict[str, Any] = {"goods_text": "foam sheets for packing", "hs_code": "392111", "channel": "sea"}
_SEALS: dict[str, Any] = {"goods_text": "rubber seals for pumps", "hs_code": "401693", "channel": "air", "value_usd": 100.0}


def _rows() -> list[Any]:
    return [
        *crowd(24, prefix="boards", mass_kg=16.0, quantity=20.0, **_BOARDS),
        record("heavy", quantity=3.0, net_mass_kg=79.0, **_BOARDS),
        record("many", quantity=100.0, net_mass_kg=79.0, **_BOARDS),
        record("dozens", quantity=8.0, net_mass_kg=79.0, **(_BOARDS | {"quantity_unit": "DZN"})),
        record("by-mass", quantity=3.0, net_mass_kg=79.0, **(_BOARDS | {"quantity_unit": "KGM"})),
        record("no-unit", quantity=3.0, net_mass_kg=79.0, **(_BOARDS | {"quantity_unit": None})),
        record("no-pieces", quantity=0.0, net_mass_kg=79.0, **_BOARDS),
        record("no-mass", quantity=3.0, **_BOARDS),
        record("endless", quantity=3.0, net_mass_kg=1e300, **_BOARDS),
        record("master", quantity=3.0, net_mass_kg=79.0, record_kind="master", **_BOARDS),
        *crowd(24, prefix="foam", mass_kg=30.0, volume_m3=1.0, **_FOAM),
        *crowd(24, prefix="motors", mass_kg=400.0, quantity=20.0, goods_text="electric motors", hs_code="850152", quantity_unit="C62"),
        record("dense", net_mass_kg=900.0, volume_m3=1.0, **_FOAM),
        record("large", net_mass_kg=900.0, volume_m3=30.0, **_FOAM),
        *(record(f"seals-{place}", freight_usd=10.0 + place % 5, net_mass_kg=5.0, **_SEALS) for place in range(24)),
        record("dear-way", freight_usd=1200.0, net_mass_kg=5.0, **_SEALS),
        record("cheap-way", freight_usd=0.5, net_mass_kg=5.0, **_SEALS),
        record("free-way", freight_usd=0.0, net_mass_kg=5.0, **_SEALS),
        record("dear-way-2", freight_usd=30.0, net_mass_kg=5.0, **_SEALS),
    ]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What is found of keyboards, foam and seals."""
    return screen(_rows(), tmp_path_factory.mktemp("physics"))


def test_three_keyboards_of_79_kg_are_raised_and_a_hundred_are_not(found: Result) -> None:
    assert "heavy" in found.points(_SIGNAL)
    assert "many" not in found.points(_SIGNAL)


def test_the_reason_tells_the_mass_of_a_piece_and_what_is_usual(found: Result) -> None:
    (values,) = [row["values"] for row in found.evidence if (row["shipment_id"], row["signal_id"]) == ("heavy", _SIGNAL)]

    said = sentence(_SIGNAL, values)

    assert said.startswith("“computer keyboards black”: 26.3 kg/piece is 33 times the usual 0.794 ")
    assert "unknown" not in said


@pytest.mark.parametrize(
    ("shipment_id", "words"), [("heavy", "decibans likelier than these"), ("endless", "a slip in an amount is as likely as other goods")]
)
def test_the_reason_tells_whether_other_goods_have_such_an_amount(shipment_id: str, words: str, found: Result) -> None:
    (values,) = [row["values"] for row in found.evidence if (row["shipment_id"], row["signal_id"]) == (shipment_id, _SIGNAL)]

    assert words in sentence(_SIGNAL, values)


def test_dozens_are_counted_as_pieces(found: Result) -> None:
    assert "dozens" not in found.points(_SIGNAL)


@pytest.mark.parametrize("shipment_id", ["by-mass", "no-unit", "no-pieces", "no-mass"])
def test_what_does_not_count_pieces_has_no_mass_a_piece(shipment_id: str, found: Result) -> None:
    assert shipment_id not in found.points(_SIGNAL)
    assert shipment_id in found.scores


def test_a_mass_beyond_all_bounds_is_raised_with_no_more_points_than_any(found: Result) -> None:
    assert found.points(_SIGNAL)["endless"] == 11.0


def test_a_master_bill_is_held_against_nothing(found: Result) -> None:
    assert "master" not in found.points(_SIGNAL)


def test_foam_as_dense_as_stone_is_raised_and_more_foam_is_not(found: Result) -> None:
    assert found.values("dense", _SIGNAL)["odd_measure"] == "kg/m3"
    assert "large" not in found.points(_SIGNAL)


def test_freight_of_twelve_times_the_value_is_raised_and_three_times_the_usual_is_not(found: Result) -> None:
    assert found.values("dear-way", _SIGNAL)["odd_amount"] == 12.0
    assert "dear-way-2" not in found.points(_SIGNAL)


def test_little_freight_for_a_high_value_is_what_all_dear_goods_have(found: Result) -> None:
    assert "cheap-way" not in found.points(_SIGNAL)


def test_freight_that_the_seller_bears_is_no_freight_to_compare(found: Result) -> None:
    assert "free-way" not in found.points(_SIGNAL)


@pytest.mark.parametrize("slip", [{"net_mass_kg": 16_000.0}, {"value_usd": 0.24}], ids=["mass", "value"])
def test_one_slip_of_three_digits_is_one_reason_and_not_suspicious_by_itself(slip: dict[str, float], tmp_path: Path) -> None:
    boards = _BOARDS | {"quantity": 20.0, "value_usd": 240.0, "volume_m3": 0.1, "freight_usd": 20.0}

    result = screen([*crowd(60, mass_kg=16.0, **boards), record("slip", **({"net_mass_kg": 16.0} | boards | slip))], tmp_path)

    assert result.fired("slip") >= {_SIGNAL, "quantity.unit_value"}
    assert result.scores["slip"]["tier"] == "review"


def test_one_slip_in_a_mass_that_shows_twice_adds_little(tmp_path_factory: pytest.TempPathFactory) -> None:
    boards = _BOARDS | {"volume_m3": 0.1}
    rows = [*crowd(24, mass_kg=16.0, quantity=20.0, **boards), record("slip", quantity=20.0, net_mass_kg=520.0, **boards)]

    result = screen(rows, tmp_path_factory.mktemp("slip"))

    assert result.values("slip", _SIGNAL)["odd_measures_n"] == 2
    assert result.points(_SIGNAL)["slip"] <= 8.0
