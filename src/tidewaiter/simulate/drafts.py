"""A draft says who sends what to whom and how, before a record's words, masses and values are worked out.

Ordinary records and planted ones are drafted in different places and worked out by the same code, so that nothing but its traces tells
a planted record from the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from tidewaiter.simulate.catalogue import catalogue
from tidewaiter.simulate.draws import Flags, Floats, Ints, pick, share_of
from tidewaiter.simulate.firms import Firms
from tidewaiter.simulate.ties import Sales, Ties
from tidewaiter.simulate.world import World

__all__ = ["BY_LANE", "NONE", "Draft", "Stock", "joined", "ordinary_draft"]

NONE = -1
"""No firm, no country, no group."""
BY_LANE = -2
"""Transit country still to be drawn from the lane's usual hubs."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Records before they are worked out, a column an attribute.

    Attributes:
        commodity: goods as the text and the HS code say.
        actual: goods as mass, volume, pieces and value say.
        buyer: firm that is the consignee, or NONE for a stranger.
        stranger: id of a consignee that is no firm of the world's table: a private person, or a firm seen this once.
        private: the consignee is a private person.
        kilograms: net mass to aim at; not a number where the channel decides.
        pieces: quantity; not a number where the mass decides.
        transit: country passed on the way, NONE or BY_LANE.
        group: bill of lading or waybill that the record stands under; NONE for none.
        master: the record is the master bill of its group.
        plan: place in the list of planted records; NONE for ordinary ones.
    """

    day: Ints
    channel: Ints
    commodity: Ints
    actual: Ints
    supplier: Ints
    buyer: Ints
    stranger: Ints
    private: Flags
    origin: Ints
    export: Ints
    destination: Ints
    transit: Ints
    broker: Ints
    forwarder: Ints
    kilograms: Floats
    pieces: Floats
    value_factor: Floats
    freight_factor: Floats
    gross_factor: Floats
    volume_factor: Floats
    group: Ints
    master: Flags
    plan: Ints

    def __len__(self) -> int:
        """Give how many records are drafted."""
        return len(self.day)


@dataclass(frozen=True, slots=True)
class Stock:
    """All that ordinary trade is drawn from."""

    world: World
    firms: Firms
    ties: Ties
    sales: Sales
    local_broker: Ints
    local_forwarder: Ints
    shipments: int

    @property
    def returning_persons(self) -> int:
        """Private persons who are seen more than once: each some three times."""
        shares, world = self.world.weights("channels"), self.world
        records = self.shipments * (shares["post"] + shares["express"]) * world.number("consignees.private_share")
        return max(1, round(records * world.number("consignees.repeat_share") / 3))


def joined(drafts: list[Draft]) -> Draft:
    """Give several drafts as one."""
    return Draft(**{field.name: np.concatenate([getattr(draft, field.name) for draft in drafts]) for field in fields(Draft)})


def ordinary_draft(stock: Stock, rng: np.random.Generator, *, rows: int, first_row: int) -> Draft:
    """Draft ordinary trade.

    Args:
        stock: firms, relations and offers.
        rng: the chunk's own.
        rows: how many records.
        first_row: place of the first in the whole file; strangers take their ids from it.
    """
    known, world = catalogue(), stock.world
    shares = world.weights("channels")
    channel = pick(rng, [shares[each.name] for each in known.channels], size=rows)
    small = channel <= known.channel("express")
    private = small & (rng.random(rows) < world.number("consignees.private_share"))
    place = np.arange(first_row, first_row + rows, dtype=np.int64)
    columns = _commercial(stock, rng, channel)
    columns["stranger"] = np.where(rng.random(rows) < world.number("consignees.new_share"), place, NONE)
    for name, values in _private(stock, rng, channel, place=place).items():
        columns[name] = np.where(private, values, columns[name])
    columns["buyer"] = np.where(columns["stranger"] == NONE, columns["buyer"], NONE)
    return _draft(columns, channel=channel, private=private, export=stock.firms.country[columns["supplier"]])


def _commercial(stock: Stock, rng: np.random.Generator, channel: Ints) -> dict[str, Ints]:
    """Pick a relation for each record, by its channel."""
    ties, world = stock.ties, stock.world
    tie = np.zeros(len(channel), dtype=np.int64)
    for number in np.unique(channel):
        here, open_ties = np.flatnonzero(channel == number), np.flatnonzero(ties.channel == number)
        open_ties = open_ties if len(open_ties) else np.arange(len(ties.buyer))
        tie[here] = open_ties[pick(rng, ties.weight[open_ties], size=len(here))]
    day = ties.start[tie] + rng.random(len(channel)) * (1 - ties.start[tie])
    kilograms = np.array([each.typical_kg for each in catalogue().channels])[channel]
    spread = np.array([each.spread for each in catalogue().channels])[channel]
    return {
        "day": _working_day(rng, _in_season(rng, (day * world.days).astype(np.int64), ties.commodity[tie], world=world), world=world),
        "commodity": ties.commodity[tie],
        "supplier": ties.supplier[tie],
        "buyer": ties.buyer[tie],
        "origin": ties.origin[tie],
        "destination": stock.firms.country[ties.buyer[tie]],
        "broker": np.where(channel == catalogue().channel("post"), NONE, ties.broker[tie]),
        "forwarder": np.where(channel <= catalogue().channel("express"), NONE, ties.forwarder[tie]),
        "kilograms": kilograms * ties.size[tie] * rng.lognormal(0, spread * 0.6, len(channel)),
        "pieces": np.full(len(channel), np.nan),
    }


def _private(stock: Stock, rng: np.random.Generator, channel: Ints, *, place: Ints) -> dict[str, Ints]:
    """Pick an offer and a person for each record."""
    known, sales, rows = catalogue(), stock.sales, len(channel)
    sale = pick(rng, sales.weight, size=rows)
    returning = stock.returning_persons
    again = rng.random(rows) < stock.world.number("consignees.repeat_share")
    person = np.where(again, rng.integers(0, returning, rows), returning + place)
    days = _in_season(rng, rng.integers(0, stock.world.days, rows), sales.commodity[sale], world=stock.world)
    destination = person_countries(person)
    pieces = 1.0 + rng.geometric(0.72, rows) - 1
    tiny = np.array([goods.piece_kg < 0.06 for goods in known.commodities])[sales.commodity[sale]]
    return {
        "day": days,
        "commodity": sales.commodity[sale],
        "supplier": sales.supplier[sale],
        "buyer": np.full(rows, NONE),
        "stranger": person,
        "origin": sales.origin[sale],
        "destination": destination,
        "broker": np.where(channel == known.channel("post"), NONE, stock.local_broker[destination]),
        "forwarder": np.full(rows, NONE),
        "kilograms": np.full(rows, np.nan),
        "pieces": pieces * np.where(tiny, rng.integers(1, 6, rows), 1),
    }


def person_countries(persons: Ints) -> Ints:
    """Give the country where each private person lives."""
    edges = np.cumsum(catalogue().destination_weights)
    places: Ints = np.searchsorted(edges, share_of(persons, "person country") * edges[-1], side="right").astype(np.int64)
    return places


def _in_season(rng: np.random.Generator, day: Ints, commodity: Ints, *, world: World) -> Ints:
    """Move six in ten records of seasonal goods to within seven weeks of their season."""
    month = np.array([goods.season_month for goods in catalogue().commodities])[commodity]
    first = world.first_day.timetuple().tm_yday
    peak = (month * 30.4 - 15 - first) % 365 + rng.normal(0, 25, len(day))
    moved = (month > 0) & (rng.random(len(day)) < 0.6) & (peak >= 0) & (peak < world.days)
    return np.where(moved, peak, day).astype(np.int64)


def _working_day(rng: np.random.Generator, day: Ints, *, world: World) -> Ints:
    """Move eight in ten cargo records of a Saturday or Sunday to the Monday after."""
    weekday = (day + world.first_day.weekday()) % 7
    moved = day + np.where(rng.random(len(day)) < 0.8, np.maximum(0, 7 - weekday) * (weekday >= 5), 0)
    return np.minimum(moved, world.days - 1)


def _draft(columns: Mapping[str, Any], *, channel: Ints, private: Flags, export: Ints) -> Draft:  # Any: numbers whole or not
    rows = len(channel)
    ones, none = np.ones(rows), np.full(rows, NONE, dtype=np.int64)
    return Draft(
        **columns,
        channel=channel,
        actual=columns["commodity"],
        private=private,
        export=export,
        transit=np.full(rows, BY_LANE, dtype=np.int64),
        value_factor=ones,
        freight_factor=ones,
        gross_factor=ones,
        volume_factor=ones,
        group=none,
        master=np.zeros(rows, dtype=bool),
        plan=none,
    )
