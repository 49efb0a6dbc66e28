"""How records travel: dates, hubs, ports, carriers, voyages, terms, labels, tracking numbers."""

from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.simulate.catalogue import catalogue, words
from tidewaiter.simulate.drafts import BY_LANE, NONE, Draft
from tidewaiter.simulate.draws import Floats, Ints, Texts, join, mixed, pick, picked_by_id, take, where
from tidewaiter.simulate.world import World

__all__ = ["routed"]

_EPOCH = date(1970, 1, 1)
_AIRBORNE = ("post", "express", "air")
_WEIGHTS_S10 = np.array([8, 6, 4, 2, 3, 5, 9, 7])
"""UPU standard S10: weights of the check digit of postal item identifiers."""


def routed(draft: Draft, rng: np.random.Generator, *, lead: Ints, cities: tuple[Ints, Ints], world: World) -> dict[str, Texts]:
    """Give the columns of the route; records under one master have the route of its first record.

    Args:
        draft: of all records.
        rng: the chunk's own.
        lead: the record that each takes its route from.
        cities: city of the shipper and of the consignee.
        world: for the first day.
    """
    known = catalogue()
    codes = [country.code for country in known.countries]
    transit = _transit(draft, rng)[lead]
    return {
        "channel": take([each.name for each in known.channels], draft.channel),
        **_dates(draft, rng, lead=lead, world=world),
        **_carriage(draft, rng, lead=lead),
        "origin_country": take(codes, draft.origin),
        "export_country": take(codes, draft.export),
        "transit_countries": take(codes, transit),
        "destination_country": take(codes, draft.destination),
        "loading_port": _ports(draft, cities[0][lead]),
        "unlading_port": _ports(draft, cities[1][lead]),
        "incoterm": _incoterms(draft, rng),
        "label_kind": _labels(draft, rng),
        "tracking_number": _tracking_numbers(draft, rng),
    }


def _dates(draft: Draft, rng: np.random.Generator, *, lead: Ints, world: World) -> dict[str, Texts]:
    low, high = (np.array([each.days[end] for each in catalogue().channels])[draft.channel] for end in (0, 1))
    departure = draft.day + rng.integers(0, 4, len(draft))
    arrival = departure + low + (rng.beta(2, 4, len(draft)) * (high - low + 1)).astype(np.int64)
    first = (world.first_day - _EPOCH).days
    days = {"lodged_date": draft.day, "departure_date": departure[lead], "arrival_date": arrival[lead]}
    return {name: pa.array((values + first).astype(np.int32), pa.int32()).cast(pa.date32()) for name, values in days.items()}


def _transit(draft: Draft, rng: np.random.Generator) -> Ints:
    """Draw the hub of the lane where none is given; a hub at an end of the lane is none."""
    edges, hubs, lane_of = _lane_table()
    lane = lane_of[draft.export, draft.destination, draft.channel]
    drawn = hubs[lane, (edges[lane] < rng.random(len(draft))[:, None]).sum(axis=1).clip(max=hubs.shape[1] - 1)]
    found = np.where(draft.transit == BY_LANE, drawn, draft.transit)
    return np.where((found == draft.export) | (found == draft.destination), NONE, found)


@cache
def _lane_table() -> tuple[Floats, Ints, Ints]:
    """Give cumulative weights and hubs of each lane, and the lane of each export, destination and channel; lane 0 has no hub."""
    known = catalogue()
    widest = max(len(lane.hubs) for lane in known.lanes)
    edges, hubs = np.ones((len(known.lanes) + 1, widest)), np.full((len(known.lanes) + 1, widest), NONE, dtype=np.int64)
    lane_of = np.zeros((len(known.countries), len(known.countries), len(known.channels)), dtype=np.int64)
    for number, lane in enumerate(known.lanes, start=1):
        weights = np.array(list(lane.hubs.values()))
        edges[number, : len(weights)] = np.cumsum(weights) / weights.sum()
        hubs[number, : len(weights)] = [known.country(code) if code else NONE for code in lane.hubs]
        for start, export in enumerate(known.countries):
            for end, destination in enumerate(known.countries):
                place = (start, end, known.channel(lane.channel))
                if export.region == lane.from_region and (
                    destination.code == lane.to or (destination.region == lane.to and not lane_of[place])
                ):
                    lane_of[place] = number
    return edges, hubs, lane_of


def _carriage(draft: Draft, rng: np.random.Generator, *, lead: Ints) -> dict[str, Texts]:
    """Give carrier, vessel and voyage; a voyage is of a carrier, a lane and three days."""
    channels = catalogue().channels
    sizes = np.array([len(each.carriers) for each in channels])[draft.channel]
    starts = np.cumsum([0] + [len(each.carriers) for each in channels])[draft.channel]
    chosen = (starts + (rng.random(len(draft)) ** 1.6 * sizes).astype(np.int64))[lead]
    carrier = take([name for each in channels for name in each.carriers], chosen)
    key = (chosen * 1000 + draft.export[lead] * 50 + draft.destination[lead]) * 500 + draft.day[lead] // 3
    letters = take(["AX", "BQ", "CV", "DZ", "EK", "FY", "GN", "HU", "JW", "KX"], chosen % 10)
    voyage = join(letters, pc.cast(pa.array(100 + picked_by_id(key, 900, "voyage")), pa.string()), by="")
    sea, post = draft.channel == catalogue().channel("sea"), draft.channel == catalogue().channel("post")
    vessel = take(words("vessels"), picked_by_id(key, len(words("vessels")), "vessel"))
    return {"carrier_name": carrier, "vessel_name": where(sea, vessel, None), "voyage": where(post, None, voyage)}


def _ports(draft: Draft, cities: Ints) -> Texts:
    known = catalogue()
    airborne = np.isin(draft.channel, [known.channel(name) for name in _AIRBORNE])
    air, sea = take([city.airport for city in known.cities], cities), take([city.seaport for city in known.cities], cities)
    land = ~airborne & (draft.channel != known.channel("sea"))
    return where(land, None, where(airborne, air, sea))


def _incoterms(draft: Draft, rng: np.random.Generator) -> Texts:
    channels = catalogue().channels
    sizes = np.array([len(each.incoterms) for each in channels])[draft.channel]
    starts = np.cumsum([0] + [len(each.incoterms) for each in channels])[draft.channel]
    term = take([term for each in channels for term in each.incoterms], starts + (rng.random(len(draft)) * sizes).astype(np.int64))
    return join(where(draft.master | draft.private, None, term))


def _labels(draft: Draft, rng: np.random.Generator) -> Texts:
    """Give the label kind of parcels: now and then a domestic one, for returns and goods sold on before they arrive."""
    parcel = (draft.channel <= catalogue().channel("express")) & ~draft.master & (rng.random(len(draft)) < 0.7)
    return where(parcel, where(rng.random(len(draft)) < 0.015, "domestic", "international"), None)


def _tracking_numbers(draft: Draft, rng: np.random.Generator) -> Texts:
    """Give postal item identifiers with their check digit (UPU S10), and express numbers of twelve digits."""
    known, rows = catalogue(), len(draft)
    serial = rng.integers(0, 100_000_000, rows)
    digits = (serial[:, None] // 10 ** np.arange(7, -1, -1)) % 10
    rest = 11 - (digits * _WEIGHTS_S10).sum(axis=1) % 11
    check = np.where(rest == 10, 0, np.where(rest == 11, 5, rest))
    eight = pc.utf8_lpad(pc.cast(pa.array(serial), pa.string()), 8, "0")
    service = take(["LX", "RX", "CX", "EX"], pick(rng, [5, 3, 1, 1], size=rows))
    code = take([country.code for country in known.countries], draft.export)
    postal = join(service, eight, pc.cast(pa.array(check), pa.string()), code, by="")
    express = join(
        pc.utf8_lpad(pc.cast(pa.array((mixed(serial, "express") % np.uint64(10_000)).astype(np.int64)), pa.string()), 4, "0"), eight, by=""
    )
    post, courier = draft.channel == known.channel("post"), draft.channel == known.channel("express")
    return where(draft.master, None, where(post, postal, where(courier, express, None)))
