"""What is usual: norms of mass and price per commodity, lane and buyer, from the batch and from past runs."""

from tidewaiter.history.steps import AMOUNT, STEP, STEPS_PER_TENFOLD

__all__ = ["KERNELS", "STEPS_PER_TENFOLD"]

KERNELS = (AMOUNT, STEP)
