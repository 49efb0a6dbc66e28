"""Of several measures that lie far from what is usual, the one that lies furthest, in columns of one name."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import ibis

from tidewaiter.history.measures import Measure

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["oddest_measure"]

_PARTS = ("z", "usual", "usual_low", "usual_high", "times_usual", "norm_n", "compared_with")


def oddest_measure(far: Mapping[Measure, "ir.Table"]) -> "ir.Table":
    """Give, for each record that is far off by any of some measures, the one by which it is furthest off.

    Args:
        far: each measure with its records as norms.far_of gives them.

    Returns:
        A row per record: `shipment_id`, `odd_measure` (its unit in words), `odd_z`, `odd_usual`, `odd_usual_low`, `odd_usual_high`,
        `odd_times_usual`, `odd_norm_n`, `odd_compared_with` and `odd_measures_n` (how many of the measures are far off).
    """
    parts = [_plain(table, measure) for measure, table in far.items()]
    every = ibis.union(*parts)
    furthest = ibis.window(group_by="shipment_id", order_by=[every.odd_z.abs().desc(), every.odd_measure])
    counted = every.mutate(place=ibis.row_number().over(furthest), odd_measures_n=every.count().over(ibis.window(group_by="shipment_id")))
    return counted.filter(counted.place == 0).drop("place")


def _plain(table: "ir.Table", measure: Measure) -> "ir.Table":
    return table.select(
        "shipment_id", odd_measure=ibis.literal(measure.unit), **{f"odd_{part}": f"{measure.name}_{part}" for part in _PARTS}
    )
