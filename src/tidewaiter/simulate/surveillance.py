"""The world's own surveillance list: made-up parties only."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from tidewaiter.simulate.catalogue import catalogue
from tidewaiter.simulate.contacts import STRANGER_ROOM, addresses, phone_room, phones
from tidewaiter.simulate.draws import Ints, generator, take
from tidewaiter.simulate.names import firm_names, person_names

__all__ = ["LIST_COLUMNS", "ListedParty", "surveillance_list"]

LIST_COLUMNS = ("id", "name", "schema", "country", "kind", "date", "address", "phone")
_COMPANIES, _PERSONS = 60, 20
_COUNTRIES = ("CN", "HK", "MX", "US", "IN", "GT", "CO", "AE")
_FIRST_ID = 1 << 43
"""Ids of listed parties lie far from those of all others, so that no firm of ordinary trade shares their names by design."""


@dataclass(frozen=True, slots=True)
class ListedParty:
    """One party of the list."""

    id: str
    name: str
    schema: str
    country: str
    kind: str
    date: date
    address: str | None
    phone: str | None

    def row(self) -> tuple[object, ...]:
        """Give the party as a row of list.csv."""
        return (self.id, self.name, self.schema, self.country, self.kind, self.date, self.address, self.phone)


def surveillance_list(seed: int) -> tuple[ListedParty, ...]:
    """Make the list: firms and persons of several countries, two in three with an address, half with a phone."""
    known, rng = catalogue(), generator(seed, "list")
    size = _COMPANIES + _PERSONS
    ids = _FIRST_ID + rng.permutation(10_000)[:size].astype(np.int64)
    countries = np.array([known.country(_COUNTRIES[number]) for number in rng.integers(0, len(_COUNTRIES), size)])
    trades = np.array(
        [known.trade(("chemicals", "pharma", "home", "electronics", "machinery")[number]) for number in rng.integers(0, 5, size)]
    )
    names = [
        *firm_names(ids[:_COMPANIES], countries[:_COMPANIES], trades=trades[:_COMPANIES], purpose="listed").to_pylist(),
        *person_names(ids[_COMPANIES:]).to_pylist(),
    ]
    places = addresses(ids, countries).to_pylist()
    numbers = phones(_last_numbers(countries), countries, room=STRANGER_ROOM).to_pylist()
    days = rng.integers(100, 2500, size)
    kind = take(["made-up watch list", "made-up sanctions programme"], (rng.random(size) < 0.4).astype(np.int64)).to_pylist()
    return tuple(
        ListedParty(
            f"L{place + 1:04d}",
            names[place],
            "company" if place < _COMPANIES else "person",
            known.countries[countries[place]].code,
            kind[place],
            date(2025, 9, 1) - timedelta(days=int(days[place])),
            places[place] if rng.random() < 0.67 else None,
            numbers[place] if rng.random() < 0.5 else None,
        )
        for place in range(size)
    )


def _last_numbers(countries: Ints) -> Ints:
    """Give the last numbers of each country's part for strangers, which firms seen once hardly reach."""
    seen: dict[int, int] = {}
    found = []
    for country in countries.tolist():
        seen[country] = seen.get(country, 0) + 1
        found.append(phone_room(country) - seen[country])
    return np.array(found, dtype=np.int64)
