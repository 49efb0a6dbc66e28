"""G5: a tablet press, capsule filler, die or mould goes to somebody whose name claims no use for it."""

from datetime import date
from typing import TYPE_CHECKING

import ibis

from tidewaiter.goods.equipment import lawful_users
from tidewaiter.parties.trades import TABLET_MAKERS
from tidewaiter.signals.batches import record
from tidewaiter.signals.form import Example, Signal, Source

if TYPE_CHECKING:
    import ibis.expr.types as ir

_PARCEL_CHANNELS = ("post", "express")
_CLAIMED_POINTS = 2.0
_UNCLAIMED_POINTS = 7.0
_PARCEL_POINTS = 2.0
"""chosen: decibans. A trade that the receiver's own name claims lowers the points and never silences, as anybody can claim it; a plant
has its machine by freight, seldom by post."""

SIGNAL = Signal(
    id="goods.tableting_equipment",
    code="G5",
    question="Is there a machine or tool for making tablets or capsules, and does its receiver claim a trade that uses one?",
    family="goods",
    sources=(
        Source("DEA", "21 CFR 1310.05(b)(2), report of tableting and encapsulating machines", "DEA Form 452", date(2026, 11, 1)),
        Source("CBP", "Ruling NY H89507 on a tablet press", "whole", date(2026, 11, 1)),
    ),
    needs=("goods_text",),
    unit="items spotted",
    fires=lambda t: t.equipment_item.notnull(),
    points=lambda t: (
        _any_of(t.buyer_trades)
        .fill_null(False)
        .ifelse(_CLAIMED_POINTS, _UNCLAIMED_POINTS + t.channel.isin(_PARCEL_CHANNELS).fill_null(False).ifelse(_PARCEL_POINTS, 0.0))
    ),
    values=("equipment_item", "equipment_text", "lawful_users", "hs_code", "buyer_name", "buyer_trades", "channel"),
    says="The goods are a {equipment_item} (“{equipment_text}”, HS {hs_code}), sent by {channel}; trades that the name of the receiver, "
    "{buyer_name}, claims: {buyer_trades}. Used lawfully by {lawful_users}. Some countries want a notice of such machines: ask for it "
    "where the destination does.",
    words=lambda t: {"lawful_users": _users_in_words(t)},
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
        "A press of another kind goes to the same receiver",
        (record("press", goods_text="hydraulic press for bearings, 20 t", channel="express", consignee_name="A. Sample"),),
        "press",
    ),
)


def _any_of(trades: "ir.ArrayValue") -> "ir.BooleanValue":
    found = trades.contains(TABLET_MAKERS[0])
    for trade in TABLET_MAKERS[1:]:
        found = found | trades.contains(trade)
    return found


def _users_in_words(t: "ir.Table") -> "ir.StringValue":
    users = ((item, ", ".join(names)) for item, names in lawful_users().items())
    words: ir.StringValue = t.equipment_item.cases(*users, else_=ibis.null("string"))
    return words
