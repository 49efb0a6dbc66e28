"""G5: a tablet press, capsule filler, die or mould goes to somebody whose name claims no use for it."""

from datetime import date
from typing import TYPE_CHECKING

from tidewaiter.parties.trades import FIRM
from tidewaiter.signals.batches import record
from tidewaiter.signals.form import Example, Signal, Source

if TYPE_CHECKING:
    import ibis.expr.types as ir

_TRADES_WITH_A_USE = ("confectionery", "food", "laboratory", "pharmaceutical")
"""chosen: the lawful users named in 21 CFR 1310 notices and in customs rulings on such machines."""

SIGNAL = Signal(
    id="goods.tableting_equipment",
    code="G5",
    question="Does a machine or tool for making tablets or capsules go to a receiver whose name claims no trade that uses one?",
    family="goods",
    sources=(
        Source("DEA", "21 CFR 1310.05(b)(2), report of tableting and encapsulating machines", "DEA Form 452", date(2026, 11, 1)),
        Source("CBP", "Ruling NY H89507 on a tablet press", "whole", date(2026, 11, 1)),
    ),
    needs=("goods_text",),
    unit="items spotted",
    fires=lambda t: t.equipment_item.notnull() & ~((t.buyer_kind == FIRM) & _any_of(t.buyer_trades)).fill_null(False),
    points=lambda t: (t.buyer_kind == FIRM).fill_null(False).ifelse(7.0, 9.0),
    values=("equipment_item", "equipment_text", "buyer_name", "buyer_kind", "buyer_trades", "channel"),
    says="The goods are a {equipment_item} (“{equipment_text}”); the name of the receiver, {buyer_name}, claims no trade that uses one. "
    "Ask for the notice that the law of the destination requires.",
    innocent=(
        "a maker of sweets, food supplements or bath tablets",
        "a hobby or teaching machine",
        "a dealer in used machines who sells on to a plant",
        "a plant whose name does not say what it makes",
    ),
    fires_on=Example(
        "A tablet press goes to a private receiver by express",
        (record("press", goods_text="TDP 5 tablet press machine with die set", channel="express", consignee_name="A. Sample"),),
        "press",
    ),
    quiet_on=Example(
        "The same press goes to a laboratory",
        (record("press", goods_text="TDP 5 tablet press machine with die set", consignee_name="Imaginary Pharma Laboratories Inc"),),
        "press",
    ),
)


def _any_of(trades: "ir.ArrayValue") -> "ir.BooleanValue":
    found = trades.contains(_TRADES_WITH_A_USE[0])
    for trade in _TRADES_WITH_A_USE[1:]:
        found = found | trades.contains(trade)
    return found
