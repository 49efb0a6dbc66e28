"""How much likelier an odd amount is of the batch's goods at large than of the goods it is declared for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide, steps, total
from tidewaiter.history.measures import Measure
from tidewaiter.history.norms import z_of
from tidewaiter.history.steps import STEPS_PER_TENFOLD

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["with_other_goods"]

_DECADES = range(-3, 6)
"""chosen: tenfolds from a thousandth to a million; what lies beyond is one with the first or last."""
_PEAK, _POWER = 0.375, 2.5
"""Density of Student's t of 4 degrees of freedom: 0.375 (1 + z^2 / 4)^-2.5; chosen for its long tails, as amounts of like goods have."""
_MOST = 300.0
"""chosen: tenths of a deciban; beyond a thousand to one the form of the tails is a guess."""


def with_other_goods(odd: "ir.Table", *, far: "ir.Table", records: "ir.Table", measures: Sequence[Measure], engine: "Engine") -> "ir.Table":
    """Add what the batch at large says of an odd amount.

    Args:
        odd: as history.oddest.oddest_measure gives it.
        far: as history.norms.far_from_norms gives it.
        records: as history.records.comparable_records gives them.
        measures: what was measured.
        engine: computes each step once.

    Returns:
        The same rows with `odd_batch_n` (records of the batch with an amount of that measure) and `odd_decibans`: 10 x log10 of the
        likelihood of the amount among them, counted by tenfold, over its likelihood in its group (Student's t about the group's median).
        High: other goods weigh or cost so. Low, and null where no other record has an amount of that tenfold: nothing does, as after a
        slip.
    """
    sizes = engine.keep(ibis.union(*(_sizes(records, measure) for measure in measures)), "amount_decades")
    whole = sizes.group_by("of_measure").aggregate(odd_batch_n=total(sizes.n)).rename(whole_measure="of_measure")
    named = far.select("measure", "step", "median", "spread", of_record="shipment_id")
    named = named.mutate(unit=named.measure.cases(*((measure.name, measure.unit) for measure in measures), else_=None))
    held = odd.join(named, [("shipment_id", "of_record"), ("odd_measure", "unit")]).drop("of_record", "unit")
    held = held.mutate(decade=_clipped(divide(held.step, ibis.literal(STEPS_PER_TENFOLD)).floor().cast("int64")))
    held = held.left_join(sizes, [("measure", "of_measure"), ("decade", "of_decade")])
    held = held.left_join(whole, [("measure", "whole_measure")])
    # The record's own amount is no evidence of other goods; of a tenfold that no other has, any likelihood would be made up.
    others = held.n.fill_null(0) - 1
    like = (others > 0).ifelse(others, ibis.null("int64"))
    tenths = steps(_log_ratio(divide(like, held.odd_batch_n), held), per_unit=100).cast("float64")
    # `least` of an engine would give a number for null.
    cut = (tenths > _MOST).ifelse(_MOST, (tenths < -_MOST).ifelse(-_MOST, tenths))
    return held.mutate(odd_decibans=cut / 10.0).select(*odd.columns, "odd_batch_n", "odd_decibans")


def _log_ratio(share: "ir.FloatingValue", held: "ir.Table") -> "ir.FloatingValue":
    """Logarithm of the density at large over that of the group, both a step."""
    z = z_of(held.step, held["median"], held.spread)
    sigma = divide(held.step - held["median"], z)
    at_large = divide(share, ibis.literal(STEPS_PER_TENFOLD)).log10()
    of_group = ibis.literal(_PEAK).log10() - (z * z / 4.0 + 1.0).log10() * _POWER - sigma.log10()
    ratio: ir.FloatingValue = at_large - of_group
    return ratio


def _sizes(records: "ir.Table", measure: Measure) -> "ir.Table":
    """How many known records have an amount of each tenfold."""
    known = records.filter(records.is_known & (records[measure.name] > 0))
    amount = known[measure.name]
    decade = ibis.cases(*((amount < 10.0 ** (place + 1), place) for place in _DECADES), else_=_DECADES[-1]).cast("int64")
    counted = known.select(of_decade=decade).group_by("of_decade").aggregate(n=lambda t: t.count())
    return counted.mutate(of_measure=ibis.literal(measure.name))


def _clipped(decade: "ir.IntegerValue") -> "ir.IntegerValue":
    clipped: ir.IntegerValue = ibis.greatest(ibis.least(decade, _DECADES[-1]), _DECADES[0])
    return clipped
