"""Add to each shipment what its goods text and HS code say."""

from typing import TYPE_CHECKING

import ibis

from tidewaiter.goods import COMMODITY_KEY, GOODS_FLAGS, SPOT_EQUIPMENT, SPOT_SUBSTANCES, WATCHED_HEADING, WATCHED_ITEM

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["add_goods"]


def add_goods(shipments: "ir.Table") -> "ir.Table":
    """Add `spots`, `goods_flags`, `equipment_spots`, `commodity`, `article`, `watched_heading` and `watched_item`.

    Args:
        shipments: one row per record; needs `goods_text` and `hs_code`.

    Returns:
        The same rows. `spots` and `equipment_spots` are lists of structs (see SPOT_SUBSTANCES and SPOT_EQUIPMENT), null where there
        was nothing to read; `goods_flags` a list of text, never null; `commodity`, `article` (the commodity by its text alone),
        `watched_heading` and `watched_item` (what travels under that heading, in words) text or null.
    """
    return shipments.mutate(
        spots=SPOT_SUBSTANCES(shipments.goods_text, shipments.hs_code),
        goods_flags=GOODS_FLAGS(shipments.goods_text),
        equipment_spots=SPOT_EQUIPMENT(shipments.goods_text),
        commodity=COMMODITY_KEY(shipments.goods_text, shipments.hs_code),
        article=COMMODITY_KEY(shipments.goods_text, ibis.null("string")),
        watched_heading=WATCHED_HEADING(shipments.hs_code),
        watched_item=WATCHED_ITEM(shipments.hs_code),
    )
