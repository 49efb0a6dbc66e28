"""Every name of a batch once, with what it says: its key, whether it names anybody, what kind of party and what trades it claims."""

from typing import TYPE_CHECKING

from tidewaiter.kernels import Call
from tidewaiter.normalise.addresses import ADDRESS_KEY
from tidewaiter.parties.trades import READ_NAME
from tidewaiter.tables import PARTY_ROLES

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["distinct_addresses", "distinct_names"]

_NAME = {"read": Call(READ_NAME, ("name",))}
_SAID = ("name_key", "placeholder", "party_kind", "trades")
_ADDRESS = {"address_key": Call(ADDRESS_KEY, ("address",))}


def distinct_names(shipments: "ir.Table", *, engine: "Engine") -> "ir.Table":
    """Give each name that a party of any role has, once, with `name_key`, `placeholder`, `party_kind` and `trades`."""
    read = engine.add(_distinct(shipments, tuple(f"{role}_name" for role in PARTY_ROLES), called="name"), _NAME, "names")
    return read.select("name", **{column: read["read"][column] for column in _SAID})


def distinct_addresses(shipments: "ir.Table", *, engine: "Engine") -> "ir.Table":
    """Give each address that a party of any role has, once, with `address_key`."""
    return engine.add(_distinct(shipments, tuple(f"{role}_address" for role in PARTY_ROLES), called="address"), _ADDRESS, "addresses")


def _distinct(shipments: "ir.Table", columns: tuple[str, ...], *, called: str) -> "ir.Table":
    import ibis

    values = ibis.union(*(shipments.select(**{called: shipments[column]}) for column in columns), distinct=True)
    return values.filter(values[called].notnull())
