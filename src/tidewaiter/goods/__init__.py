"""Goods text and codes to substances, control status, machines and quality."""

from tidewaiter.goods.commodity import WATCHED_HEADING, WATCHED_ITEM
from tidewaiter.goods.reading import READ_GOODS
from tidewaiter.goods.unsold import UNSOLD

__all__ = ["KERNELS", "READ_GOODS", "UNSOLD", "WATCHED_HEADING", "WATCHED_ITEM"]

KERNELS = (READ_GOODS, WATCHED_HEADING, WATCHED_ITEM, UNSOLD)
"""What `engine/` must register before the relations of this folder run."""
