"""Who buys what from whom: the standing trading relations of a world."""

from dataclasses import dataclass

import numpy as np

from tidewaiter.simulate.catalogue import Catalogue, catalogue
from tidewaiter.simulate.draws import Floats, Ints, generator, pick, rank_weights
from tidewaiter.simulate.firms import Firms
from tidewaiter.simulate.world import World

__all__ = ["Sales", "Ties", "make_sales", "make_ties"]

_MOST_TIES = 14
_OWN_GOODS = 3
"""chosen: a buyer deals in three kinds of goods of its trade."""
_OTHER_TRADE_SHARE = 0.08
"""chosen: relations of a buyer outside its own trade: office needs, new lines, wrong trade codes."""
_LAND = ("road", "rail")


@dataclass(frozen=True, slots=True)
class Ties:
    """One standing relation each: buyer, supplier, goods, way of travel, agents, how much, from when."""

    buyer: Ints
    supplier: Ints
    commodity: Ints
    channel: Ints
    origin: Ints
    broker: Ints
    forwarder: Ints
    size: Floats
    weight: Floats
    start: Floats


@dataclass(frozen=True, slots=True)
class Sales:
    """One seller and its goods each, for parcels to private persons."""

    supplier: Ints
    commodity: Ints
    origin: Ints
    weight: Floats


def make_ties(world: World, firms: Firms, *, seed: int) -> Ties:
    """Make the trading relations of the firms."""
    known, rng = catalogue(), generator(seed, "ties")
    buyers = _spread_over_countries(rng, rng.permutation(firms.of_role("buyer")), firms=firms, known=known)
    activity = rank_weights(len(buyers), tail=world.number("firms.tail"))
    several = np.minimum(1 + rng.poisson(1.2, len(buyers)) + (activity * len(buyers) / 2).astype(np.int64), _MOST_TIES)
    place = np.repeat(np.arange(len(buyers)), several)
    buyer = buyers[place]
    commodity = _bought(rng, firms.trade[buyer], known=known, buyer=buyer)
    supplier, origin = _suppliers(rng, commodity, firms=firms, known=known, tail=world.number("firms.tail"))
    split = rng.exponential(1.0, len(buyer)) + 0.05
    totals = np.bincount(place, split, minlength=len(buyers))
    export, destination = firms.country[supplier], firms.country[buyer]
    started = rng.random(len(buyer)) < world.number("firms.new_relation_share")
    return Ties(
        buyer=buyer,
        supplier=supplier,
        commodity=commodity,
        channel=_channels(rng, commodity, export=export, destination=destination, world=world),
        origin=origin,
        broker=_agents(rng, destination, of=firms.of_role("broker"), firms=firms),
        forwarder=_agents(rng, export, of=firms.of_role("forwarder"), firms=firms),
        size=rng.lognormal(0.0, 0.7, len(buyer)),
        weight=activity[place] * split / totals[place],
        start=np.where(started, rng.random(len(buyer)) * 0.9, 0.0),
    )


def _spread_over_countries(rng: np.random.Generator, buyers: Ints, *, firms: Firms, known: Catalogue) -> Ints:
    """Order buyers so that the large ones too are spread over countries as destinations are."""
    key = np.zeros(len(buyers))
    for country in np.unique(firms.country[buyers]):
        here = np.flatnonzero(firms.country[buyers] == country)
        key[here] = (np.arange(len(here)) + rng.random()) / max(known.destination_weights[country], 0.01)
    return buyers[np.argsort(key)]


def _bought(rng: np.random.Generator, trade: Ints, *, known: Catalogue, buyer: Ints) -> Ints:
    ordinary = np.flatnonzero(known.commodity_trades >= 0)
    other = rng.random(len(trade)) < _OTHER_TRADE_SHARE
    commodity = rng.choice(ordinary, len(trade))
    slot = rng.integers(0, _OWN_GOODS, len(trade))
    for number in np.unique(trade):
        own = np.flatnonzero(known.commodity_trades == number)
        here = np.flatnonzero((trade == number) & ~other)
        if len(own):
            commodity[here] = own[(buyer[here] * 2_654_435_761 + slot[here] * 40_503) % 1_000_003 % len(own)]
    return commodity


def _suppliers(rng: np.random.Generator, commodity: Ints, *, firms: Firms, known: Catalogue, tail: float) -> tuple[Ints, Ints]:
    """Give a supplier of the trade for each relation, sooner one that sits where the goods come from, and the origin."""
    sellers = rng.permutation(firms.of_role("maker", "trader"))
    supplier, origin = np.zeros_like(commodity), np.zeros_like(commodity)
    for number in np.unique(commodity):
        goods, here = known.commodities[number], np.flatnonzero(commodity == number)
        candidates = sellers[firms.trade[sellers] == known.commodity_trades[number]]
        origins = np.zeros(len(known.countries))
        for code, weight in goods.origins.items():
            origins[known.country(code)] = weight
        at_home = origins[firms.country[candidates]]
        weights = rank_weights(len(candidates), tail=tail * 0.8) * (at_home + 0.05 * origins.sum() * (at_home == 0))
        supplier[here] = candidates[pick(rng, weights, size=len(here))]
        home = firms.country[supplier[here]]
        origin[here] = np.where(origins[home] > 0, home, pick(rng, origins, size=len(here)))
    return supplier, origin


def _channels(rng: np.random.Generator, commodity: Ints, *, export: Ints, destination: Ints, world: World) -> Ints:
    """Give the way of travel that suits the goods and the two countries: road and rail within a region only."""
    known, shares = catalogue(), world.weights("channels")
    suits = np.array([[goods.channels.get(channel.name, 0.0) for channel in known.channels] for goods in known.commodities])
    open_here = np.array([shares[channel.name] > 0 for channel in known.channels])
    regions = np.array([country.region for country in known.countries])
    near = regions[export] == regions[destination]
    land = np.array([channel.name in _LAND for channel in known.channels])
    weights = suits[commodity] * open_here * np.where(land, near[:, None] * 2.5, 1.0) + 1e-6 * open_here
    edges = weights.cumsum(axis=1)
    drawn: Ints = (edges < (rng.random(len(commodity)) * edges[:, -1])[:, None]).sum(axis=1).astype(np.int64)
    return np.minimum(drawn, len(known.channels) - 1)


def _agents(rng: np.random.Generator, country: Ints, *, of: Ints, firms: Firms) -> Ints:
    """Give an agent in the country for each relation, the busy ones sooner; one from elsewhere where the country has none."""
    found = of[pick(rng, rank_weights(len(of), tail=1.0), size=len(country))]
    for number in np.unique(country):
        local, here = of[firms.country[of] == number], np.flatnonzero(country == number)
        if len(local):
            found[here] = local[pick(rng, rank_weights(len(local), tail=1.0), size=len(here))]
    return found


def make_sales(world: World, firms: Firms, *, seed: int) -> Sales:
    """Make what sellers offer to private persons: goods that persons buy, from traders and makers, the large ones far ahead."""
    known, rng = catalogue(), generator(seed, "sales")
    private = np.array([goods.private for goods in known.commodities])
    trades = known.commodity_trades
    sellers = rng.permutation(firms.of_role("trader", "maker"))
    sellers = sellers[[bool((private[trades == trade] > 0).any()) for trade in firms.trade[sellers]]]
    several = 1 + rng.poisson(2.0, len(sellers))
    place = np.repeat(np.arange(len(sellers)), several)
    commodity = np.zeros(len(place), dtype=np.int64)
    for trade in np.unique(firms.trade[sellers]):
        own, here = np.flatnonzero((trades == trade) & (private > 0)), np.flatnonzero(firms.trade[sellers][place] == trade)
        commodity[here] = rng.choice(own, len(here))
    weight = rank_weights(len(sellers), tail=world.number("firms.tail") * 0.9)[place] / several[place] * private[commodity] ** 2
    china = known.country("CN")
    home = firms.country[sellers][place]
    weight = weight * np.where(home == china, 3.0, 1.0)
    return Sales(sellers[place], commodity, home, weight)
