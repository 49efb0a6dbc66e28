"""Q3: a declared value per kilogram far from what such goods cost."""

from datetime import date
from typing import TYPE_CHECKING

from tidewaiter.signals.batches import crowd, record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans
from tidewaiter.signals.words import times_in_words

if TYPE_CHECKING:
    import ibis.expr.types as ir

_FAR = 3.5
"""Robust standard deviations beyond which a value is an outlier (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993)."""
_LOW_POINTS = {_FAR: 3.0, 6.0: 6.0, 10.0: 9.0, 20.0: 11.0}
_HIGH_POINTS = {_FAR: 1.0, 6.0: 2.0, 10.0: 4.0, 20.0: 7.0}
"""chosen: decibans by robust standard deviations, until outcomes have measured them. A low value spares duty and hides what the goods are;
a high one is most often a finer grade, a small lot or a part in haste."""
_LEAST_TIMES = 5.0
"""chosen: prices of one commodity differ by grade and lot; below five times the usual, or above a fifth, that is enough of a reason."""
_RESIN = crowd(24, prefix="resin", goods_text="epoxy resin in drums", hs_code="3907300000", value_usd=40.0)


def _finds(known: Known) -> "ir.Table":
    from tidewaiter.goods.unsold import sold_or_watched
    from tidewaiter.history.measures import UNIT_VALUE
    from tidewaiter.history.norms import far_of

    return sold_or_watched(far_of(known.far, UNIT_VALUE), goods=known.goods, engine=known.engine, name="unit_value")


SIGNAL = Signal(
    id="quantity.unit_value",
    code="Q3",
    question="Is the declared value per kilogram far from what this commodity costs on this lane?",
    family="quantity",
    sources=(
        Source(
            "FinCEN and BIS",
            "Joint notice on global evasion of US export controls, 2023",
            "payment far over market price",
            date(2026, 11, 24),
        ),
        Source(
            "FATF and Egmont Group",
            "Trade-based money laundering risk indicators, 2021",
            "prices without commercial sense",
            date(2026, 11, 24),
        ),
    ),
    needs=("value_usd", "net_mass_kg or gross_mass_kg", "goods_text or hs_code"),
    unit="robust standard deviations from like records",
    fires=lambda t: (t.usd_per_kg_z.abs() > _FAR) & _many_times(t),
    points=lambda t: (t.usd_per_kg_z < 0).ifelse(decibans(-t.usd_per_kg_z, at=_LOW_POINTS), decibans(t.usd_per_kg_z, at=_HIGH_POINTS)),
    values=(
        "usd_per_kg",
        "usd_per_kg_z",
        "usd_per_kg_usual",
        "usd_per_kg_usual_low",
        "usd_per_kg_usual_high",
        "usd_per_kg_times_usual",
        "times_in_words",
        "usd_per_kg_norm_n",
        "usd_per_kg_compared_with",
    ),
    says="Declared {usd_per_kg} USD/kg, {times_in_words} the usual {usd_per_kg_usual} USD/kg ({usd_per_kg_z} robust standard deviations); "
    "usual is {usd_per_kg_usual_low} to {usd_per_kg_usual_high}, judged by {usd_per_kg_norm_n} records of {usd_per_kg_compared_with} and "
    "their wider groups.",
    words=lambda t: {"times_in_words": times_in_words(t.usd_per_kg_times_usual)},
    innocent=(
        "another grade or purity, or a very small lot",
        "a sample, a return or a repair whose text does not say so, declared at a token value",
        "a typing error in the mass, the value or the currency",
    ),
    finds=_finds,
    fires_on=Example(
        "A resin of 4 USD a kilogram is declared at 400",
        (
            *_RESIN,
            record("dear", goods_text="epoxy resin in drums", hs_code="3907300000", net_mass_kg=10.0, value_usd=4000.0),
        ),
        "dear",
    ),
    quiet_on=Example(
        "The same resin is declared at twice what is usual",
        (
            *_RESIN,
            record("dear", goods_text="epoxy resin in drums", hs_code="3907300000", net_mass_kg=10.0, value_usd=80.0),
        ),
        "dear",
    ),
)


def _many_times(t: "ir.Table") -> "ir.BooleanValue":
    many: ir.BooleanValue = (t.usd_per_kg_times_usual >= _LEAST_TIMES) | (t.usd_per_kg_times_usual <= 1 / _LEAST_TIMES)
    return many
