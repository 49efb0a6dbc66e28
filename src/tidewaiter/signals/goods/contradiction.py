"""G3: the text of watched goods says one thing and the HS code another."""

from datetime import date
from typing import TYPE_CHECKING

import ibis

from tidewaiter.history.norms import goods_in_words
from tidewaiter.signals.batches import crowd, record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans

if TYPE_CHECKING:
    import ibis.expr.types as ir

_CHEMISTRY = ("hs:28", "hs:29", "hs:30", "hs:38")
"""HS chapters of inorganic and organic chemicals, medicines, and other chemical products."""
_NAMED_POINTS = 6.0
"""chosen: decibans, until outcomes have measured them; codes are often wrong by a clerk's slip, and seldom on both sides of this line."""
_DOUBTFUL = 10.0
"""chosen: decibans; words and other firms' records together are ten times likelier under other goods' code."""
_POINTS = {_DOUBTFUL: 3.0, 20.0: 6.0, 40.0: 9.0}
"""chosen: far below the likelihood ratio, as a wrong code is much more often a slip than a mask."""


def _finds(known: Known) -> "ir.Table":
    from tidewaiter.history.contradictions import doubted_codes

    return doubted_codes(known.records, known.goods, engine=known.engine)


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
    unit="decibans of a likelihood ratio",
    fires=lambda t: _names_chemistry(t) | _is_doubted(t),
    points=lambda t: _names_chemistry(t).ifelse(_NAMED_POINTS, decibans(t.doubt_decibans, at=_POINTS)),
    values=(
        "goods_text",
        "hs_code",
        "control_name",
        "watched_item",
        "contradiction",
        "doubt_decibans",
        "words_heading",
        "words_speaking",
        "words_decibans",
        "article",
        "article_n",
        "article_chapter",
        "article_usual_n",
        "article_own_n",
        "article_decibans",
    ),
    says="The text “{goods_text}” and HS {hs_code} do not go together: {contradiction}.",
    words=lambda t: {"contradiction": _names_chemistry(t).ifelse(_named_in_words(t), _doubt_in_words(t))},
    innocent=(
        "a clerk's slip in the code, or a broker's habit of one code for all goods of a client; both are frequent",
        "a general description, a text translated word by word, or the name of a product line",
        "a mixture, set, kit or appliance that holds the substance or is declared by its chief part",
        "a heading that was split or moved in the last edition of the Harmonized System",
    ),
    finds=_finds,
    fires_on=Example(
        "Keyboards are declared under the heading of several precursors, where those of all other firms are machines",
        (
            *crowd(24, prefix="boards", goods_text="computer keyboards black", hs_code="8471606000"),
            record(
                "keys",
                goods_text="computer keyboards black",
                hs_code="2933399990",
                net_mass_kg=79.0,
                shipper_name="Fictive Goods Ltd",
                consignee_name="Sample Buyer LLC",
            ),
        ),
        "keys",
    ),
    quiet_on=Example(
        "Keyboards are declared as parts of computers, a chapter that is watched for nothing",
        (
            *crowd(24, prefix="boards", goods_text="computer keyboards black", hs_code="8471606000"),
            record(
                "keys",
                goods_text="computer keyboards black",
                hs_code="8529909000",
                net_mass_kg=79.0,
                shipper_name="Fictive Goods Ltd",
                consignee_name="Sample Buyer LLC",
            ),
        ),
        "keys",
    ),
)


def _names_chemistry(t: "ir.Table") -> "ir.BooleanValue":
    """A listed substance that is no everyday one stands in the text, and the code is of no chemistry."""
    named = (t.control_substance.notnull() & ~t.control_everyday & (t.control_found_as != "hs")).fill_null(False)
    found: ir.BooleanValue = named & t.chapter.notnull() & ~t.chapter.isin(_CHEMISTRY).fill_null(True)
    return found


def _is_doubted(t: "ir.Table") -> "ir.BooleanValue":
    """The code is that of watched goods, and words and records of others are much likelier under that of other goods."""
    found: ir.BooleanValue = (t.watched_heading.notnull() & (t.doubt_decibans >= _DOUBTFUL)).fill_null(False)
    return found


def _named_in_words(t: "ir.Table") -> "ir.StringValue":
    otherwise = ibis.literal(" (“").concat(t.control_spot_text, "”)")
    spot = (t.control_spot_text.lower() == t.control_name.lower()).ifelse("", otherwise)
    words: ir.StringValue = ibis.literal("the text names ").concat(
        t.control_name, spot, ", and ", goods_in_words(t.chapter), " is of no chemicals"
    )
    return words


def _doubt_in_words(t: "ir.Table") -> "ir.StringValue":
    whole = t.doubt_decibans.round().cast("int64").cast("string")
    words: ir.StringValue = ibis.coalesce(_words_in_words(t), "").concat(
        ibis.coalesce(_article_in_words(t), ""), "in all ", whole, " decibans against the code, under which travel ", t.watched_item
    )
    return words


def _words_in_words(t: "ir.Table") -> "ir.StringValue":
    """What the words say, compared with the tree and the words of the trade."""
    likelier = t.words_decibans.round().cast("int64").cast("string")
    words: ir.StringValue = ibis.literal("by the HS and the words of the trade “").concat(
        t.words_speaking,
        "” is ",
        likelier,
        " decibans likelier under HS ",
        t.words_heading,
        " (",
        t.words_heading_text,
        ") than under this chapter or any of chemicals; ",
    )
    return words


def _article_in_words(t: "ir.Table") -> "ir.StringValue":
    """What other firms declare the article as."""
    usual = t.article_usual_n.cast("string").concat(" of ", t.article_n.cast("string"), " records of ", goods_in_words(t.article))
    own = ibis.literal(" and ").concat(t.article_own_n.cast("string"), " under ", goods_in_words(t.chapter))
    words: ir.StringValue = usual.concat(
        " by other firms are declared under ",
        goods_in_words(t.article_chapter),
        (t.article_chapter == t.chapter).ifelse(", too", own),
        "; ",
    )
    return words
