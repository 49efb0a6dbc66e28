"""Expressions that the engines would define differently, written once."""

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["divide", "steps"]


def divide(above: "ir.NumericValue", below: "ir.NumericValue") -> "ir.FloatingValue":
    """Divide; null where the divisor is 0 or null (DuckDB gives infinity, Spark an error)."""
    quotient: ir.FloatingValue = above.cast("float64") / below.nullif(0).cast("float64")
    return quotient


def steps(number: "ir.NumericValue", *, per_unit: int) -> "ir.IntegerValue":
    """Round half up to whole steps, `per_unit` of them to 1, as an integer: sums over it are exact in any order."""
    rounded: ir.IntegerValue = (number.cast("float64") * ibis.literal(float(per_unit)) + 0.5).floor().cast("int64")
    return rounded
