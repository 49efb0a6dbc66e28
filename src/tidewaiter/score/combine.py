"""Add up the points of each record by family, tell its tier by the totality rule, and rank."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import steps, total
from tidewaiter.signals.evaluate import POINT_STEPS
from tidewaiter.signals.form import FAMILIES
from tidewaiter.signals.values import SORTED_TEXTS

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["HALF_SCORE_POINTS", "SUSPICIOUS_POINTS", "TIERS", "score_records"]

TIERS = ("fact", "suspicious", "review", "none")
SUSPICIOUS_POINTS = 12.0
"""chosen: decibans that two families must reach together, a likelihood ratio of about 16, until outcomes have measured it."""
HALF_SCORE_POINTS = 20.0
"""chosen: the points that make a score of 50; the score is 100 x points / (points + this), so that it grows with every point."""


def score_records(records: "ir.Table", evidence: "ir.Table", *, keep: Callable[["ir.Table", str], "ir.Table"]) -> "ir.Table":
    """Give each record its score, rank, tier, families and signals.

    Args:
        records: needs `shipment_id`.
        evidence: as signals.evaluate.evidence_of gives it.
        keep: computes a table and gives it back as kept.

    Returns:
        One row per record: `shipment_id`, `score` (0 to 100), `rank`, `tier`, `families`, `signals`, `point_steps` (capped, tenths of
        a deciban), `asks_for_data` (a quality signal fired).

    Source:
        Tiers: DEA's guidance that no single indicator makes an order suspicious, the totality of the circumstances does.
    """
    scored = keep(_totals(evidence), "totals")
    keyed = scored.rename(scored_id="shipment_id")
    joined = records.select("shipment_id").left_join(keyed, records.shipment_id == keyed.scored_id)
    points = joined.point_steps.fill_null(0)
    fraction = points.cast("float64") / (points.cast("float64") + HALF_SCORE_POINTS * POINT_STEPS)
    nothing = ibis.literal([], type="array<string>")
    return joined.select(
        "shipment_id",
        score=steps(fraction * 100.0, per_unit=100).cast("float64") / 100.0,
        rank=ibis.row_number().over(ibis.window(order_by=[points.desc(), joined.shipment_id])) + 1,
        tier=joined.tier.fill_null("none"),
        families=ibis.coalesce(joined.families, nothing),
        signals=ibis.coalesce(joined.signals, nothing),
        point_steps=points,
        asks_for_data=joined.asks_for_data.fill_null(False),
    )


def _totals(evidence: "ir.Table") -> "ir.Table":
    families = _families(evidence)
    summed = families.group_by("shipment_id").aggregate(
        point_steps=total(families.capped),
        family_n=total((families.capped > 0).cast("int64")),
        is_fact=families.is_fact.max(),
        asks_for_data=(families.family == "quality").any(),
        families=SORTED_TEXTS((families.capped > 0).ifelse(families.family, ibis.null("string")).collect()),
    )
    named = evidence.group_by("shipment_id").aggregate(signals=SORTED_TEXTS(evidence.signal_id.collect()))
    totals = summed.join(named, "shipment_id")
    return totals.mutate(tier=_tier(totals))


def _families(evidence: "ir.Table") -> "ir.Table":
    """One row per record and family, its points capped."""
    caps = {name: int(family.cap * POINT_STEPS) for name, family in FAMILIES.items()}
    summed = evidence.group_by(["shipment_id", "family"]).aggregate(
        summed=total(evidence.point_steps),
        is_fact=evidence.is_fact.cast("int8").max(),
    )
    return summed.mutate(capped=ibis.least(summed.summed, _by_word(summed.family, caps)))


def _by_word(column: "ir.StringValue", numbers: Mapping[str, int]) -> "ir.IntegerValue":
    found: ir.IntegerValue = column.cases(*numbers.items(), else_=0)
    return found


def _tier(totals: "ir.Table") -> "ir.StringValue":
    enough = (totals.family_n >= 2) & (totals.point_steps >= int(SUSPICIOUS_POINTS * POINT_STEPS))
    tier: ir.StringValue = ibis.cases((totals.is_fact == 1, "fact"), (enough, "suspicious"), (totals.family_n >= 1, "review"), else_="none")
    return tier
