"""G1 by its code alone: the HS heading is one under which listed precursors travel, and the text names none of them."""

from datetime import date

from tidewaiter.reference import precursor_headings
from tidewaiter.signals.batches import record
from tidewaiter.signals.form import Example, Signal, Source

_POINTS = 1.0
"""chosen: decibans. A heading such as 2933.39 holds thousands of substances; its code says little and counts beside something else."""

SIGNAL = Signal(
    id="goods.watched_heading",
    code="G1",
    question="Is the HS code one under which listed precursors travel, though the text names none?",
    family="goods",
    sources=(Source("WCO", "Harmonized System 2022, chapter 29", "subheadings 2933.33 to 2933.39 and their like", date(2026, 11, 1)),),
    needs=("hs_code",),
    unit="headings of watch",
    fires=lambda t: t.watched_heading.isin(precursor_headings()) & t.control_substance.isnull(),
    points=lambda t: t.watched_heading.notnull().ifelse(_POINTS, 0.0),
    values=("hs_code", "watched_heading", "watched_item", "goods_text"),
    says="HS {hs_code} is a heading under which {watched_item} travel, among much else; the text “{goods_text}” names none of them. "
    "Ask which substance it is.",
    innocent=(
        "thousands of medicines, dyes and intermediates share the heading",
        "the code was chosen by a clerk for want of a better one",
        "the name stands in a paper that the source does not carry",
    ),
    fires_on=Example(
        "A white powder comes under the heading of several precursors",
        (record("powder", goods_text="organic intermediate, white powder", hs_code="2933399990"),),
        "powder",
    ),
    quiet_on=Example(
        "A pigment comes under a heading of its own",
        (record("pigment", goods_text="titanium dioxide pigment, white powder", hs_code="3206110000"),),
        "pigment",
    ),
)
