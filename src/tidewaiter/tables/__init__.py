"""The tables that tidewaiter reads and writes, one CSV a table: column, type, unit, meaning. It is the glossary."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyarrow as pa

from tidewaiter.errors import BadReference

__all__ = ["CONTACT_ROLES", "PARTY_ROLES", "TABLES", "Column", "arrow_schema", "column_names", "columns"]

TABLES = ("shipments", "rejects", "scores", "evidence")
CONTACT_ROLES = ("shipper", "consignee", "notify_party", "buyer")
"""Roles that carry name, address, country, phone, e-mail and registration id."""
PARTY_ROLES = (*CONTACT_ROLES, "declarant", "forwarder")
"""Every role of a record that names a party."""

_ARROW_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "json": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "list of text": pa.list_(pa.string()),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name, its type, its unit and what it means."""

    name: str
    type: str
    unit: str
    meaning: str


@cache
def columns(table: str) -> tuple[Column, ...]:
    """Give the columns of a table in their order.

    Raises:
        BadReference: no such table, or a column of an unknown type.

    >>> columns("rejects")[0].name
    'source_file'
    """
    if table not in TABLES:
        raise BadReference(f"no table {table!r}; known: {', '.join(TABLES)}")
    with files(__package__).joinpath(f"{table}.csv").open(encoding="utf-8") as lines:
        found = tuple(Column(row["column"], row["type"], row["unit"], row["meaning"]) for row in csv.DictReader(lines))
    for column in found:
        if column.type not in _ARROW_TYPES:
            raise BadReference(f"column {table}.{column.name} has the unknown type {column.type!r}")
    return found


def column_names(table: str) -> tuple[str, ...]:
    """Give the names of a table's columns in their order."""
    return tuple(column.name for column in columns(table))


def arrow_schema(table: str) -> pa.Schema:
    """Give the Arrow schema that a table is written with."""
    return pa.schema([(column.name, _ARROW_TYPES[column.type]) for column in columns(table)])
