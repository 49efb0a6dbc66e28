"""DuckDB and Spark say the same about goods."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tidewaiter.engine import Engine
from tidewaiter.goods.assess import GOODS
from tidewaiter.goods.status import control_statuses
from tidewaiter.reference import control_rows, unions
from tidewaiter.tables import arrow_schema

AS_OF = date(2026, 11, 22)
_TEXTS = (
    "4-piperidone, CAS 41661-47-6, 1 kg",
    "1-BOC-4-哌啶酮 79099-07-3",
    "TDP 5 tablet press machine with die set",
    "acetona 25 l",
    "cotton shirts for men",
    None,
    "norfentanyl and acetone in drums",
    "parts",
    "propionyl chloride, CAS 79-03-8, propionyl chloride again",
    "NPP",
    "соляной кислоты 200 л",
    "free of toluene",
)
_CODES = ("29333900", None, "84798990", "291411", "620520", "293336", "2933", None, "291590", "29333700", "280610", "380894")
_LANES = (("CN", "US"), ("DE", "MX"), ("GB", "FR"), ("CN", "CA"), (None, "HR"))
_DAYS = (date(2026, 3, 2), date(2020, 6, 1), date(2012, 1, 1), None, date(2023, 2, 20), date(2027, 1, 1))


def _record(place: int) -> dict[str, Any]:
    origin, destination = _LANES[place % len(_LANES)]
    return {
        "shipment_id": f"s{place:02d}",
        "goods_text": _TEXTS[place % len(_TEXTS)],
        "hs_code": _CODES[place % len(_CODES)],
        "export_country": origin if place % 2 else None,
        "shipper_country": origin,
        "destination_country": destination,
        "transit_countries": "SG NL" if place % 7 == 0 else None,
        "lodged_date": _DAYS[place % len(_DAYS)],
        "arrival_date": date(2019, 5, 1) if place % 4 == 0 else None,
    }


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Sixty shipments, the register and the unions as Parquet files."""
    folder = tmp_path_factory.mktemp("sixty")
    tables = {
        "shipments": pa.Table.from_pylist([_record(place) for place in range(60)], schema=arrow_schema("shipments")),
        "controls": control_rows(),
        "unions": unions(),
    }
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
    return {name: folder / f"{name}.parquet" for name in tables}


def _rows(engine: Engine, paths: dict[str, Path]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    goods = engine.add(engine.read(paths["shipments"]), GOODS, "test_goods")
    statuses = control_statuses(goods, controls=engine.read(paths["controls"]), unions=engine.read(paths["unions"]), as_of=AS_OF)
    return _sorted(engine, goods), _sorted(engine, statuses)


def _sorted(engine: Engine, table: Any) -> list[dict[str, Any]]:
    return sorted((row for batch in engine.batches(table) for row in batch.to_pylist()), key=lambda row: repr(sorted(row.items())))


@pytest.mark.spark
def test_both_engines_say_the_same_of_sixty_shipments(engines: dict[str, Engine], sixty: dict[str, Path]) -> None:
    if "spark" not in engines:
        pytest.skip("pyspark or Java is missing; install tidewaiter[spark,spark-java]")

    goods, statuses = _rows(engines["duckdb"], sixty)
    goods_on_spark, statuses_on_spark = _rows(engines["spark"], sixty)

    assert goods == goods_on_spark
    assert statuses == statuses_on_spark
    assert len(statuses) > 60


def test_duckdb_finds_what_the_register_holds(engines: dict[str, Engine], sixty: dict[str, Path]) -> None:
    _, statuses = _rows(engines["duckdb"], sixty)

    first = {(row["substance"], row["jurisdiction"], row["end"], row["valid_from"]) for row in statuses if row["shipment_id"] == "s00"}

    assert ("4-piperidone", "US", "destination", date(2023, 5, 12)) in first
    assert ("4-piperidone", "UN", "international", date(2024, 12, 3)) in first
    assert ("4-piperidone", "EU", "transit", date(2025, 12, 31)) in first
