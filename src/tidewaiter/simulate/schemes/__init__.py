"""The twelve schemes that can be planted, each with its lawful twin."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

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

    Schemes take turns, planted before lawful, until each has the records that its rate asks for and at least its least cases; in a
    file so small that they would be more than a tenth of the records, the cases that do not fit are left out.
    """
    added: list[Firm] = []
    persons: list[int] = []
    room = max(int(shipments * _MOST_SHARE), int(world.special_share * shipments))
    cases: list[list[Plan]] = []
    made: Counter[tuple[str, bool]] = Counter()
    for number, scheme, twin in _turns(world, made, shipments=shipments):
        firms, people = len(added), len(persons)
        plans = _case(world, stock, scheme, twin=twin, number=number, listed=listed, added=added, persons=persons, seed=seed)
        made[scheme.id, twin] += len(plans)
        if len(plans) <= room:
            room -= len(plans)
            cases.append(plans)
        else:
            del added[firms:], persons[people:]
    return tuple(plan for plans in cases for plan in plans), added


def _turns(world: World, made: Counter[tuple[str, bool]], *, shipments: int) -> Iterator[tuple[int, Scheme, bool]]:
    """Give the cases to make, round by round; `made` says how many records each scheme has so far."""
    for number in count():
        wanted = [(scheme, twin) for twin in (False, True) for scheme in SCHEMES if _wants(world, scheme, twin, number, made, shipments)]
        if not wanted:
            return
        yield from ((number, scheme, twin) for scheme, twin in wanted)


def _wants(world: World, scheme: Scheme, twin: bool, number: int, made: Counter[tuple[str, bool]], shipments: int) -> bool:
    rates = world.rates(scheme.id)
    least = rates.least_twin_cases if twin else rates.least_cases
    per_100000 = rates.twins_per_100000 if twin else rates.planted_per_100000
    return number < least or made[scheme.id, twin] < round(per_100000 * shipments / 100_000)


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
