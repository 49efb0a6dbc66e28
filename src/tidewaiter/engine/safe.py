"""Expressions that the engines would define differently, written once."""

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["divide", "steps_of"]


def divide(above: "ir.NumericValue", below: "ir.NumericValue") -> "ir.FloatingValue":
    """Divide; null where the divisor is 0 or null (DuckDB gives infinity, Spark an error)."""
    quotient: ir.FloatingValue = above.cast("float64") / below.nullif(0).cast("float64")
    return quotient


def steps_of(number: "ir.NumericValue", step: float) -> "ir.IntegerValue":
    """Round to whole steps, half up, as an integer: sums over it are exact in any order."""
    steps: ir.IntegerValue = (number / ibis.literal(step) + 0.5).floor().cast("int64")
    return steps
