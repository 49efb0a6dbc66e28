"""Medians and spreads per cell, counted as histograms of steps: integers only, so that the sum of parts is the whole."""

from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide, total
from tidewaiter.history.measures import Measure
from tidewaiter.history.steps import AMOUNT, STEP

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["FAR", "LEAST_RECORDS", "far_from_norm", "goods_in_words", "measured_against", "step_norms", "z_of"]

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
_PARTED, _NOT_SAID = "\x1f", "\x1e"


def far_from_norm(records: "ir.Table", measure: Measure, *, engine: "Engine") -> "ir.Table":
    """Give the records whose measure lies far from what is usual for the nearest comparison group that is large enough.

    Median and spread (median absolute deviation) of a group are drawn towards those of its parents.

    Args:
        records: as history.records.comparable_records gives them: the column of the measure (null or an amount), those of its levels, and
            `is_known` (a record that is not is measured, and is no part of what is usual).
        measure: what to measure.
        engine: computes each step once.

    Returns:
        A row for each record that is FAR or further off: `shipment_id` and, after the measure's name, `_step` (whole steps, see
        history/steps.py), `_z` (robust standard deviations above the median), `_usual`, `_usual_low` and `_usual_high` (half of like
        records lie between), `_times_usual`, `_norm_n` (records of the group) and `_compared_with` (the group in words).
    """
    keys = tuple(dict.fromkeys(key for level in measure.levels for key in level))
    measured = records.filter(records[measure.name] > 0)
    cell = _cell(measured, keys)
    steps = engine.keep(
        measured.select("shipment_id", *keys, "is_known", cell=cell, step=STEP(measured[measure.name])), f"{measure.name}_steps"
    )
    known = steps.filter(steps.is_known)
    cells = engine.keep(steps.select(*keys, "cell").distinct(), f"{measure.name}_cells")
    for place, level in enumerate(measure.levels):
        norms = engine.keep(step_norms(known, by=level, least=LEAST_RECORDS), f"{measure.name}_norms_{place}")
        cells = _join(cells, norms, by=level, place=place)
    usual = engine.keep(_usual(cells, measure), f"{measure.name}_usual")
    held = steps.select("shipment_id", "cell", "step").join(usual, "cell")
    return measured_against(held.filter(z_of(held.step, held["median"], held.spread).abs() >= FAR), measure)


def measured_against(held: "ir.Table", measure: Measure) -> "ir.Table":
    """Name what a record's step is held against after its measure.

    Args:
        held: `shipment_id`, `step`, and of its group `median`, `spread` (steps), `n` and `words`.
        measure: what was measured.
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
    counted = filled.group_by([*by, "step"]).aggregate(count=filled.count())
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


def _cell(records: "ir.Table", keys: tuple[str, ...]) -> "ir.StringValue":
    """All keys of a record as one text, so that a join meets nulls, too."""
    text: ir.StringValue = ibis.literal(_PARTED).join([ibis.coalesce(records[key], _NOT_SAID) for key in keys])
    return text


def _join(cells: "ir.Table", norms: "ir.Table", *, by: tuple[str, ...], place: int) -> "ir.Table":
    named = norms.rename({f"{name}_{place}": name for name in (*by, "n", "median_step", "mad_step")})
    return cells.left_join(named, [cells[name] == named[f"{name}_{place}"] for name in by]).drop(*(f"{name}_{place}" for name in by))


def _usual(cells: "ir.Table", measure: Measure) -> "ir.Table":
    """Median and spread of each cell, drawn to its parents, and its nearest group in words."""
    places = range(len(measure.levels))
    words = [_in_words(cells, level) for level in measure.levels]
    return cells.select(
        "cell",
        median=_drawn([(cells[f"n_{place}"], cells[f"median_step_{place}"]) for place in places]),
        spread=_drawn([(cells[f"n_{place}"], cells[f"mad_step_{place}"]) for place in places]),
        n=ibis.coalesce(*(cells[f"n_{place}"] for place in places)),
        words=ibis.cases(*((cells[f"n_{place}"].notnull(), words[place]) for place in places), else_=None),
    ).filter(ibis._.n.notnull())


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


def _in_words(cells: "ir.Table", level: tuple[str, ...]) -> "ir.StringValue":
    goods = next((key for key in level if key in _GOODS), None)
    words = ibis.literal("goods") if goods is None else goods_in_words(cells[goods])
    if "lane" in level:
        words = words.concat(" from ", cells.lane.replace(">", " to "))
    if "origin" in level:
        words = words.concat(" from ", cells.origin)
    if "channel" in level:
        words = words.concat(" by ", cells.channel)
    if "buyer_kind" in level:
        words = words.concat((cells.buyer_kind == "firm").ifelse(" to firms", " to buyers without the name of a firm"))
    group: ir.StringValue = words
    return group


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
