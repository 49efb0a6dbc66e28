"""T3: goods that come onto a lane anew."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from batches import Result, screen
from tidewaiter.report.sentences import sentence
from tidewaiter.signals.batches import crowd, record

_SIGNAL = "time.new_line"
_LATE = date(2026, 5, 21)
_LANES = {
    "one-supplier": ("CN", "MX"),
    "season": ("JP", "CL"),
    "unnamed": ("TH", "PE"),
    "in-parts": ("PH", "NO"),
    "future": ("IN", "KE"),
    "undated": ("BR", "ZA"),
    "small": ("KR", "NZ"),
    "two": ("ID", "EG"),
}


def _lane(name: str) -> dict[str, Any]:
    origin, destination = _LANES[name]
    return {"export_country": origin, "destination_country": destination}


def _new(name: str, size: int, **declared: Any) -> Iterator[Any]:
    """Records of new goods on a lane, each to a buyer of its own by one supplier unless said."""
    for place in range(size):
        usual = {"consignee_name": f"Imaginary Buyer {place} LLC", "shipper_name": "Imaginary Novelties Ltd", "lodged_date": _LATE}
        said = {column: value.format(place) if isinstance(value, str) else value for column, value in declared.items()}
        yield record(f"{name}-new-{place}", **_lane(name), **(usual | said), hs_code="293379", goods_text="organic intermediate powder")


def _rows() -> list[Any]:
    """A lane for each thing to see."""
    old = [row for name in _LANES for row in crowd(30 if name == "small" else 100, prefix=f"{name}-old", hs_code="610910", **_lane(name))]
    return [
        *old,
        *_new("one-supplier", 4),
        *_new("season", 4, shipper_name="Imaginary Supplier {} Ltd"),
        *_new("unnamed", 4, shipper_name=None),
        *_new("in-parts", 6, consignee_name="Imaginary Only Buyer LLC"),
        *_new("future", 4, lodged_date=date(2027, 3, 1)),
        *_new("undated", 4, lodged_date=None),
        *_new("small", 4),
        *_new("two", 2),
    ]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What is found on eight lanes."""
    return screen(_rows(), tmp_path_factory.mktemp("lines"))


def _raised(found: Result) -> set[str]:
    return {shipment_id.split("-new-")[0] for shipment_id in found.points(_SIGNAL)}


def test_a_line_of_one_supplier_is_raised_and_told(found: Result) -> None:
    (values,) = [row["values"] for row in found.evidence if (row["shipment_id"], row["signal_id"]) == ("one-supplier-new-1", _SIGNAL)]

    assert sentence(_SIGNAL, values) == (
        "HS 293379 from CN to MX begins on 2026-05-21, after 100 records of the lane without it, and has 4 since, from 1 supplier to 4 "
        "buyers (45.6 decibans of surprise); before that day this supplier had no record of other trade."
    )


def test_a_season_that_many_suppliers_serve_is_left_alone(found: Result) -> None:
    assert "season" not in _raised(found)


def test_suppliers_whose_names_are_not_given_are_not_taken_for_one(found: Result) -> None:
    assert "unnamed" not in _raised(found)


def test_a_consignment_in_parts_is_one_coming_and_no_line(found: Result) -> None:
    assert "in-parts" not in _raised(found)


def test_two_records_are_no_line(found: Result) -> None:
    assert "two" not in _raised(found)


@pytest.mark.parametrize("name", ["future", "undated"])
def test_records_of_no_known_day_begin_nothing(name: str, found: Result) -> None:
    assert name not in _raised(found)
    assert f"{name}-new-0" in found.scores


def test_on_a_lane_that_had_little_trade_before_everything_is_new(found: Result) -> None:
    assert "small" not in _raised(found)


def test_goods_that_the_lane_has_always_had_are_no_new_line(found: Result) -> None:
    assert _raised(found) == {"one-supplier"}


def test_the_names_of_the_countries_do_not_matter(tmp_path: Path) -> None:
    lane = _lane("one-supplier")
    rows = [*crowd(100, hs_code="610910", **lane), *_new("one-supplier", 4)]
    elsewhere = [dict(row) | {"export_country": "AU", "destination_country": "CH"} for row in rows]

    before, after = screen(rows, tmp_path / "before"), screen(elsewhere, tmp_path / "after")

    assert before.points(_SIGNAL) == after.points(_SIGNAL) != {}


def test_a_line_that_was_there_from_the_first_week_is_old(tmp_path: Path) -> None:
    rows = [
        dict(row) | {"lodged_date": date(2026, 3, 2) + timedelta(days=place % 60)}
        for place, row in enumerate((*crowd(150, hs_code="610910"), *crowd(24, prefix="steady", hs_code="293379")))
    ]

    assert screen(rows, tmp_path).points(_SIGNAL) == {}
