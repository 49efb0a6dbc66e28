"""Goods text and codes to substances, control status, machines and quality."""

from tidewaiter.goods.commodity import ARTICLE_KEY, COMMODITY_KEY, WATCHED_HEADING, WATCHED_ITEM
from tidewaiter.goods.equipment import SPOT_EQUIPMENT
from tidewaiter.goods.quality import GOODS_FLAGS
from tidewaiter.goods.substances import SPOT_SUBSTANCES
from tidewaiter.goods.unsold import UNSOLD

__all__ = [
    "ARTICLE_KEY",
    "COMMODITY_KEY",
    "GOODS_FLAGS",
    "KERNELS",
    "SPOT_EQUIPMENT",
    "SPOT_SUBSTANCES",
    "UNSOLD",
    "WATCHED_HEADING",
    "WATCHED_ITEM",
]

KERNELS = (SPOT_SUBSTANCES, GOODS_FLAGS, SPOT_EQUIPMENT, ARTICLE_KEY, COMMODITY_KEY, WATCHED_HEADING, WATCHED_ITEM, UNSOLD)
"""What `engine/` must register before the relations of this folder run."""
