"""G4: mass, volume or freight that like goods do not have."""

from datetime import date
from typing import TYPE_CHECKING, Any

import ibis

from tidewaiter.history.measures import DENSITY, FREIGHT_SHARE, PIECE_MASS, Measure
from tidewaiter.history.norms import goods_in_words
from tidewaiter.signals.batches import crowd, record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans
from tidewaiter.signals.words import times_in_words

if TYPE_CHECKING:
    import ibis.expr.types as ir

_FAR = 3.5
"""Robust standard deviations beyond which a value is an outlier (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993)."""
_POINTS = {_FAR: 3.0, 6.0: 5.0, 10.0: 8.0, 20.0: 11.0}
_SECOND_MEASURE = 2.0
"""chosen: decibans, until outcomes have measured them; one slip in a mass shows in two measures, so that the second adds little."""
_LEAST_TIMES = 5.0
"""chosen: below five times the usual, or above a fifth, goods may be odd among very even ones and still be nothing to look at."""
_TELLING = 5.0
"""chosen: decibans; below three to one the batch at large says nothing of other goods."""
_MEASURES = (PIECE_MASS, DENSITY, FREIGHT_SHARE)
_KEYBOARDS: dict[str, Any] = {  # Any: as records are declared
    "goods_text": "mechanical keyboards",
    "hs_code": "8471606000",
    "quantity_unit": "C62",
}


def _finds(known: Known) -> "ir.Table":
    from tidewaiter.goods.unsold import sold_or_watched
    from tidewaiter.history.norms import far_of
    from tidewaiter.history.oddest import oddest_measure
    from tidewaiter.history.other_goods import with_other_goods

    far = {measure: far_of(known.far, measure) for measure in _MEASURES}
    # The freight of a sample is above its token value as a matter of course.
    far[FREIGHT_SHARE] = sold_or_watched(far[FREIGHT_SHARE], goods=known.goods, engine=known.engine, name="freight")
    many = {measure: table.filter(_odd_times(table, measure)) for measure, table in far.items()}
    return with_other_goods(oddest_measure(many), far=known.far, records=known.records, measures=_MEASURES, engine=known.engine)


SIGNAL = Signal(
    id="goods.physical_economics",
    code="G4",
    question="Are mass per piece, density or freight such as these goods do not have?",
    # A slip in a mass or a value shows in Q1 and Q3, too: of one family, it is one reason and makes nothing suspicious by itself.
    family="quantity",
    sources=(
        Source(
            "CBP",
            "Acting commissioner's op-ed on fentanyl production and enforcement, HSToday 2023",
            "keyboards of 175 lb",
            date(2026, 11, 24),
        ),
        Source("J. J. Keller", "How to identify suspicious shipments", "freight above the value of the goods", date(2026, 11, 24)),
    ),
    needs=("quantity or volume_m3 or freight_usd", "net_mass_kg or gross_mass_kg or value_usd", "goods_text or hs_code"),
    unit="robust standard deviations from like records",
    fires=lambda t: t.odd_z.abs() > _FAR,
    points=lambda t: decibans(t.odd_z.abs(), at=_POINTS) + (t.odd_measures_n >= 2).ifelse(_SECOND_MEASURE, 0.0),
    values=(
        "odd_measure",
        "odd_amount",
        "odd_times_usual",
        "times_in_words",
        "odd_z",
        "odd_usual",
        "odd_usual_low",
        "odd_usual_high",
        "odd_norm_n",
        "odd_compared_with",
        "odd_measures_n",
        "odd_batch_n",
        "odd_decibans",
        "other_goods_in_words",
        "goods_in_words",
        "mass_kg",
    ),
    says="{goods_in_words}: {odd_amount} {odd_measure} is {times_in_words} the usual {odd_usual} ({odd_z} robust standard deviations); "
    "usual is {odd_usual_low} to {odd_usual_high}, judged by {odd_norm_n} records of {odd_compared_with} and their wider groups. "
    "Of all {odd_batch_n} records with such a measure, {other_goods_in_words}.",
    words=lambda t: {
        "times_in_words": times_in_words(t.odd_times_usual),
        "odd_amount": _amount(t),
        "other_goods_in_words": _other_goods_in_words(t),
        "goods_in_words": ibis.coalesce(ibis.literal("“").concat(t.goods_text, "”"), goods_in_words(t.commodity), "the goods"),
    },
    innocent=(
        "spare parts, samples and urgent goods, whose freight is above their value",
        "bulk packs, sets or accessories that are counted otherwise",
        "a slip in a unit, a decimal mark or a number of pieces",
    ),
    finds=_finds,
    fires_on=Example(
        "Three keyboards weigh 79 kg, where others weigh less than one",
        (
            *crowd(24, prefix="boards", mass_kg=16.0, quantity=20.0, **_KEYBOARDS),
            record("keys", quantity=3.0, net_mass_kg=79.0, **_KEYBOARDS),
        ),
        "keys",
    ),
    quiet_on=Example(
        "A hundred keyboards weigh 79 kg",
        (
            *crowd(24, prefix="boards", mass_kg=16.0, quantity=20.0, **_KEYBOARDS),
            record("keys", quantity=100.0, net_mass_kg=79.0, **_KEYBOARDS),
        ),
        "keys",
    ),
)


def _odd_times(far: "ir.Table", measure: Measure) -> "ir.BooleanValue":
    """Many times the usual or a small part of it; little freight for its value is what all dear goods have."""
    times = far[f"{measure.name}_times_usual"]
    small = ibis.literal(measure != FREIGHT_SHARE) & (times <= 1 / _LEAST_TIMES)
    odd: ir.BooleanValue = (times >= _LEAST_TIMES) | small
    return odd


def _other_goods_in_words(t: "ir.Table") -> "ir.StringValue":
    """Whether other goods of the batch have such an amount, which a slip seldom meets."""
    likelier = ibis.literal("goods at large have it ").concat(
        t.odd_decibans.round().cast("int64").cast("string"), " decibans likelier than these"
    )
    rare = "hardly any have it: a slip in an amount is as likely as other goods"
    words: ir.StringValue = (t.odd_decibans >= _TELLING).ifelse(likelier, rare)
    return words


def _amount(t: "ir.Table") -> "ir.FloatingValue":
    """The record's own amount of the measure that is furthest off."""
    own: ir.FloatingValue = ibis.cases(*((t.odd_measure == measure.unit, t[measure.name]) for measure in _MEASURES), else_=None)
    return own
