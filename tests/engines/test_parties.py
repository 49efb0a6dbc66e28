"""List hits are the same on each engine."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tidewaiter.engine import Engine
from tidewaiter.parties.names import distinct_names
from tidewaiter.parties.screen import screen_parties
from tidewaiter.parties.workspace import open_lists
from tidewaiter.tables import arrow_schema

_ROWS = [
    {
        "shipment_id": "1",
        "consignee_name": "Fictitious Harbor Chemical Co Ltd",
        "consignee_country": "CN",
        "consignee_phone": "12025550101",
    },
    {"shipment_id": "2", "shipper_name": "广州虚构港化工有限公司", "shipper_country": "US"},
    {
        "shipment_id": "3",
        "forwarder_name": "Blankshire Freight Forwarders",
        "forwarder_address": "1 Sample Ln, Blankshire",
        "declarant_name": "TO ORDER",
    },
    {"shipment_id": "4", "buyer_name": "Old Example Reagents", "arrival_date": date(2025, 1, 1)},
    {"shipment_id": "5", "buyer_name": "Old Example Reagents", "arrival_date": date(2022, 1, 1)},
    {"shipment_id": "6", "buyer_name": "Nobody On Any List Ltd"},
    {"shipment_id": "7", "buyer_name": "Another Name Ltd", "buyer_phone": "+1 (202) 555-0101", "buyer_email": "ventas@imaginarios.example"},
    {"shipment_id": "8", "buyer_name": "Fictitious Harbour Chemicals", "buyer_phone": "+12025550101", "lodged_date": date(2024, 12, 31)},
]


def _screened(engine: Engine, path: Path, index: str) -> Any:  # Any: an Ibis table
    shipments = engine.read(path)
    names = distinct_names(shipments, engine=engine)
    return screen_parties(shipments, names=names, index_path=index, as_of=date(2026, 1, 1), engine=engine)


def _hits(engine: Engine, folder: Path) -> list[dict[str, Any]]:
    path = folder / f"{engine.name}.parquet"
    pq.write_table(pa.Table.from_pylist(_ROWS, schema=arrow_schema("shipments")), path)
    index, _ = open_lists(folder, ["demo"], as_of=date(2026, 1, 1), workdir=folder)
    assert index is not None
    hits = _screened(engine, path, index)
    return [row for batch in engine.batches(hits.order_by("shipment_id", "role", "list_id")) for row in batch.to_pylist()]


@pytest.mark.spark
def test_list_hits_are_equal_on_each_engine(engines: Mapping[str, Engine], tmp_path: Path) -> None:
    first, *others = [_hits(engine, tmp_path) for engine in engines.values()]

    assert [(row["shipment_id"], row["role"], row["list_id"], row["strength"]) for row in first] == [
        ("1", "consignee", "D001", "strong"),
        ("2", "shipper", "D001", "name"),
        ("3", "forwarder", "D007", "strong"),
        ("5", "buyer", "D025", "name"),
        ("7", "buyer", "D001", "contact"),
        ("7", "buyer", "D003", "contact"),
        ("8", "buyer", "D001", "name"),
    ]
    assert first[4]["reason"] == (
        "the phone is that of the listed Fictitious Harbour Chemicals Co., Ltd.; the names differ; listed 2025-01-10, made-up example"
    )
    assert all(other == first for other in others)


def test_the_party_that_has_the_phone_is_found_among_many_of_one_name(engines: Mapping[str, Engine], tmp_path: Path) -> None:
    listed = tmp_path / "many.csv"
    rows = [f"{place:02},Fulana Ejemplo Inventada,person,MX,+1 202 555 01{place:02}" for place in range(20)]
    listed.write_text("\n".join(["id,name,schema,country,phone", *rows]), encoding="utf-8")
    path = tmp_path / "shipments.parquet"
    record = {"shipment_id": "1", "shipper_name": "Fulana Ejemplo Inventada", "shipper_phone": "+12025550117"}
    pq.write_table(pa.Table.from_pylist([record], schema=arrow_schema("shipments")), path)
    index, _ = open_lists(tmp_path, [str(listed)], as_of=date(2026, 1, 1), workdir=tmp_path)
    assert index is not None

    engine = engines["duckdb"]
    hits = _screened(engine, path, index)

    found = [row for batch in engine.batches(hits) for row in batch.to_pylist()]
    assert len(found) == 5
    assert [(row["list_id"], row["strength"]) for row in found if row["strength"] != "name"] == [("17", "strong")]
