"""Chemicals and machines whose last named party is an intermediary, or sits where no plant does."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa

from tidewaiter.normalise.days import known_by
from tidewaiter.parties.address_kinds import ADDRESS_KIND, PRIVATE_KINDS
from tidewaiter.parties.conflicts import share_of_others
from tidewaiter.parties.trades import FIRM
from tidewaiter.reference import precursor_headings, reference_rows, substance_rows

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["INTERMEDIARIES", "WATCHED", "chain_ends", "listed_records"]

INTERMEDIARIES = {
    "mail forwarding": "a mail forwarder",
    "customs agency": "a customs agent",
    "warehousing": "a warehouse",
    "forwarding": "a forwarder",
}
"""Trades that a name claims of those who pass goods on, and what such a party is called."""
WATCHED = ("tableting equipment", "a listed substance", "a heading of listed substances")
"""Classes of goods that are watched; `chemicals` and `machines` by their HS code come after them."""
_END_ROLES = ("consignee", "notify_party", "buyer")
"""The first of them that names anybody is the end of the chain as declared."""
_FURTHER_ROLES = ("notify_party", "buyer")


def chain_ends(
    shipments: "ir.Table",
    *,
    goods: "ir.Table",
    names: "ir.Table",
    addresses: "ir.Table",
    as_of: date,
    keep: Callable[["ir.Table", str], "ir.Table"],
) -> "ir.Table":
    """Give the records of chemicals and machines whose chain ends at an intermediary or at an address where no plant is.

    A master bill, which names forwarders by custom, is left out; so is a record with another firm as buyer or notify party that is no
    intermediary. A residence, post box or hotel counts only for goods that a plant takes. What is usual is counted by parties, so that
    nobody is his own excuse, and without records dated after `as_of`.

    Args:
        shipments: the canonical table.
        goods: the same records with the columns of goods.add_goods.
        names: each name once, as parties.names.distinct_names gives it.
        addresses: each address once, as parties.names.distinct_addresses gives it.
        as_of: day of the screening.
        keep: computes a table and gives it back as kept.

    Returns:
        One row per record that ends so: `shipment_id`, `end_goods` (class of the goods), `end_watched`, `end_role`, `end_name`, `end_kind`
        (`a forwarder`, `post box` and so on), `end_twice` (both name and address say so), `end_alone` (no buyer and no other notify party
        is named), `end_address`, `end_address_names_n` (other parties of the batch at that address), `end_others_n` and
        `end_others_alike_n` (other parties at which such goods end by the channel to the country, and those of that kind), `end_share` (of
        the latter, drawn towards one in twenty where there are few).
    """
    classes = keep(_classes(goods), "goods_classes")
    ended = keep(_ended(shipments.join(classes, "shipment_id"), names, as_of=as_of), "chain_ends_named")
    placed = ended.left_join(keep(_kinds(ended), "address_kinds"), "end_address").drop("end_address_right")
    judged = keep(_judged(placed), "chain_ends_judged")
    found = judged.filter(judged.end_kind.notnull())
    peopled = found.left_join(keep(_users(found, shipments, names, addresses), "address_users"), "end_address").drop("end_address_right")
    return _against_others(peopled, judged)


def _classes(goods: "ir.Table") -> "ir.Table":
    """The class of each record's goods, its weightiest; records of no class are left out."""
    listed = listed_records(goods)
    joined = goods.select("shipment_id", "equipment_spots", "watched_heading", "hs_code").left_join(listed, "shipment_id")
    by_code = [(joined.hs_code.startswith(row["hs"]), row) for row in reference_rows("hs_watch/plant_headings.csv")]
    equipment, substance, heading = WATCHED
    watched = (
        ((joined.equipment_spots.length() > 0), equipment),
        (joined.is_listed, substance),
        (joined.watched_heading.isin(precursor_headings()), heading),
    )
    classed = joined.select(
        "shipment_id",
        end_goods=ibis.cases(*watched, *((is_of, row["goods_class"]) for is_of, row in by_code), else_=ibis.null("string")),
        for_plant=ibis.cases(
            *((is_of, True) for is_of, _ in watched), *((is_of, row["plant"] == "true") for is_of, row in by_code), else_=False
        ),
    )
    return classed.filter(classed.end_goods.notnull())


def listed_records(goods: "ir.Table") -> "ir.Table":
    """Give the records that name a listed substance which is no everyday one: `shipment_id` and `is_listed`.

    Args:
        goods: shipments with the columns of goods.assess.GOODS.
    """
    spotted = goods.filter(goods.spots.length() > 0).select("shipment_id", spot=goods.spots.unnest())
    plain = pa.table({"substance": [row["id"] for row in substance_rows().to_pylist() if row["everyday"] or row["kind"] == "equipment"]})
    named = spotted.select("shipment_id", substance=spotted.spot["substance"]).anti_join(ibis.memtable(plain), "substance")
    return named.select("shipment_id", is_listed=ibis.literal(True)).distinct()


def _ended(shipments: "ir.Table", names: "ir.Table", *, as_of: date) -> "ir.Table":
    """The last named party of each record, and whether a firm beyond it is named."""
    said = names.select("name", "name_key", "placeholder", "party_kind", "trades")
    read = shipments.filter((shipments.record_kind != "master").fill_null(True))
    for role in _END_ROLES:
        own = said.rename({f"{role}_{column}": column for column in said.columns if column != "name"} | {f"{role}_said": "name"})
        read = read.left_join(own, read[f"{role}_name"] == own[f"{role}_said"])
    named = {role: (read[f"{role}_name"].notnull() & ~read[f"{role}_placeholder"]).fill_null(False) for role in _END_ROLES}
    ended = read.mutate(
        **{
            f"end_{column}": ibis.cases(*((named[role], _of_role(read, role, column)) for role in _END_ROLES), else_=None)
            for column in ("role", "name", "name_key", "trades", "address")
        }
    )
    beyond = [named[role] & (ended[f"{role}_name_key"] != ended.end_name_key) for role in _FURTHER_ROLES]
    firm = [(ended[f"{role}_party_kind"] == FIRM) & _intermediary(ended[f"{role}_trades"]).isnull() for role in _FURTHER_ROLES]
    further = [(is_beyond & is_firm).fill_null(False) for is_beyond, is_firm in zip(beyond, firm, strict=True)]
    alone = [~is_beyond.fill_null(False) for is_beyond in beyond]
    return ended.filter(ended.end_name.notnull()).select(
        "shipment_id",
        "end_goods",
        "for_plant",
        "end_role",
        "end_name",
        "end_name_key",
        "end_address",
        end_party=_intermediary(ended.end_trades),
        has_further=further[0] | further[1],
        end_alone=alone[0] & alone[1],
        cell_channel=ended.channel.fill_null(""),
        cell_country=ibis.coalesce(ended.destination_country, ended.consignee_country, ""),
        is_known=known_by(ended, as_of),
    )


def _of_role(read: "ir.Table", role: str, column: str) -> "ir.Value":
    return ibis.literal(role.replace("_", " ")) if column == "role" else read[f"{role}_{column}"]


def _intermediary(trades: "ir.ArrayValue") -> "ir.StringValue":
    """What a party that claims such trades is called; null where it claims none of an intermediary."""
    called: ir.StringValue = ibis.cases(
        *((trades.contains(trade), word) for trade, word in INTERMEDIARIES.items()), else_=ibis.null("string")
    )
    return called


def _kinds(ended: "ir.Table") -> "ir.Table":
    """The kind of each address at which a chain ends."""
    distinct = ended.filter(ended.end_address.notnull()).select("end_address").distinct()
    return distinct.mutate(address_kind=ADDRESS_KIND(distinct.end_address))


def _judged(placed: "ir.Table") -> "ir.Table":
    """Add `end_kind`, null where the chain ends as it should."""
    place = (placed.for_plant | ~placed.address_kind.isin(PRIVATE_KINDS)).ifelse(placed.address_kind, ibis.null("string"))
    kind = ibis.coalesce(placed.end_party, place)
    return placed.mutate(
        end_kind=placed.has_further.ifelse(ibis.null("string"), kind),
        end_twice=placed.end_party.notnull() & place.notnull(),
    ).drop("end_party", "address_kind", "has_further", "for_plant")


def _users(found: "ir.Table", shipments: "ir.Table", names: "ir.Table", addresses: "ir.Table") -> "ir.Table":
    """How many parties of the batch are at each of these addresses."""
    keyed = addresses.filter(addresses.address_key.notnull()).select("address", "address_key")
    ends = found.filter(found.end_address.notnull()).select("end_address").distinct().join(keyed, [("end_address", "address")])
    spellings = keyed.semi_join(ends, "address_key")
    stated = ibis.union(*(shipments.select(address=shipments[f"{role}_address"], name=shipments[f"{role}_name"]) for role in _END_ROLES))
    uses = stated.join(spellings, "address").select("address_key", "name").distinct().join(names.select("name", "name_key"), "name")
    counted = uses.group_by("address_key").aggregate(names_n=uses.name_key.nunique())
    return ends.select("end_address", "address_key").join(counted, "address_key").select("end_address", "names_n")


def _against_others(found: "ir.Table", judged: "ir.Table") -> "ir.Table":
    """Add what is usual for such goods by the channel to the country."""
    cell = ["cell_channel", "cell_country"]
    known = judged.filter(judged.is_known)
    every = known.group_by(cell).aggregate(all_n=known.end_name_key.nunique())
    alike = known.group_by([*cell, "end_kind"]).aggregate(alike_n=known.end_name_key.nunique())
    counted = found.left_join(every, cell).left_join(alike, [*cell, "end_kind"])
    whole, like, own = counted.all_n.fill_null(0), counted.alike_n.fill_null(0), counted.is_known.cast("int64")
    return counted.select(
        "shipment_id",
        "end_goods",
        "end_role",
        "end_name",
        "end_kind",
        "end_twice",
        "end_alone",
        "end_address",
        end_watched=counted.end_goods.isin(WATCHED),
        end_address_names_n=ibis.greatest(counted.names_n.fill_null(1) - 1, 0),
        end_others_n=whole - own,
        end_others_alike_n=like - own,
        end_share=share_of_others(like, whole, own=own),
    )
