"""Expressions that the engines would define differently, written once."""

from typing import TYPE_CHECKING, Any

import ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["divide", "steps", "total"]


def divide(above: "ir.NumericValue", below: "ir.NumericValue") -> "ir.FloatingValue":
    """Divide; null where the divisor is 0 or null (DuckDB gives infinity, Spark an error)."""
    quotient: ir.FloatingValue = above.cast("float64") / below.nullif(0).cast("float64")
    return quotient


def steps(number: "ir.NumericValue", *, per_unit: int) -> "ir.IntegerValue":
    """Round half up to whole steps, `per_unit` of them to 1, as an integer: sums over it are exact in any order."""
    rounded: ir.IntegerValue = (number.cast("float64") * ibis.literal(float(per_unit)) + 0.5).floor().cast("int64")
    return rounded


def total(numbers: "ir.IntegerColumn", *, over: Any = None) -> "ir.IntegerValue":  # Any: an Ibis window
    """Sum whole numbers as int64, exact up to 2^53, over a group or a window.

    DuckDB sums into 128 bits, which Parquet keeps as a double; Ibis takes the sum for int64 already and would leave a plain cast out.
    """
    added = numbers.sum() if over is None else numbers.sum().over(over)
    whole: ir.IntegerValue = added.cast("float64").cast("int64")
    return whole
