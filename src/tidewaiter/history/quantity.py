"""How much is usual: each record's mass against like records and against its buyer's own."""

from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide
from tidewaiter.history.norms import step_norms
from tidewaiter.history.steps import AMOUNT, STEP

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis.expr.types as ir

__all__ = ["LEAST_RECORDS", "LEVELS", "add_mass_norms"]

LEAST_RECORDS = 20
"""chosen: a cell of fewer records is no comparison group; its wider parent is used (no score on n < 20 without the parent)."""
LEVELS: tuple[tuple[str, ...], ...] = (
    ("commodity", "channel", "buyer_kind"),
    ("commodity", "buyer_kind"),
    ("commodity", "channel"),
    ("commodity",),
)
"""Comparison groups, narrowest first; the first with enough records counts."""
_LEAST_SPREAD = 8
"""chosen: about 20 %; a cell of all but equal masses must not turn a rounding into an outlier."""
_SIGMA_OF_MAD = 1.4826
"""Makes the median absolute deviation of a normal distribution its standard deviation."""


def add_mass_norms(records: "ir.Table", *, keep: "Callable[[ir.Table, str], ir.Table]") -> "ir.Table":
    """Add what is usual for the mass of each record.

    Args:
        records: needs `shipment_id`, `commodity`, `channel`, `buyer_kind`, `buyer_key` (text or null), `mass_kg` (kg or null).
        keep: computes a table and gives it back as kept.

    Returns:
        The same records with `mass_step`, `mass_z` (robust standard deviations above the median of like records), `mass_norm_step`,
        `mass_norm_n`, `buyer_norm_step` and `buyer_norm_n` (the buyer's own records of the commodity);
        `mass_usual_kg` and `compared_with` (the group in words); null where there is no mass or no comparison group.
    """
    stepped = records.mutate(step=STEP(records.mass_kg))
    cells = keep(stepped.select("commodity", "channel", "buyer_kind", "buyer_key", "step"), "mass_steps")
    for level, by in enumerate(LEVELS):
        norms = step_norms(cells, by=by)
        enough = norms.filter(norms.n >= LEAST_RECORDS)
        stepped = _join(stepped, keep(enough, f"mass_norms_{level}"), by=by, suffix=f"_{level}")
    own = keep(_repeated(step_norms(cells, by=("buyer_key", "commodity"))), "buyer_norms")
    stepped = _join(stepped, own, by=("buyer_key", "commodity"), suffix="_own")
    return _nearest(stepped)


def _repeated(norms: "ir.Table") -> "ir.Table":
    return norms.filter(norms.n >= 2)


def _join(records: "ir.Table", norms: "ir.Table", *, by: tuple[str, ...], suffix: str) -> "ir.Table":
    named = norms.rename({f"{name}{suffix}": name for name in ("n", "median_step", "mad_step")})
    keys = named.rename({f"{name}{suffix}": name for name in by})
    return records.left_join(keys, [records[name] == keys[f"{name}{suffix}"] for name in by]).drop(*(f"{name}{suffix}" for name in by))


def _nearest(records: "ir.Table") -> "ir.Table":
    """Take the narrowest level that has a norm and measure the record against it."""
    places = range(len(LEVELS))
    group = ibis.coalesce(
        *(records[f"n_{place}"].notnull().ifelse(_in_words(records, by), ibis.null("string")) for place, by in enumerate(LEVELS))
    )
    median = ibis.coalesce(*(records[f"median_step_{place}"] for place in places))
    mad = ibis.coalesce(*(records[f"mad_step_{place}"] for place in places))
    spread = ibis.greatest(mad, _LEAST_SPREAD).cast("float64") * _SIGMA_OF_MAD
    measured = records.mutate(
        mass_step=records.step,
        mass_z=divide((records.step - median).cast("float64"), spread),
        mass_norm_step=median,
        mass_norm_n=ibis.coalesce(*(records[f"n_{place}"] for place in places)),
        mass_usual_kg=AMOUNT(median.cast("int32")),
        compared_with=group,
        buyer_norm_step=records.median_step_own,
        buyer_norm_n=records.n_own,
    )
    joined = [f"{name}_{place}" for place in (*places, "own") for name in ("n", "median_step", "mad_step")]
    return measured.drop("step", *joined)


def _in_words(records: "ir.Table", by: tuple[str, ...]) -> "ir.StringValue":
    words = records.commodity
    if "channel" in by:
        words = words.concat(" by ", records.channel)
    if "buyer_kind" in by:
        words = words.concat((records.buyer_kind == "firm").ifelse(" to firms", " to buyers without the name of a firm"))
    group: ir.StringValue = words
    return group
