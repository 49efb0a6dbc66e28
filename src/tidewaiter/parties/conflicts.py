"""Parties whose phone or e-mail points to another country than the one they declare, beside how usual that is in their channel."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide, total
from tidewaiter.normalise.days import known_by
from tidewaiter.parties.geography import AGREES, CONTACT_GEOGRAPHY, CONTACT_SAYS
from tidewaiter.parties.trades import FIRM

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["contact_conflicts", "share_of_others"]

_ROLES = ("consignee", "buyer", "shipper")
"""In the order in which they are shown: who receives and pays counts before who sends."""
_PARTY = ("role", "cell", "name", "phone", "email", "country")
_PRIOR_PARTIES = 20
"""chosen: with no other party to compare with, one in twenty is taken to be alike; a hundred others outweigh that."""


def contact_conflicts(
    shipments: "ir.Table", *, names: "ir.Table", as_of: date, keep: Callable[["ir.Table", str], "ir.Table"]
) -> "ir.Table":
    """Give, for each record, the party whose contacts point to another country than it declares.

    Only firms are looked at, by their legal form or a trade in their name; a phone that a broker or forwarder declares as his own tells
    nothing of the party. What is usual is counted by firms, so that nobody is his own excuse, and without records dated after `as_of`.

    Args:
        shipments: the canonical table.
        names: each name once, as parties.names.distinct_names gives it.
        as_of: day of the screening.
        keep: computes a table and gives it back as kept.

    Returns:
        One row per record that has such a party: `shipment_id`, `geography` (see parties.geography.contact_geography), `geography_role`,
        `geography_name`, `geography_country`, `geography_says` (the conflict in words), `geography_names_n` (firms with such a conflict
        that give this phone), `geography_others_n` and `geography_others_conflicts_n` (other firms of that role and channel whose contacts
        could be read, and those with a conflict), `geography_share` (of the latter, drawn towards one in twenty where there are few).
    """
    stated = ibis.union(*(_stated(shipments, role, as_of=as_of) for role in _ROLES))
    read = keep(_read(stated, names=names, agents=_agents_phones(shipments)), "contact_geography")
    cells, phones = keep(_cells(read), "contact_geography_cells"), keep(_names_by_phone(read), "contact_geography_phones")
    against = read.filter(read.geography != AGREES)
    own = (against.records > 0).cast("int64")
    worded = against.mutate(geography_says=CONTACT_SAYS(*_contacts(against)), own=own).drop("records", "firm")
    conflicts = keep(
        worded.left_join(cells, ["role", "cell"]).drop("role_right", "cell_right").left_join(phones, "phone").drop("phone_right"),
        "contact_conflicts",
    )
    found = keep(stated.join(conflicts, list(_PARTY)), "contact_conflicts_found")
    first = found.group_by("shipment_id").aggregate(place=_place(found.role).min())
    one = found.join(first, "shipment_id").filter(lambda row: _place(row.role) == row.place)
    return one.select(
        "shipment_id",
        "geography",
        "geography_says",
        geography_role=one.role.replace("_", " "),
        geography_name=one.name,
        geography_country=one.country,
        geography_names_n=one.names_n.fill_null(0),
        geography_others_n=one.all_n.fill_null(0) - one.own,
        geography_others_conflicts_n=one.conflicts_n.fill_null(0) - one.own,
        geography_share=share_of_others(one.conflicts_n.fill_null(0), one.all_n.fill_null(0), own=one.own),
    )


def share_of_others(alike: "ir.IntegerValue", whole: "ir.IntegerValue", *, own: "ir.IntegerValue") -> "ir.FloatingValue":
    """Give the share of parties that are alike, without the party itself, drawn towards one in twenty where there are few.

    Args:
        alike: how many parties are like this one, it among them.
        whole: how many parties there are to be like it.
        own: 1 where this party is counted in both, else 0.
    """
    return divide(alike - own + 1, whole - own + _PRIOR_PARTIES)


def _stated(shipments: "ir.Table", role: str, *, as_of: date) -> "ir.Table":
    """One row per record whose party of this role declares a country and a contact; a contact that is absent is an empty text."""
    phone, email = shipments[f"{role}_phone"], shipments[f"{role}_email"]
    filled = shipments.filter(
        shipments[f"{role}_country"].notnull() & shipments[f"{role}_name"].notnull() & (phone.notnull() | email.notnull())
    )
    return filled.select(
        "shipment_id",
        role=ibis.literal(role),
        cell=filled.channel.fill_null(""),
        name=filled[f"{role}_name"],
        phone=filled[f"{role}_phone"].fill_null(""),
        email=filled[f"{role}_email"].fill_null(""),
        country=filled[f"{role}_country"],
        is_known=known_by(filled, as_of),
    )


def _agents_phones(shipments: "ir.Table") -> "ir.Table":
    """Phones that brokers and forwarders declare as their own."""
    declared = ibis.union(*(shipments.select(phone=shipments[f"{role}_phone"]) for role in ("declarant", "forwarder")))
    return declared.filter(declared.phone.notnull()).distinct()


def _read(stated: "ir.Table", *, names: "ir.Table", agents: "ir.Table") -> "ir.Table":
    """Each firm with its contacts once a role and channel: `records` (how many known ones give it) and `geography`."""
    uses = stated.group_by(list(_PARTY)).aggregate(records=total(stated.is_known.cast("int64")))
    firms = names.filter((names.party_kind == FIRM) & ~names.placeholder).select("name", firm="name_key")
    own = uses.anti_join(agents, "phone").join(firms, "name")
    read = own.mutate(geography=CONTACT_GEOGRAPHY(*_contacts(own)))
    return read.filter(read.geography.notnull())


def _contacts(parties: "ir.Table") -> tuple["ir.StringValue", "ir.StringValue", "ir.StringValue"]:
    return parties.phone, parties.email, parties.country


def _cells(read: "ir.Table") -> "ir.Table":
    """How many firms of a role and channel could be read, and how many have a conflict."""
    known = read.filter(read.records > 0)
    conflicting = (known.geography != AGREES).ifelse(known.firm, ibis.null("string"))
    return known.group_by(["role", "cell"]).aggregate(all_n=known.firm.nunique(), conflicts_n=conflicting.nunique())


def _names_by_phone(read: "ir.Table") -> "ir.Table":
    """How many firms give a phone that is not of the country they declare."""
    abroad = read.filter((read.geography != AGREES) & (read.phone != "") & (read.records > 0))
    return abroad.group_by("phone").aggregate(names_n=abroad.firm.nunique())


def _place(role: "ir.StringValue") -> "ir.IntegerValue":
    place: ir.IntegerValue = role.cases(*((name, place) for place, name in enumerate(_ROLES)), else_=len(_ROLES))
    return place
