"""R1: the way of a record, held against the ways that its lane is gone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from batches import Result, screen
from tidewaiter.report.sentences import sentence
from tidewaiter.signals.batches import crowd, record

_SIGNAL = "route.improbable"


def _lane(origin: str, destination: str, **declared: Any) -> dict[str, Any]:
    return {"export_country": origin, "destination_country": destination, "channel": "sea"} | declared


def _detour(shipment_id: str, lane: dict[str, Any], **declared: Any) -> Any:
    return record(shipment_id, **(lane | {"transit_countries": "PA", "shipper_name": "Imaginary Detours Ltd"} | declared))


_FEW, _MANY, _UNNAMED, _GOODS, _PORT, _BUSY = (
    _lane("CN", "MX"),
    _lane("JP", "CL"),
    _lane("TH", "PE"),
    _lane("PH", "NO"),
    _lane("IN", "KE"),
    _lane("BR", "ZA"),
)


def _rows() -> list[Any]:
    """A lane for each thing to see, as one detour more would change the shares of another."""
    return [
        *crowd(60, prefix="few", **_FEW),
        _detour("detour", _FEW),
        _detour("detour-later", _FEW, lodged_date=date(2027, 3, 1)),
        record("no-end", **(_FEW | {"destination_country": None}), transit_countries="PA"),
        record("master", **_FEW, transit_countries="CR", record_kind="master"),
        *crowd(196, prefix="many", **_MANY),
        *(_detour(f"disruption-{place}", _MANY, shipper_name=f"Imaginary Shipper {place} Ltd") for place in range(4)),
        *crowd(196, prefix="unnamed", **_UNNAMED),
        *(_detour(f"unnamed-detour-{place}", _UNNAMED, shipper_name=None) for place in range(4)),
        *crowd(60, prefix="shirts", **_GOODS, hs_code="620520"),
        *(record(f"vaccines-{place}", **_GOODS, hs_code="300241", goods_text="vaccines for cattle") for place in range(4)),
        _detour("cold-chain", _GOODS, hs_code="300241", goods_text="vaccines for cattle"),
        *crowd(60, prefix="port", **_PORT, loading_port="INNSA"),
        record("loaded-elsewhere", **_PORT, loading_port="LKCMB", shipper_name="Imaginary Detours Ltd"),
        record("loaded-where", **_PORT, loading_port="Colombo", shipper_name="Imaginary Detours Ltd"),
        *crowd(40, prefix="busy", **_BUSY),
        _detour("on-a-small-lane", _BUSY),
    ]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What is found on six lanes."""
    return screen(_rows(), tmp_path_factory.mktemp("ways"))


def test_a_way_that_one_record_in_sixty_goes_is_raised(found: Result) -> None:
    (values,) = [row["values"] for row in found.evidence if (row["shipment_id"], row["signal_id"]) == ("detour", _SIGNAL)]

    assert sentence(_SIGNAL, values) == (
        "The way from CN to MX is by PA, taken by 1 of 62 records of the lane by sea (1 shipper); no others of its HS heading are known."
    )


def test_a_record_dated_later_is_asked_and_does_not_count(found: Result) -> None:
    assert found.values("detour-later", _SIGNAL)["route_path_n"] == 1


def test_a_way_that_many_shippers_go_is_a_disruption(found: Result) -> None:
    assert not [shipment_id for shipment_id in found.points(_SIGNAL) if shipment_id.startswith("disruption")]


def test_shippers_whose_names_are_not_given_are_not_taken_for_one(found: Result) -> None:
    assert not [shipment_id for shipment_id in found.points(_SIGNAL) if shipment_id.startswith("unnamed")]


def test_goods_that_always_go_that_way_are_left_alone(found: Result) -> None:
    assert "cold-chain" not in found.points(_SIGNAL)


def test_a_port_of_loading_in_another_country_is_a_way(found: Result) -> None:
    assert found.values("loaded-elsewhere", _SIGNAL)["route_path"] == "LK"


def test_a_port_that_is_no_code_says_nothing_of_the_way(found: Result) -> None:
    assert "loaded-where" not in found.points(_SIGNAL)


def test_ports_that_are_named_are_no_countries(tmp_path: Path) -> None:
    rows = [
        *crowd(60, **_PORT, loading_port="Bombay"),
        record("named", **_PORT, loading_port="GENOA", shipper_name="Imaginary Detours Ltd"),
    ]

    assert screen(rows, tmp_path).points(_SIGNAL) == {}


def test_a_lane_of_few_records_has_no_usual_way(found: Result) -> None:
    assert "on-a-small-lane" not in found.points(_SIGNAL)


def test_a_record_without_a_country_at_one_end_has_no_lane(found: Result) -> None:
    assert "no-end" not in found.points(_SIGNAL)
    assert "no-end" in found.scores


def test_one_record_alone_has_no_lane_to_compare(tmp_path: Path) -> None:
    assert screen([_detour("alone", _FEW)], tmp_path).points(_SIGNAL) == {}
