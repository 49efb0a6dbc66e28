"""The facts that signals look at: what a record declares beside what the steps before have found of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import ibis

from tidewaiter.parties.strengths import STRENGTHS
from tidewaiter.signals.values import SORTED_TEXTS

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["DECLARED", "best_controls", "best_list_hits", "law_in_words", "noted_facts"]

DECLARED = (
    "shipment_id",
    "record_kind",
    "channel",
    "lodged_date",
    "departure_date",
    "arrival_date",
    "goods_text",
    "hs_code",
    "quantity",
    "quantity_unit",
    "net_mass_kg",
    "gross_mass_kg",
    "volume_m3",
    "value_usd",
    "freight_usd",
    "shipper_name",
    "consignee_name",
    "consignee_registration_id",
    "consignee_country",
    "buyer_name",
    "shipper_country",
    "origin_country",
    "export_country",
    "transit_countries",
    "destination_country",
    "loading_port",
)
"""The columns of shipments that goods, law and facts read; the wide rest is not carried along."""
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


def noted_facts(
    goods: "ir.Table",
    *,
    records: "ir.Table",
    names: "ir.Table",
    found: Mapping[str, "ir.Table"],
    filled: Mapping[str, bool],
    engine: "Engine",
) -> "ir.Table":
    """Give the facts of each record of which anything is noted: what it declares, and what the steps before have found.

    A record that no step found anything about, and whose own words are neither poor nor of a watched kind, has no row: no signal could
    fire on it. A signal that looks at declared columns alone adds what it looks for to `_noted_by_itself`.

    Args:
        goods: shipments with the columns of goods.assess.GOODS.
        records: as history.records.comparable_records gives them.
        names: each name once, as parties.names.distinct_names gives it.
        found: tables of at most one row per record, keyed by `shipment_id`.
        filled: for each column of shipments, whether any record of the batch has a value there.
        engine: computes each step once.
    """
    said = names.select(
        said_name="name", buyer_trades="trades", buyer_placeholder="placeholder", buyer_name_key="name_key", buyer_party_kind="party_kind"
    )
    declared = goods.mutate(buyer_name=ibis.coalesce(goods.consignee_name, goods.buyer_name)).drop("channel")
    # Kept apart: an engine that knows how few they are does not build the chain of joins on the wide side.
    ids = engine.keep(
        ibis.union(
            _noted_by_itself(goods, names=names, filled=filled), *(table.select("shipment_id") for table in found.values()), distinct=True
        ),
        "noted",
    )
    noted = engine.keep(declared.semi_join(ids, "shipment_id"), "noted_goods")
    noted = noted.left_join(said, noted.buyer_name == said.said_name)
    beside = [name for name in records.columns if name not in noted.columns]
    placed = records.select("shipment_id", *beside).semi_join(ids, "shipment_id")
    facts = _left(noted, placed, *found.values())
    facts = facts.mutate(
        control_law=law_in_words(facts),
        equipment_item=_first(facts.equipment_spots, "item"),
        equipment_text=_first(facts.equipment_spots, "text"),
        consignee_unnamed=_unnamed(facts, filled=filled),
    )
    return facts.drop("spots", "equipment_spots", "said_name")


def _noted_by_itself(goods: "ir.Table", *, names: "ir.Table", filled: Mapping[str, bool]) -> "ir.Table":
    """The records whose own words a signal looks at."""
    nobodies = names.filter(names.placeholder).select(nobody="name")
    wordy = goods.filter(
        (goods.goods_flags.length() > 0) | (goods.equipment_spots.length() > 0).fill_null(False) | goods.watched_heading.notnull()
    )
    receiver = ibis.coalesce(goods.consignee_name, goods.buyer_name)
    nameless = goods.semi_join(nobodies, receiver == nobodies.nobody)
    parts = [wordy, nameless, *([goods.filter(goods.consignee_name.isnull())] if filled["consignee_name"] else [])]
    return ibis.union(*(part.select("shipment_id") for part in parts))


def _unnamed(noted: "ir.Table", *, filled: Mapping[str, bool]) -> "ir.BooleanValue":
    unnamed: ir.BooleanValue = ibis.literal(filled["consignee_name"]) & (
        noted.consignee_name.isnull() | noted.buyer_placeholder.fill_null(False)
    )
    return unnamed


def best_controls(controls: "ir.Table") -> "ir.Table":
    """Give the weightiest entry of the control register that meets each record, as `control_...`, and how many there are."""
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
    return first.join(every, "shipment_id")


def law_in_words(facts: "ir.Table") -> "ir.StringValue":
    """Say which day's law counts and why, as a sentence without its full stop; needs `declared_day` and `control_law_date`."""
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
    day = controls.valid_from.strftime("%Y-%m-%d")
    year = ibis.literal("some day of ").concat(controls.valid_from.strftime("%Y"))
    known = ibis.cases(
        (controls.date_precision == "day", day),
        (controls.date_precision == "year", year),
        (controls.date_precision == "by", ibis.literal("a day not after ").concat(day)),
    )
    since: ir.StringValue = ibis.coalesce(known, "a day not known")
    return since


def best_list_hits(hits: "ir.Table") -> "ir.Table":
    """Give the best list hit of each record, as `hit_...`, and how many there are."""
    best = ibis.window(
        group_by="shipment_id",
        order_by=[_place(hits.strength, STRENGTHS), hits.score.desc(), hits["list"], hits.list_id, hits.role, hits.matched_name],
    )
    ranked = hits.mutate(place=ibis.row_number().over(best), all_hits=hits.count().over(ibis.window(group_by="shipment_id")))
    wanted = ("role", "name", "list", "list_id", "matched_name", "score", "strength", "attributes", "reason")
    return ranked.filter(ranked.place == 0).select("shipment_id", hit_hits_n="all_hits", **{f"hit_{name}": name for name in wanted})


def _first(spots: "ir.ArrayValue", field: str) -> "ir.StringValue":
    """A field of the first spot; Spark takes a place beyond the end for an error."""
    first: ir.StringValue = (spots.length() > 0).ifelse(spots[0][field], ibis.null("string"))
    return first


def _left(facts: "ir.Table", *found: "ir.Table") -> "ir.Table":
    """Add the columns of tables keyed by `shipment_id`; one chain of joins, as Ibis takes long over a table of tables."""
    joined = facts
    for place, table in enumerate(found):
        keyed = table.rename({f"found_{place}": "shipment_id"})
        joined = joined.left_join(keyed, [("shipment_id", f"found_{place}")])
    return joined.drop(*(f"found_{place}" for place in range(len(found))))


def _place(column: "ir.StringValue", order: tuple[str, ...]) -> "ir.IntegerValue":
    place: ir.IntegerValue = column.cases(*((word, place) for place, word in enumerate(order)), else_=len(order))
    return place
