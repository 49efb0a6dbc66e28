"""The law of the shipment's own day counts, at each end of its lane."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest

from tidewaiter.engine import Engine, open_engine
from tidewaiter.goods import KERNELS
from tidewaiter.goods.assess import GOODS
from tidewaiter.goods.status import control_statuses
from tidewaiter.reference import control_rows, unions
from tidewaiter.tables import arrow_schema

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("status")
    with open_engine("duckdb", workdir=folder, memory=None, kernels=KERNELS) as opened:
        yield opened


def statuses(engine: Engine, *, as_of: date = AS_OF, **declared: Any) -> list[dict[str, Any]]:
    """The control rows that hold for one shipment."""
    row = {"shipment_id": "one", "export_country": "CN", "destination_country": "US", **declared}
    goods = engine.add(ibis.memtable(pa.Table.from_pylist([row], schema=arrow_schema("shipments"))), GOODS, "one_shipment")
    table = control_statuses(goods, controls=ibis.memtable(control_rows()), unions=ibis.memtable(unions()), as_of=as_of)
    return [found for batch in engine.batches(table) for found in batch.to_pylist()]


def held(rows: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Jurisdiction and end of each row."""
    return {(row["jurisdiction"], row["end"]) for row in rows}


def test_a_precursor_is_controlled_in_the_us_from_the_day_of_the_rule(engine: Engine) -> None:
    before = statuses(engine, goods_text="4-piperidone", lodged_date=date(2023, 5, 11))
    after = statuses(engine, goods_text="4-piperidone", lodged_date=date(2023, 5, 12))

    assert ("US", "destination") not in held(before)
    assert ("US", "destination") in held(after)


def test_before_any_law_there_is_no_row(engine: Engine) -> None:
    rows = statuses(engine, goods_text="4-piperidone, CAS 41661-47-6", lodged_date=date(2015, 1, 5))

    assert rows == []


def test_the_law_date_is_the_first_date_known_and_never_after_as_of(engine: Engine) -> None:
    departed = statuses(engine, goods_text="norfentanyl", departure_date=date(2024, 1, 2), arrival_date=date(2024, 2, 2))
    dateless = statuses(engine, goods_text="norfentanyl")
    ahead = statuses(engine, goods_text="norfentanyl", lodged_date=date(2027, 1, 1))

    assert {row["law_date"] for row in departed} == {date(2024, 1, 2)}
    assert {row["law_date"] for row in dateless + ahead} == {AS_OF}


def test_union_law_holds_for_members_on_that_day(engine: Engine) -> None:
    lane: dict[str, Any] = {"goods_text": "norfentanyl", "export_country": "GB", "destination_country": "FR", "transit_countries": "SG NL"}
    rows = statuses(engine, lodged_date=date(2024, 1, 2), **lane)

    assert {found for found in held(rows) if found[0] == "EU"} == {("EU", "destination"), ("EU", "transit")}
    assert ("UN", "international") in held(rows)


def test_the_shippers_country_stands_in_for_a_missing_export_country(engine: Engine) -> None:
    rows = statuses(
        engine, goods_text="norfentanyl", export_country=None, shipper_country="CN", destination_country=None, consignee_country="CA"
    )

    assert {("CN", "origin"), ("CA", "destination")} <= held(rows)


def test_a_row_that_was_not_verified_is_shown_and_does_not_decide(engine: Engine) -> None:
    rows = statuses(
        engine,
        goods_text="norfentanyl 1609-66-1",
        lodged_date=date(2026, 12, 31),
        export_country="VN",
        destination_country="CA",
        as_of=date(2027, 1, 1),
    )
    decides = {(row["jurisdiction"], row["decides"]) for row in rows}

    assert {("VN", False), ("UN", True), ("CA", True)} <= decides


def test_a_listing_of_unknown_date_decides_only_from_the_day_it_was_read(engine: Engine) -> None:
    (before,) = [
        row for row in statuses(engine, goods_text="acetic anhydride", lodged_date=date(2020, 1, 1)) if row["jurisdiction"] == "US"
    ]
    (after,) = [row for row in statuses(engine, goods_text="acetic anhydride", as_of=date(2026, 12, 1)) if row["jurisdiction"] == "US"]

    assert (before["decides"], after["decides"]) == (False, True)
    assert before["valid_from"] is None


def test_a_proposal_is_no_control(engine: Engine) -> None:
    rows = statuses(engine, goods_text="propionyl chloride", lodged_date=date(2026, 1, 2))

    assert {row["status"] for row in rows if row["jurisdiction"] == "US"} == {"proposed"}


def test_the_spot_that_is_best_to_check_stands_for_the_substance(engine: Engine) -> None:
    rows = statuses(engine, goods_text="norfentanyl, 1609-66-1", lodged_date=date(2026, 1, 2))

    assert {(row["found_as"], row["spot_text"]) for row in rows} == {("cas", "1609-66-1")}


def test_solvents_of_every_trade_are_marked_everyday(engine: Engine) -> None:
    rows = statuses(engine, goods_text="acetone and norfentanyl", lodged_date=date(2026, 1, 2))

    assert {(row["substance"], row["everyday"]) for row in rows} == {("acetone", True), ("norfentanyl", False)}
