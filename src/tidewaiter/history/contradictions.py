"""Watched goods whose text says one thing and whose code another: how much likelier the words are under the code of other goods."""

from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide, steps, total
from tidewaiter.goods.heading import TEXT_AGAINST_CODE
from tidewaiter.kernels import Call

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["doubted_codes"]

_LEAST_OF_ARTICLE = 20
"""chosen: fewer records of an article by other firms do not show how it is usually declared."""
_AT_LARGE_RECORDS = 20.0
"""chosen: the batch at large counts like twenty records of a chapter's own, so that a chapter of few records is drawn to it."""
_MOST_BY_WORDS = 200
"""chosen: tenths of a deciban. The words of a text hang together and a likelihood that takes them apart overstates: on published texts one
in some hundred rightly coded ones is doubted (docs/headings.md), and no more than that is claimed."""
_MOST_BY_ARTICLE = 200
"""chosen: as much by what others declare, so that neither decides alone what the other speaks against."""
_ALIKE = ("hs:28", "hs:29", "hs:30", "hs:38")
"""chosen: chapters of inorganic and organic chemicals, medicines and other chemical products; one chemical is lawfully declared under
several of them."""
_FIRM = ("shipper_name", "buyer_key")


def doubted_codes(records: "ir.Table", goods: "ir.Table", *, engine: "Engine") -> "ir.Table":
    """Give the records under a watched code whose words are likelier under the code of other goods.

    Two likelihood ratios are taken: of the text's words under the heading that they fit best against the declared one, by the HS tree and
    the words of the trade; and of the article under the chapter that most others declare it as against the record's own, by the records of
    other firms in the batch (neither of the record's own shipper nor of its own buyer, so that a firm's own wrong code does not confirm
    itself).

    Args:
        records: as history.records.comparable_records gives them.
        goods: shipments with the columns of goods.assess.GOODS.
        engine: computes each step once.

    Returns:
        A row for each such record of which either can be said: `shipment_id`; `words_heading`, `words_heading_text`, `words_speaking`,
        `words_declared_text` and `words_decibans` (null where the words say nothing against the code); `article_n` (records of the article
        by other firms), `article_chapter` (that most of them have), `article_usual_n`, `article_own_n` (of them, in the record's own
        chapter) and `article_decibans` (below nought where most have the record's own chapter, null where there are too few);
        `doubt_decibans`, the sum.
    """
    watched = goods.filter(goods.watched_heading.notnull() & goods.goods_text.notnull())
    asked = watched.select("shipment_id", "goods_text", "hs_code").join(
        records.select("shipment_id", "article", "chapter", "is_known", *_FIRM), "shipment_id"
    )
    said = engine.add(asked, {"said": Call(TEXT_AGAINST_CODE, ("goods_text", "hs_code"))}, "codes_watched")
    by_words, by_article = _by_words(said), engine.keep(_by_article(said, records, engine=engine), "codes_by_article")
    joined = by_words.left_join(by_article.rename(of_record="shipment_id"), [("shipment_id", "of_record")]).drop("of_record")
    summed = joined.mutate(doubt_decibans=joined.words_decibans.fill_null(0.0) + joined.article_decibans.fill_null(0.0))
    return summed.filter(summed.words_decibans.notnull() | summed.article_decibans.notnull())


def _by_words(asked: "ir.Table") -> "ir.Table":
    said = asked.said
    return asked.select(
        "shipment_id",
        words_heading=said["heading"],
        words_heading_text=said["heading_text"],
        words_speaking=said["words"],
        words_declared_text=said["declared_text"],
        words_decibans=_as_decibans(said["tenths"], most=_MOST_BY_WORDS),
    )


def _by_article(asked: "ir.Table", records: "ir.Table", *, engine: "Engine") -> "ir.Table":
    """What other firms of the batch declare the article as: most of them, and as the record does."""
    known = records.filter(records.is_known & records.chapter.notnull())
    of_articles = known.semi_join(asked.filter(asked.article.notnull()), "article")
    uses = engine.keep(of_articles.group_by(["article", "chapter", *_FIRM]).aggregate(n=of_articles.count()), "article_uses")
    sizes = engine.keep(known.group_by("chapter").aggregate(chapter_n=known.count()), "chapter_sizes")
    others = _others(asked, uses)
    every = ibis.window(group_by="shipment_id")
    summed = others.mutate(
        article_n=total(others.n, over=every), own_n=total((others.chapter == others.own).ifelse(others.n, 0), over=every)
    )
    most_first = ibis.window(group_by="shipment_id", order_by=[summed.n.desc(), summed.chapter])
    usual = summed.filter(summed.n > 0).mutate(place=ibis.row_number().over(most_first))
    alike = usual.chapter.isin(_ALIKE) & usual.own.isin(_ALIKE) & (usual.chapter != usual.own)
    return _held_against_own(usual.filter((usual.place == 0) & (usual.article_n >= _LEAST_OF_ARTICLE) & ~alike), sizes)


def _others(asked: "ir.Table", uses: "ir.Table") -> "ir.Table":
    """For each record and chapter, how many records of its article are neither of its shipper nor of its buyer."""
    shipper, buyer = _FIRM
    keys = asked.select("shipment_id", "article", shipper, buyer, own="chapter")
    found = keys.join(_summed(uses, "n"), "article")
    for name, firms in (("shipper_n", (shipper,)), ("buyer_n", (buyer,)), ("both_n", _FIRM)):
        part = _summed(uses, name, *firms).rename({f"of_{key}": key for key in ("article", "chapter", *firms)})
        found = found.left_join(part, [(key, f"of_{key}") for key in ("article", "chapter", *firms)])
        found = found.drop(*(f"of_{key}" for key in ("article", "chapter", *firms)))
    own = found.shipper_n.fill_null(0) + found.buyer_n.fill_null(0) - found.both_n.fill_null(0)
    return found.select("shipment_id", "own", "chapter", n=found.n - own)


def _summed(uses: "ir.Table", name: str, *firms: str) -> "ir.Table":
    return uses.group_by(["article", "chapter", *firms]).aggregate(**{name: total(uses.n)})


def _held_against_own(usual: "ir.Table", sizes: "ir.Table") -> "ir.Table":
    """Take the article's likelihood under its usual chapter, or at large where that is the record's own, over the one under its own."""
    of_usual = sizes.rename(usual_chapter="chapter", usual_chapter_n="chapter_n")
    of_own = sizes.rename(own_chapter="chapter", own_chapter_n="chapter_n")
    joined = usual.join(of_usual, usual.chapter == of_usual.usual_chapter).left_join(of_own, [("own", "own_chapter")])
    joined = joined.cross_join(sizes.aggregate(batch_n=total(sizes.chapter_n)))
    likely = divide(joined.article_n, joined.batch_n)
    at_large = likely * _AT_LARGE_RECORDS
    elsewhere = divide(joined.n + at_large, joined.usual_chapter_n + _AT_LARGE_RECORDS)
    there = (joined.chapter == joined.own).ifelse(likely, elsewhere)
    here = divide(joined.own_n + at_large, joined.own_chapter_n.fill_null(0) + _AT_LARGE_RECORDS)
    tenths = steps(divide(there, here).log10() * 10.0, per_unit=10)
    return joined.select(
        "shipment_id",
        "article_n",
        article_chapter="chapter",
        article_usual_n="n",
        article_own_n="own_n",
        article_decibans=_as_decibans(tenths, most=_MOST_BY_ARTICLE),
    )


def _as_decibans(tenths: "ir.IntegerValue", *, most: int) -> "ir.FloatingValue":
    """Cut at `most` to either side; `least` of an engine would give a number for null."""
    cut = (tenths > most).ifelse(most, (tenths < -most).ifelse(-most, tenths))
    decibans: ir.FloatingValue = cut.cast("float64") / 10.0
    return decibans
