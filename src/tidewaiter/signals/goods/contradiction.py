"""G3: the text of watched goods says one thing and the HS code another."""

from datetime import date
from typing import TYPE_CHECKING

import ibis

from tidewaiter.history.norms import goods_in_words
from tidewaiter.signals.batches import crowd, record
from tidewaiter.signals.form import Example, Known, Signal, Source

if TYPE_CHECKING:
    import ibis.expr.types as ir

_CHEMISTRY = ("hs:28", "hs:29", "hs:30", "hs:38")
"""HS chapters of inorganic and organic chemicals, medicines, and other chemical products."""
_NAMED_POINTS = 6.0
_WATCHED_POINTS = 6.0
"""chosen: decibans, until outcomes have measured them; codes are often wrong by a clerk's slip, and seldom on both sides of this line."""


def _finds(known: Known) -> "ir.Table":
    from tidewaiter.history.contradictions import odd_codes

    return odd_codes(known.records, engine=known.engine)


SIGNAL = Signal(
    id="goods.contradiction",
    code="G3",
    question="Do the text and the HS code of listed or watched goods contradict each other?",
    family="goods",
    sources=(
        Source(
            "US Department of Justice",
            "Indictments of chemical makers and employees, 23 June 2023",
            "misdescribed goods",
            date(2026, 11, 24),
        ),
        Source("INCB", "Precursors report 2020", "non-scheduled chemicals declared as something else", date(2026, 11, 24)),
    ),
    needs=("goods_text", "hs_code"),
    unit="chapters of the Harmonized System",
    fires=lambda t: _names_chemistry(t) | _hides_chemistry(t),
    points=lambda t: _names_chemistry(t).ifelse(_NAMED_POINTS, _WATCHED_POINTS),
    values=(
        "goods_text",
        "hs_code",
        "control_name",
        "watched_item",
        "contradiction",
        "article",
        "article_n",
        "article_chapter",
        "article_usual_n",
        "article_own_n",
    ),
    says="The text “{goods_text}” and HS {hs_code} do not go together: {contradiction}.",
    words=lambda t: {"contradiction": _names_chemistry(t).ifelse(_named_in_words(t), _hidden_in_words(t))},
    innocent=(
        "a clerk's slip in the code, which is frequent",
        "a text translated word by word, or the name of a product line",
        "a mixture, kit or appliance that holds the substance",
    ),
    finds=_finds,
    fires_on=Example(
        "Keyboards are declared under the heading of several precursors, where all other keyboards are machines",
        (
            *crowd(24, prefix="boards", goods_text="computer keyboards black", hs_code="8471606000"),
            record("keys", goods_text="computer keyboards black", hs_code="2933399990", net_mass_kg=79.0),
        ),
        "keys",
    ),
    quiet_on=Example(
        "Keyboards are declared as parts of computers, a chapter that is watched for nothing",
        (
            *crowd(24, prefix="boards", goods_text="computer keyboards black", hs_code="8471606000"),
            record("keys", goods_text="computer keyboards black", hs_code="8529909000", net_mass_kg=79.0),
        ),
        "keys",
    ),
)


def _names_chemistry(t: "ir.Table") -> "ir.BooleanValue":
    """A listed substance that is no everyday one stands in the text, and the code is of no chemistry."""
    named = (t.control_substance.notnull() & ~t.control_everyday & (t.control_found_as != "hs")).fill_null(False)
    found: ir.BooleanValue = named & t.chapter.notnull() & ~t.chapter.isin(_CHEMISTRY).fill_null(True)
    return found


def _hides_chemistry(t: "ir.Table") -> "ir.BooleanValue":
    """The code is that of watched goods, and the article of the text is nearly always declared as something else, no chemistry."""
    found: ir.BooleanValue = t.article_chapter.notnull() & t.watched_heading.notnull() & ~t.article_chapter.isin(_CHEMISTRY).fill_null(True)
    return found


def _named_in_words(t: "ir.Table") -> "ir.StringValue":
    otherwise = ibis.literal(" (“").concat(t.control_spot_text, "”)")
    spot = (t.control_spot_text.lower() == t.control_name.lower()).ifelse("", otherwise)
    words: ir.StringValue = ibis.literal("the text names ").concat(
        t.control_name, spot, ", and ", goods_in_words(t.chapter), " is of no chemicals"
    )
    return words


def _hidden_in_words(t: "ir.Table") -> "ir.StringValue":
    usual = t.article_usual_n.cast("string").concat(" of ", t.article_n.cast("string"), " records of ", goods_in_words(t.article))
    own = t.article_own_n.cast("string").concat(" under ", goods_in_words(t.chapter))
    words: ir.StringValue = usual.concat(
        " are declared under ", goods_in_words(t.article_chapter), " and ", own, "; under this code travel ", t.watched_item
    )
    return words
