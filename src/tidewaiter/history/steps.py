"""Masses and prices as whole steps of a logarithm, so that medians over them are exact on any engine and in any order."""

import numpy as np
import pyarrow as pa

from tidewaiter.kernels import Kernel, once_per_value

__all__ = ["AMOUNT", "STEP", "STEPS_PER_TENFOLD", "amount_of_step"]

STEPS_PER_TENFOLD = 100
"""chosen: a step is 2.3 %, finer than any threshold of ours and coarse enough to count."""


def _step(amounts: pa.Array) -> pa.Array:
    values = amounts.to_numpy(zero_copy_only=False)
    positive = np.isfinite(values) & (values > 0)
    logs = np.round(STEPS_PER_TENFOLD * np.log10(values, where=positive, out=np.zeros_like(values)))
    return pa.array(logs.astype(np.int32), mask=~positive)


STEP = Kernel("tw_step", _step, (pa.float64(),), pa.int32())
"""Step of an amount: 100 x log10, rounded; null where the amount is null or not above 0."""


_MOST_STEPS = 300.0 * STEPS_PER_TENFOLD
"""Beyond 10^300 lies no number: the distance of two declared amounts may, and is cut there."""


def amount_of_step(step: float) -> float:
    """Give the amount that a step stands for.

    >>> amount_of_step(200), amount_of_step(99_999)
    (100.0, 1e+300)
    """
    return float(10.0 ** (min(max(step, -_MOST_STEPS), _MOST_STEPS) / STEPS_PER_TENFOLD))


def _amount(steps: pa.Array) -> pa.Array:
    return once_per_value(steps, lambda distinct: [amount_of_step(step) for step in distinct], pa.float64())


AMOUNT = Kernel("tw_amount", _amount, (pa.float64(),), pa.float64())
"""Amount that a step, or a mean of steps, stands for."""
