"""Master bills against the house bills that travel under them: what is not accounted for, and labels that do not fit."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide, steps, total
from tidewaiter.normalise.days import known_by

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["LEAST_MASTERS", "master_gaps"]

LEAST_MASTERS = 10
"""chosen: a filer of fewer master bills in the batch has no usual gap."""
_LEAST_PACKAGES = 1
_LEAST_GRAMS = 5_000
_LEAST_PERMILLE = 30
"""chosen: one package, 5 kg and 3 % may be lost in counting, rounding, and the weight of pallets and wrapping."""
_MOST = 1e9
"""chosen: more kilograms or packages than any ship carries; such a number is a slip and is not added up."""
_GRAMS_PER_KG = 1000


def master_gaps(shipments: "ir.Table", *, names: "ir.Table", as_of: date, keep: Callable[["ir.Table", str], "ir.Table"]) -> "ir.Table":
    """Give what house bills leave of their master bill, and the inner parcels with a domestic label on an international way.

    Where several master records have one id, the least of them counts, so that a bill filed twice leaves no gap. A record under a
    master bill whose kind is not said is taken for a house bill. Records dated after `as_of` are left out.

    Args:
        shipments: the canonical table.
        names: each name once, as parties.names.distinct_names gives it.
        as_of: day of the screening.
        keep: computes a table and gives it back as kept.

    Returns:
        One row per master record with house bills and per house record with a domestic label: `shipment_id`, `bill_kind` (`master` or
        `house`), `bill_id` (of the master bill), `bill_gap` (parts of a thousand unaccounted for, of packages or mass the larger; 0 within
        tolerance; null where there is nothing to compare), `bill_packages_gap`, `bill_kg_gap`, `bill_packages`, `bill_kg`, `bill_houses_n`,
        `bill_no_mass_n` and `bill_known_share` (house bills without mass, and the share of those that have packages or mass),
        `bill_labels_n` (inner parcels with a domestic label), `bill_filer_n` and `bill_filer_gap` (the filer's other masters, and their
        mean gap in parts of a thousand; null below LEAST_MASTERS masters in all), `bill_says` (all of it in words).
    """
    bills = keep(_bills(shipments, as_of=as_of), "bills")
    houses = keep(_houses(bills), "bill_houses")
    masters = keep(_measured(_masters(bills), houses), "bill_masters")
    judged = masters.left_join(keep(_filers(masters, names), "bill_filers"), "shipment_id").drop("shipment_id_right", "filer")
    return _worded(ibis.union(judged, _labelled(bills, houses, like=judged)))


def _labelled(bills: "ir.Table", houses: "ir.Table", *, like: "ir.Table") -> "ir.Table":
    """House records with a domestic label, under the columns of the judged masters."""
    own = bills.filter(bills.is_labelled).select("shipment_id", bill_id="master_id", bill_kind=ibis.literal("house"))
    counted = own.join(houses.select("bill_id", "bill_labels_n"), "bill_id")
    empty = {name: ibis.null(like[name].type()) for name in like.columns if name not in counted.columns}
    return counted.mutate(**empty).select(*like.columns)


def _bills(shipments: "ir.Table", *, as_of: date) -> "ir.Table":
    """The records that are a master bill or travel under one, with whole packages and grams."""
    kind = shipments.record_kind.fill_null("house")
    wanted = shipments.filter(
        known_by(shipments, as_of) & ((kind == "master") | (kind == "house")) & (shipments.master_id.notnull() | (kind == "master"))
    )
    sent_from = ibis.coalesce(wanted.export_country, wanted.shipper_country, wanted.origin_country)
    abroad = sent_from != ibis.coalesce(wanted.destination_country, wanted.consignee_country)
    is_house = (wanted.record_kind.fill_null("house") == "house") & (wanted.shipment_id != wanted.master_id)
    return wanted.select(
        "shipment_id",
        "master_id",
        is_house=is_house.fill_null(False),
        is_master=(wanted.record_kind == "master").fill_null(False),
        packages=_whole(wanted.packages, per_unit=1),
        grams=_whole(wanted.gross_mass_kg, per_unit=_GRAMS_PER_KG),
        is_labelled=(is_house & abroad & (wanted.label_kind == "domestic")).fill_null(False),
        filer=ibis.coalesce(wanted.declarant_name, wanted.forwarder_name),
    )


def _whole(number: "ir.FloatingValue", *, per_unit: int) -> "ir.IntegerValue":
    """Whole units; null for what cannot be."""
    whole: ir.IntegerValue = steps(number.between(0.0, _MOST).ifelse(number, ibis.null("float64")), per_unit=per_unit)
    return whole


def _houses(bills: "ir.Table") -> "ir.Table":
    """The sum of the house bills of each master id."""
    houses = bills.filter(bills.is_house)
    summed = houses.group_by(bill_id=houses.master_id).aggregate(
        houses_packages=total(houses.packages),
        houses_grams=total(houses.grams),
        bill_houses_n=houses.count(),
        packages_known_n=houses.packages.count(),
        grams_known_n=houses.grams.count(),
        bill_labels_n=total(houses.is_labelled.cast("int64")),
    )
    return summed


def _masters(bills: "ir.Table") -> "ir.Table":
    """Each master record under its ids, with the least packages and grams that any record of that id states."""
    masters = bills.filter(bills.is_master)
    own = masters.select("shipment_id", "packages", "grams", "filer", bill_id="shipment_id")
    stated = masters.filter(masters.master_id.notnull()).select("shipment_id", "packages", "grams", "filer", bill_id="master_id")
    each = ibis.union(own, stated, distinct=True)
    least = each.group_by("bill_id").aggregate(master_packages=each.packages.min(), master_grams=each.grams.min())
    return each.select("shipment_id", "bill_id", "filer").join(least, "bill_id")


def _measured(masters: "ir.Table", houses: "ir.Table") -> "ir.Table":
    """What the house bills leave of each master, once a master record."""
    both = masters.join(houses, "bill_id")
    packages_gap = ibis.greatest(both.master_packages - both.houses_packages, 0)
    grams_gap = ibis.greatest(both.master_grams - both.houses_grams, 0)
    gaps = both.mutate(
        packages_gap=(both.master_packages.notnull() & both.houses_packages.notnull()).ifelse(packages_gap, ibis.null("int64")),
        grams_gap=(both.master_grams.notnull() & both.houses_grams.notnull()).ifelse(grams_gap, ibis.null("int64")),
    )
    measured = gaps.select(
        "shipment_id",
        "filer",
        "bill_id",
        "bill_houses_n",
        "bill_labels_n",
        bill_kind=ibis.literal("master"),
        bill_gap=_larger(
            _permille(gaps.packages_gap, gaps.master_packages, least=_LEAST_PACKAGES),
            _permille(gaps.grams_gap, gaps.master_grams, least=_LEAST_GRAMS),
        ),
        bill_packages_gap=gaps.packages_gap,
        bill_kg_gap=gaps.grams_gap.cast("float64") / float(_GRAMS_PER_KG),
        bill_packages=gaps.master_packages,
        bill_kg=gaps.master_grams.cast("float64") / float(_GRAMS_PER_KG),
        bill_no_mass_n=gaps.bill_houses_n - gaps.grams_known_n,
        bill_known_share=divide(ibis.greatest(gaps.packages_known_n, gaps.grams_known_n), gaps.bill_houses_n),
    )
    first = measured.group_by("shipment_id").aggregate(bill_id=measured.bill_id.min())
    return measured.join(first, ["shipment_id", "bill_id"])


def _permille(gap: "ir.IntegerValue", whole: "ir.IntegerValue", *, least: int) -> "ir.IntegerValue":
    """The gap in parts of a thousand of the whole; 0 within tolerance, null where one of both is not known."""
    beyond = (gap > least) & (gap * 1000 > whole * _LEAST_PERMILLE)
    permille: ir.IntegerValue = ibis.cases(
        (beyond, divide(gap * 1000, whole).floor().cast("int64")), (~beyond, 0), else_=ibis.null("int64")
    )
    return permille


def _larger(one: "ir.IntegerValue", other: "ir.IntegerValue") -> "ir.IntegerValue":
    larger: ir.IntegerValue = ibis.greatest(ibis.coalesce(one, other), ibis.coalesce(other, one))
    return larger


def _filers(masters: "ir.Table", names: "ir.Table") -> "ir.Table":
    """What the filer of each master leaves open on its others."""
    known = names.select(filer="name", filer_key="name_key")
    keyed = masters.filter(masters.bill_gap.notnull()).select("shipment_id", "filer", "bill_gap").join(known, "filer")
    keyed = keyed.filter(keyed.filer_key.notnull())
    summed = keyed.group_by("filer_key").aggregate(masters_n=keyed.count(), gaps=total(keyed.bill_gap))
    enough = keyed.join(summed.filter(summed.masters_n >= LEAST_MASTERS), "filer_key")
    return enough.select(
        "shipment_id",
        bill_filer_n=enough.masters_n - 1,
        bill_filer_gap=divide(enough.gaps - enough.bill_gap, enough.masters_n - 1),
    )


def _worded(found: "ir.Table") -> "ir.Table":
    """Add `bill_says`: what stands nowhere, what is labelled, and what is usual for the filer."""
    packages = _part(found.bill_packages_gap, found.bill_packages, unit=" packages")
    kilograms = _part(found.bill_kg_gap.ceil().cast("int64"), found.bill_kg.ceil().cast("int64"), unit=" kg")
    both = ibis.coalesce(packages.concat(" and ", kilograms), packages, kilograms)
    houses = ibis.literal(" stand in none of its ").concat(_text(found.bill_houses_n), " house bill(s), ", _text(found.bill_no_mass_n))
    gap = (found.bill_gap > 0).ifelse(both.concat(houses, " of them without mass; "), "").fill_null("")
    some = _text(found.bill_labels_n).concat(" inner parcel(s) under it carry a domestic label on an international way")
    labels = (found.bill_labels_n > 0).ifelse(some, "no inner parcel carries a domestic label")
    filer = ibis.literal("; the filer's ").concat(
        _text(found.bill_filer_n), " other master bills leave ", _text(found.bill_filer_gap.floor()), " in a thousand open on average"
    )
    return found.mutate(bill_says=gap.concat(labels, filer.fill_null("")))


def _part(gap: "ir.IntegerValue", whole: "ir.IntegerValue", *, unit: str) -> "ir.StringValue":
    part: ir.StringValue = _text(gap).concat(" of ", _text(whole), unit)
    return part


def _text(number: "ir.NumericValue") -> "ir.StringValue":
    text: ir.StringValue = number.cast("int64").cast("string")
    return text
