"""Every name of a batch once, with what it says: its key, whether it names anybody, what kind of party and what trades it claims."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tidewaiter.normalise.addresses import ADDRESS_KEY
from tidewaiter.normalise.names import NAME_KEY, PLACEHOLDER_NAME
from tidewaiter.parties.trades import PARTY_KIND, TRADES
from tidewaiter.tables import PARTY_ROLES

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["distinct_addresses", "distinct_names"]


def distinct_names(shipments: "ir.Table", *, keep: Callable[["ir.Table", str], "ir.Table"]) -> "ir.Table":
    """Give each name that a party of any role has, once, with `name_key`, `placeholder`, `party_kind` and `trades`."""
    names = keep(_distinct(shipments, tuple(f"{role}_name" for role in PARTY_ROLES), called="name"), "names")
    read = names.mutate(
        name_key=NAME_KEY(names.name),
        placeholder=PLACEHOLDER_NAME(names.name),
        party_kind=PARTY_KIND(names.name),
        trades=TRADES(names.name),
    )
    return keep(read, "names_read")


def distinct_addresses(shipments: "ir.Table", *, keep: Callable[["ir.Table", str], "ir.Table"]) -> "ir.Table":
    """Give each address that a party of any role has, once, with `address_key`."""
    addresses = keep(_distinct(shipments, tuple(f"{role}_address" for role in PARTY_ROLES), called="address"), "addresses")
    return keep(addresses.mutate(address_key=ADDRESS_KEY(addresses.address)), "addresses_read")


def _distinct(shipments: "ir.Table", columns: tuple[str, ...], *, called: str) -> "ir.Table":
    import ibis

    values = ibis.union(*(shipments.select(**{called: shipments[column]}) for column in columns), distinct=True)
    return values.filter(values[called].notnull())
