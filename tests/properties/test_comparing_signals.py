"""Signals that compare amounts, ways and codes say the same whatever the order of rows, the unit of an amount and the countries."""

import csv
import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from batches import AS_OF, Result, screen
from tidewaiter.screening import Order, screen_files

_SIGNALS = ("goods.contradiction", "goods.physical_economics", "quantity.unit_value", "route.improbable", "time.new_line")
_COUNTRY_COLUMNS = ("export_country", "destination_country", "transit_countries")
_PLAIN = ("BR", "JP", "KE", "CH", "NO", "ZA", "PE", "AU")
"""Countries without entries in the register of controls and of no union in it."""
_WARES = (("computer keyboards black", "847160", 0.8, 15.0), ("rubber seals for pumps", "401693", 0.1, 30.0))
_HEADINGS = {
    "shipment_id": "House Waybill No.",
    "goods_text": "Description of Goods",
    "hs_code": "HS Code",
    "net_mass_kg": "Net Weight (KG)",
    "quantity": "Quantity",
    "quantity_unit": "Unit of Quantity",
    "value_usd": "Value USD",
    "freight_usd": "Freight USD",
    "volume_m3": "Volume (M3)",
    "lodged_date": "Date Lodged",
    "channel": "Mode of Transport",
    "shipper_name": "Shipper Name",
    "consignee_name": "Consignee Name",
    "export_country": "Export Country",
    "transit_countries": "Transit Countries",
    "destination_country": "Destination Country",
}
_POUND = 0.45359237
"""Kilograms (international yard and pound agreement, 1959)."""


def _order(place: int, chance: random.Random) -> dict[str, Any]:
    """An everyday record; amounts have few digits, as a file has them."""
    text, code, kg_a_piece, usd_a_kg = _WARES[place % len(_WARES)]
    pieces = chance.randrange(20, 400)
    mass = round(pieces * kg_a_piece * chance.uniform(0.8, 1.25), 2)
    return {
        "shipment_id": f"s{place:03d}",
        "goods_text": text,
        "hs_code": code,
        "net_mass_kg": mass,
        "quantity": float(pieces),
        "quantity_unit": "C62",
        "value_usd": round(mass * usd_a_kg * chance.uniform(0.7, 1.4), 2),
        "freight_usd": round(mass * 0.4 * chance.uniform(0.7, 1.4), 2),
        "volume_m3": round(mass / 200 * chance.uniform(0.8, 1.25), 4),
        "lodged_date": date(2026, 3, 2) + timedelta(days=chance.randrange(60)),
        "channel": "sea",
        "shipper_name": f"Imaginary Exports {place % 6} Ltd",
        "consignee_name": f"Imaginary Retail {place % 40} LLC",
        "export_country": "BR",
        "destination_country": "JP",
    }


def _odd(place: int) -> dict[str, Any]:
    """What is planted in a record."""
    late = {
        "goods_text": "flavour mixture",
        "hs_code": "330210",
        "shipper_name": "Imaginary Novelties Ltd",
        "lodged_date": date(2026, 5, 20),
    }
    planted: dict[int, dict[str, Any]] = {
        3: {"value_usd": 900_000.0},
        8: {"value_usd": 1.5},
        15: {"quantity": 1.0},
        20: {"freight_usd": 50_000.0},
        31: {"hs_code": "293339"},
        44: {"transit_countries": "KE"},
    }
    return late | {"consignee_name": f"Imaginary Retail {place} LLC"} if place >= 146 else planted.get(place, {})


def _batch() -> list[dict[str, Any]]:
    chance = random.Random(12)
    return [_order(place, chance) | _odd(place) for place in range(150)]


def _seen(result: Result) -> dict[tuple[str, str], float]:
    return {(row["shipment_id"], row["signal_id"]): row["point_steps"] for row in result.evidence if row["signal_id"] in _SIGNALS}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What is found of the batch as it stands."""
    return screen(_batch(), tmp_path_factory.mktemp("first"))


def test_all_five_signals_find_what_was_planted(first: Result) -> None:
    found = {signal_id: {place for place, seen in _seen(first) if seen == signal_id} for signal_id in _SIGNALS}

    assert found["goods.contradiction"] == {"s031"}
    assert found["goods.physical_economics"] >= {"s015", "s020"}
    assert found["quantity.unit_value"] == {"s003", "s008"}
    assert found["route.improbable"] == {"s044"}
    assert found["time.new_line"] == {f"s{place}" for place in range(146, 150)}


def test_countries_of_other_names_give_the_same(first: Result, tmp_path: Path) -> None:
    turned = dict(zip(_PLAIN, (*_PLAIN[3:], *_PLAIN[:3]), strict=True))
    rows = [{name: turned.get(value, value) if name in _COUNTRY_COLUMNS else value for name, value in row.items()} for row in _batch()]

    assert _seen(screen(rows, tmp_path)) == _seen(first)


def _scaled(column: str, factor: float) -> list[dict[str, Any]]:
    return [row | {column: row[column] * factor} for row in _batch()]


# Powers of ten move every amount by whole steps, so that nothing is rounded otherwise.
@pytest.mark.parametrize(("column", "factor"), [("value_usd", 1000.0), ("net_mass_kg", 0.01), ("volume_m3", 1e6), ("quantity", 10.0)])
def test_all_amounts_in_another_unit_give_the_same(column: str, factor: float, first: Result, tmp_path: Path) -> None:
    assert _seen(screen(_scaled(column, factor), tmp_path)) == _seen(first)


def test_all_values_in_another_currency_give_the_same_findings_with_points_as_near_as_a_step(first: Result, tmp_path: Path) -> None:
    other = _seen(screen(_scaled("value_usd", 7.13), tmp_path))

    assert set(other) == set(_seen(first))
    assert all(abs(points - _seen(first)[place]) <= 5 for place, points in other.items())


def _files(rows: Iterable[Mapping[str, Any]], folder: Path, *, parts: int = 1, headings: Mapping[str, str] = _HEADINGS) -> list[Path]:
    folder.mkdir()
    rows = list(rows)
    paths = [folder / f"part-{part}.csv" for part in range(parts)]
    for part, path in enumerate(paths):
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(headings.values())
            writer.writerows([row.get(name) for name in headings] for row in rows[part::parts])
    return paths


def _found_in_files(paths: list[Path], folder: Path) -> list[dict[str, Any]]:
    screen_files(Order(tuple(paths), folder / "run", AS_OF, workspace=folder / "workspace", chunk_rows=17))
    rows = pq.read_table(folder / "run" / "evidence.parquet").to_pylist()
    return [row for row in rows if row["signal_id"] in _SIGNALS]


def test_order_and_division_into_files_change_no_finding(tmp_path: Path) -> None:
    rows = _batch()
    turned = random.Random(2).sample(rows, len(rows))

    whole = _found_in_files(_files(rows, tmp_path / "a"), tmp_path / "a")
    parts = _found_in_files(_files(turned, tmp_path / "b", parts=3), tmp_path / "b")

    assert {row["signal_id"] for row in whole} >= set(_SIGNALS)
    assert parts == whole


def test_a_column_of_pounds_gives_the_findings_of_one_of_kilograms(tmp_path: Path) -> None:
    in_pounds = [row | {"net_mass_kg": row["net_mass_kg"] / _POUND} for row in _batch()]
    pounds = _HEADINGS | {"net_mass_kg": "Net Weight (LB)"}

    of_kilograms = _found_in_files(_files(_batch(), tmp_path / "kg"), tmp_path / "kg")
    of_pounds = _found_in_files(_files(in_pounds, tmp_path / "lb", headings=pounds), tmp_path / "lb")

    assert [_points(row) for row in of_pounds] == [_points(row) for row in of_kilograms] != []


def _points(row: Mapping[str, Any]) -> tuple[str, str, float]:
    return row["shipment_id"], row["signal_id"], row["points"]
