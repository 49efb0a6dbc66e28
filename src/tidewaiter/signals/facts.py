"""The facts that signals look at: one row per record, what it declares beside what the steps before have found."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

import ibis

from tidewaiter.normalise.days import declared_day, known_by
from tidewaiter.parties.strengths import STRENGTHS
from tidewaiter.signals.values import SORTED_TEXTS

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["DECLARED", "add_contacts", "add_controls", "add_found", "add_list_hits", "declared_facts"]

DECLARED = (
    "shipment_id",
    "channel",
    "lodged_date",
    "departure_date",
    "arrival_date",
    "goods_text",
    "hs_code",
    "net_mass_kg",
    "gross_mass_kg",
    "consignee_name",
    "consignee_registration_id",
    "consignee_country",
    "buyer_name",
    "shipper_country",
    "origin_country",
    "export_country",
    "transit_countries",
    "destination_country",
)
"""The columns of shipments that goods, law and facts read; the wide rest is not carried along."""
_NAMES_GOODS = "[^ -~]|[a-z] [a-z]"
"""chosen: two words, or one in a script that sets no blanks, name goods to compare with; `adapter` alone names too many kinds."""
_STATUS_ORDER = ("controlled", "surveillance", "proposed", "unverified", "expired")
_FOUND_ORDER = ("cas", "hs", "name", "synonym")
_END_ORDER = ("destination", "origin", "transit", "international")
_CONTROL_COLUMNS = (
    "substance",
    "name",
    "cas",
    "found_as",
    "spot_text",
    "jurisdiction",
    "end",
    "list",
    "status",
    "valid_from",
    "date_precision",
    "citation",
    "verified",
    "decides",
    "everyday",
    "law_date",
)


def declared_facts(goods: "ir.Table", *, names: "ir.Table", filled: Mapping[str, bool], as_of: date) -> "ir.Table":
    """Take what the record declares and what its own words say.

    Args:
        goods: shipments with the columns of goods.add_goods.
        names: each name once, as parties.names.distinct_names gives it.
        filled: for each column of shipments, whether any record of the batch has a value there.
        as_of: records dated later are no part of what is usual (`is_known` is false).
    """
    said = names.rename({f"buyer_{name}": name for name in names.columns})
    buyer = ibis.coalesce(goods.consignee_name, goods.buyer_name)
    named = goods.mutate(buyer_name=buyer).left_join(said, "buyer_name")
    return named.select(
        "shipment_id",
        "channel",
        "goods_text",
        "hs_code",
        "commodity",
        "goods_flags",
        "watched_heading",
        "watched_item",
        "consignee_name",
        "buyer_name",
        "buyer_trades",
        article=named.article.re_search(_NAMES_GOODS).ifelse(named.article, ibis.null("string")),
        equipment_item=_first(named.equipment_spots, "item"),
        equipment_text=_first(named.equipment_spots, "text"),
        buyer_key=ibis.coalesce(named.consignee_registration_id, named.buyer_name_key),
        buyer_kind=named.buyer_party_kind,
        mass_kg=ibis.coalesce(named.net_mass_kg, named.gross_mass_kg),
        declared_day=declared_day(named),
        is_known=known_by(named, as_of),
        consignee_unnamed=ibis.literal(filled["consignee_name"])
        & (named.consignee_name.isnull() | named.buyer_placeholder.fill_null(False)),
    )


def add_controls(facts: "ir.Table", controls: "ir.Table") -> "ir.Table":
    """Add the weightiest entry of the control register that meets each record, as `control_...`, and how many there are."""
    weight = ibis.window(
        group_by="shipment_id",
        order_by=[
            controls.decides.desc(),
            controls.everyday,
            _place(controls.status, _STATUS_ORDER),
            _place(controls.found_as, _FOUND_ORDER),
            _place(controls.end, _END_ORDER),
            controls.valid_from.isnull(),
            controls.valid_from,
            controls.jurisdiction,
            controls.substance,
            controls["list"],
        ],
    )
    said = controls.mutate(since=_since(controls)).mutate(place=ibis.row_number().over(weight))
    first = said.filter(said.place == 0).select(
        "shipment_id", control_since="since", **{f"control_{name}": name for name in _CONTROL_COLUMNS}
    )
    words = said.name.concat(
        ": ",
        said.jurisdiction,
        " ",
        said["list"],
        ", ",
        said.status,
        " since ",
        said.since,
        " (",
        said.end,
        said.decides.ifelse(")", ", not verified)"),
    )
    every = said.group_by("shipment_id").aggregate(control_entries=SORTED_TEXTS(words.collect()), control_entries_n=said.count())
    joined = _left(_left(facts, first), every)
    return joined.mutate(control_law=_law(joined))


def _law(facts: "ir.Table") -> "ir.StringValue":
    """Which day's law counts and why, as a sentence without its full stop."""
    law_day = facts.control_law_date.strftime("%Y-%m-%d")
    own = facts.declared_day == facts.control_law_date
    sentence: ir.StringValue = ibis.cases(
        (facts.declared_day.isnull(), ibis.literal("The record has no day: the law of ").concat(law_day, " is taken")),
        (own, ibis.literal("The law of ").concat(law_day, " counts")),
        else_=ibis.literal("The record is dated later than this screening: the law of ").concat(law_day, " is taken"),
    )
    return sentence


def _since(controls: "ir.Table") -> "ir.StringValue":
    """The first day of an entry in words that say how well it is known."""
    year = ibis.literal("some day of ").concat(controls.valid_from.strftime("%Y"))
    known = ibis.cases(
        (controls.date_precision == "day", controls.valid_from.strftime("%Y-%m-%d")), (controls.date_precision == "year", year)
    )
    since: ir.StringValue = ibis.coalesce(known, "a day not known")
    return since


def add_list_hits(facts: "ir.Table", hits: "ir.Table") -> "ir.Table":
    """Add the best list hit of each record, as `hit_...`, and how many there are."""
    best = ibis.window(
        group_by="shipment_id",
        order_by=[_place(hits.strength, STRENGTHS), hits.score.desc(), hits["list"], hits.list_id, hits.role, hits.matched_name],
    )
    ranked = hits.mutate(place=ibis.row_number().over(best), all_hits=hits.count().over(ibis.window(group_by="shipment_id")))
    wanted = ("role", "name", "list", "list_id", "matched_name", "score", "strength", "attributes", "reason")
    first = ranked.filter(ranked.place == 0).select("shipment_id", hit_hits_n="all_hits", **{f"hit_{name}": name for name in wanted})
    return _left(facts, first)


def add_contacts(facts: "ir.Table", contacts: "ir.Table") -> "ir.Table":
    """Add the identifier that a record's importer shares with others, as `contact_...`."""
    return _left(facts, contacts)


def add_found(facts: "ir.Table", *found: "ir.Table") -> "ir.Table":
    """Add what a step has found, in tables of at most one row per record under names of their own."""
    return reduce(_left, found, facts)


def _first(spots: "ir.ArrayValue", field: str) -> "ir.StringValue":
    """A field of the first spot; Spark takes a place beyond the end for an error."""
    first: ir.StringValue = (spots.length() > 0).ifelse(spots[0][field], ibis.null("string"))
    return first


def _left(facts: "ir.Table", found: "ir.Table") -> "ir.Table":
    keyed = found.rename(found_shipment_id="shipment_id")
    return facts.left_join(keyed, facts.shipment_id == keyed.found_shipment_id).drop("found_shipment_id")


def _place(column: "ir.StringValue", order: tuple[str, ...]) -> "ir.IntegerValue":
    place: ir.IntegerValue = column.cases(*((word, place) for place, word in enumerate(order)), else_=len(order))
    return place
