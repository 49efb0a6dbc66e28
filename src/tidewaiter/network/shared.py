"""Identifiers that several seemingly unrelated importers share."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import total
from tidewaiter.network.kernels import DISTINCT_FIRMS, FIRST_NAMES
from tidewaiter.normalise.days import known_by
from tidewaiter.parties.trades import FIRM

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["HUB_NAMES", "IDENTIFIERS", "IMPORTER_ROLES", "LEAST_NAMES", "shared_contacts"]

IMPORTER_ROLES = ("consignee", "notify_party", "buyer")
IDENTIFIERS = ("phone", "email", "registration_id", "address")
LEAST_NAMES = 3
"""chosen: two names on one phone are a household or a misspelling; FinCEN FIN-2024-A002 speaks of multiple importers."""
HUB_NAMES = 25
"""chosen: an identifier of more names belongs to a formation agent, a business park or a broker, and ties nobody to anybody."""
_SPELLINGS = 4
"""chosen: spellings of one firm at most; an identifier of more names than hubs have is not looked at closer."""
_CONTACT = ("contact_kind", "contact_key")


def shared_contacts(shipments: "ir.Table", *, names: "ir.Table", addresses: "ir.Table", as_of: date, engine: "Engine") -> "ir.Table":
    """Give, for each record, the identifier of its importer that most other importers use.

    Only firms count, by their legal form or a trade in their name: what a household shares is nobody's business here. Brokers' and
    forwarders' own contacts and hubs are left out; spellings of one firm count once. Records dated after `as_of` tie nobody.

    Args:
        shipments: the canonical table.
        names: each name once, as parties.names.distinct_names gives it.
        addresses: each address once, as parties.names.distinct_addresses gives it.
        as_of: day of the screening.
        engine: computes each step once.

    Returns:
        One row per record that has such an identifier: `shipment_id`, `contact_kind`, `contact` (as declared), `contact_names_n`
        (distinct importers), `contact_names` (the first few), `contact_suppliers_n` (suppliers who sold to two or more of them).
    """
    known = shipments.filter(known_by(shipments, as_of))
    uses = engine.keep(_uses(known, names=names, addresses=addresses), "contact_uses")
    several = uses.join(engine.keep(_several(uses, _intermediaries(known, addresses=addresses)), "contacts_of_several"), _CONTACT)
    several = engine.keep(several, "contacts_shared")
    stated = engine.keep(_stated(shipments, several, as_of=as_of), "contacts_stated")
    suppliers = names.select(supplier="name", supplier_key="name_key")
    bought = (
        stated.filter(stated.is_known & stated.supplier.notnull()).drop("shipment_id", "is_known").distinct().join(suppliers, "supplier")
    )
    rings = engine.keep(_rings(several, bought), "contact_rings")
    ties = stated.join(rings, _CONTACT)
    best = ibis.window(group_by="shipment_id", order_by=[ties.contact_names_n.desc(), ties.contact_kind, ties.contact, ties.name])
    ranked = ties.mutate(place=ibis.row_number().over(best))
    first = ranked.filter(ranked.place == 0)
    return first.select("shipment_id", "contact_kind", "contact", "contact_names_n", "contact_names", "contact_suppliers_n")


def _uses(shipments: "ir.Table", *, names: "ir.Table", addresses: "ir.Table") -> "ir.Table":
    """Which firm uses which identifier, each once; nobody's names and towns without a number are left out."""
    stated = _contacts(shipments, roles=IMPORTER_ROLES, kinds=IDENTIFIERS, beside={"name": "name"})
    firms = names.filter(names.name_key.notnull() & ~names.placeholder & (names.party_kind == FIRM))
    return _keyed(stated.join(firms.select("name", firm="name_key"), "name"), addresses)


def _contacts(shipments: "ir.Table", *, roles: tuple[str, ...], kinds: tuple[str, ...], beside: Mapping[str, str]) -> "ir.Table":
    """Each identifier of some roles once: `contact_kind`, `contact`, and what stands beside it, by the ends of its columns' names."""
    parts = []
    for role in roles:
        for kind in kinds:
            filled = shipments.filter(shipments[f"{role}_{kind}"].notnull())
            others = {name: filled[f"{role}_{end}"] for name, end in beside.items()}
            parts.append(filled.select(contact_kind=ibis.literal(kind), contact=filled[f"{role}_{kind}"], **others).distinct())
    return ibis.union(*parts, distinct=True)


def _keyed(contacts: "ir.Table", addresses: "ir.Table") -> "ir.Table":
    """Add `contact_key`: the key of an address, any other identifier itself."""
    read = addresses.select(contact="address", address_key="address_key")
    joined = contacts.left_join(read, "contact").drop("contact_right")
    is_address = joined.contact_kind == "address"
    keyed = joined.mutate(contact_key=is_address.ifelse(joined.address_key, joined.contact)).drop("address_key")
    return keyed.filter(keyed.contact_key.notnull() & (~is_address | keyed.contact_key.re_search("[0-9]")))


def _intermediaries(shipments: "ir.Table", *, addresses: "ir.Table") -> "ir.Table":
    """Contacts that brokers and forwarders declare as their own."""
    stated = _contacts(shipments, roles=("declarant", "forwarder"), kinds=("phone", "registration_id", "address"), beside={})
    return _keyed(stated, addresses).select(*_CONTACT).distinct()


def _several(uses: "ir.Table", intermediaries: "ir.Table") -> "ir.Table":
    """The identifiers that several firms use, no hub's and no broker's own: they are few, and only they are looked at closer."""
    counted = uses.group_by(_CONTACT).aggregate(spellings=uses.firm.nunique())
    some = counted.filter((counted.spellings >= LEAST_NAMES) & (counted.spellings <= HUB_NAMES * _SPELLINGS))
    return some.select(*_CONTACT).anti_join(intermediaries, _CONTACT)


def _stated(shipments: "ir.Table", several: "ir.Table", *, as_of: date) -> "ir.Table":
    """One row per record, role and identifier that several firms use: `shipment_id`, the identifier, `name`, `supplier`, `is_known`."""
    parts = []
    for role in IMPORTER_ROLES:
        for kind in IDENTIFIERS:
            of_kind = several.filter(several.contact_kind == kind).select(*_CONTACT, "contact", "name").distinct()
            here = [shipments[f"{role}_{kind}"] == of_kind.contact, shipments[f"{role}_name"] == of_kind.name]
            joined = shipments.join(of_kind, here)
            parts.append(
                joined.select("shipment_id", *_CONTACT, "contact", "name", supplier=joined.shipper_name, is_known=known_by(joined, as_of))
            )
    return ibis.union(*parts)


def _rings(importers: "ir.Table", bought: "ir.Table") -> "ir.Table":
    """Identifiers used by several importers that also share a supplier."""
    sized = importers.group_by(_CONTACT).aggregate(
        contact_names_n=DISTINCT_FIRMS(importers.firm.collect(distinct=True)),
        contact_names=FIRST_NAMES(importers.name.collect(distinct=True)),
    )
    firms = importers.select("name", "firm").distinct()
    supplied = bought.filter(bought.supplier_key.notnull()).join(firms, "name")
    pairs = supplied.group_by([*_CONTACT, "supplier_key"]).aggregate(firms=supplied.firm.nunique())
    common = pairs.group_by(_CONTACT).aggregate(contact_suppliers_n=total((pairs.firms >= 2).cast("int64")))
    ring = sized.join(common, _CONTACT)
    wanted = (ring.contact_names_n >= LEAST_NAMES) & (ring.contact_names_n <= HUB_NAMES) & (ring.contact_suppliers_n >= 1)
    return ring.filter(wanted).select(*_CONTACT, "contact_names_n", "contact_names", "contact_suppliers_n")
