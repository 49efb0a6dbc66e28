"""How lanes are usually gone: the countries on the way, counted over all records of a lane and channel."""

from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide, total
from tidewaiter.history.shippers import shippers_n

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["LEAST_ON_LANE", "RARE_SHARE", "rare_routes"]

LEAST_ON_LANE = 50
"""chosen: a lane of fewer records has no usual way."""
RARE_SHARE = 0.02
"""chosen: a way that one record in fifty of the lane takes, or fewer."""
_ANY_CHANNEL = "any channel"


def rare_routes(records: "ir.Table", *, engine: "Engine") -> "ir.Table":
    """Give the records that go their lane by a way that few of the lane go.

    Args:
        records: as history.records.comparable_records gives them.
        engine: computes each step once.

    Returns:
        A row for each such record: `shipment_id`, `route_path` (countries on the way, or where loaded), `route_lane`, `route_channel`,
        `route_lane_n` (known records of the lane and channel), `route_path_n` (those that go this way), `route_share`,
        `route_shippers_n` (shippers who use the way; each record without one counts as another), `route_goods_n` (known records of the
        same heading on the lane) and `route_goods_path_n` (those of them that go this way).
    """
    gone = records.filter(records.way_lane.notnull()).select(
        "shipment_id", "path", "heading", "shipper_name", "is_known", lane="way_lane", channel=records.channel.fill_null(_ANY_CHANNEL)
    )
    known = gone.filter(gone.is_known)
    ways = known.group_by(["lane", "channel", "path"]).aggregate(path_n=known.count(), shippers_n=shippers_n(known))
    ways = engine.keep(ways, "route_ways")
    lanes = ways.group_by(["lane", "channel"]).aggregate(lane_n=total(ways.path_n))
    shared = ways.join(lanes, ["lane", "channel"])
    shared = shared.mutate(share=divide(shared.path_n, shared.lane_n))
    rare = engine.keep(
        shared.filter((shared.path != "direct") & (shared.lane_n >= LEAST_ON_LANE) & (shared.share <= RARE_SHARE)), "routes_rare"
    )
    found = engine.keep(gone.join(rare, ["lane", "channel", "path"]), "routes_of_records")
    return _with_goods(found, known)


def _with_goods(found: "ir.Table", known: "ir.Table") -> "ir.Table":
    """Add how the same goods go the lane."""
    lane_of = ["lane", "channel", "heading"]
    of_heading = known.semi_join(found.filter(found.heading.notnull()).select(*lane_of).distinct(), lane_of)
    ways = of_heading.group_by([*lane_of, "path"]).aggregate(goods_path_n=of_heading.count())
    lanes = of_heading.group_by(lane_of).aggregate(goods_n=of_heading.count())
    joined = found.left_join(lanes, lane_of).drop(*(f"{name}_right" for name in lane_of))
    joined = joined.left_join(ways, [*lane_of, "path"]).drop(*(f"{name}_right" for name in (*lane_of, "path")))
    return joined.select(
        "shipment_id",
        route_path="path",
        route_lane="lane",
        route_channel="channel",
        route_lane_n="lane_n",
        route_path_n="path_n",
        route_share="share",
        route_shippers_n="shippers_n",
        route_goods_n=ibis.coalesce(joined.goods_n, 0),
        route_goods_path_n=ibis.coalesce(joined.goods_path_n, 0),
    )
