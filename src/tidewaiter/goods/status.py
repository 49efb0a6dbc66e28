"""The control status of each substance spotted, at both ends of the lane and between, on the day whose law counts."""

from datetime import date
from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["control_statuses"]

_FOUND_ORDER = ("cas", "name", "synonym", "hs", "misspelt")
"""chosen: what a reader can check best stands for the others, where one record names a substance in several ways."""
_CONTROL_COLUMNS = ("list", "status", "valid_from", "date_precision", "scope", "citation", "verified", "decides", "everyday")


def control_statuses(goods: "ir.Table", *, controls: "ir.Table", unions: "ir.Table", as_of: date) -> "ir.Table":
    """Give the entries of the control register in force for each shipment, substance and end of its lane.

    Args:
        goods: shipments with `spots`, as `assess.add_goods` gives them.
        controls: rows as `reference.control_rows` gives them.
        unions: rows as `reference.unions` gives them.
        as_of: nothing later is used; stands for the date of a record that has none.

    Returns:
        One row per shipment, substance, jurisdiction, list and end, with `shipment_id`, `substance`, `name`, `cas`, `found_as`,
        `spot_text`, `jurisdiction`, `end` (`origin`, `destination`, `transit`, or `international` for the UN Convention), `list`, `status`,
        `valid_from`, `date_precision`, `scope`, `citation`, `verified`, `decides`, `everyday` and `law_date`. The law date is the day of
        lodging, else of departure, else of arrival, else `as_of`, and never later than `as_of`.

    An entry without a first day is shown whatever the date, unless it is `unverified`, and decides only from the day it was read.
    """
    spotted = _spotted(goods, as_of=as_of)
    lanes = _lanes(goods.filter(goods.spots.length() > 0))
    named = spotted.inner_join(_law_of(lanes, spotted, unions), "shipment_id")
    entries = _entries(controls)
    in_force = _in_force(named.inner_join(entries, ["substance", "jurisdiction"]))
    return in_force.select(
        "shipment_id", "substance", "name", "cas", "found_as", "spot_text", "jurisdiction", "end", *_CONTROL_COLUMNS, "law_date"
    ).distinct()


def _spotted(goods: "ir.Table", *, as_of: date) -> "ir.Table":
    """One row per shipment and substance, with the spot that is best to check."""
    law_date = ibis.coalesce(goods.lodged_date, goods.departure_date, goods.arrival_date, ibis.literal(as_of))
    rows = goods.filter(goods.spots.length() > 0).select(
        "shipment_id", law_date=ibis.least(law_date, ibis.literal(as_of)), spot=goods.spots.unnest()
    )
    spots = rows.select(
        "shipment_id",
        "law_date",
        substance=rows.spot["substance"],
        cas=rows.spot["cas"],
        found_as=rows.spot["found_as"],
        spot_text=rows.spot["text"],
        start=rows.spot["start"],
    )
    place = spots.found_as.cases(*((word, rank) for rank, word in enumerate(_FOUND_ORDER)), else_=len(_FOUND_ORDER))
    best = ibis.window(group_by=["shipment_id", "substance"], order_by=[place, spots.start, spots.spot_text])
    ranked = spots.mutate(place=ibis.row_number().over(best))
    return ranked.filter(ranked.place == 0).drop("place", "start")


def _lanes(goods: "ir.Table") -> "ir.Table":
    """One row per shipment, end of the lane and country."""
    origin = goods.select(
        "shipment_id",
        end=ibis.literal("origin"),
        country=ibis.coalesce(goods.export_country, goods.shipper_country, goods.origin_country),
    )
    destination = goods.select(
        "shipment_id", end=ibis.literal("destination"), country=ibis.coalesce(goods.destination_country, goods.consignee_country)
    )
    passed = goods.filter(goods.transit_countries.notnull())
    transit = passed.select("shipment_id", end=ibis.literal("transit"), country=passed.transit_countries.split(" ").unnest())
    lanes = ibis.union(origin, destination, transit)
    return lanes.filter(lanes.country.notnull() & (lanes.country != "")).distinct()


def _law_of(lanes: "ir.Table", spotted: "ir.Table", unions: "ir.Table") -> "ir.Table":
    """One row per shipment, end and jurisdiction: the country's own, its union's on that day, and the Convention."""
    days = spotted.select("shipment_id", "law_date").distinct()
    own = lanes.select("shipment_id", "end", jurisdiction="country")
    member = lanes.inner_join(days, "shipment_id").inner_join(
        unions.select("union", "country", union_from="valid_from", union_to="valid_to"), "country"
    )
    member = member.filter((member.union_from <= member.law_date) & (member.union_to.isnull() | (member.law_date < member.union_to)))
    by_union = member.select("shipment_id", "end", jurisdiction="union")
    everywhere = days.select("shipment_id", end=ibis.literal("international"), jurisdiction=ibis.literal("UN"))
    return ibis.union(own, by_union, everywhere, distinct=True)


def _entries(controls: "ir.Table") -> "ir.Table":
    unknown = controls.status == "unverified"
    return controls.select(
        "substance",
        "name",
        "jurisdiction",
        *(column for column in _CONTROL_COLUMNS),
        "valid_to",
        "retrieved",
        shown_from=ibis.coalesce(controls.valid_from, unknown.ifelse(controls.retrieved, ibis.null("date"))),
        decides_from=ibis.coalesce(controls.valid_from, controls.retrieved),
    )


def _in_force(entries: "ir.Table") -> "ir.Table":
    """The entries that hold on the law date; one that has since expired was a control on that day."""
    held = entries.filter(
        (entries.shown_from.isnull() | (entries.shown_from <= entries.law_date))
        & (entries.valid_to.isnull() | (entries.law_date < entries.valid_to))
    )
    return held.mutate(
        status=(held.status == "expired").ifelse("controlled", held.status),
        decides=held.decides & (held.decides_from <= held.law_date),
    )
