"""Lanes of a run: from which country to which, how many records, how many of them with a reason to look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from tidewaiter.report.findings import readable

__all__ = ["LEAST_RECORDS", "Lane", "LaneTable", "count_lanes", "lane_table"]

LEAST_RECORDS = 20
"""chosen: one record more or less moves the share of fewer than 20 by over 5 points; below, no share is told."""
_MOST_LANES = 12
"""chosen: as many arcs of each kind as a map shows without becoming a bundle."""
_FROM = ("export_country", "shipper_country", "origin_country")
_TO = ("destination_country", "consignee_country")
"""The first that a record states counts."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Records from one country to another.

    Attributes:
        start: country that the goods were sent from, ISO 3166 alpha-2; None where no record of the lane says.
        end: country that they go to, likewise.
        records: how many.
        raised: how many of them are in the tiers fact, suspicious or review.
    """

    start: str | None
    end: str | None
    records: int
    raised: int

    @property
    def share(self) -> float | None:
        """Part of the records with a reason to look; None where there are too few to tell."""
        return self.raised / self.records if self.records >= LEAST_RECORDS else None


@dataclass(frozen=True, slots=True)
class LaneTable:
    """Lanes to show, most records first, and the sums of the rest, so that all add up to the run.

    Attributes:
        shown: the lanes with most records, and those with most records raised.
        others: how many lanes are not shown.
        rest: their sum.
        unknown: sum of the records without a known country at one end or both.
    """

    shown: tuple[Lane, ...]
    others: int
    rest: Lane
    unknown: Lane


def count_lanes(run: Path) -> list[Lane]:
    """Give every lane of a run, most records first.

    Raises:
        BadInput: a table of the run is damaged.
    """
    with readable(run / "shipments.parquet"):
        shipments = ds.dataset(run / "shipments.parquet").to_table(columns=["shipment_id", *_FROM, *_TO])
    with readable(run / "scores.parquet"):
        raised = ds.dataset(run / "scores.parquet").to_table(columns=["shipment_id"], filter=pc.field("tier") != "none")
    lanes = pa.table(
        {
            "start": pc.coalesce(*(shipments[name] for name in _FROM)),
            "end": pc.coalesce(*(shipments[name] for name in _TO)),
            "raised": pc.is_in(shipments["shipment_id"], raised["shipment_id"].combine_chunks()).cast(pa.int64()),
        }
    )
    counted = lanes.group_by(["start", "end"]).aggregate([("raised", "count"), ("raised", "sum")])
    return sorted((Lane(row["start"], row["end"], row["raised_count"], row["raised_sum"]) for row in counted.to_pylist()), key=_place)


def _place(lane: Lane) -> tuple[int, str, str]:
    return -lane.records, lane.start or "", lane.end or ""


def lane_table(lanes: Sequence[Lane]) -> LaneTable:
    """Choose the lanes to show, and add up the rest.

    >>> table = lane_table([Lane("CN", "US", 30, 3), Lane("CN", None, 2, 1)])
    >>> table.shown[0].share, table.unknown.records
    (0.1, 2)
    """
    known = [lane for lane in lanes if lane.start is not None and lane.end is not None]
    most_raised = sorted((lane for lane in known if lane.raised), key=lambda lane: (-lane.raised, *_place(lane)))[:_MOST_LANES]
    shown = {*sorted(known, key=_place)[:_MOST_LANES], *most_raised}
    rest = [lane for lane in known if lane not in shown]
    return LaneTable(
        tuple(sorted(shown, key=_place)), len(rest), _sum(rest), _sum(lane for lane in lanes if lane.start is None or lane.end is None)
    )


def _sum(lanes: Iterable[Lane]) -> Lane:
    found = list(lanes)
    return Lane(None, None, sum(lane.records for lane in found), sum(lane.raised for lane in found))
