"""What the goods text and the HS code of a shipment say, as columns to add."""

from collections.abc import Mapping

from tidewaiter.goods import READ_GOODS, WATCHED_HEADING, WATCHED_ITEM
from tidewaiter.kernels import Call

__all__ = ["GOODS"]

_READ = ("goods_text", "hs_code")

GOODS: Mapping[str, Call] = {
    **{field.name: Call(READ_GOODS, _READ, field=field.name) for field in READ_GOODS.gives},
    "watched_heading": Call(WATCHED_HEADING, ("hs_code",)),
    "watched_item": Call(WATCHED_ITEM, ("hs_code",)),
}
"""Columns for one row per record that has `goods_text` and `hs_code`: those of READ_GOODS, `watched_heading` and `watched_item` (what
travels under that heading, in words) text or null."""
