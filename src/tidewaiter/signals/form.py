"""The form of a signal: one file says what it asks, why, where that is said, what it needs, when it fires and what else it may mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["FAMILIES", "Example", "Family", "Known", "Signal", "Source", "decibans"]


@dataclass(frozen=True, slots=True)
class Family:
    """Signals that look at the same side of a record; their points are capped together so that one side never decides twice."""

    name: str
    cap: float
    meaning: str


FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        # chosen: caps in decibans, until outcomes have measured them; no family alone reaches what two can.
        Family("goods", 20.0, "what is in the box"),
        Family("party", 20.0, "who sends, receives or is told of it"),
        Family("quantity", 15.0, "how much of it, at what price, for whom"),
        Family("route", 15.0, "which way it goes, and in what master bill"),
        Family("network", 15.0, "who is tied to whom"),
        Family("time", 6.0, "what changes; steers the sample more than it accuses"),
        Family("quality", 0.0, "how well the record is filled in; asks for data, never for suspicion"),
    )
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a red flag is described."""

    publisher: str
    title: str
    section: str
    retrieved: date


@dataclass(frozen=True, slots=True)
class Example:
    """A small batch and the record in it that a signal must raise, or must leave alone.

    Attributes:
        about: the example in one sentence.
        batch: records as canonical columns; what is absent is null.
        shipment_id: the record that the example is about.
        lists: rows of a surveillance list that is in force, if the signal needs one.
    """

    about: str
    batch: tuple[Mapping[str, Any], ...]  # Any: a record's columns are of many types
    shipment_id: str
    lists: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the steps before know of a batch, for signals that look for something of their own in it.

    Attributes:
        shipments: the canonical table.
        goods: the columns of signals.facts.DECLARED with those of goods.assess.GOODS.
        records: as history.records.comparable_records gives them.
        far: as history.norms.far_from_norms gives them, for all of history.measures.
        names: each name once, as parties.names.distinct_names gives it.
        addresses: each address once, as parties.names.distinct_addresses gives it.
        as_of: nothing dated later is used.
        engine: computes each step once.
    """

    shipments: "ir.Table"
    goods: "ir.Table"
    records: "ir.Table"
    far: "ir.Table"
    names: "ir.Table"
    addresses: "ir.Table"
    as_of: date
    engine: "Engine"


def _never(facts: "ir.Table") -> "ir.BooleanValue":
    import ibis

    no: ir.BooleanValue = ibis.literal(False)
    return no


def _no_words(facts: "ir.Table") -> "Mapping[str, ir.Value]":
    return {}


@dataclass(frozen=True, slots=True)
class Signal:
    """A question put to every record.

    Attributes:
        id: what it looks at and its name, such as `goods.listed_substance`.
        code: its place in the catalogue, such as `G1`.
        question: what it asks, in one sentence.
        family: one of FAMILIES.
        sources: where the red flag is described.
        needs: columns of the facts that it reads; where one that it needs is absent from the source it is not assessed.
        unit: unit of what it measures.
        fires: when it fires.
        points: decibans, growing with the strength of the evidence up to a cap.
        values: columns of the facts shown as evidence.
        says: the sentence for a person; `{column}` stands for a value.
        innocent: lawful reasons that produce the same pattern.
        fires_on: an example that fires.
        quiet_on: its lawful twin, which does not.
        fact: when it states hard law or a strong list match.
        finds: what it looks for over the whole batch: a table of at most one row per record, keyed by `shipment_id`, whose other columns
            join the facts. It runs only where the signal is assessed, and may leave out every record on which the signal cannot fire.
        words: columns made of the facts of the records that fired, for `says`: words where a bare value would not read well.
    """

    id: str
    code: str
    question: str
    family: str
    sources: tuple[Source, ...]
    needs: tuple[str, ...]
    unit: str
    fires: Callable[["ir.Table"], "ir.BooleanValue"]
    points: Callable[["ir.Table"], "ir.NumericValue"]
    values: tuple[str, ...]
    says: str
    innocent: tuple[str, ...]
    fires_on: Example
    quiet_on: Example
    fact: Callable[["ir.Table"], "ir.BooleanValue"] = _never
    finds: "Callable[[Known], ir.Table] | None" = None
    words: "Callable[[ir.Table], Mapping[str, ir.Value]]" = _no_words


def decibans(measure: "ir.NumericValue", *, at: Mapping[float, float]) -> "ir.FloatingValue":
    """Give points that grow in straight lines between the knots of `at` (measure to points): 0 below the first, level above the last."""
    import ibis

    knots = sorted(at.items())
    points = ibis.literal(knots[-1][1]).cast("float64")
    for (left, low), (right, high) in reversed(list(pairwise(knots))):
        line = low + (measure - left) * ((high - low) / (right - left))
        points = (measure < right).ifelse(line, points)
    grown: ir.FloatingValue = (measure < knots[0][0]).ifelse(0.0, points)
    return grown
