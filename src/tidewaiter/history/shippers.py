"""How many shippers stand behind some records."""

from typing import TYPE_CHECKING

from tidewaiter.engine.safe import total

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["shippers_n"]


def shippers_n(records: "ir.Table") -> "ir.IntegerValue":
    """Count the shippers of records, over a group; each record that names none counts as of another."""
    counted: ir.IntegerValue = records.shipper_name.nunique() + total(records.shipper_name.isnull().cast("int64"))
    return counted
