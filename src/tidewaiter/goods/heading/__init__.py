"""Which headings of the Harmonized System a goods text speaks for, and how strongly."""

from tidewaiter.goods.heading.batch import candidates_in_batch
from tidewaiter.goods.heading.candidates import HS_CANDIDATES
from tidewaiter.goods.heading.doubt import TEXT_AGAINST_CODE

__all__ = ["HEADING_KERNELS", "HS_CANDIDATES", "TEXT_AGAINST_CODE", "candidates_in_batch"]

HEADING_KERNELS = (HS_CANDIDATES, TEXT_AGAINST_CODE)
"""Apart from `goods.KERNELS`: few records are asked, so that no process builds the index before it needs it."""
