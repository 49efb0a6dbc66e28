"""Put every signal's question to every record: the facts in, the evidence out."""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa

from tidewaiter.engine.safe import steps
from tidewaiter.signals.form import Signal
from tidewaiter.signals.values import JSON_LIST, JSON_NUMBER, JSON_TEXT

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["POINT_STEPS", "could_look_n", "evidence_of", "split_assessed"]

POINT_STEPS = 10
"""Points are counted in tenths of a deciban, whole numbers, so that their sum is the same in any order."""

_NOTHING = pa.schema(
    [
        *((name, pa.string()) for name in ("shipment_id", "signal_id", "family")),
        ("point_steps", pa.int64()),
        ("values", pa.string()),
        ("is_fact", pa.bool_()),
    ]
)


def split_assessed(signals: tuple[Signal, ...], filled: Mapping[str, bool]) -> tuple[tuple[Signal, ...], tuple[Signal, ...]]:
    """Part the signals into those that the batch has the columns for and those that are not assessed.

    Args:
        signals: the signals to part.
        filled: for each column of shipments, whether any record has a value there; `lists` is true where a list is in force.
    """
    assessed = tuple(signal for signal in signals if all(_any_filled(need, filled) for need in signal.needs))
    return assessed, tuple(signal for signal in signals if signal not in assessed)


def _any_filled(need: str, filled: Mapping[str, bool]) -> bool:
    return any(filled.get(column, False) for column in need.split(" or "))


def could_look_n(shipments: "ir.Table", signal: Signal) -> "ir.IntegerValue":
    """Count the records that have what a signal needs; a need that is no column of theirs, such as `lists`, is met by all or by none."""
    needs = [need.split(" or ") for need in signal.needs]
    met = [reduce(or_, (shipments[name].notnull() for name in names)) for names in needs if set(names) <= set(shipments.columns)]
    able: ir.IntegerValue = reduce(and_, met, ibis.literal(True)).cast("int64").sum()
    return able


def evidence_of(facts: "ir.Table", signals: tuple[Signal, ...], *, keep: Callable[["ir.Table", str], "ir.Table"]) -> "ir.Table":
    """Give one row per record and signal fired.

    Returns:
        `shipment_id`, `signal_id`, `family`, `point_steps` (tenths of a deciban), `values` (JSON), `is_fact`.
    """
    parts = [_fired(facts, signal) for signal in signals] or [ibis.memtable(_NOTHING.empty_table())]
    return keep(ibis.union(*parts) if len(parts) > 1 else parts[0], "evidence")


def _fired(facts: "ir.Table", signal: Signal) -> "ir.Table":
    fired = facts.filter(signal.fires(facts).fill_null(False))
    fired = fired.mutate(**signal.words(fired))
    return fired.select(
        "shipment_id",
        signal_id=ibis.literal(signal.id),
        family=ibis.literal(signal.family),
        point_steps=steps(signal.points(fired).fill_null(0.0), per_unit=POINT_STEPS),
        values=_values(fired, signal.values),
        is_fact=signal.fact(fired).fill_null(False),
    )


def _values(fired: "ir.Table", names: tuple[str, ...]) -> "ir.StringValue":
    """The named columns as one JSON object, keys sorted."""
    members = [ibis.literal(f'"{name}": ').concat(_json(fired[name]).fill_null("null")) for name in sorted(names)]
    joined: ir.StringValue = ibis.literal("{").concat(ibis.literal(", ").join(members), "}")
    return joined


def _json(column: "ir.Value") -> "ir.StringValue":
    if column.type().is_array():
        written = JSON_LIST(column)
    elif column.type().is_boolean():
        written = column.ifelse("true", "false")
    elif column.type().is_numeric():
        written = JSON_NUMBER(column.cast("float64"))
    elif column.type().is_date():
        written = JSON_TEXT(column.strftime("%Y-%m-%d"))
    else:
        written = JSON_TEXT(column)
    text: ir.StringValue = written
    return text
