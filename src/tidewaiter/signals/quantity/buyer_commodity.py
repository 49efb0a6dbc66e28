"""Q1: does it make sense for this buyer to order so much of this, this way?"""

from datetime import date
from typing import TYPE_CHECKING

from tidewaiter.signals.batches import crowd, record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans

if TYPE_CHECKING:
    import ibis.expr.types as ir

_FAR = 3.5
"""Robust standard deviations beyond which a value is an outlier (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993)."""
_POINTS = {_FAR: 3.0, 6.0: 7.0, 10.0: 11.0, 16.0: 14.0}
"""chosen: decibans by robust standard deviations, until outcomes have measured them."""
_LEAST_TIMES = 10.0
"""chosen: below ten times the usual an order may be odd among very even ones and still be nothing to look at."""
_USUAL_RECORDS = 3
"""chosen: a buyer with records of the commodity on three days or more has a usual amount (one large order split into three on a day
has none); with history/quantity.LEAST_RECORDS it is the norm itself."""
_USUAL_STEPS = 30
"""chosen: up to twice the buyer's own median is usual for him."""


def _finds(known: Known) -> "ir.Table":
    from tidewaiter.history.habits import far_from_habit

    return far_from_habit(known.records, known.far, engine=known.engine)


SIGNAL = Signal(
    id="quantity.buyer_commodity",
    code="Q1",
    question="Does it make sense for this buyer to order so much of this commodity this way?",
    family="quantity",
    sources=(
        Source(
            "DEA", "Suspicious Orders Task Force, criteria of unusual size", "appendix of the Chemical Handler's Manual", date(2026, 11, 1)
        ),
        Source("BIS", "Know Your Customer guidance and red flags", "red flag 2, product does not fit the buyer", date(2026, 11, 1)),
    ),
    needs=("net_mass_kg or gross_mass_kg", "consignee_name or buyer_name", "goods_text or hs_code"),
    unit="robust standard deviations above like records",
    fires=lambda t: (
        (t.mass_kg_z > _FAR)
        & (t.mass_kg_times_usual >= _LEAST_TIMES)
        & ~(
            (t.buyer_norm_n >= _USUAL_RECORDS)
            & (t.buyer_days_n.fill_null(_USUAL_RECORDS) >= _USUAL_RECORDS)
            & (t.mass_kg_step <= t.buyer_norm_step + _USUAL_STEPS)
        ).fill_null(False)
    ),
    points=lambda t: decibans(t.mass_kg_z, at=_POINTS),
    values=(
        "mass_kg",
        "mass_kg_z",
        "mass_kg_usual",
        "mass_kg_usual_low",
        "mass_kg_usual_high",
        "mass_kg_times_usual",
        "mass_kg_norm_n",
        "mass_kg_compared_with",
        "commodity",
        "channel",
        "buyer_kind",
        "buyer_norm_n",
    ),
    says="{mass_kg} kg is {mass_kg_times_usual} times the usual {mass_kg_usual} kg of {mass_kg_norm_n} records of {mass_kg_compared_with} "
    "({mass_kg_z} robust standard deviations); the buyer has {buyer_norm_n} record(s) of such goods in this batch.",
    innocent=(
        "a first bulk order of a growing firm, a festival, relief goods",
        "a distributor whose name does not say so",
        "pounds or grams entered as kilograms",
    ),
    finds=_finds,
    fires_on=Example(
        "A private buyer orders 227 kg of pool cleaner by air, where others order a few kilograms",
        (
            *crowd(40, goods_text="pool cleaner tablets", channel="air", mass_kg=4.0),
            record("bulk", goods_text="pool cleaner tablets", channel="air", consignee_name="Imaginary Garden LLC", net_mass_kg=227.0),
        ),
        "bulk",
    ),
    quiet_on=Example(
        "A distributor orders what it always orders",
        (
            *crowd(40, goods_text="pool cleaner tablets", channel="air", mass_kg=4.0),
            *(
                record(
                    f"bulk-{place}",
                    goods_text="pool cleaner tablets",
                    channel="air",
                    consignee_name="Imaginary Pools LLC",
                    net_mass_kg=mass,
                    lodged_date=date(2026, 3, 2 + place),
                )
                for place, mass in enumerate((210.0, 227.0, 240.0))
            ),
        ),
        "bulk-1",
    ),
)
