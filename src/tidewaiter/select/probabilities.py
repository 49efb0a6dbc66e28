"""Inclusion probabilities: chances that spend the budget where the score is high, with a floor for everybody."""

from typing import TYPE_CHECKING

import ibis
import numpy as np
import pyarrow as pa

from tidewaiter.errors import Misconfigured
from tidewaiter.select.draw import DRAW
from tidewaiter.signals.evaluate import POINT_STEPS

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from numpy.typing import NDArray

__all__ = ["DEFAULT_SHARE", "FLOOR_SHARE", "add_selection", "default_budget", "solve_probabilities"]

DEFAULT_SHARE = 0.005
"""chosen: without a budget, a draw of 0.5 % of the records, at least one."""
FLOOR_SHARE = 0.1
"""chosen: a tenth of the budget is spread evenly, so that no record has the chance 0; notes of customs practice give 5 to 20 %."""
_DATA_WEIGHT = 3.0
"""chosen: records that say too little are sampled three times as often as others of their score."""


def default_budget(records: int) -> float:
    """Give the number of records to draw where nobody says."""
    return float(max(1, round(DEFAULT_SHARE * records)))


def solve_probabilities(weights: "NDArray[np.float64]", counts: "NDArray[np.float64]", *, budget: float) -> "NDArray[np.float64]":
    """Give the chance of each bin: proportional to its weight, at least the floor, at most 1, spending the whole budget.

    Args:
        weights: weight of a record of each bin, above 0.
        counts: records in each bin.
        budget: records to draw.

    Returns:
        Chance of a record of each bin; times `counts` they sum to the smaller of the budget and the number of records.

    Raises:
        Misconfigured: the budget is not above 0.

    >>> solve_probabilities(np.array([1.0, 9.0]), np.array([90.0, 10.0]), budget=10.0).round(3).tolist()
    [0.06, 0.46]
    """
    if not budget > 0:
        raise Misconfigured(f"a budget of {budget:g} draws nothing; give one above 0")
    records = float(counts.sum())
    if budget >= records:
        return np.ones_like(weights)
    floor = FLOOR_SHARE * budget / records
    low, high = 0.0, 1.0 / float(weights.min())
    for _ in range(200):
        middle = (low + high) / 2
        spent = float((counts * _chances(weights, scale=middle, floor=floor)).sum())
        low, high = (middle, high) if spent < budget else (low, middle)
    return _chances(weights, scale=high, floor=floor)


def _chances(weights: "NDArray[np.float64]", *, scale: float, floor: float) -> "NDArray[np.float64]":
    chances: NDArray[np.float64] = np.clip(floor + scale * weights, floor, 1.0)
    return chances


def add_selection(scores: "ir.Table", bins: pa.Table, *, budget: float, key: str) -> "ir.Table":
    """Add `inclusion_probability` and `selected` to scored records.

    Args:
        scores: needs `shipment_id`, `point_steps`, `asks_for_data`.
        bins: how many records have each `point_steps` and `asks_for_data`: columns of these names and `records`.
        budget: records to draw, on average.
        key: key of the draw.
    """
    points = bins["point_steps"].to_numpy().astype(float) / POINT_STEPS
    weights = 10.0 ** (points / 10.0) * np.where(bins["asks_for_data"].to_numpy(zero_copy_only=False), _DATA_WEIGHT, 1.0)
    chances = solve_probabilities(weights, bins["records"].to_numpy().astype(float), budget=budget)
    priced = ibis.memtable(bins.select(["point_steps", "asks_for_data"]).append_column("inclusion_probability", pa.array(chances)))
    drawn = scores.join(priced, ["point_steps", "asks_for_data"])
    return drawn.mutate(selected=DRAW(drawn.shipment_id, ibis.literal(key)) < drawn.inclusion_probability)
