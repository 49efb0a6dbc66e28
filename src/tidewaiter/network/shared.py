"""Identifiers that several seemingly unrelated importers share."""

from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import total
from tidewaiter.network.kernels import FIRST_NAMES, FIRST_WORD
from tidewaiter.normalise.addresses import ADDRESS_KEY
from tidewaiter.normalise.names import NAME_KEY, PLACEHOLDER_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis.expr.types as ir

__all__ = ["HUB_NAMES", "IDENTIFIERS", "IMPORTER_ROLES", "LEAST_NAMES", "shared_contacts"]

IMPORTER_ROLES = ("consignee", "notify_party", "buyer")
IDENTIFIERS = ("phone", "email", "registration_id", "address")
LEAST_NAMES = 3
"""chosen: two names on one phone are a household or a misspelling; FinCEN FIN-2024-A002 speaks of multiple importers."""
HUB_NAMES = 25
"""chosen: an identifier of more names belongs to a formation agent, a business park or a broker, and ties nobody to anybody."""


def shared_contacts(shipments: "ir.Table", *, keep: "Callable[[ir.Table, str], ir.Table]") -> "ir.Table":
    """Give, for each record, the identifier of its importer that most other importers use.

    Brokers' and forwarders' own contacts and hubs are left out; names that begin with the same word count as one firm.

    Returns:
        One row per record that has such an identifier: `shipment_id`, `contact_kind`, `contact` (as declared), `contact_names_n`
        (distinct importers), `contact_names` (the first few), `contact_suppliers_n` (suppliers who sold to two or more of them).
    """
    uses = keep(_uses(shipments), "contact_uses")
    rings = keep(_rings(uses, _intermediaries(shipments)), "contact_rings")
    tied = uses.join(rings, ["contact_kind", "contact_key"])
    best = ibis.window(group_by="shipment_id", order_by=[tied.contact_names_n.desc(), tied.contact_kind, tied.contact_key, tied.contact])
    ranked = tied.mutate(place=ibis.row_number().over(best))
    wanted = ("shipment_id", "contact_kind", "contact", "contact_names_n", "contact_names", "contact_suppliers_n")
    return ranked.filter(ranked.place == 0).select(*wanted)


def _uses(shipments: "ir.Table") -> "ir.Table":
    """One row per record, importer role and identifier."""
    uses = ibis.union(*(_role_uses(shipments, role=role, kind=kind) for role in IMPORTER_ROLES for kind in IDENTIFIERS))
    # An address without a number is a town, not a place.
    usable = (uses.contact_kind != "address") | uses.contact_key.re_search("[0-9]")
    return uses.filter(uses.name_key.notnull() & uses.contact_key.notnull() & ~uses.placeholder & usable).drop("placeholder")


def _role_uses(shipments: "ir.Table", *, role: str, kind: str) -> "ir.Table":
    named = shipments.filter(shipments[f"{role}_{kind}"].notnull() & shipments[f"{role}_name"].notnull())
    name = named[f"{role}_name"]
    return named.select(
        "shipment_id",
        contact_kind=ibis.literal(kind),
        contact=named[f"{role}_{kind}"],
        contact_key=_contact_key(named[f"{role}_{kind}"], kind=kind),
        name=name,
        name_key=NAME_KEY(name),
        placeholder=PLACEHOLDER_NAME(name),
        supplier_key=NAME_KEY(named.shipper_name),
    )


def _contact_key(contact: "ir.StringValue", *, kind: str) -> "ir.StringValue":
    key: ir.StringValue = ADDRESS_KEY(contact) if kind == "address" else contact
    return key


def _intermediaries(shipments: "ir.Table") -> "ir.Table":
    """Contacts that brokers and forwarders declare as their own."""
    parts = []
    for role in ("declarant", "forwarder"):
        for kind in ("phone", "registration_id", "address"):
            stated = shipments.filter(shipments[f"{role}_{kind}"].notnull())
            parts.append(stated.select(contact_kind=ibis.literal(kind), contact_key=_contact_key(stated[f"{role}_{kind}"], kind=kind)))
    return ibis.union(*parts).distinct()


def _rings(uses: "ir.Table", intermediaries: "ir.Table") -> "ir.Table":
    """Identifiers used by several importers that also share a supplier."""
    importers = uses.mutate(firm=FIRST_WORD(uses.name_key)).anti_join(intermediaries, ["contact_kind", "contact_key"])
    by = ["contact_kind", "contact_key"]
    sized = importers.group_by(by).aggregate(
        contact_names_n=importers.firm.nunique(), contact_names=FIRST_NAMES(importers.name.collect(distinct=True))
    )
    pairs = importers.filter(importers.supplier_key.notnull()).group_by([*by, "supplier_key"]).aggregate(firms=importers.firm.nunique())
    common = pairs.group_by(by).aggregate(contact_suppliers_n=total((pairs.firms >= 2).cast("int64")))
    ring = sized.join(common, by)
    wanted = (ring.contact_names_n >= LEAST_NAMES) & (ring.contact_names_n <= HUB_NAMES) & (ring.contact_suppliers_n >= 1)
    return ring.filter(wanted).select(*by, "contact_names_n", "contact_names", "contact_suppliers_n")
