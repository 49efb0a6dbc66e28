"""The parties of records: who is named in which role, with which contacts."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.simulate.catalogue import catalogue
from tidewaiter.simulate.contacts import (
    PERSON_ROOM,
    STRANGER_ROOM,
    addresses,
    firm_domains,
    mail_addresses,
    person_mails,
    phone_room,
    phones,
    registration_ids,
)
from tidewaiter.simulate.drafts import NONE, Draft, Stock
from tidewaiter.simulate.draws import Flags, Ints, Texts, join, picked_by_id, share_of, take, where
from tidewaiter.simulate.firms import Firms
from tidewaiter.simulate.names import cities_by_id, firm_names, person_names

__all__ = ["consignee_cities", "party_columns", "strangers_register"]

_CONTACTS = ("address", "phone", "email", "registration_id")
_POOL_ROOM = 0.2
"""chosen: part of a country's telephone numbers kept for returning persons; the rest is divided among the chunks."""


def party_columns(draft: Draft, stock: Stock, rng: np.random.Generator, *, chunk: int, chunks: int) -> dict[str, Texts]:
    """Give the columns of all roles."""
    world, firms = stock.world, stock.firms
    columns = _role(draft.supplier, "shipper", firms=firms, rng=rng, variant=world.number("dirt.typed_variant"))
    columns |= _role(draft.buyer, "consignee", firms=firms, rng=rng, variant=world.number("dirt.typed_variant"))
    columns["shipper_country"] = _codes(firms.country[draft.supplier])
    columns["consignee_country"] = _codes(draft.destination)
    columns = _with_strangers(columns, draft, stock, chunk=chunk, chunks=chunks)
    columns = _with_agents_contacts(columns, draft, stock)
    columns = _left_out(columns, draft, stock, rng=rng)
    return columns | _notify(draft, stock, rng, columns=columns) | _agents(draft, firms) | _buyers(draft, firms, rng)


def _codes(countries: Ints) -> Texts:
    return take([country.code for country in catalogue().countries], countries)


def _role(firm: Ints, role: str, *, firms: Firms, rng: np.random.Generator, variant: float) -> dict[str, Texts]:
    ways = len(firms.names)
    way = np.where(rng.random(len(firm)) < variant, rng.integers(1, ways, len(firm)), 0)
    names = pa.concat_arrays(firms.names)
    found = {f"{role}_name": take(names, np.where(firm == NONE, NONE, firm + way * len(firms)))}
    return found | {f"{role}_{contact}": take(getattr(firms, contact), firm) for contact in _CONTACTS}


def _with_strangers(columns: dict[str, Texts], draft: Draft, stock: Stock, *, chunk: int, chunks: int) -> dict[str, Texts]:
    """Fill in consignees that are no firm of the table: private persons, and firms seen this once."""
    for private in (True, False):
        here = (draft.stranger != NONE) & (draft.private == private)
        ids, country = draft.stranger[here], draft.destination[here]
        described = (
            _persons(ids, country, stock, chunk=chunk, chunks=chunks)
            if private
            else _new_firms(ids, country, draft.commodity[here], stock, chunk=chunk, chunks=chunks)
        )
        for name, values in described.items():
            columns[f"consignee_{name}"] = pc.replace_with_mask(columns[f"consignee_{name}"], pa.array(here), values)
    return columns


def _persons(ids: Ints, country: Ints, stock: Stock, *, chunk: int, chunks: int) -> dict[str, Texts]:
    ids, first, rows = np.unique(ids, return_index=True, return_inverse=True)
    described = _described_persons(ids, country[first], stock, chunk=chunk, chunks=chunks)
    return {name: values.take(pa.array(rows)) for name, values in described.items()}


def _described_persons(ids: Ints, country: Ints, stock: Stock, *, chunk: int, chunks: int) -> dict[str, Texts]:
    names = person_names(ids)
    nothing = pa.nulls(len(ids), pa.string())
    reachable = share_of(ids, "person mail") < stock.world.number("consignees.person_mail_share")
    return {
        "name": names,
        "address": addresses(
            ids, country, homes=np.ones(len(ids), dtype=bool), mailbox_share=stock.world.number("consignees.mailbox_share")
        ),
        "phone": phones(_person_numbers(ids, country, stock, chunk=chunk, chunks=chunks), country, room=PERSON_ROOM),
        "email": where(reachable, person_mails(ids, names), None),
        "registration_id": nothing,
    }


def _person_numbers(ids: Ints, country: Ints, stock: Stock, *, chunk: int, chunks: int) -> Ints:
    """Give each person with a phone a number of its own: returning persons from one part, others from the part of their chunk."""
    returning = stock.returning_persons
    room = np.array([2 * phone_room(number) for number in range(len(catalogue().countries))])[country]
    pool = (room * _POOL_ROOM).astype(np.int64)
    share = stock.world.number("consignees.person_phone_share")
    has = share_of(ids, "person phone") < share
    again = ids < returning
    part = ((room - pool) // chunks).astype(np.int64)
    rank = _ranks(country, has & ~again)
    own = np.where(rank < part, pool + chunk * part + rank, NONE)
    every = round(1 / max(share, 1e-9))
    shared = np.where((ids % every == 0) & (ids // every < pool), ids // every, NONE)
    return np.where(again, shared, np.where(has, own, NONE))


def _ranks(groups: Ints, counted: Flags) -> Ints:
    """Give for each counted row how many counted rows of its group come before it."""
    found = np.zeros(len(groups), dtype=np.int64)
    for group in np.unique(groups[counted]):
        here = np.flatnonzero(counted & (groups == group))
        found[here] = np.arange(len(here))
    return found


def _new_firms(ids: Ints, country: Ints, commodity: Ints, stock: Stock, *, chunk: int, chunks: int) -> dict[str, Texts]:
    world = stock.world
    trade = np.maximum(catalogue().commodity_trades[commodity], 0)
    domains = firm_domains(ids, country, purpose="new")
    room = np.array([phone_room(number) for number in range(len(catalogue().countries))])[country]
    rank, part = _ranks(country, np.ones(len(ids), dtype=bool)), room // chunks
    return {
        "name": firm_names(ids, country, trades=trade, purpose="new"),
        "address": addresses(ids, country, mailbox_share=world.number("firms.mailbox_share")),
        "phone": phones(np.where(rank < part, chunk * part + rank, NONE), country, room=STRANGER_ROOM),
        "email": mail_addresses(ids, domains, free_share=world.number("firms.free_mail_share")),
        "registration_id": registration_ids(ids, country, letter="N"),
    }


def strangers_register(draft: Draft, stock: Stock, *, chunk: int, chunks: int) -> dict[str, Texts]:
    """Give the register's rows of firms seen this once, as far as the register knows them."""
    here = (draft.stranger != NONE) & ~draft.private
    here &= share_of(draft.stranger, "register") < stock.world.number("register.coverage")
    known, ids, country = catalogue(), draft.stranger[here], draft.destination[here]
    described = _new_firms(ids, country, draft.commodity[here], stock, chunk=chunk, chunks=chunks)
    trade = np.maximum(known.commodity_trades[draft.commodity[here]], 0)
    first = (stock.world.first_day - date(1970, 1, 1)).days
    age = (share_of(ids, "age") ** 2 * 30 * 365).astype(np.int64) + 40
    return {
        **described,
        "country": _codes(country),
        "incorporated_on": pa.array((first - age).astype(np.int32), pa.int32()).cast(pa.date32()),
        "industry_code": take([line.codes["buyer"] for line in known.trades], trade),
        "status": pa.array(["active"] * len(ids), pa.string()),
        "website": join("https://www.", firm_domains(ids, country, purpose="new"), by=""),
    }


def _with_agents_contacts(columns: dict[str, Texts], draft: Draft, stock: Stock) -> dict[str, Texts]:
    """Let some firms file under the phone of their broker, so that it stands on many clients' records."""
    through = (
        (draft.buyer != NONE)
        & (draft.broker != NONE)
        & (share_of(draft.buyer, "agent's phone") < stock.world.number("firms.agents_contact_share"))
    )
    through &= draft.plan == NONE
    columns["consignee_phone"] = where(through, take(stock.firms.phone, draft.broker), columns["consignee_phone"])
    return columns


def _left_out(columns: dict[str, Texts], draft: Draft, stock: Stock, *, rng: np.random.Generator) -> dict[str, Texts]:
    """Leave out contacts of firms as filers do; a person's contacts are there or not for the person."""
    world = stock.world
    shares = {
        "phone": world.number("firms.phone_share"),
        "email": world.number("firms.mail_share"),
        "registration_id": world.number("firms.registration_share"),
    }
    for contact, share in shares.items():
        for role, factor in (("shipper", 0.6 if contact == "registration_id" else 0.9), ("consignee", 1.0)):
            kept = rng.random(len(draft)) < share * factor
            kept |= draft.private if role == "consignee" else False
            columns[f"{role}_{contact}"] = where(kept, columns[f"{role}_{contact}"], None)
    return columns


def _notify(draft: Draft, stock: Stock, rng: np.random.Generator, *, columns: dict[str, Texts]) -> dict[str, Texts]:
    """Name a party to notify on air, sea and rail records: the consignee again, or its broker."""
    cargo = ~draft.private & np.isin(draft.channel, [catalogue().channel(name) for name in ("air", "sea", "rail")])
    named = cargo & (rng.random(len(draft)) < stock.world.number("bills.notify_share"))
    same = named & (rng.random(len(draft)) < 0.6)
    agent = np.where(named & ~same, draft.broker, NONE)
    firms = stock.firms
    others = {"name": take(firms.names[0], agent), "address": take(firms.address, agent), "phone": take(firms.phone, agent)}
    return {f"notify_party_{field}": where(same, columns[f"consignee_{field}"], values) for field, values in others.items()}


def _agents(draft: Draft, firms: Firms) -> dict[str, Texts]:
    found: dict[str, Texts] = {}
    for role, agent in (("declarant", draft.broker), ("forwarder", draft.forwarder)):
        found |= {
            f"{role}_name": take(firms.names[0], agent),
            f"{role}_address": take(firms.address, agent),
            f"{role}_phone": take(firms.phone, agent),
        }
    return found


def _buyers(draft: Draft, firms: Firms, rng: np.random.Generator) -> dict[str, Texts]:
    """Name a buyer other than the consignee on a few cargo records: a head office, or a trader that sells on."""
    heads = np.concatenate([firms.of_role("trader"), firms.of_role("buyer")])
    named = (draft.buyer != NONE) & ~draft.master & (share_of(draft.buyer, "head office") < 0.06)
    head = np.where(named & (rng.random(len(draft)) < 0.7), heads[picked_by_id(draft.buyer, len(heads), "head")], NONE)
    return {"buyer_name": take(firms.names[0], head), "buyer_country": _codes(np.where(head == NONE, NONE, firms.country[head]))}


def consignee_cities(draft: Draft, firms: Firms) -> Ints:
    """Give the city of each consignee, for the port of arrival."""
    own: Ints = np.where(draft.buyer == NONE, NONE, firms.city[draft.buyer])
    strangers = cities_by_id(np.where(draft.stranger == NONE, 0, draft.stranger), draft.destination)
    return np.where(own == NONE, strangers, own)
