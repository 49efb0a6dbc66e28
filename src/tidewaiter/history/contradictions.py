"""Articles whose text says one thing and whose code another, by what the same words are declared as elsewhere in the batch."""

from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide, total

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["odd_codes"]

_LEAST_OF_ARTICLE = 20
"""chosen: fewer records of an article do not show how it is usually declared."""
_USUAL_SHARE = 0.8
"""chosen: four in five records agree on the chapter."""
_ODD_SHARE = 0.05
"""chosen: a chapter that one record in twenty of the article has, or fewer."""


def odd_codes(records: "ir.Table", *, engine: "Engine") -> "ir.Table":
    """Give the records whose HS chapter is one that hardly any other record of the same article has.

    Args:
        records: as history.records.comparable_records gives them.
        engine: computes each step once.

    Returns:
        A row for each such record: `shipment_id`, `article_n` (known records of the article that have a code), `article_chapter` (the
        chapter that most of them have), `article_usual_n` (how many) and `article_own_n` (how many have the record's own chapter).
    """
    known = records.filter(records.is_known & records.article.notnull() & records.chapter.notnull())
    uses = engine.keep(known.group_by(["article", "chapter"]).aggregate(own_n=known.count()), "article_chapters")
    whole = ibis.window(group_by="article")
    first = ibis.window(group_by="article", order_by=[uses.own_n.desc(), uses.chapter])
    counted = uses.mutate(n=total(uses.own_n, over=whole), place=ibis.row_number().over(first))
    usual = counted.filter(counted.place == 0).select("article", usual_chapter="chapter", usual_n="own_n")
    joined = counted.join(usual, "article")
    odd = joined.filter(
        (joined.n >= _LEAST_OF_ARTICLE)
        & (joined.chapter != joined.usual_chapter)
        & (divide(joined.usual_n, joined.n) >= _USUAL_SHARE)
        & (divide(joined.own_n, joined.n) <= _ODD_SHARE)
    )
    odd = engine.keep(odd.select("article", "chapter", "n", "usual_chapter", "usual_n", "own_n"), "article_odd_chapters")
    found = records.join(odd, ["article", "chapter"])
    return found.select("shipment_id", article_n="n", article_chapter="usual_chapter", article_usual_n="usual_n", article_own_n="own_n")
