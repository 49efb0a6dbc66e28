"""How much is usual: each record's mass against like records and against its buyer's own."""

from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide
from tidewaiter.history.norms import step_norms
from tidewaiter.history.steps import AMOUNT, STEP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import ibis.expr.types as ir

__all__ = ["LEAST_RECORDS", "LEVELS", "add_mass_norms"]

LEAST_RECORDS = 20
"""chosen: a cell of fewer records is no comparison group; its wider parent is used (no score on n < 20 without the parent)."""
LEVELS: tuple[tuple[str, ...], ...] = (
    ("buyer_key", "commodity"),
    ("article", "channel", "buyer_kind"),
    ("article", "channel"),
    ("commodity", "channel", "buyer_kind"),
    ("commodity", "channel"),
    ("commodity",),
)
"""Comparison groups, nearest first; the first with enough records counts."""
_LEAST_SPREAD = 8
"""chosen: about 20 %; a cell of all but equal masses must not turn a rounding into an outlier."""
_SIGMA_OF_MAD = 1.4826
"""Makes the median absolute deviation of a normal distribution its standard deviation."""


def add_mass_norms(records: "ir.Table", *, keep: "Callable[[ir.Table, str], ir.Table]") -> "ir.Table":
    """Add what is usual for the mass of each record.

    Args:
        records: needs `shipment_id`, `commodity`, `article`, `channel`, `buyer_kind`, `buyer_key` (text or null), `mass_kg` (kg or null),
            `declared_day` (date or null), `is_known` (a record that is not is measured, and is no part of what is usual).
        keep: computes a table and gives it back as kept.

    Returns:
        The same records with `mass_step`, `mass_z` (robust standard deviations above the median of like records), `mass_norm_step`,
        `mass_norm_n`, `buyer_norm_step` and `buyer_norm_n` (the buyer's own records of the commodity), `buyer_days_n` (their days),
        `mass_usual_kg`,
        `mass_times_usual` and `compared_with` (the group in words); null where there is no mass or no comparison group.
    """
    stepped = records.mutate(step=STEP(records.mass_kg))
    known = stepped.filter(stepped.is_known)
    cells = keep(known.select("commodity", "article", "channel", "buyer_kind", "buyer_key", "declared_day", "step"), "mass_steps")
    for level, by in enumerate(LEVELS):
        norms = step_norms(cells, by=by)
        least = 1 if "buyer_key" in by else LEAST_RECORDS
        stepped = _join(stepped, keep(norms.filter(norms.n >= least), f"mass_norms_{level}"), by=by, level=level)
    return _nearest(_add_days(stepped, cells, keep=keep))


def _add_days(records: "ir.Table", cells: "ir.Table", *, keep: "Callable[[ir.Table, str], ir.Table]") -> "ir.Table":
    """Add `buyer_days_n`: on how many days the buyer had the commodity; null where no day is declared."""
    dated = cells.filter(cells.declared_day.notnull() & cells.buyer_key.notnull())
    days = dated.group_by(["buyer_key", "commodity"]).aggregate(buyer_days_n=dated.declared_day.nunique())
    named = keep(days, "buyer_days").rename(days_buyer="buyer_key", days_commodity="commodity")
    return records.left_join(named, [records.buyer_key == named.days_buyer, records.commodity == named.days_commodity]).drop(
        "days_buyer", "days_commodity"
    )


def _join(records: "ir.Table", norms: "ir.Table", *, by: tuple[str, ...], level: int) -> "ir.Table":
    named = norms.rename({f"{name}_{level}": name for name in (*by, "n", "median_step", "mad_step")})
    return records.left_join(named, [records[name] == named[f"{name}_{level}"] for name in by]).drop(*(f"{name}_{level}" for name in by))


def _nearest(records: "ir.Table") -> "ir.Table":
    """Take the nearest group that is large enough and measure the record against it."""
    places = range(len(LEVELS))
    enough = [records[f"n_{place}"] >= LEAST_RECORDS for place in places]
    median = _first_of(enough, [records[f"median_step_{place}"] for place in places])
    mad = _first_of(enough, [records[f"mad_step_{place}"] for place in places])
    spread = ibis.greatest(mad, _LEAST_SPREAD).cast("float64") * _SIGMA_OF_MAD
    measured = records.mutate(
        mass_step=records.step,
        mass_z=divide((records.step - median).cast("float64"), spread),
        mass_norm_step=median,
        mass_norm_n=_first_of(enough, [records[f"n_{place}"] for place in places]),
        mass_usual_kg=AMOUNT(median.cast("int32")),
        mass_times_usual=AMOUNT((records.step - median).cast("int32")),
        compared_with=_first_of(enough, [_in_words(records, by) for by in LEVELS]),
        buyer_norm_step=records.median_step_0,
        buyer_norm_n=records.n_0,
    )
    return measured.drop("step", *(f"{name}_{place}" for place in places for name in ("n", "median_step", "mad_step")))


def _first_of(enough: "Sequence[ir.BooleanValue]", values: "Sequence[ir.Value]") -> "ir.Value":
    return ibis.cases(*zip(enough, values, strict=True), else_=None)


def _in_words(records: "ir.Table", by: tuple[str, ...]) -> "ir.StringValue":
    words = _goods_in_words(records["article" if "article" in by else "commodity"])
    if "buyer_key" in by:
        words = words.concat(" of this buyer")
    if "channel" in by:
        words = words.concat(" by ", records.channel)
    if "buyer_kind" in by:
        words = words.concat((records.buyer_kind == "firm").ifelse(" to firms", " to buyers without the name of a firm"))
    group: ir.StringValue = words
    return group


def _goods_in_words(key: "ir.StringValue") -> "ir.StringValue":
    """A commodity key as a person says it: `hs:380894` is `HS 380894`, `text:pool cleaner` is `pool cleaner`."""
    words: ir.StringValue = key.replace("hs:", "HS ").replace("text:", "")
    return words
