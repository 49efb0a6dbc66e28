"""Screens the parties of shipments against lists: names once each, then what else agrees."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.errors import Misconfigured
from tidewaiter.kernels import Call, Kernel, once_per_value
from tidewaiter.parties.contacts import CONTACT_KEY, read_contacts
from tidewaiter.parties.hits import NAME_HIT
from tidewaiter.parties.strengths import STRENGTHS
from tidewaiter.tables import PARTY_ROLES

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["COMPARE_ATTRIBUTES", "SCREEN_KEY", "screen_parties"]

_HITS = pa.list_(NAME_HIT)
_COMPARED = pa.struct([("score", pa.float64()), ("strength", pa.string()), ("attributes", pa.list_(pa.string())), ("reason", pa.string())])
_MOST_HITS = 5
"""chosen: what a reader looks at; more parties of one name tell no more."""
_CONTACT = ("country", "address", "phone", "email", "registration_id")


def _screen_key(keys: pa.Array, index_paths: pa.Array) -> pa.Array:
    path = _the_path(index_paths)
    if path is None:
        return pa.nulls(len(keys), _HITS)
    from tidewaiter.parties.lookup import screen_keys

    def rows(distinct: list[str]) -> list[list[dict[str, object]]]:
        return [[{name: getattr(hit, name) for name in _HIT_FIELDS} for hit in hits] for hits in screen_keys(distinct, path)]

    return once_per_value(keys, lambda distinct: rows(list(distinct)), _HITS)


_HIT_FIELDS = tuple(field.name for field in NAME_HIT.fields)


def _compare_attributes(*columns: pa.Array) -> pa.Array:
    """Columns: list, list_id, matched_name, score, the five of a contact, the day of the record, path of the index.

    Records repeat, so each distinct row is compared once.
    """
    path = _the_path(columns[-1])
    if path is None:
        return pa.nulls(len(columns[0]), _COMPARED)
    from tidewaiter.parties.attributes import Contact, Found, compare_attributes
    from tidewaiter.parties.index import load_index

    index = load_index(path)

    def compared(row: tuple[Any, ...]) -> dict[str, object] | None:
        list_, list_id, matched_name, score, *contact, on = row
        if list_id is None:
            return None
        found = Found(matched_name, score, on, index.dated.get(list_))
        answer = compare_attributes(index.parties[list_, list_id], Contact(*contact), found)
        return None if answer is None else {name: getattr(answer, name) for name in _COMPARED_FIELDS}

    rows = list(zip(*(column.to_pylist() for column in columns[:-1])))
    answers = {row: compared(row) for row in set(rows)}
    return pa.array([answers[row] for row in rows], type=_COMPARED)


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


SCREEN_KEY = Kernel("tw_screen_key", _screen_key, (pa.string(), pa.string()), _HITS)
"""`SCREEN_KEY(name_key, index_path) -> list<struct<list, list_id, matched_name, score, reason>>`: hits at or above the threshold,
best first, 200 at most."""
COMPARE_ATTRIBUTES = Kernel(
    "tw_compare_attributes",
    _compare,
    (pa.string(), pa.string(), pa.string(), pa.float64(), *(pa.string(),) * len(_CONTACT), pa.date32(), pa.string()),
    _COMPARED,
)
"""`COMPARE_ATTRIBUTES(list, list_id, matched_name, score, country, address, phone, email, registration_id, on, index_path)
-> struct<score, strength, attributes, reason>`, the score null where a contact led to the party: see `compare_attributes`."""


def screen_parties(shipments: "ir.Table", *, names: "ir.Table", index_path: str, as_of: date, engine: "Engine") -> "ir.Table":
    """Give the list hits of all parties of shipments, five at most per party of a record.

    Args:
        shipments: one row per record, with the columns of the table `shipments`.
        names: each name of theirs once, as `distinct_names` gives it.
        index_path: what `open_lists` gave.
        as_of: the day of a record that has none; no record counts as later.
        engine: computes each step once; only parties that a name or a contact leads to are looked at closer.

    Returns:
        A row per shipment, role and listed party: shipment_id, role, name, list, list_id, matched_name, score, strength
        (`strong`, `contact` or `name`), attributes (what agrees beside the name), reason.
    """
    import ibis

    by_name = engine.keep(_by_name(names, index_path, engine=engine), "party_name_hits")
    by_contact = [(kind, engine.keep(found, f"party_{kind}_hits")) for kind, found in _by_contact(shipments, index_path, engine=engine)]
    parties = engine.keep(_parties(shipments, by_name, by_contact, as_of=as_of), "parties_led_to")
    faces = engine.keep(parties.drop("shipment_id", "role").distinct(), "party_faces")
    candidates = _candidates(faces, by_name, by_contact)
    arguments = [candidates[column] for column in ("list", "list_id", "matched_name", "name_score", *_CONTACT, "on")]
    compared = engine.keep(candidates.mutate(compared=COMPARE_ATTRIBUTES(*arguments, ibis.literal(index_path))), "party_hits_compared")
    best = engine.keep(_best(_hits(compared.filter(compared.compared.notnull()))), "party_hits_best")
    return parties.select("shipment_id", "role", "face").join(best, "face").select("shipment_id", "role", *_HIT_COLUMNS)


_ONE_HIT = ["face", "list", "list_id"]
_HIT_COLUMNS = ["name", "list", "list_id", "matched_name", "score", "strength", "attributes", "reason"]


def _by_name(names: "ir.Table", index_path: str, *, engine: "Engine") -> "ir.Table":
    """The listed parties that each name may mean."""
    told = names.filter(names.name_key.notnull() & ~names.placeholder).select("name", "name_key")
    keys = told.select("name_key").distinct()
    screened = engine.add(keys, {"hits": Call(SCREEN_KEY, ("name_key",), (index_path,))}, "party_names_screened")
    found = screened.filter(screened.hits.length() > 0)
    each = told.join(found, "name_key").select("name", hit=found.hits.unnest())
    return each.select("name", **{name: each.hit[name] for name in _HIT_FIELDS}).rename(name_reason="reason", name_score="score")


def _by_contact(shipments: "ir.Table", index_path: str, *, engine: "Engine") -> "Iterator[tuple[str, ir.Table]]":
    """For each kind of contact that the lists have, the contacts of records that a listed party has: `contact`, `list`, `list_id`, name."""
    import ibis

    listed = read_contacts(index_path)
    for kind in sorted(pc.unique(listed["contact_kind"]).to_pylist()):
        columns = [f"{role}_{kind}" for role in PARTY_ROLES if f"{role}_{kind}" in shipments.columns]
        if not columns:  # no role of a shipment has wallets or ships
            continue
        texts = ibis.union(*(shipments.select(contact=column).filter(ibis._.contact.notnull()) for column in columns), distinct=True)
        keyed = engine.add(texts.mutate(kind=ibis.literal(kind)), {"contact_key": Call(CONTACT_KEY, ("kind", "contact"))}, f"party_{kind}s")
        of_kind = ibis.memtable(listed.filter(pc.equal(listed["contact_kind"], kind)))
        yield kind, keyed.join(of_kind, "contact_key").select("contact", "list", "list_id", "matched_name").distinct()


def _candidates(faces: "ir.Table", by_name: "ir.Table", by_contact: "Sequence[tuple[str, ir.Table]]") -> "ir.Table":
    """Each face with each listed party that its name or one of its contacts leads to; by contact alone without a score and reason."""
    import ibis

    named = faces.join(by_name, "name")
    if not by_contact:
        return named
    led = [faces.join(found, faces[kind] == found.contact).select(*_ONE_HIT, "matched_name") for kind, found in by_contact]
    every = ibis.union(*led, distinct=True) if len(led) > 1 else led[0].distinct()
    others = faces.join(every.anti_join(named, _ONE_HIT), "face")
    unnamed = others.mutate(name_score=ibis.null("float64"), name_reason=ibis.null("string"))
    return ibis.union(named, unnamed.select(*named.columns))


def _hits(compared: "ir.Table") -> "ir.Table":
    by_name = compared.name_reason.concat("; ", compared.compared["reason"])
    return compared.select(
        "face", "name", "list", "list_id", "matched_name",
        score=compared.compared["score"],
        strength=compared.compared["strength"],
        attributes=compared.compared["attributes"],
        reason=compared.name_reason.isnull().ifelse(compared.compared["reason"], by_name),
    )  # fmt: skip


def _best(hits: "ir.Table") -> "ir.Table":
    """The first hits of each face, strong ones first."""
    import ibis

    strongest_first = hits.strength.cases(*((word, place) for place, word in enumerate(STRENGTHS)), else_=len(STRENGTHS))
    order = [strongest_first, hits.score.desc(), hits["list"], hits.list_id, hits.matched_name]
    ranked = hits.mutate(place=ibis.row_number().over(ibis.window(group_by="face", order_by=order)))
    return ranked.filter(ranked.place < _MOST_HITS).drop("place")


def _parties(shipments: "ir.Table", by_name: "ir.Table", by_contact: "Sequence[tuple[str, ir.Table]]", *, as_of: date) -> "ir.Table":
    """A row per shipment and role that a listed party may be, with its face: what the record says of the party, and the day of the record.

    `face` is all of that as one text: many records show one face, and each is compared once.
    """
    import ibis

    named = by_name.select(led_name="name").distinct()
    led = []
    for role in PARTY_ROLES:
        led.append(_of_role(shipments.semi_join(named, shipments[f"{role}_name"] == named.led_name), role, as_of=as_of))
        for kind, found in by_contact:
            column = f"{role}_{kind}"
            if column in shipments.columns:
                there = shipments.semi_join(found, shipments[column] == found.contact)
                led.append(_of_role(there.filter(there[f"{role}_name"].notnull()), role, as_of=as_of))
    every = ibis.union(*led, distinct=True)
    texts = [ibis.coalesce(every[column], _NOT_SAID) for column in ("name", *_CONTACT)]
    return every.mutate(face=ibis.literal(_PARTED).join([*texts, every.on.strftime("%Y-%m-%d")]))


_PARTED, _NOT_SAID = "\x1f", "\x1e"
"""Signs that part texts and stand for none; taken out of the texts themselves."""


def _of_role(shipments: "ir.Table", role: str, *, as_of: date) -> "ir.Table":
    """What records say of the party of a role, and their day."""
    import ibis

    from tidewaiter.normalise.days import declared_day

    latest = ibis.literal(as_of)
    day = ibis.least(ibis.coalesce(declared_day(shipments), latest), latest)
    declared = {column: _declared(shipments, f"{role}_{column}") for column in _CONTACT}
    return shipments.select("shipment_id", role=ibis.literal(role), name=shipments[f"{role}_name"], **declared, on=day)


def _declared(shipments: "ir.Table", column: str) -> "ir.Value":
    """A column of a role, or null where such a role has none (only some roles carry country and e-mail)."""
    import ibis

    if column not in shipments.columns:
        return ibis.null("string")
    return shipments[column].replace(_PARTED, " ").replace(_NOT_SAID, " ")
