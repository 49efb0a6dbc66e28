"""Medians and spreads per cell, counted as histograms of steps: integers only, so that the sum of parts is the whole."""

from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import total

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["step_norms"]


def step_norms(steps: "ir.Table", *, by: tuple[str, ...]) -> "ir.Table":
    """Give the median and spread of `step` in each cell.

    Args:
        steps: rows with the columns `by` and `step` (whole steps, see history/steps.py); rows with a null among them are left out.
        by: the columns that make a cell.

    Returns:
        One row per cell: `by`, `n`, `median_step` (lower median) and `mad_step` (median absolute deviation), whole steps.
    """
    filled = steps.filter([steps[name].notnull() for name in (*by, "step")])
    counted = filled.group_by([*by, "step"]).aggregate(count=filled.count())
    medians = _middle(counted, by=by).rename(median_step="step")
    joined = counted.join(medians.drop("n"), by)
    away = joined.mutate(step=(joined.step - joined.median_step).abs())
    spreads = _middle(away.group_by([*by, "step"]).aggregate(count=total(away["count"])), by=by).rename(mad_step="step")
    return medians.join(spreads.drop("n"), by).select(*by, "n", "median_step", "mad_step")


def _middle(counted: "ir.Table", *, by: tuple[str, ...]) -> "ir.Table":
    """The smallest step of each cell at which half of its rows are reached."""
    running = ibis.window(group_by=list(by), order_by=counted.step, preceding=None, following=0)
    whole = ibis.window(group_by=list(by))
    reached = counted.mutate(reached=total(counted["count"], over=running), n=total(counted["count"], over=whole))
    past = reached.filter(reached.reached * 2 >= reached.n)
    return past.group_by([*by, "n"]).aggregate(step=past.step.min())
