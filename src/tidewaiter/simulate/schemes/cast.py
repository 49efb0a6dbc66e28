"""The cast of one case: chance of its own, firms of the world to play parts, new firms and persons, days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar

import numpy as np

from tidewaiter.simulate.catalogue import catalogue, words
from tidewaiter.simulate.contacts import FIRM_ROOM, addresses, firm_domains, mail_addresses, phone_room, phones, registration_ids
from tidewaiter.simulate.drafts import NONE, Stock
from tidewaiter.simulate.draws import Ints, pick, rank_weights
from tidewaiter.simulate.firms import Firm
from tidewaiter.simulate.names import firm_names, stems
from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.surveillance import ListedParty

__all__ = ["STRENGTHS", "Cast"]

STRENGTHS = {"blatant": 1.0, "plain": 0.6, "faint": 0.3}
"""chosen: how far the traces of a case lie from ordinary trade, by the word of the world's `strength`."""
_FIRST_FIRM, _FIRST_PERSON = 1 << 42, 1 << 44
"""Ids of firms and persons of cases lie far from those of ordinary trade."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Cast:
    """What a case is made of; `added` collects the firms that cases of all schemes bring along.

    Attributes:
        rng: the case's own chance.
        stock: the world's firms and relations.
        listed: the world's surveillance list.
        added: firms that cases add, shared by all casts of a world.
        persons: private persons that cases add, shared likewise.
        records: how many records the case should have.
        strength: 0 to 1, how strong its traces are.
    """

    rng: np.random.Generator
    stock: Stock
    listed: Sequence[ListedParty]
    added: list[Firm]
    persons: list[int]
    records: int
    strength: float

    def one_of(self, choices: Sequence[_T]) -> _T:
        """Pick one of several."""
        return choices[int(self.rng.integers(0, len(choices)))]

    def chance(self, share: float) -> bool:
        """Say yes in a share of the cases."""
        return bool(self.rng.random() < share)

    def between(self, low: float, high: float) -> float:
        """Give a number between two, even on the logarithm."""
        return float(np.exp(self.rng.uniform(np.log(low), np.log(high))))

    def scaled(self, faint: float, blatant: float) -> float:
        """Give a number that grows with the strength of the case, a quarter up or down by chance."""
        share = (self.strength - STRENGTHS["faint"]) / (STRENGTHS["blatant"] - STRENGTHS["faint"])
        return float(np.exp(np.log(faint) + share * np.log(blatant / faint))) * self.between(0.8, 1.25)

    def day(self, low: float = 0.0, high: float = 1.0) -> int:
        """Give a day of the period between two shares of it."""
        days = self.stock.world.days
        return min(days - 1, int(self.rng.uniform(low, high) * days))

    def days(self, number: int, *, within: int, start: int | None = None) -> list[int]:
        """Give so many days within so many days, in order."""
        last = self.stock.world.days - 1
        first = self.day(0.0, max(0.05, 1 - within / last)) if start is None else start
        return sorted(min(last, first + int(self.rng.integers(0, within + 1))) for _ in range(number))

    def in_month(self, month: int) -> int:
        """Give a day near the middle of a month, or any day where the period has no such month."""
        first = self.stock.world.first_day
        day = (int(month * 30.4) - 15 - first.timetuple().tm_yday) % 365 + int(self.rng.integers(-12, 13))
        return day if 0 <= day < self.stock.world.days else self.day()

    def firm(self, *roles: str, trades: Sequence[str] = (), country: str | None = None, other_trades: Sequence[str] = ()) -> int:
        """Give a firm of the world that fits; country and trades are given up, in this order, where none fits."""
        firms, known = self.stock.firms, catalogue()
        of_role = firms.of_role(*roles)
        trade_names = np.array([trade.name for trade in known.trades])[firms.trade[of_role]]
        fits = np.isin(trade_names, trades) if trades else ~np.isin(trade_names, other_trades)
        here = firms.country[of_role] == known.country(country) if country else np.ones(len(of_role), dtype=bool)
        for choice in (fits & here, fits, here):
            if choice.any():
                return int(self.one_of(of_role[choice].tolist()))
        return int(self.one_of(of_role.tolist()))

    def country_of(self, firm: int) -> str:
        """Give the country of a firm, of the world or added."""
        own = len(self.stock.firms)
        return catalogue().countries[int(self.stock.firms.country[firm])].code if firm < own else self.added[firm - own].country

    def person(self) -> int:
        """Give a private person."""
        self.persons.append(_FIRST_PERSON + len(self.persons))
        return self.persons[-1]

    def city(self, country: str, *, border: bool = False) -> int:
        """Give a city, one near a border where asked and there is one."""
        cities = catalogue().cities_of[catalogue().country(country)]
        near = [int(city) for city in cities if catalogue().cities[city].border]
        weights = np.array([catalogue().cities[city].weight for city in cities])
        return self.one_of(near) if border and near else int(cities[pick(self.rng, weights, size=1)[0]])

    def address(self, city: int, *, kind: str = "office") -> str:
        """Give an address: an office, a home, or a mailbox of a mail centre."""
        country = _one(catalogue().country(catalogue().cities[city].country))
        own = _one(int(self.rng.integers(0, 1 << 40)))
        place = str(addresses(own, country, cities=_one(city), homes=np.array([kind == "home"])).to_pylist()[0])
        return f"PMB {int(self.rng.integers(100, 999))}, {place}" if kind == "mailbox" else place

    def phone(self, country: str) -> str:
        """Give a telephone number of a country that no firm of ordinary trade has."""
        place = catalogue().country(country)
        return str(phones(_one(phone_room(place) - 1 - len(self.added) % phone_room(place)), _one(place), room=FIRM_ROOM).to_pylist()[0])

    def new_firm(self, trade: str, country: str, **given: Any) -> int:  # Any: fields of Firm to set otherwise
        """Add a firm and give its place; whatever is not given is as for any firm."""
        known, own = catalogue(), _one(_FIRST_FIRM + len(self.added))
        place, line = _one(known.country(country)), known.trades[known.trade(trade)]
        city = given.get("city", self.city(country))
        domain = firm_domains(own, place, purpose="case")
        role = given.get("role", "buyer")
        world = self.stock.world
        firm = Firm(
            name=str(firm_names(own, place, trades=_one(known.trade(trade)), purpose="case").to_pylist()[0]),
            address=self.address(city),
            country=country,
            phone=self.phone(country),
            email=str(mail_addresses(own, domain, free_share=world.number("firms.free_mail_share")).to_pylist()[0]),
            registration_id=str(registration_ids(own, place, letter="N").to_pylist()[0]),
            trade=trade,
            role=role,
            industry_code=line.codes["trader" if role in ("forwarder", "broker") else role],
            incorporated_on=world.first_day - timedelta(days=int(self.rng.integers(60, 6000))),
            city=city,
            registered=self.chance(world.number("register.coverage")),
            website=f"https://www.{domain.to_pylist()[0]}",
        )
        self.added.append(replace(firm, **given))
        return len(self.stock.firms) + len(self.added) - 1

    def place_word(self) -> str:
        """Give an invented word for a name."""
        return str(stems(_one(int(self.rng.integers(0, 30_000))), "place word").to_pylist()[0])

    def trade_word(self, trade: str) -> str:
        """Give a word by which firms of a trade are named."""
        return self.one_of(catalogue().trades[catalogue().trade(trade)].words["en"])

    def legal_form(self, country: str) -> str:
        """Give a legal form of a country."""
        return self.one_of(catalogue().countries[catalogue().country(country)].legal)

    def free_mail(self) -> str:
        """Give a mail address at a free mail service."""
        return f"{self.place_word().lower()}{int(self.rng.integers(1, 99))}@{self.one_of(words('free_mail'))}"

    def foreign_mail(self, country: str) -> str:
        """Give a mail address at a domain of another country."""
        return f"sales@{self.place_word().lower()}-{country.lower()}.example"

    def goods_of(self, trade: str) -> str:
        """Give goods of a trade."""
        return self.one_of([goods.name for goods in catalogue().commodities if goods.trade == trade])

    def trade_of(self, goods: str) -> str:
        """Give the trade of goods."""
        return catalogue().commodities[catalogue().commodity(goods)].trade

    def usual_channel(self, goods: str) -> str:
        """Give a way of travel that suits goods from overseas."""
        suits = {
            name: weight
            for name, weight in catalogue().commodities[catalogue().commodity(goods)].channels.items()
            if name not in ("road", "rail")
        }
        return list(suits)[int(pick(self.rng, list(suits.values()), size=1)[0])]

    def added_firm(self, firm: int) -> Firm:
        """Give what is known of a firm that a case added."""
        return self.added[firm - len(self.stock.firms)]

    def record(self, day: int, channel: str, goods: str, *, supplier: int, destination: str, **more: Any) -> Plan:  # Any: fields of Plan
        """Plan a record with the agents that such a record has in ordinary trade; a firm receives where it sits."""
        known, stock = catalogue(), self.stock
        private = more.get("buyer") is None
        if not private:
            destination = self.country_of(more["buyer"])
            day = day if more.get("group") else self._working_day(day)
        export, home = known.country(self.country_of(supplier)), known.country(destination)
        broker = int(stock.local_broker[home]) if private else self._agent("broker", home)
        agents = {
            "broker": NONE if channel == "post" else broker,
            "forwarder": NONE if channel in ("post", "express") else self._agent("forwarder", export),
        }
        origins = known.commodities[known.commodity(goods)].origins
        origin = known.countries[export].code if known.countries[export].code in origins else self.one_of(list(origins))
        return Plan(
            day=day, channel=channel, goods=goods, supplier=supplier, destination=destination, **{"origin": origin, **agents, **more}
        )

    def _working_day(self, day: int) -> int:
        """Move most weekend days to the Monday after, as ordinary cargo is lodged."""
        weekday = (day + self.stock.world.first_day.weekday()) % 7
        moved = day + 7 - weekday if weekday >= 5 and self.chance(0.8) else day
        return min(moved, self.stock.world.days - 1)

    def _agent(self, role: str, country: int) -> int:
        agents = self.stock.firms.of_role(role)
        local = agents[self.stock.firms.country[agents] == country]
        choice: Ints = local if len(local) else agents
        return int(choice[pick(self.rng, rank_weights(len(choice), tail=1.0), size=1)[0]])


def _one(value: int) -> Ints:
    return np.array([value], dtype=np.int64)
