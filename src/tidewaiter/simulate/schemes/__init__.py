"""The twelve schemes that can be planted, each with its lawful twin."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tidewaiter.simulate.drafts import Stock
from tidewaiter.simulate.draws import generator, pick
from tidewaiter.simulate.firms import Firm
from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes import (
    agent_as_end_user,
    detour,
    front_importer,
    household_bulk_by_air,
    importer_ring,
    listed_party,
    listed_precursor,
    master_carton,
    mislabelled_parcel,
    new_line,
    tablet_press_parcel,
    value_far_off,
)
from tidewaiter.simulate.schemes.cast import STRENGTHS, Cast
from tidewaiter.simulate.schemes.scheme import Scheme
from tidewaiter.simulate.surveillance import ListedParty
from tidewaiter.simulate.world import World

__all__ = ["SCHEMES", "Scheme", "cast_schemes"]

SCHEMES: tuple[Scheme, ...] = (
    listed_precursor.SCHEME,
    mislabelled_parcel.SCHEME,
    household_bulk_by_air.SCHEME,
    tablet_press_parcel.SCHEME,
    importer_ring.SCHEME,
    listed_party.SCHEME,
    master_carton.SCHEME,
    detour.SCHEME,
    front_importer.SCHEME,
    agent_as_end_user.SCHEME,
    value_far_off.SCHEME,
    new_line.SCHEME,
)
_MOST_SHARE = 0.1
"""chosen: a small file keeps nine records of ordinary trade for each planned one; cases that do not fit are left out."""


def cast_schemes(
    world: World, stock: Stock, *, listed: Sequence[ListedParty], shipments: int, seed: int
) -> tuple[tuple[Plan, ...], list[Firm]]:
    """Plan all cases and twins of a world, and give the firms that they add.

    The cases of a scheme are as many as its rate asks for, and at least its least; in a file so small that they would be more than
    a tenth of the records, the last cases of each scheme are left out.
    """
    added: list[Firm] = []
    persons: list[int] = []
    room = max(int(shipments * _MOST_SHARE), int(world.special_share * shipments))
    cases: list[list[Plan]] = []
    for number, scheme, twin in _turns(world, shipments=shipments):
        plans = _case(world, stock, scheme, twin=twin, number=number, listed=listed, added=added, persons=persons, seed=seed)
        if len(plans) > room:
            continue
        room -= len(plans)
        cases.append(plans)
    return tuple(plan for plans in cases for plan in plans), added


def _turns(world: World, *, shipments: int) -> list[tuple[int, Scheme, bool]]:
    """Give each case of each scheme in turn, planted before lawful, so that a small file has some of each."""
    turns = []
    for scheme in SCHEMES:
        rates = world.rates(scheme.id)
        mean = sum(rates.shipments_per_case) / 2
        planted = max(rates.least_cases, round(rates.planted_per_100000 * shipments / 100_000 / mean))
        twins = max(rates.least_twin_cases, round(rates.twins_per_100000 * shipments / 100_000 / mean))
        turns += [(number, scheme, False) for number in range(planted)] + [(number, scheme, True) for number in range(twins)]
    return sorted(turns, key=lambda turn: (turn[0], turn[2]))


def _case(
    world: World,
    stock: Stock,
    scheme: Scheme,
    *,
    twin: bool,
    number: int,
    listed: Sequence[ListedParty],
    added: list[Firm],
    persons: list[int],
    seed: int,
) -> list[Plan]:
    rng = generator(seed, "case", scheme.id, "twin" if twin else "planted", number)
    strength = _strength(world, rng)
    low, high = world.rates(scheme.id).shipments_per_case
    records = int(rng.integers(low, high + 1))
    cast = Cast(rng, stock, listed, added, persons, records, STRENGTHS[strength])
    plans = scheme.twin(cast) if twin else scheme.plant(cast)
    word = "" if twin else strength
    return [replace(plan, scheme=scheme.id, case=number + 1, twin=twin, strength=word) for plan in plans]


def _strength(world: World, rng: np.random.Generator) -> str:
    shares = world.weights("strength")
    return list(shares)[int(pick(rng, list(shares.values()), size=1)[0])]
