"""Inclusion probabilities: chances that spend the budget where the score is high, with a floor for everybody."""

from typing import TYPE_CHECKING

import ibis
import numpy as np
import pyarrow as pa

from tidewaiter.errors import Misconfigured
from tidewaiter.signals.evaluate import POINT_STEPS

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from numpy.typing import NDArray

__all__ = ["DEFAULT_SHARE", "FLOOR_SHARE", "add_selection", "default_budget", "solve_probabilities"]

DEFAULT_SHARE = 0.005
"""chosen: without a budget, a draw of 0.5 % of the records, at least one."""
FLOOR_SHARE = 0.1
"""chosen: a tenth of the budget is spread evenly, so that no record has the chance 0; customs practice gives 5 to 20 %."""
_PRIOR_ODDS = 1e-3
"""chosen: odds of a find where no signal speaks; points multiply them. No published rate of precursor consignments is known."""
_KNOWLEDGE = 1.2
"""chosen: weight of learning against finding, for a share of one opened; keeps about 95 % of the finds of a list cut at the top while
the rate among the rest stays measurable (simulated: 3e-5 at five in a thousand opened)."""
_BLIND = 0.25
"""chosen: how far the points may be blind: that part of a record's uncertainty is the mean of all."""
_DATA_WEIGHT = 3.0
"""chosen: what records that say too little can teach counts three times."""
_HALVINGS = 200


def default_budget(records: int) -> float:
    """Give the number of records to draw where nobody says."""
    return float(max(1, round(DEFAULT_SHARE * records)))


def solve_probabilities(
    finds: "NDArray[np.float64]", teaches: "NDArray[np.float64]", counts: "NDArray[np.float64]", *, budget: float
) -> "NDArray[np.float64]":
    """Give the chance of each bin that spends the budget on finds and on knowledge, at least the floor and at most 1.

    Maximises sum(chance x finds) - weight x sum(teaches / chance) at sum(chance) = budget: the chance is
    sqrt(weight x teaches / (price - finds)), and 1 where a find is worth the price; the price is found by halving.

    Args:
        finds: chance of a find in a record of each bin.
        teaches: how much opening a record of each bin would teach, above 0.
        counts: records in each bin.
        budget: records to draw.

    Returns:
        Chance of a record of each bin; times `counts` they sum to the smaller of the budget and the number of records.

    Raises:
        Misconfigured: the budget is not above 0.

    >>> finds = np.array([0.001, 0.5])
    >>> solve_probabilities(finds, finds, np.array([990.0, 10.0]), budget=20.0).round(3).tolist()
    [0.01, 1.0]
    """
    if not budget > 0:
        raise Misconfigured(f"a budget of {budget:g} draws nothing; give one above 0")
    records = float(counts.sum())
    if budget >= records:
        return np.ones_like(finds)
    floor, weight = FLOOR_SHARE * budget / records, _KNOWLEDGE * (budget / records) ** 2
    low, high = 0.0, float(finds.max()) + weight * float(teaches.max()) / floor**2
    for _ in range(_HALVINGS):
        price = (low + high) / 2
        spent = float((counts * _chances(finds, weight * teaches, price=price, floor=floor)).sum())
        low, high = (price, high) if spent > budget else (low, price)
    return _chances(finds, weight * teaches, price=high, floor=floor)


def _chances(finds: "NDArray[np.float64]", teaches: "NDArray[np.float64]", *, price: float, floor: float) -> "NDArray[np.float64]":
    left = np.maximum(price - finds, np.finfo(float).tiny)
    chances: NDArray[np.float64] = np.clip(np.sqrt(teaches / left), floor, 1.0)
    return chances


def add_selection(scores: "ir.Table", bins: pa.Table, *, budget: float) -> "ir.Table":
    """Add `inclusion_probability` and `selected` to scored records.

    Args:
        scores: needs `shipment_id`, `point_steps`, `asks_for_data` and `draw_number` (see select.draw).
        bins: how many records have each `point_steps` and `asks_for_data`: columns of these names and `records`.
        budget: records to draw, on average.
    """
    points = bins["point_steps"].to_numpy().astype(float) / POINT_STEPS
    counts = bins["records"].to_numpy().astype(float)
    odds = _PRIOR_ODDS * 10.0 ** (points / 10.0)
    finds = odds / (1.0 + odds)
    mean = float((finds * counts).sum() / max(counts.sum(), 1.0))
    asks = np.where(bins["asks_for_data"].to_numpy(zero_copy_only=False), _DATA_WEIGHT, 1.0)
    chances = solve_probabilities(finds, asks * ((1.0 - _BLIND) * finds + _BLIND * mean), counts, budget=budget)
    priced = ibis.memtable(bins.select(["point_steps", "asks_for_data"]).append_column("inclusion_probability", pa.array(chances)))
    drawn = scores.join(priced, ["point_steps", "asks_for_data"])
    return drawn.mutate(selected=drawn.draw_number < drawn.inclusion_probability)
