"""Medians and spreads per cell, counted as histograms of steps: integers only, so that the sum of parts is the whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide, total
from tidewaiter.history.measures import Measure
from tidewaiter.history.steps import AMOUNT, STEP

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["FAR", "LEAST_RECORDS", "far_from_norms", "far_of", "goods_in_words", "measured_against", "step_norms", "z_of"]

LEAST_RECORDS = 20
"""chosen: a cell of fewer records is no comparison group; its wider parent is used (no score on n < 20 without the parent)."""
FAR = 3.0
"""chosen: robust standard deviations; nearer records are nobody's concern and carry no norm. Signals ask for more."""
_PARENT_RECORDS = 20.0
"""chosen: the parent group counts like twenty records of the cell's own, so that a small cell is drawn to what is usual around it."""
_LEAST_SPREAD = 8.0
"""chosen: about 20 %; a cell of all but equal amounts must not turn a rounding into an outlier."""
_SIGMA_OF_MAD = 1.4826
"""Makes the median absolute deviation of a normal distribution its standard deviation."""
_MOST_LEVELS = 6
_PARTED, _NOT_SAID = "\x1f", "\x1e"


def far_from_norms(records: "ir.Table", measures: Sequence[Measure], *, engine: "Engine") -> "ir.Table":
    """Give the records that lie far from what is usual, by any of some measures.

    Held against is the nearest comparison group that is large enough; its median and spread (median absolute deviation) are drawn towards
    those of its parents.

    Args:
        records: as history.records.comparable_records gives them: the columns of the measures (null or an amount), those of their levels,
            and `is_known` (a record that is not is measured, and is no part of what is usual).
        measures: what to measure.
        engine: computes each step once.

    Returns:
        A row for each record and measure that is FAR or further off: `shipment_id`, `measure` (its name), `step` (whole steps, see
        history/steps.py), `median` and `spread` (steps), `n` (records of the nearest group) and `words` (that group).
    """
    kinds = engine.keep(_kinds(records, measures), "kinds")
    steps = engine.keep(_steps(records, kinds, measures), "steps")
    cells = engine.keep(ibis.union(*(_cells(kinds, measure) for measure in measures)), "cells")
    norms = [_level_norms(steps, cells, measure, engine=engine) for measure in measures]
    usual = engine.keep(_usual(cells, ibis.union(*norms)), "usual")
    held = ibis.union(*(_amounts(steps, measure) for measure in measures)).join(usual, ["measure", "kind"])
    far = engine.keep(held.filter(z_of(held.step, held["median"], held.spread).abs() >= FAR), "amounts_far")
    placed = far.join(kinds.select("kind", *_keys(*measures)), "kind")
    return placed.select("shipment_id", "measure", "step", "median", "spread", "n", words=_in_words(placed, measures))


def far_of(far: "ir.Table", measure: Measure) -> "ir.Table":
    """Give those of some far records that are so by one measure, as `measured_against` names it."""
    return measured_against(far.filter(far.measure == measure.name), measure)


def measured_against(held: "ir.Table", measure: Measure) -> "ir.Table":
    """Name what a record's step is held against after its measure.

    Args:
        held: `shipment_id`, `step`, and of its group `median`, `spread` (steps), `n` and `words`.
        measure: what was measured.

    Returns:
        `shipment_id` and, after the measure's name, `_step`, `_z` (robust standard deviations above the median), `_usual`, `_usual_low` and
        `_usual_high` (the median, and one spread to either side), `_times_usual`, `_norm_n` (records of the group) and `_compared_with`.
    """
    name, step, median, spread = measure.name, held.step, held["median"], held.spread
    return held.select(
        "shipment_id",
        **{
            f"{name}_step": step,
            f"{name}_z": z_of(step, median, spread),
            f"{name}_usual": AMOUNT(median),
            f"{name}_usual_low": AMOUNT(median - spread),
            f"{name}_usual_high": AMOUNT(median + spread),
            f"{name}_times_usual": AMOUNT(step.cast("float64") - median),
            f"{name}_norm_n": held.n,
            f"{name}_compared_with": held.words,
        },
    )


def step_norms(steps: "ir.Table", *, by: tuple[str, ...], least: int = 1) -> "ir.Table":
    """Give the median and spread of `step` in each cell.

    Args:
        steps: rows with the columns `by` and `step` (whole steps, see history/steps.py); rows with a null among them are left out.
        by: the columns that make a cell.
        least: cells of fewer rows are left out.

    Returns:
        One row per cell: `by`, `n`, `median_step` (lower median) and `mad_step` (median absolute deviation), whole steps.
    """
    filled = steps.filter([steps[name].notnull() for name in (*by, "step")])
    return _norms(filled.group_by([*by, "step"]).aggregate(count=filled.count()), by=by, least=least)


def _norms(counted: "ir.Table", *, by: tuple[str, ...], least: int) -> "ir.Table":
    """The same from how many rows of each cell have each step."""
    sized = counted.group_by(by).aggregate(n=total(counted["count"]))
    counted = counted.join(sized.filter(sized.n >= least), by)
    medians = _middle(counted, by=by).rename(median_step="step")
    joined = counted.join(medians.drop("n"), by)
    away = joined.mutate(step=(joined.step - joined.median_step).abs())
    away = away.group_by([*by, "n", "step"]).aggregate(count=total(away["count"]))
    spreads = _middle(away, by=by).rename(mad_step="step")
    return medians.join(spreads.drop("n"), by).select(*by, "n", "median_step", "mad_step")


def z_of(step: "ir.NumericValue", median: "ir.NumericValue", spread: "ir.NumericValue") -> "ir.FloatingValue":
    """Give robust standard deviations above a median; the spread (a median absolute deviation in steps) counts no less than a fifth."""
    return divide((step - median).cast("float64"), ibis.greatest(spread.cast("float64"), _LEAST_SPREAD) * _SIGMA_OF_MAD)


def _middle(counted: "ir.Table", *, by: tuple[str, ...]) -> "ir.Table":
    """The smallest step of each cell at which half of its `n` rows are reached."""
    running = ibis.window(group_by=list(by), order_by=counted.step, preceding=None, following=0)
    reached = counted.mutate(reached=total(counted["count"], over=running))
    past = reached.filter(reached.reached * 2 >= reached.n)
    return past.group_by([*by, "n"]).aggregate(step=past.step.min())


def _keys(*measures: Measure) -> tuple[str, ...]:
    """The columns that make any cell of some measures."""
    return tuple(dict.fromkeys(key for measure in measures for level in measure.levels for key in level))


def _kinds(records: "ir.Table", measures: Sequence[Measure]) -> "ir.Table":
    """Each combination of the keys of all measures once, numbered: `kind`, the keys, `said` (they as one text), which measures it has."""
    keys = _keys(*measures)
    has = {f"has_{measure.name}": (records[measure.name] > 0).fill_null(False).max() for measure in measures}
    found = records.group_by(keys).aggregate(**has)
    found = found.mutate(said=_said(found, keys))
    return found.mutate(kind=ibis.row_number().over(order_by=found.said))


def _steps(records: "ir.Table", kinds: "ir.Table", measures: Sequence[Measure]) -> "ir.Table":
    """Each record with the number of its kind and its amounts as steps, so that nothing after this carries its many keys along."""
    measured = records.select(
        "shipment_id",
        "is_known",
        said=_said(records, _keys(*measures)),
        **{measure.name: STEP(records[measure.name]) for measure in measures},
    )
    return measured.join(kinds.select("said", "kind"), "said").drop("said")


def _said(records: "ir.Table", keys: tuple[str, ...]) -> "ir.StringValue":
    """Some keys of a record as one text, so that a join meets nulls, too."""
    text: ir.StringValue = ibis.literal(_PARTED).join([ibis.coalesce(records[key], _NOT_SAID) for key in keys])
    return text


def _amounts(steps: "ir.Table", measure: Measure) -> "ir.Table":
    """The amounts of one measure."""
    measured = steps.filter(steps[measure.name].notnull())
    return measured.select("shipment_id", "is_known", "kind", measure=ibis.literal(measure.name), step=measured[measure.name])


def _cells(kinds: "ir.Table", measure: Measure) -> "ir.Table":
    """Each kind that has a measure, with the key of its group at each level; null where it says too little for it."""
    cells = kinds.filter(kinds[f"has_{measure.name}"])
    groups = {}
    for place in range(_MOST_LEVELS):
        level = measure.levels[place] if place < len(measure.levels) else ()
        values = [part for key in level for part in (cells[key], _PARTED)]
        groups[f"group_{place}"] = ibis.literal(f"{measure.name}/{place}/").concat(*values) if level else ibis.null("string")
    return cells.select("kind", measure=ibis.literal(measure.name), **groups)


def _level_norms(steps: "ir.Table", cells: "ir.Table", measure: Measure, *, engine: "Engine") -> "ir.Table":
    """Median and spread of each group of any level that is large enough: `group`, `n`, `median_step`, `mad_step`."""
    amounts = _amounts(steps, measure)
    known = amounts.filter(amounts.is_known)
    counted = known.group_by(["kind", "step"]).aggregate(count=known.count())
    joined = counted.join(cells.filter(cells.measure == measure.name).drop("measure"), "kind")
    levels = ibis.array([joined[f"group_{place}"] for place in range(len(measure.levels))])
    each = joined.select("step", "count", group=levels.unnest())
    grouped = each.filter(each.group.notnull()).group_by(["group", "step"]).aggregate(count=total(each["count"]))
    return engine.keep(_norms(grouped, by=("group",), least=LEAST_RECORDS), f"{measure.name}_norms")


def _usual(cells: "ir.Table", norms: "ir.Table") -> "ir.Table":
    """Median and spread of each cell, drawn to its parents, and the level of its nearest group."""
    places = range(_MOST_LEVELS)
    for place in places:
        named = norms.rename({f"{name}_{place}": name for name in ("n", "median_step", "mad_step")}).rename({f"own_{place}": "group"})
        cells = cells.left_join(named, cells[f"group_{place}"] == named[f"own_{place}"]).drop(f"own_{place}")
    found = cells.select(
        "measure",
        "kind",
        median=_drawn([(cells[f"n_{place}"], cells[f"median_step_{place}"]) for place in places]),
        spread=_drawn([(cells[f"n_{place}"], cells[f"mad_step_{place}"]) for place in places]),
        n=ibis.coalesce(*(cells[f"n_{place}"] for place in places)),
        level=ibis.cases(*((cells[f"n_{place}"].notnull(), place) for place in places), else_=_MOST_LEVELS),
    )
    return found.filter(found.n.notnull())


def _drawn(groups: "list[tuple[ir.NumericValue, ir.NumericValue]]") -> "ir.FloatingValue":
    """The figure of the first group of a row of groups, each drawn to the one after it; a group of no records is passed over.

    Written as a sum of shares, as a parent inside a parent would be written out anew at every level.
    """
    left = ibis.literal(1.0)
    drawn = ibis.literal(0.0)
    for n, own in groups:
        records = n.cast("float64").fill_null(0.0)
        drawn += left * divide(records, records + _PARENT_RECORDS) * own.cast("float64").fill_null(0.0)
        left *= divide(ibis.literal(_PARENT_RECORDS), records + _PARENT_RECORDS)
    widest = ibis.coalesce(*(own.cast("float64") for _, own in reversed(groups)))
    figure: ir.FloatingValue = drawn + left * widest
    return figure


def _in_words(far: "ir.Table", measures: Sequence[Measure]) -> "ir.StringValue":
    """The group that a record was held against."""
    words: ir.StringValue = ibis.cases(
        *(
            ((far.measure == measure.name) & (far.level == place), _level_in_words(far, level))
            for measure in measures
            for place, level in enumerate(measure.levels)
        ),
        else_=None,
    )
    return words


def _level_in_words(cells: "ir.Table", level: tuple[str, ...]) -> "ir.StringValue":
    goods = next((key for key in level if key in _GOODS), None)
    words = ibis.literal("goods") if goods is None else goods_in_words(cells[goods])
    if "lane" in level:
        words = words.concat(" from ", cells.lane.replace(">", " to "))
    if "origin" in level:
        words = words.concat(" from ", cells.origin)
    if "haul" in level:
        words = words.concat(" as ", cells.haul)
    if "channel" in level:
        words = words.concat(" by ", cells.channel)
    if "way" in level:
        words = words.concat(" by ", cells.way)
    if "buyer_kind" in level:
        words = words.concat(cells.buyer_kind.cases(*_KINDS_IN_WORDS.items(), else_=" to buyers without the name of a firm"))
    group: ir.StringValue = words
    return group


_KINDS_IN_WORDS = {"firm": " to firms", "unnamed": " to buyers not named"}
_GOODS = ("article", "commodity", "heading", "chapter")


def goods_in_words(key: "ir.StringValue") -> "ir.StringValue":
    """A key of goods as a person says it: `hs:380894` is `HS 380894`, `hs:38` `HS chapter 38`, `text:pool cleaner` `“pool cleaner”`."""
    chapter = ibis.literal("HS chapter ").concat(key.substr(3))
    words: ir.StringValue = ibis.cases(
        (key.startswith("text:"), ibis.literal("“").concat(key.substr(5), "”")),
        (key.length() == len("hs:38"), chapter),
        else_=ibis.literal("HS ").concat(key.substr(3)),
    )
    return words
