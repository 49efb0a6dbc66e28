"""Identifiers that several seemingly unrelated importers share."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import total
from tidewaiter.network.kernels import DISTINCT_FIRMS, FIRST_NAMES
from tidewaiter.normalise.days import known_by
from tidewaiter.parties.trades import FIRM

if TYPE_CHECKING:
    import ibis.expr.types as ir

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


def shared_contacts(
    shipments: "ir.Table", *, names: "ir.Table", addresses: "ir.Table", as_of: date, keep: Callable[["ir.Table", str], "ir.Table"]
) -> "ir.Table":
    """Give, for each record, the identifier of its importer that most other importers use.

    Only firms count, by their legal form or a trade in their name: what a household shares is nobody's business here. Brokers' and
    forwarders' own contacts and hubs are left out; spellings of one firm count once. Records dated after `as_of` tie nobody.

    Args:
        shipments: the canonical table.
        names: each name once, as parties.names.distinct_names gives it.
        addresses: each address once, as parties.names.distinct_addresses gives it.
        as_of: day of the screening.
        keep: computes a table and gives it back as kept.

    Returns:
        One row per record that has such an identifier: `shipment_id`, `contact_kind`, `contact` (as declared), `contact_names_n`
        (distinct importers), `contact_names` (the first few), `contact_suppliers_n` (suppliers who sold to two or more of them).
    """
    stated = keep(_stated(shipments, roles=IMPORTER_ROLES, kinds=IDENTIFIERS, as_of=as_of), "contacts_stated")
    known = stated.filter(stated.is_known).drop("is_known")
    uses = keep(_uses(known, names=names, addresses=addresses), "contact_uses")
    rings = keep(_rings(uses, _intermediaries(shipments, addresses=addresses, as_of=as_of)), "contact_rings")
    ties = uses.join(rings, _CONTACT).select("contact_kind", "contact", "name", "contact_names_n", "contact_names", "contact_suppliers_n")
    tied = stated.join(keep(ties.distinct(on=["contact_kind", "contact", "name"]), "contact_ties"), ["contact_kind", "contact", "name"])
    best = ibis.window(group_by="shipment_id", order_by=[tied.contact_names_n.desc(), tied.contact_kind, tied.contact, tied.name])
    ranked = tied.mutate(place=ibis.row_number().over(best))
    wanted = ("shipment_id", "contact_kind", "contact", "contact_names_n", "contact_names", "contact_suppliers_n")
    return ranked.filter(ranked.place == 0).select(*wanted)


def _stated(shipments: "ir.Table", *, roles: tuple[str, ...], kinds: tuple[str, ...], as_of: date) -> "ir.Table":
    """One row per record, role and identifier that is filled: `shipment_id`, `contact_kind`, `contact`, `name`, `supplier`, `is_known`."""
    parts = []
    for role in roles:
        for kind in kinds:
            filled = shipments.filter(shipments[f"{role}_{kind}"].notnull())
            contact, name = filled[f"{role}_{kind}"], filled[f"{role}_name"]
            parts.append(
                filled.select(
                    "shipment_id",
                    contact_kind=ibis.literal(kind),
                    contact=contact,
                    name=name,
                    supplier=filled.shipper_name,
                    is_known=known_by(filled, as_of),
                )
            )
    return ibis.union(*parts)


def _uses(stated: "ir.Table", *, names: "ir.Table", addresses: "ir.Table") -> "ir.Table":
    """Who uses which identifier and buys from whom, each once; nobody's names and towns without a number are left out."""
    combined = _keyed(stated.drop("shipment_id").distinct(), addresses)
    firms = names.filter(names.name_key.notnull() & ~names.placeholder & (names.party_kind == FIRM))
    named = firms.select("name", firm="name_key")
    suppliers = names.select(supplier="name", supplier_key="name_key")
    uses = combined.join(named, "name").left_join(suppliers, "supplier")
    return uses.select("contact_kind", "contact", "contact_key", "name", "firm", "supplier_key")


def _keyed(contacts: "ir.Table", addresses: "ir.Table") -> "ir.Table":
    """Add `contact_key`: the key of an address, any other identifier itself."""
    read = addresses.select(contact="address", address_key="address_key")
    joined = contacts.left_join(read, "contact").drop("contact_right")
    is_address = joined.contact_kind == "address"
    keyed = joined.mutate(contact_key=is_address.ifelse(joined.address_key, joined.contact)).drop("address_key")
    return keyed.filter(keyed.contact_key.notnull() & (~is_address | keyed.contact_key.re_search("[0-9]")))


def _intermediaries(shipments: "ir.Table", *, addresses: "ir.Table", as_of: date) -> "ir.Table":
    """Contacts that brokers and forwarders declare as their own."""
    stated = _stated(shipments, roles=("declarant", "forwarder"), kinds=("phone", "registration_id", "address"), as_of=as_of)
    return _keyed(stated, addresses).select(*_CONTACT).distinct()


def _rings(uses: "ir.Table", intermediaries: "ir.Table") -> "ir.Table":
    """Identifiers used by several importers that also share a supplier."""
    importers = uses.anti_join(intermediaries, _CONTACT)
    counted = importers.group_by(_CONTACT).aggregate(spellings=importers.firm.nunique())
    some = counted.filter((counted.spellings >= LEAST_NAMES) & (counted.spellings <= HUB_NAMES * _SPELLINGS)).drop("spellings")
    importers = importers.join(some, _CONTACT)
    sized = importers.group_by(_CONTACT).aggregate(
        contact_names_n=DISTINCT_FIRMS(importers.firm.collect(distinct=True)),
        contact_names=FIRST_NAMES(importers.name.collect(distinct=True)),
    )
    supplied = importers.filter(importers.supplier_key.notnull())
    pairs = supplied.group_by([*_CONTACT, "supplier_key"]).aggregate(firms=supplied.firm.nunique())
    common = pairs.group_by(_CONTACT).aggregate(contact_suppliers_n=total((pairs.firms >= 2).cast("int64")))
    ring = sized.join(common, _CONTACT)
    wanted = (ring.contact_names_n >= LEAST_NAMES) & (ring.contact_names_n <= HUB_NAMES) & (ring.contact_suppliers_n >= 1)
    return ring.filter(wanted).select(*_CONTACT, "contact_names_n", "contact_names", "contact_suppliers_n")
