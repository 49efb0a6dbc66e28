"""Goods that a text calls unsold: samples, returns and repairs, which are declared at a token value."""

import re
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from tidewaiter.goods.fold import fold
from tidewaiter.goods.words import word_pattern, words_of
from tidewaiter.kernels import Kernel, once_per_value

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["UNSOLD", "is_unsold", "sold_or_watched"]


def is_unsold(text: str) -> bool:
    """Tell whether a goods text says that nothing is sold: a claim of the sender, not a fact.

    >>> is_unsold("garment samples, no commercial value"), is_unsold("pump returned after repair"), is_unsold("garments")
    (True, True, False)
    """
    return _pattern().search(fold(text)) is not None


@cache
def _pattern() -> re.Pattern[str]:
    return word_pattern(words_of("unsold_words", "unsold"))


def _unsold(texts: pa.Array) -> pa.Array:
    return once_per_value(texts, lambda distinct: [is_unsold(text) for text in distinct], pa.bool_())


UNSOLD = Kernel("tw_unsold", _unsold, (pa.string(),), pa.bool_())
"""Whether a goods text says that the goods are a sample, a return or a repair."""


def sold_or_watched(found: "ir.Table", *, goods: "ir.Table", engine: "Engine", name: str) -> "ir.Table":
    """Leave out records whose text calls the goods unsold, so that their value tells nothing; watched goods stay, whatever they are called.

    Args:
        found: rows keyed by `shipment_id`.
        goods: shipments with the columns of goods.assess.GOODS.
        engine: computes each step once.
        name: of the kept step; the few texts are kept before they are read, or an engine might read all.
    """
    watched = goods.watched_heading.notnull() | (goods.spots.length() > 0) | (goods.equipment_spots.length() > 0)
    texts = goods.select("shipment_id", "goods_text", watched=watched.fill_null(False)).semi_join(found, "shipment_id")
    texts = engine.keep(texts, f"{name}_texts")
    unsold = texts.filter(~texts.watched & UNSOLD(texts.goods_text).fill_null(False))
    return found.anti_join(unsold, "shipment_id")
