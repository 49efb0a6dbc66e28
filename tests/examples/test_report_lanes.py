"""The lanes of a run: what the map and its table say, and that nothing is lost between them and the run."""

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batches import shipments_table
from tidewaiter import tables
from tidewaiter.errors import BadInput
from tidewaiter.report.lanes import Lane, count_lanes, lane_table
from tidewaiter.report.world_map import HEIGHT, WIDTH, draw_lanes

_ENDS = ("US", "CA", "MX", "GB", "DE", "FR", "NL", "JP", "KR", "VN", "IN", "BR", "AU")
_UNKNOWN = {"shipment_id": "adrift"}


def _run(folder: Path, rows: Sequence[Mapping[str, Any]], *, raised: set[str]) -> Path:
    """The two tables of a run that lanes are counted from."""
    pq.write_table(shipments_table(rows), folder / "shipments.parquet")
    ids = [row["shipment_id"] for row in rows]
    scores = {"shipment_id": ids, "tier": ["review" if id_ in raised else "none" for id_ in ids]}
    empty = tables.arrow_schema("scores").empty_table()
    padded = {name: scores.get(name, pa.nulls(len(ids), empty.schema.field(name).type)) for name in empty.schema.names}
    pq.write_table(pa.table(padded, schema=empty.schema), folder / "scores.parquet")
    return folder


def _records(start: str, end: str, count: int) -> list[dict[str, Any]]:
    return [{"shipment_id": f"{start}{end}-{place}", "export_country": start, "destination_country": end} for place in range(count)]


def test_the_table_adds_up_to_the_run_whatever_is_shown(tmp_path: Path) -> None:
    pairs = list(product(("CN", "IN", "DE", "NL", "MX", "BR"), ("US", "CA", "GB", "FR", "JP")))
    rows = [row for place, (start, end) in enumerate(pairs, start=1) for row in _records(start, end, place)] + [_UNKNOWN]
    raised = {row["shipment_id"] for row in rows[::7]} | {"adrift"}

    table = lane_table(count_lanes(_run(tmp_path, rows, raised=raised)))
    sums = [*table.shown, table.rest, table.unknown]

    assert table.others > 0
    assert len(table.shown) + table.others == len(pairs)
    assert sum(lane.records for lane in sums) == len(rows)
    assert sum(lane.raised for lane in sums) == len(raised)


def test_lanes_without_a_known_country_are_counted_as_such(tmp_path: Path) -> None:
    half = {"shipment_id": "half", "export_country": "CN"}

    table = lane_table(count_lanes(_run(tmp_path, [_UNKNOWN, half, *_records("CN", "US", 2)], raised={"half"})))

    assert (table.unknown.records, table.unknown.raised) == (2, 1)
    assert [(lane.start, lane.end) for lane in table.shown] == [("CN", "US")]


def test_a_lane_goes_from_the_export_country_or_else_from_the_shippers(tmp_path: Path) -> None:
    rows = [
        {"shipment_id": "a", "export_country": "HK", "shipper_country": "CN", "origin_country": "IN", "destination_country": "US"},
        {"shipment_id": "b", "shipper_country": "CN", "origin_country": "IN", "consignee_country": "US"},
        {"shipment_id": "c", "origin_country": "IN", "destination_country": "MX", "consignee_country": "US"},
    ]

    lanes = count_lanes(_run(tmp_path, rows, raised=set()))

    assert {(lane.start, lane.end) for lane in lanes} == {("HK", "US"), ("CN", "US"), ("IN", "MX")}


def test_a_share_of_few_records_is_not_told() -> None:
    few, enough = Lane("CN", "US", 19, 19), Lane("CN", "US", 20, 5)

    assert few.share is None
    assert enough.share == 0.25


def test_a_small_lane_with_many_reasons_is_shown_beside_the_large_ones() -> None:
    large = [Lane("CN", end, 1000 + place, 0) for place, end in enumerate(_ENDS)]
    small = Lane("PK", "CO", 25, 20)

    table = lane_table([*large, small])

    assert small in table.shown
    assert [lane.records for lane in table.shown] == sorted((lane.records for lane in table.shown), reverse=True)
    assert table.others == 1


def test_a_lane_over_the_edge_of_the_map_comes_in_again_on_the_other_side() -> None:
    drawn = draw_lanes([Lane("DE", "US", 50, 5), Lane("CN", "US", 100, 5)], share=0.05)

    pacific, atlantic = drawn.arcs
    assert (pacific.path.count("M"), atlantic.path.count("M")) == (1, 2)
    assert pacific.width > atlantic.width
    assert all(0 <= place.x <= WIDTH and 0 <= place.y <= HEIGHT for place in drawn.places)


def test_a_country_without_a_place_is_named_as_missing_from_the_map() -> None:
    drawn = draw_lanes([Lane("ZZ", "US", 50, 5)], share=0.1)

    assert (drawn.arcs, drawn.missing) == ((), ("ZZ",))


def test_goods_that_stay_in_a_country_are_a_ring_without_an_arrow() -> None:
    (arc,) = draw_lanes([Lane("US", "US", 50, 5)], share=0.1).arcs

    assert "a" in arc.path
    assert arc.arrow == ""


@pytest.mark.parametrize(("raised", "shade"), [(4, "0"), (5, "1"), (10, "2"), (20, "3")])
def test_the_shade_of_a_lane_tells_its_share_in_times_that_of_the_run(raised: int, shade: str) -> None:
    (arc,) = draw_lanes([Lane("CN", "US", 100, raised)], share=0.05).arcs

    assert arc.shade == shade


def test_a_run_without_any_reason_has_one_shade() -> None:
    (arc,) = draw_lanes([Lane("CN", "US", 100, 0)], share=0.0).arcs

    assert arc.shade == "0"


def test_a_damaged_table_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "shipments.parquet").write_bytes(b"no table")

    with pytest.raises(BadInput, match="damaged"):
        count_lanes(tmp_path)
