"""Screens the parties of shipments against lists: names once each, then what else agrees."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.errors import Misconfigured
from tidewaiter.kernels import Kernel, once_per_value
from tidewaiter.tables import PARTY_ROLES

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["COMPARE_ATTRIBUTES", "SCREEN_NAME", "screen_parties"]

_HIT = pa.struct(
    [("list", pa.string()), ("list_id", pa.string()), ("matched_name", pa.string()), ("score", pa.float64()), ("reason", pa.string())]
)
_HITS = pa.list_(_HIT)
_COMPARED = pa.struct([("score", pa.float64()), ("strength", pa.string()), ("attributes", pa.list_(pa.string())), ("reason", pa.string())])
_CONTACT = ("country", "address", "phone", "email", "registration_id")


def _screen_name(names: pa.Array, index_paths: pa.Array) -> pa.Array:
    path = _the_path(index_paths)
    if path is None:
        return pa.nulls(len(names), _HITS)
    from tidewaiter.parties.lookup import screen_names

    def rows(distinct: list[str]) -> list[list[dict[str, object]]]:
        return [[{name: getattr(hit, name) for name in _HIT_FIELDS} for hit in hits] for hits in screen_names(distinct, path)]

    return once_per_value(names, lambda distinct: rows(list(distinct)), _HITS)


_HIT_FIELDS = tuple(field.name for field in _HIT.fields)


def _compare_attributes(*columns: pa.Array) -> pa.Array:
    """Columns: list, list_id, matched_name, score, the five of a contact, the day of the record, path of the index."""
    path = _the_path(columns[-1])
    if path is None:
        return pa.nulls(len(columns[0]), _COMPARED)
    from tidewaiter.parties.attributes import Contact, compare_attributes
    from tidewaiter.parties.index import load_index

    parties = load_index(path).parties
    rows: list[dict[str, object] | None] = []
    for list_, list_id, matched_name, score, *contact, on in zip(*(column.to_pylist() for column in columns[:-1])):
        if list_id is None:
            rows.append(None)
            continue
        found = compare_attributes(parties[list_, list_id], Contact(*contact), matched_name=matched_name, score=score, on=on)
        rows.append(None if found is None else {name: getattr(found, name) for name in _COMPARED_FIELDS})
    return pa.array(rows, type=_COMPARED)


_COMPARED_FIELDS = tuple(field.name for field in _COMPARED.fields)


def _compare(
    list_: pa.Array, list_id: pa.Array, matched_name: pa.Array, score: pa.Array, country: pa.Array, address: pa.Array,
    phone: pa.Array, email: pa.Array, registration_id: pa.Array, on: pa.Array, index_path: pa.Array,
) -> pa.Array:  # fmt: skip
    """Engines read the number of arguments from the signature."""
    return _compare_attributes(list_, list_id, matched_name, score, country, address, phone, email, registration_id, on, index_path)


def _the_path(paths: pa.Array) -> str | None:
    """The one path that an array of a literal repeats.

    Raises:
        Misconfigured: there are several.
    """
    distinct = pc.unique(paths.drop_null()).to_pylist()
    if len(distinct) > 1:
        raise Misconfigured("names are screened against one index at a time; open the lists together")
    return distinct[0] if distinct else None


SCREEN_NAME = Kernel("tw_screen_name", _screen_name, (pa.string(), pa.string()), _HITS)
"""`SCREEN_NAME(name, index_path) -> list<struct<list, list_id, matched_name, score, reason>>`: hits at or above the threshold,
best first, five at most."""
COMPARE_ATTRIBUTES = Kernel(
    "tw_compare_attributes",
    _compare,
    (pa.string(), pa.string(), pa.string(), pa.float64(), *(pa.string(),) * len(_CONTACT), pa.date32(), pa.string()),
    _COMPARED,
)
"""`COMPARE_ATTRIBUTES(list, list_id, matched_name, score, country, address, phone, email, registration_id, on, index_path)
-> struct<score, strength, attributes, reason>`; null where the party was delisted before `on`."""


def screen_parties(shipments: "ir.Table", *, index_path: str, keep: Callable[["ir.Table", str], "ir.Table"]) -> "ir.Table":
    """Give the list hits of all parties of shipments.

    Args:
        shipments: one row per record, with the columns of the table `shipments`.
        index_path: what `open_lists` gave.
        keep: computes a table now and gives it back as read, so that each name is screened once.

    Returns:
        A row per shipment, role and listed party: shipment_id, role, name, list, list_id, matched_name, score, strength
        (`strong` or `name`), attributes (what agrees beside the name), reason.
    """
    import ibis

    path = ibis.literal(index_path)
    parties = _parties(shipments)
    names = parties.select("name").distinct()
    screened = names.select("name", hit=SCREEN_NAME(names.name, path).unnest())
    hits = keep(screened.select("name", **{name: screened.hit[name] for name in _HIT_FIELDS}), "party_name_hits")
    named = parties.join(hits.rename(name_reason="reason", name_score="score"), "name")
    arguments = [named[column] for column in ("list", "list_id", "matched_name", "name_score", *_CONTACT, "on")]
    compared = keep(named.mutate(compared=COMPARE_ATTRIBUTES(*arguments, path)), "party_hits_compared")
    found = compared.filter(compared.compared.notnull())
    return found.select(
        "shipment_id", "role", "name", "list", "list_id", "matched_name",
        score=found.compared["score"],
        strength=found.compared["strength"],
        attributes=found.compared["attributes"],
        reason=found.name_reason.concat("; ", found.compared["reason"]),
    )  # fmt: skip


def _parties(shipments: "ir.Table") -> "ir.Table":
    """A row per shipment and role that has a name, with what the record says of the party."""
    import ibis

    roles = []
    for role in PARTY_ROLES:
        declared = {column: _declared(shipments, f"{role}_{column}") for column in ("name", *_CONTACT)}
        day = ibis.coalesce(shipments.arrival_date, shipments.departure_date, shipments.lodged_date)
        roles.append(shipments.select("shipment_id", role=ibis.literal(role), **declared, on=day))
    every = ibis.union(*roles)
    return every.filter(every.name.notnull())


def _declared(shipments: "ir.Table", column: str) -> "ir.Value":
    """A column of a role, or null where such a role has none (only some roles carry country and e-mail)."""
    import ibis

    return shipments[column] if column in shipments.columns else ibis.null("string")
