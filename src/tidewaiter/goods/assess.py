"""What the goods text and the HS code of a shipment say, as columns to add."""

from collections.abc import Mapping

from tidewaiter.goods import ARTICLE_KEY, COMMODITY_KEY, GOODS_FLAGS, SPOT_EQUIPMENT, SPOT_SUBSTANCES, WATCHED_HEADING, WATCHED_ITEM
from tidewaiter.kernels import Call

__all__ = ["GOODS"]

GOODS: Mapping[str, Call] = {
    "spots": Call(SPOT_SUBSTANCES, ("goods_text", "hs_code")),
    "goods_flags": Call(GOODS_FLAGS, ("goods_text",)),
    "equipment_spots": Call(SPOT_EQUIPMENT, ("goods_text",)),
    "commodity": Call(COMMODITY_KEY, ("goods_text", "hs_code")),
    "article": Call(ARTICLE_KEY, ("goods_text",)),
    "watched_heading": Call(WATCHED_HEADING, ("hs_code",)),
    "watched_item": Call(WATCHED_ITEM, ("hs_code",)),
}
"""Columns for one row per record that has `goods_text` and `hs_code`: `spots` and `equipment_spots` are lists of structs (see
SPOT_SUBSTANCES and SPOT_EQUIPMENT), null where there was nothing to read; `goods_flags` a list of text, never null; `commodity`, `article`
(the commodity by its text alone), `watched_heading` and `watched_item` (what travels under that heading, in words) text or null."""
