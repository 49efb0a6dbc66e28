"""G3: what is declared as everyday goods is not like them in mass, density, price or packing, or goes in bulk to a private buyer."""

from datetime import date
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

import ibis

from tidewaiter.reference import reference_rows
from tidewaiter.signals.batches import record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans

if TYPE_CHECKING:
    import ibis.expr.types as ir

_POINTS = {1.0: 3.0, 2.0: 6.0, 3.0: 9.0}
"""chosen: decibans by contradictions, until outcomes have measured them; a slip in a mass makes two at once."""
_BY_PARCEL_OR_AIR = ("post", "express", "air")
"""chosen: by sea a private buyer may move house."""
_MEASURES = {
    "kg_per_piece": "mass per piece",
    "kg_per_m3": "density",
    "usd_per_kg": "value per kilogram",
}
_FIRM = "firm"
_KEYBOARDS = {"goods_text": "mechanical keyboards", "hs_code": "8471606000", "quantity_unit": "C62"}


def _finds(known: Known) -> "ir.Table":
    claimed = known.goods.filter(known.goods.everyday_goods.notnull()).select("shipment_id", "everyday_goods")
    packed = known.shipments.select("shipment_id", "package_kind").semi_join(claimed, "shipment_id")
    joined = claimed.join(known.records, "shipment_id").join(packed, "shipment_id")
    contradictions = [_outside(joined, measure, low, high) for measure, (low, high) in _bounds().items()]
    contradictions += [_oddly_packed(joined), _in_bulk_to_a_private_buyer(joined)]
    count = reduce(add, (words.notnull().cast("int64") for words in contradictions))
    said = reduce(lambda one, other: one.concat(other), (ibis.coalesce(words.concat("; "), "") for words in contradictions))
    found = joined.select("shipment_id", claim_contradictions_n=count, said=said)
    found = found.filter(found.claim_contradictions_n > 0)
    return found.select("shipment_id", "claim_contradictions_n", claim_contradictions=found.said.substr(0, found.said.length() - 2))


def _bounds() -> dict[str, tuple[dict[str, float], dict[str, float]]]:
    """For each measure the lowest and the highest amount of each kind of goods."""
    rows = reference_rows("goods_words/everyday_measures.csv")
    return {
        measure: (
            {row["goods"]: float(row["low"]) for row in rows if row["measure"] == measure},
            {row["goods"]: float(row["high"]) for row in rows if row["measure"] == measure},
        )
        for measure in _MEASURES
    }


def _outside(joined: "ir.Table", measure: str, low: dict[str, float], high: dict[str, float]) -> "ir.StringValue":
    """In words, on which side of what such goods can be a measure lies; null within."""
    sides = [(joined[measure] < bound, goods, f"{_MEASURES[measure]} below {bound:g}") for goods, bound in low.items()]
    sides += [(joined[measure] > bound, goods, f"{_MEASURES[measure]} above {bound:g}") for goods, bound in high.items()]
    return _first_true(joined, sides)


def _oddly_packed(joined: "ir.Table") -> "ir.StringValue":
    names = {row["code"]: row["name"] for row in reference_rows("units/packages.csv")}
    rows = reference_rows("goods_words/everyday_packages.csv")
    kinds = ((row["package_kind"], row["goods"]) for row in rows)
    return _first_true(joined, [(joined.package_kind == kind, goods, f"packed as “{names[kind]}”") for kind, goods in kinds])


def _in_bulk_to_a_private_buyer(joined: "ir.Table") -> "ir.StringValue":
    private = (joined.buyer_kind != _FIRM) & joined.channel.isin(_BY_PARCEL_OR_AIR)
    rows = [row for row in reference_rows("goods_words/everyday_measures.csv") if row["measure"] == "private_kg"]
    words = "more than {high} kg by {way} to a buyer whose name claims no firm"
    sides = [
        (private & (joined.mass_kg > float(row["high"])), row["goods"], words.format(high=row["high"], way="air or parcel")) for row in rows
    ]
    return _first_true(joined, sides)


def _first_true(joined: "ir.Table", sides: "list[tuple[ir.BooleanValue, str, str]]") -> "ir.StringValue":
    cases = [((joined.everyday_goods == goods) & outside.fill_null(False), words) for outside, goods, words in sides]
    found: ir.StringValue = ibis.cases(*cases, else_=ibis.null("string"))
    return found


SIGNAL = Signal(
    id="goods.everyday_claim",
    code="G3",
    question="Can what is declared as cleaner, pet food, motor oil, keyboards and the like be so heavy, dense or dear, or for this buyer?",
    # A slip in a mass shows in G4, Q1 and Q3, too: of one family, it is one reason and makes nothing suspicious by itself.
    family="quantity",
    sources=(
        Source(
            "US Attorney, Eastern District of New York",
            "Indictment 23-CR-263, June 2023",
            "goods labelled as dog food and cosmetics",
            date(2026, 11, 24),
        ),
        Source("CBP", "Acting commissioner's op-ed, HSToday 2023", "keyboards of 175 lb", date(2026, 11, 24)),
    ),
    needs=("goods_text", "net_mass_kg or gross_mass_kg", "quantity or volume_m3 or value_usd or package_kind or consignee_name"),
    unit="contradictions between the claim and the record's own amounts",
    fires=lambda t: (t.claim_contradictions_n > 0).fill_null(False),
    points=lambda t: decibans(t.claim_contradictions_n.cast("float64"), at=_POINTS),
    values=(
        "everyday_goods",
        "goods_text",
        "claim_contradictions",
        "claim_contradictions_n",
        "mass_kg",
        "kg_per_piece",
        "kg_per_m3",
        "usd_per_kg",
        "channel",
        "buyer_kind",
    ),
    says="Declared as {everyday_goods} (“{goods_text}”), which hardly fits: {claim_contradictions}. The record: {mass_kg} kg, "
    "{kg_per_piece} kg/piece, {kg_per_m3} kg/m3, {usd_per_kg} USD/kg.",
    innocent=(
        "a slip in a unit, a decimal mark or a number of pieces",
        "pallets or cartons counted as pieces",
        "a shop in a private person's name, or a firm whose name does not say so",
    ),
    finds=_finds,
    fires_on=Example(
        "Three keyboards weigh 79 kg",
        (record("keys", quantity=3.0, net_mass_kg=79.0, value_usd=120.0, **_KEYBOARDS),),
        "keys",
    ),
    quiet_on=Example(
        "A hundred keyboards weigh 79 kg",
        (record("keys", quantity=100.0, net_mass_kg=79.0, value_usd=2500.0, **_KEYBOARDS),),
        "keys",
    ),
)
