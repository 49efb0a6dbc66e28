"""From evidence to a ranked list: points, families, tier, rank."""

from tidewaiter.score.kernels import SORTED_TEXTS

__all__ = ["KERNELS"]

KERNELS = (SORTED_TEXTS,)
