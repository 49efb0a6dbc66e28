"""List hits are the same on each engine."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tidewaiter.engine import Engine
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
]


def _hits(engine: Engine, folder: Path) -> list[dict[str, Any]]:
    path = folder / f"{engine.name}.parquet"
    pq.write_table(pa.Table.from_pylist(_ROWS, schema=arrow_schema("shipments")), path)
    index, _ = open_lists(folder, ["demo"], as_of=date(2026, 1, 1), workdir=folder)
    assert index is not None
    hits = screen_parties(engine.read(path), index_path=index, keep=engine.keep)
    return [row for batch in engine.batches(hits.order_by("shipment_id", "role", "list_id")) for row in batch.to_pylist()]


@pytest.mark.spark
def test_list_hits_are_equal_on_each_engine(engines: Mapping[str, Engine], tmp_path: Path) -> None:
    first, *others = [_hits(engine, tmp_path) for engine in engines.values()]

    assert [(row["shipment_id"], row["role"], row["list_id"], row["strength"]) for row in first] == [
        ("1", "consignee", "D001", "strong"),
        ("2", "shipper", "D001", "name"),
        ("3", "forwarder", "D007", "strong"),
        ("5", "buyer", "D025", "name"),
    ]
    assert all(other == first for other in others)
