"""Each relation gives the same rows on every engine."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tidewaiter.engine import Engine
from tidewaiter.history.contradictions import doubted_codes
from tidewaiter.history.habits import far_from_habit
from tidewaiter.history.measures import DENSITY, FREIGHT_SHARE, MASS, PIECE_MASS, UNIT_VALUE
from tidewaiter.history.norms import far_from_norms, far_of, step_norms
from tidewaiter.history.novelty import new_lines
from tidewaiter.history.oddest import oddest_measure
from tidewaiter.history.other_goods import with_other_goods
from tidewaiter.history.routes import rare_routes
from tidewaiter.parties.business import business_misfits
from tidewaiter.score.combine import score_records

pytestmark = pytest.mark.spark


def rows_on(engine: Engine, table: Any) -> list[tuple[Any, ...]]:  # Any: an Ibis table
    names = sorted(table.columns)
    rows = [row for batch in engine.batches(table) for row in batch.to_pylist()]
    return sorted((tuple(repr(row[name]) for name in names) for row in rows), key=repr)


def on_each(engines: dict[str, Engine], table: pa.Table, step: Any, folder: Path) -> None:
    path = folder / "rows.parquet"
    pq.write_table(table, path)
    answers = {name: rows_on(engine, step(engine, engine.read(path))) for name, engine in engines.items()}

    assert len({len(rows) for rows in answers.values()}) == 1
    assert answers["spark"] == answers["duckdb"]
    assert answers["duckdb"]


def masses() -> pa.Table:
    chance = random.Random(7)
    rows = [
        {
            "shipment_id": f"s{place:03d}",
            "commodity": chance.choice(["hs:610910", "hs:380894", None]),
            "article": chance.choice(["text:tea", "text:pool cleaner"]),
            "channel": chance.choice(["air", "sea", None]),
            "carriage": chance.choice(["air cargo", "surface freight"]),
            "haul": chance.choice(["parcels or air cargo", "surface freight"]),
            "way": chance.choice(["air", "sea", None]),
            "buyer_kind": chance.choice(["firm", "other"]),
            "buyer_key": chance.choice(["oak", "elm", "ash", None]),
            "mass_kg": chance.choice([None, 0.0, *[chance.lognormvariate(2, 0.5)] * 12, 9e5]),
            "declared_day": chance.choice([None, date(2026, 3, 1 + place % 9)]),
            "is_known": chance.random() < 0.9,
            "step": chance.choice([None, chance.randrange(0, 300)]),
        }
        for place in range(400)
    ]
    return pa.Table.from_pylist(rows)


def test_norms_agree(engines: dict[str, Engine], tmp_path: Path) -> None:
    on_each(engines, masses(), lambda engine, rows: step_norms(rows, by=("commodity", "channel")), tmp_path)


def test_masses_against_norms_and_habits_agree(engines: dict[str, Engine], tmp_path: Path) -> None:
    def far(engine: Engine, rows: Any) -> Any:
        records = rows.drop("step")
        return far_from_habit(records, engine.keep(far_from_norms(records, (MASS,), engine=engine), "far"), engine=engine)

    on_each(engines, masses(), far, tmp_path)


def trade() -> pa.Table:
    """Records as history.records.comparable_records gives them, with what is rare planted among what is usual."""
    chance = random.Random(5)
    return pa.Table.from_pylist([_traded(place, chance) for place in range(200)])


def _traded(place: int, chance: random.Random) -> dict[str, Any]:
    late = place >= 196
    commodity = "hs:293339" if late else chance.choice([*["hs:610910"] * 4, "hs:610990", "hs:610990", "text:tea bags", None])
    far = 1e5 if place % 40 == 7 else 1.0
    return {
        "shipment_id": f"s{place:03d}",
        "commodity": commodity,
        "article": chance.choice(["text:cotton shirts", "text:cotton shirts", None]),
        "heading": commodity[:7] if commodity and commodity.startswith("hs:") else None,
        "chapter": commodity[:5] if commodity and commodity.startswith("hs:") else None,
        "channel": chance.choice(["sea", "sea", "sea", None]),
        "lane": "CN>MX" if late or place % 8 else None,
        "way_lane": "CN>MX" if late or place % 8 else None,
        "origin": chance.choice(["CN", None]),
        "path": "PA" if place in (9, 190) else "direct",
        "buyer_key": f"buyer {place % 7}" if place % 5 else None,
        "shipper_name": "Imaginary Novelties" if late else chance.choice(["Imaginary Exports", None]),
        "usd_per_kg": chance.choice([None, 0.0, far * chance.lognormvariate(2, 0.5)]),
        "kg_per_piece": chance.choice([None, far * chance.lognormvariate(0, 0.5)]),
        "kg_per_m3": chance.choice([None, far * chance.lognormvariate(5, 0.5)]),
        "freight_per_value": chance.choice([None, far * chance.lognormvariate(-2, 0.5)]),
        "declared_day": None if place % 31 == 3 else date(2026, 5, 20) if late else date(2026, 3, 1 + place % 28),
        "is_known": late or place % 37 != 1,
    }


def test_prices_against_norms_of_several_levels_agree(engines: dict[str, Engine], tmp_path: Path) -> None:
    on_each(engines, trade(), lambda engine, rows: far_of(far_from_norms(rows, (UNIT_VALUE,), engine=engine), UNIT_VALUE), tmp_path)


def test_the_oddest_of_three_measures_agrees(engines: dict[str, Engine], tmp_path: Path) -> None:
    def oddest(engine: Engine, rows: Any) -> Any:
        measures = (PIECE_MASS, DENSITY, FREIGHT_SHARE)
        far = engine.keep(far_from_norms(rows, measures, engine=engine), "far_of_three")
        odd = oddest_measure({measure: far_of(far, measure) for measure in measures})
        return with_other_goods(odd, far=far, records=rows, measures=measures, engine=engine)

    on_each(engines, trade(), oddest, tmp_path)


def test_goods_that_fit_no_line_of_business_agree(engines: dict[str, Engine], tmp_path: Path) -> None:
    def misfits(engine: Engine, rows: Any) -> Any:
        goods = rows.select(
            "shipment_id", "consignee_name", "buyer_name", "shipper_name", "hs_code", "spots", "equipment_spots", "watched_heading"
        )
        names = rows.select(name="consignee_name", name_key="consignee_name", trades="trades").distinct()
        return business_misfits(goods, records=rows, names=names, engine=engine)

    on_each(engines, business(), misfits, tmp_path)


def business() -> pa.Table:
    """Toy shops and chemists with their goods; every tenth toy shop takes a chemical."""
    nothing = pa.table({"substance": pa.array([], pa.string())}).schema
    spots = pa.array([[] for _ in range(120)], pa.list_(pa.struct(nothing)))
    rows = [_dealt(place) for place in range(120)]
    return pa.Table.from_pylist(rows, schema=_BUSINESS).append_column("spots", spots).append_column("equipment_spots", spots)


_BUSINESS = pa.schema(
    [
        *((name, pa.string()) for name in ("shipment_id", "consignee_name", "buyer_name", "shipper_name", "hs_code", "watched_heading")),
        *((name, pa.string()) for name in ("article", "heading")),
        ("trades", pa.list_(pa.string())),
        ("declared_day", pa.date32()),
        ("is_known", pa.bool_()),
    ]
)


def _dealt(place: int) -> dict[str, Any]:
    trade = "toys" if place % 2 else "chemical"
    code = "2811220000" if trade == "chemical" or place % 20 == 1 else "9503000000"
    coded = place % 7 > 0
    return {
        "shipment_id": f"s{place:03d}",
        "consignee_name": f"Imaginary {trade} {place}",
        "hs_code": code if coded else None,
        "article": f"text:goods of {code}",
        "heading": f"hs:{code[:4]}" if coded else None,
        "trades": [trade],
        "declared_day": date(2026, 3, 1 + place % 28),
        "is_known": place % 37 != 1,
    }


def test_rare_routes_agree(engines: dict[str, Engine], tmp_path: Path) -> None:
    on_each(engines, trade(), lambda engine, rows: rare_routes(rows, engine=engine), tmp_path)


def test_new_lines_agree(engines: dict[str, Engine], tmp_path: Path) -> None:
    on_each(engines, trade(), lambda engine, rows: new_lines(rows, engine=engine), tmp_path)


def test_doubted_codes_agree(engines: dict[str, Engine], tmp_path: Path) -> None:
    def doubted(engine: Engine, rows: Any) -> Any:
        watched = (rows.commodity == "hs:293339").ifelse(rows.commodity, ibis.null("string"))
        goods = rows.select("shipment_id", goods_text=rows.article.substr(5), hs_code=rows.commodity.substr(3), watched_heading=watched)
        return doubted_codes(rows, goods, engine=engine)

    on_each(engines, trade(), doubted, tmp_path)


def test_scores_agree(engines: dict[str, Engine], tmp_path: Path) -> None:
    chance = random.Random(3)
    evidence = pa.Table.from_pylist(
        [
            {
                "shipment_id": f"s{chance.randrange(40):03d}",
                "signal_id": f"{family}.x{chance.randrange(3)}",
                "family": family,
                "point_steps": chance.choice([0, 15, 73, 140]),
                "is_fact": chance.random() < 0.1,
            }
            for family in chance.choices(["goods", "party", "quantity", "quality"], k=160)
        ]
    )

    def scored(engine: Engine, rows: Any) -> Any:
        records = rows.select("shipment_id").distinct().union(ibis.memtable(pa.table({"shipment_id": ["quiet-1", "quiet-2"]})))
        return score_records(records, rows, keep=engine.keep)

    on_each(engines, evidence, scored, tmp_path)
