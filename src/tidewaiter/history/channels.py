"""How goods usually travel: the channel of each heading, counted over all its records."""

from typing import TYPE_CHECKING

from tidewaiter.engine.safe import divide, total
from tidewaiter.history.norms import goods_in_words
from tidewaiter.history.shippers import shippers_n

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["LEAST_OF_HEADING", "rare_channels"]

LEAST_OF_HEADING = 50
"""chosen: goods of fewer records have no usual channel."""
_RARE_SHARE = 0.02
"""chosen: a channel that one record in fifty of the heading takes, or fewer."""


def rare_channels(records: "ir.Table", *, engine: "Engine") -> "ir.Table":
    """Give the records that travel by a channel that few records of their HS heading take.

    Args:
        records: as history.records.comparable_records gives them; those without a code or a channel are left out.
        engine: computes each step once.

    Returns:
        A row for each such record: `shipment_id`, `channel_goods` (the heading in words), `channel_goods_n` (its known records),
        `channel_own_n` (those that travel this way) and `channel_shippers_n` (shippers who send them so; each record without one counts as
        another).
    """
    known = records.filter(records.is_known & records.heading.notnull() & records.channel.notnull())
    ways = known.group_by(["heading", "channel"]).aggregate(own_n=known.count(), shippers_n=shippers_n(known))
    ways = engine.keep(ways, "channel_ways")
    wholes = ways.group_by("heading").aggregate(goods_n=total(ways.own_n))
    shared = ways.join(wholes, "heading")
    rare = shared.filter((shared.goods_n >= LEAST_OF_HEADING) & (divide(shared.own_n, shared.goods_n) <= _RARE_SHARE))
    found = records.join(engine.keep(rare, "channels_rare"), ["heading", "channel"])
    return found.select(
        "shipment_id",
        channel_goods=goods_in_words(found.heading),
        channel_goods_n="goods_n",
        channel_own_n="own_n",
        channel_shippers_n="shippers_n",
    )
