"""Goods that do not fit the line of business which a party's name says: how rarely firms of that line deal in them in the batch."""

from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide, steps
from tidewaiter.parties.chain_ends import INTERMEDIARIES, WATCHED, listed_records
from tidewaiter.parties.trades import CHEMICAL_USERS, TABLET_MAKERS
from tidewaiter.reference import precursor_headings, reference_rows

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["EVERYDAY", "LEAST_MISFIT", "business_misfits"]

EVERYDAY = "everyday goods"
LEAST_MISFIT = 3.0
"""chosen: decibans; goods that only half as many firms of a line deal in as chance would have it are no reason to look yet."""
_ANY_LINE = ("trading", *INTERMEDIARIES)
"""Trades that deal in any goods; P6 looks at the latter."""
_CHEMISTS = ("chemical", "pharmaceutical")
"""Lines whose everyday goods are looked at, too: their parcels of chocolate or toys are what indictments describe."""
_PRIOR_FIRMS = 2.0
"""chosen: the wider group counts like two firms expected, so that nothing is read off one or two."""
_LEAST_OF_ARTICLE = 5
_USUAL_SHARE = 0.5
"""chosen: goods without a code are taken for what most records of the same article are declared as, if five or more are."""
_LEVELS = ("heading", "chapter", "goods_class")
_ROLES = ("receiver", "sender")
_LEAST_EXPECTED = 1.0
"""chosen: a sentence names the nearest group in which chance would give one firm or more."""


def business_misfits(goods: "ir.Table", *, records: "ir.Table", names: "ir.Table", engine: "Engine") -> "ir.Table":
    """Give the records whose receiver or sender says a line of business in which such goods are rare.

    How rare is read off the batch, by firms and not by records, without the party itself: firms of the line that deal in the goods, against
    those that would if the line did not matter. Tablet presses of those who make tablets, and chemicals of those who use them, are never
    looked at. The HS heading is drawn to its chapter, and that to the whole class of goods. Names that
    say no line, and trades that deal in anything, give nothing.

    Args:
        goods: shipments with the columns of goods.assess.GOODS.
        records: the same as history.records.comparable_records gives them.
        names: each name once, as parties.names.distinct_names gives it.
        engine: computes each step once.

    Returns:
        One row per record: `shipment_id`, `fit_role` (`receiver` or `sender`, whichever fits less), `fit_name`, `fit_line` (its line, of
        several the one that fits best), `fit_goods` (key of the group compared with), `fit_goods_class`, `fit_watched` (why the goods are
        watched, null where they are not), `fit_misfit` (decibans: 10 x log10 of how many times rarer than chance), `fit_firms_n` (other
        firms that say a line and deal in the group), `fit_alike_n` (those of this line), `fit_expected_n` (as many as chance would give),
        `fit_days_n` (days on which the party dealt in goods of the chapter) and `fit_sides_n` (parties that do not fit: 1 or 2).
    """
    lines = engine.keep(_lines(names), "business_lines")
    classed = _classed(goods, records=records, engine=engine)
    receiver = ibis.coalesce(goods.consignee_name, goods.buyer_name)
    dealt = goods.select("shipment_id", receiver=receiver, sender=goods.shipper_name).join(classed, "shipment_id")
    dealt = engine.keep(dealt, "business_goods")
    sides = engine.keep(ibis.union(*(_side(dealt, lines, role=role) for role in _ROLES)), "business_sides")
    firms = engine.keep(ibis.union(*(_firms_of(dealt, lines, role=role) for role in _ROLES)), "business_firms")
    groups = engine.keep(_groups(sides, firms), "business_groups")
    judged = engine.keep(_judged(sides, groups), "business_judged")
    return _worse_side(_with_days(judged))


def _lines(names: "ir.Table") -> "ir.Table":
    """Each name that says a line of business, once for each line; `chemist` where it says none but those of _CHEMISTS."""
    each = names.filter(names.trades.length() > 0).select("name", "name_key", line=names.trades.unnest())
    each = each.filter(each.name_key.notnull() & ~each.line.isin(_ANY_LINE))
    chemists = each.line.isin(_CHEMISTS).cast("int8").min().over(ibis.window(group_by="name"))
    return each.mutate(chemist=chemists == 1)


def _classed(goods: "ir.Table", *, records: "ir.Table", engine: "Engine") -> "ir.Table":
    """The heading, chapter and class of the goods of each record; by the article where there is no code."""
    usual = engine.keep(_usual_headings(records), "article_headings")
    coded = (
        records.select("shipment_id", "article", "heading", "is_known", "declared_day").left_join(usual, "article").drop("article_right")
    )
    coded = coded.mutate(heading=ibis.coalesce(coded.heading, coded.usual_heading))
    joined = coded.join(goods.select("shipment_id", "equipment_spots", "watched_heading", "hs_code", "spots"), "shipment_id")
    joined = joined.left_join(listed_records(goods), "shipment_id").drop("shipment_id_right")
    digits = ibis.coalesce(joined.hs_code, joined.heading.substr(len("hs:")))
    by_code = [(digits.startswith(row["hs"]), row["goods_class"]) for row in reference_rows("hs_watch/industrial_goods.csv")]
    equipment, substance, heading = WATCHED
    watched = ibis.cases(
        (joined.equipment_spots.length() > 0, equipment),
        (joined.is_listed, substance),
        (joined.watched_heading.isin(precursor_headings()), heading),
        else_=ibis.null("string"),
    )
    spotted = ibis.cases((watched == equipment, "machines"), (watched.notnull(), "chemicals"), else_=ibis.null("string"))
    return joined.select(
        "shipment_id",
        "is_known",
        "declared_day",
        watched=watched,
        heading=joined.heading.fill_null(""),
        chapter=joined.heading.substr(0, len("hs:00")).fill_null(""),
        goods_class=ibis.coalesce(spotted, ibis.cases(*by_code, else_=EVERYDAY)),
    )


def _usual_headings(records: "ir.Table") -> "ir.Table":
    """The heading that most records of an article have."""
    known = records.filter(records.is_known & records.article.notnull() & records.heading.notnull())
    uses = known.group_by(["article", "heading"]).aggregate(own_n=known.count())
    whole = uses.group_by("article").aggregate(n=uses.own_n.sum().cast("float64"))
    joined = uses.join(whole, "article")
    usual = joined.filter((joined.n >= _LEAST_OF_ARTICLE) & (joined.own_n.cast("float64") > joined.n * _USUAL_SHARE))
    return usual.select("article", usual_heading="heading")


def _side(dealt: "ir.Table", lines: "ir.Table", *, role: str) -> "ir.Table":
    """The goods of each record beside each line of its receiver or sender."""
    joined = dealt.join(lines, dealt[role] == lines.name)
    industrial = joined.goods_class != EVERYDAY
    seen = joined.filter(industrial) if role == "receiver" else joined
    looked_at = industrial | (joined.chemist & (joined.heading != ""))
    parts = ("shipment_id", "name", "name_key", "line", "is_known", "declared_day", "watched", *_LEVELS)
    return seen.select(*parts, role=ibis.literal(role), looked_at=looked_at)


def _firms_of(dealt: "ir.Table", lines: "ir.Table", *, role: str) -> "ir.Table":
    """How many firms there are of each line, and of any."""
    said = dealt.select(name=dealt[role]).distinct().join(lines, "name")
    of_line = said.group_by("line").aggregate(line_n=said.name_key.nunique())
    return of_line.cross_join(said.aggregate(all_n=said.name_key.nunique())).mutate(role=ibis.literal(role))


def _groups(sides: "ir.Table", firms: "ir.Table") -> "ir.Table":
    """For each role, group of goods and line: firms of the line in it, all firms in it, firms of the line, and all firms."""
    deals = sides.filter(sides.is_known).select("role", "line", "name_key", *_LEVELS).distinct()
    each = deals.select("role", "line", "name_key", group=ibis.array([deals[level] for level in _LEVELS]).unnest())
    each = each.filter(each.group != "")
    alike = each.group_by(["role", "group", "line"]).aggregate(alike_n=each.name_key.nunique())
    whole = each.group_by(["role", "group"]).aggregate(firms_n=each.name_key.nunique())
    return alike.join(whole, ["role", "group"]).join(firms, ["role", "line"])


def _judged(sides: "ir.Table", groups: "ir.Table") -> "ir.Table":
    """Each record, side and line with how rare its goods are, and the nearest group that is large enough to be named."""
    looked_at = sides.filter(sides.looked_at)
    cells = looked_at.select("role", "line", "is_known", *_LEVELS).distinct()
    for level in _LEVELS:
        named = groups.rename({f"{level}_{name}": name for name in groups.columns})
        met = [cells.role == named[f"{level}_role"], cells.line == named[f"{level}_line"], cells[level] == named[f"{level}_group"]]
        cells = cells.left_join(named, met).drop(f"{level}_role", f"{level}_line", f"{level}_group")
    judged = looked_at.join(_drawn(cells), ["role", "line", "is_known", *_LEVELS])
    at_home = ibis.cases(
        (judged.watched == WATCHED[0], judged.line.isin(TABLET_MAKERS)),
        (judged.goods_class.isin(("chemicals", "raw materials")), judged.line.isin(CHEMICAL_USERS)),
        else_=False,
    )
    return judged.mutate(misfit=at_home.ifelse(0.0, judged.misfit))


def _drawn(cells: "ir.Table") -> "ir.Table":
    """How many times more such firms there are than by chance, each group drawn to its parent, as decibans of rarity."""
    own = cells.is_known.cast("int64")
    lift: ir.FloatingValue = ibis.literal(1.0)
    counts: dict[str, dict[str, ir.NumericValue]] = {}
    for level in reversed(_LEVELS):
        alike, firms = (cells[f"{level}_alike_n"] - own).fill_null(0), (cells[f"{level}_firms_n"] - own).fill_null(0)
        chance = divide(firms * (cells[f"{level}_line_n"] - own), cells[f"{level}_all_n"] - own).fill_null(0.0)
        lift = divide(alike.cast("float64") + lift * _PRIOR_FIRMS, chance + _PRIOR_FIRMS)
        counts[level] = {"alike_n": alike, "firms_n": firms, "expected_n": chance, "group": cells[level]}
    widest = counts[_LEVELS[-1]]
    named = {
        part: ibis.cases(*((counts[level]["expected_n"] >= _LEAST_EXPECTED, counts[level][part]) for level in _LEVELS[:-1]), else_=figure)
        for part, figure in widest.items()
    }
    misfit = steps(lift.log10() * -10.0, per_unit=10).cast("float64") / 10.0
    return cells.select("role", "line", "is_known", *_LEVELS, misfit=misfit, **named)


def _with_days(sides: "ir.Table") -> "ir.Table":
    """Add on how many days a party dealt in goods of the chapter."""
    own = ["role", "name_key", "chapter"]
    known = sides.filter(sides.is_known).select("shipment_id", "declared_day", *own)
    days = known.group_by(own).aggregate(days_n=known.declared_day.nunique())
    return (
        sides.left_join(days, own).drop("role_right", "name_key_right", "chapter_right").mutate(days_n=lambda row: row.days_n.fill_null(0))
    )


def _worse_side(judged: "ir.Table") -> "ir.Table":
    """Of each record the party that fits less, taken by that of its lines which fits best."""
    best = ibis.window(group_by=["shipment_id", "role"], order_by=[judged.misfit, judged.line])
    sides = judged.mutate(place=ibis.row_number().over(best)).filter(lambda row: (row.place == 0) & (row.misfit >= LEAST_MISFIT))
    worse = ibis.window(group_by="shipment_id", order_by=[sides.misfit.desc(), sides.role])
    ranked = sides.mutate(place=ibis.row_number().over(worse), sides_n=sides.count().over(ibis.window(group_by="shipment_id")))
    return ranked.filter(ranked.place == 0).select(
        "shipment_id",
        fit_role="role",
        fit_name="name",
        fit_line="line",
        fit_goods="group",
        fit_goods_class="goods_class",
        fit_watched="watched",
        fit_misfit="misfit",
        fit_firms_n="firms_n",
        fit_alike_n="alike_n",
        fit_expected_n="expected_n",
        fit_days_n="days_n",
        fit_sides_n="sides_n",
    )
