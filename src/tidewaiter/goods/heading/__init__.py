"""Which headings of the Harmonized System a goods text speaks for, and how strongly."""

from tidewaiter.goods.heading.batch import candidates_in_batch
from tidewaiter.goods.heading.candidates import HS_CANDIDATES

__all__ = ["HEADING_KERNELS", "HS_CANDIDATES", "candidates_in_batch"]

HEADING_KERNELS = (HS_CANDIDATES,)
"""Apart from `goods.KERNELS`: few records are asked, so that no process builds the index before it needs it."""
