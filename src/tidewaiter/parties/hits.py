"""Hits of one name as values, and the table of list hits, also where no list is in force."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["HITS_SCHEMA", "NAME_HIT", "NameHit", "no_hits"]

NAME_HIT = pa.struct(
    [("list", pa.string()), ("list_id", pa.string()), ("matched_name", pa.string()), ("score", pa.float64()), ("reason", pa.string())]
)
"""A `NameHit` in a column."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """A listed party that a name may mean."""

    list: str
    list_id: str
    matched_name: str
    score: float
    reason: str


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
