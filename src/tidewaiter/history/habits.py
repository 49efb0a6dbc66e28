"""What a buyer usually orders: his own records of a commodity, where he has enough of them."""

from typing import TYPE_CHECKING

import ibis

from tidewaiter.history.measures import MASS
from tidewaiter.history.norms import FAR, LEAST_RECORDS, far_of, goods_in_words, measured_against, step_norms, z_of
from tidewaiter.history.steps import STEP

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["far_from_habit"]

_PAIR = ("buyer_key", "commodity", "carriage")


def far_from_habit(records: "ir.Table", far: "ir.Table", *, engine: "Engine") -> "ir.Table":
    """Give the records whose mass lies far from what is usual, with the buyer's own records of the commodity beside it.

    A buyer who has LEAST_RECORDS or more of the commodity by ways of that size is held against them alone: his parcels say nothing of his
    containers.

    Args:
        records: as history.records.comparable_records gives them.
        far: as norms.far_from_norms gives them.
        engine: computes each step once.

    Returns:
        The columns of norms.far_of for MASS, and `buyer_norm_n` (known records of the buyer and commodity that have a mass),
        `buyer_norm_step` (their median) and `buyer_days_n` (the days that they are of, null where none has a day).
    """
    own = records.filter(records.buyer_key.notnull() & records.commodity.notnull() & (records.mass_kg > 0))
    far = far_of(far, MASS)
    pairs = records.semi_join(far, "shipment_id").select(*_PAIR).distinct()
    known = own.filter(own.is_known)
    counted = known.group_by(_PAIR).aggregate(n=known.count())
    wanted = engine.keep(counted.filter(counted.n >= LEAST_RECORDS).select(*_PAIR).union(pairs, distinct=True), "buyers_looked_at")
    looked_at = own.semi_join(wanted, _PAIR)
    steps = looked_at.select("shipment_id", *_PAIR, "declared_day", "is_known", step=STEP(looked_at.mass_kg))
    steps = engine.keep(steps, "buyer_steps")
    usual = steps.filter(steps.is_known)
    days = usual.group_by(_PAIR).aggregate(buyer_days_n=usual.declared_day.nunique().nullif(0))
    habits = engine.keep(step_norms(usual, by=_PAIR).join(days, _PAIR), "buyer_habits")
    others = _against_others(far, records, habits)
    return engine.keep(others.union(_against_own(steps, habits).select(*others.columns)), "mass_kg_far_from_habit")


def _against_others(far: "ir.Table", records: "ir.Table", habits: "ir.Table") -> "ir.Table":
    """Records that are far from like records, of buyers with few of their own."""
    placed = far.join(records.select("shipment_id", *_PAIR), "shipment_id")
    named = habits.rename({f"of_{name}": name for name in _PAIR})
    joined = placed.left_join(named, [placed[name] == named[f"of_{name}"] for name in _PAIR])
    few = joined.filter((joined.n < LEAST_RECORDS).fill_null(True))
    return few.select(*far.columns, buyer_norm_n=ibis.coalesce(few.n, 0), buyer_norm_step=few.median_step, buyer_days_n=few.buyer_days_n)


def _against_own(steps: "ir.Table", habits: "ir.Table") -> "ir.Table":
    """Records that are far from the many of their own buyer."""
    many = habits.filter(habits.n >= LEAST_RECORDS)
    held = steps.drop("declared_day", "is_known").join(many, _PAIR)
    held = held.mutate(
        median=held.median_step.cast("float64"),
        spread=held.mad_step.cast("float64"),
        words=goods_in_words(held.commodity).concat(" as ", held.carriage, " of this buyer"),
    )
    far = held.filter(z_of(held.step, held["median"], held.spread).abs() >= FAR)
    beside = far.select("shipment_id", buyer_norm_n="n", buyer_norm_step="median_step", buyer_days_n="buyer_days_n")
    return measured_against(far, MASS).join(beside, "shipment_id")
