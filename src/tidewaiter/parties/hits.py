"""The table of list hits, also where no list is in force."""

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["HITS_SCHEMA", "no_hits"]

HITS_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("shipment_id", "role", "name", "list", "list_id", "matched_name")),
        ("score", pa.float64()),
        ("strength", pa.string()),
        ("attributes", pa.list_(pa.string())),
        ("reason", pa.string()),
    ]
)


def no_hits() -> "ir.Table":
    """Give the table of hits of a run without lists."""
    import ibis

    return ibis.memtable(HITS_SCHEMA.empty_table())
