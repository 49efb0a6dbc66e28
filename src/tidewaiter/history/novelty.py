"""Goods that come onto a lane anew within a batch: no record of them for long, then several."""

from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide, steps, total
from tidewaiter.history.shippers import shippers_n

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["new_lines"]

_LEAST_COMINGS = 3
"""chosen: goods that come once or twice may be new on any day."""
_LEAST_SURPRISE = 10.0
"""chosen: decibans, after the number of lines that were looked at; by chance one batch in ten would hold one line that begins so late."""
_LEAST_BEFORE = 100
"""chosen: a lane must have been busy before, or everything on it is new."""
_PAIR = ("commodity", "lane")


def new_lines(records: "ir.Table", *, engine: "Engine") -> "ir.Table":
    """Give the records of goods that came onto their lane late in the batch, later than chance would have it.

    The surprise is 10 x log10 of one over the chance that none of the line's comings fell among the records of the lane that came before
    its first day, had they come in any order, less 10 x log10 of how many lines were looked at: of thousands some begin late by chance.
    Records for one buyer in one week are one coming: a consignment in parts is no drift.

    Args:
        records: as history.records.comparable_records gives them; those without a code, a lane or a day are left out.
        engine: computes each step once.

    Returns:
        A row for each such record: `shipment_id`, `new_commodity`, `new_lane`, `new_first_day`, `new_line_n` (records of the line),
        `new_before_n` (records of the lane before it began), `new_suppliers_n`, `new_buyers_n` (of the line; each record without a supplier
        counts as of another), `new_surprise` (decibans) and `new_supplier_before_n` (records of its supplier before that day, with other
        goods or on other lanes).
    """
    dated = records.filter(
        records.is_known & records.lane.notnull() & records.declared_day.notnull() & records.commodity.startswith("hs:")
    ).select("shipment_id", *_PAIR, "declared_day", "shipper_name", "buyer_key")
    lines = dated.group_by(_PAIR).aggregate(
        first_day=dated.declared_day.min(),
        line_n=dated.count(),
        suppliers_n=shippers_n(dated),
        buyers_n=dated.buyer_key.nunique(),
    )
    weeks = dated.select(*_PAIR, "buyer_key", week=dated.declared_day.truncate("W")).distinct()
    comings = weeks.group_by(_PAIR).aggregate(comings_n=weeks.count())
    lines = engine.keep(lines.join(comings.filter(comings.comings_n >= _LEAST_COMINGS), _PAIR), "lines")
    begun = lines.join(_before(dated), ["lane", "first_day"])
    begun = begun.filter(begun.before_n >= _LEAST_BEFORE).cross_join(lines.aggregate(lines_n=lines.count()))
    alone = _decibans(divide(begun.lane_n - begun.before_n, begun.lane_n)) * begun.comings_n.cast("float64")
    begun = begun.mutate(surprise=alone - _decibans(divide(ibis.literal(1), begun.lines_n)))
    new = engine.keep(begun.filter(begun.surprise >= _LEAST_SURPRISE), "lines_new")
    found = engine.keep(dated.join(new, list(_PAIR)), "lines_of_records")
    return _with_suppliers(found, dated)


def _before(dated: "ir.Table") -> "ir.Table":
    """For each lane and day: records of the lane before that day, and of the whole batch."""
    daily = dated.group_by(["lane", "declared_day"]).aggregate(day_n=dated.count())
    up_to = ibis.window(group_by="lane", order_by=daily.declared_day, preceding=None, following=0)
    counted = daily.mutate(so_far=total(daily.day_n, over=up_to), lane_n=total(daily.day_n, over=ibis.window(group_by="lane")))
    return counted.select("lane", "lane_n", first_day="declared_day", before_n=counted.so_far - counted.day_n)


def _decibans(chance: "ir.FloatingValue") -> "ir.FloatingValue":
    """10 x log10 of one over a chance, in whole tenths: engines may differ in the last digit of a logarithm."""
    tenths: ir.FloatingValue = steps(chance.log10() * -10.0, per_unit=10).cast("float64") / 10.0
    return tenths


def _with_suppliers(found: "ir.Table", dated: "ir.Table") -> "ir.Table":
    """Add what the supplier of each record sent before its line began."""
    lines = found.filter(found.shipper_name.notnull()).select("shipper_name", "first_day").distinct()
    sent = dated.semi_join(lines, "shipper_name")
    daily = sent.group_by(["shipper_name", "declared_day"]).aggregate(day_n=sent.count())
    earlier = lines.join(daily, "shipper_name")
    earlier = earlier.filter(earlier.declared_day < earlier.first_day)
    counted = earlier.group_by(["shipper_name", "first_day"]).aggregate(supplier_before_n=total(earlier.day_n))
    joined = found.left_join(counted, ["shipper_name", "first_day"])
    return joined.select(
        "shipment_id",
        new_commodity="commodity",
        new_lane="lane",
        new_first_day="first_day",
        new_line_n="line_n",
        new_before_n="before_n",
        new_suppliers_n="suppliers_n",
        new_buyers_n="buyers_n",
        new_surprise="surprise",
        new_supplier_before_n=ibis.coalesce(joined.supplier_before_n, 0),
    )
