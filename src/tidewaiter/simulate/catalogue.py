"""What the made-up world consists of, read from `facts/`: goods, countries, cities, trades, channels, lanes, words."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import numpy as np

from tidewaiter.simulate.draws import Floats, Ints

__all__ = [
    "LANGUAGES",
    "Channel",
    "City",
    "Commodity",
    "Country",
    "Lane",
    "Trade",
    "catalogue",
    "listed_identities",
    "style_details",
    "words",
]

LANGUAGES = ("en", "es", "zh", "ru", "pt")
"""Languages of goods texts; every commodity has words in each."""


@dataclass(frozen=True, slots=True)
class Commodity:
    """One kind of goods: how it is called, what a piece weighs and costs, where it comes from, how it travels."""

    name: str
    hs: str
    trade: str
    nouns: Mapping[str, tuple[str, ...]]
    unit: str
    piece_kg: float
    usd_kg: float
    spread: float
    kg_m3: float
    pack: str
    pack_kg: float
    origins: Mapping[str, float]
    channels: Mapping[str, float]
    private: float
    style: str
    season_month: int


@dataclass(frozen=True, slots=True)
class Country:
    """A country: how firms, streets and telephones are named there."""

    code: str
    region: str
    share: float
    language: str
    number_first: bool
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    areas: tuple[str, ...]
    phone: str
    legal: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class City:
    """A city: district, form of its postcodes, how much trade it has, its ports."""

    country: str
    name: str
    district: str
    postcode: str
    weight: float
    airport: str
    seaport: str
    border: bool


@dataclass(frozen=True, slots=True)
class Trade:
    """A line of business: codes of ISIC revision 4 by role, words of firm names by language."""

    name: str
    codes: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Channel:
    """How goods travel: usual mass, freight, days, papers, carriers."""

    name: str
    typical_kg: float
    spread: float
    most_kg: float
    usd_fixed: float
    usd_per_kg: float
    kg_per_m3: float
    days: tuple[int, int]
    record_kind: str
    incoterms: tuple[str, ...]
    carriers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """Hubs that goods of a region usually pass on their way to a region or country; '' is none."""

    from_region: str
    to: str
    channel: str
    hubs: Mapping[str, float]


@dataclass(frozen=True)
class Catalogue:
    """Everything together, with the arrays that are drawn from."""

    commodities: tuple[Commodity, ...]
    countries: tuple[Country, ...]
    cities: tuple[City, ...]
    trades: tuple[Trade, ...]
    channels: tuple[Channel, ...]
    lanes: tuple[Lane, ...]

    def commodity(self, name: str) -> int:
        """Give the index of a commodity."""
        return self._commodity_places[name]

    def country(self, code: str) -> int:
        """Give the index of a country."""
        return self._country_places[code]

    def channel(self, name: str) -> int:
        """Give the index of a channel."""
        return [channel.name for channel in self.channels].index(name)

    def trade(self, name: str) -> int:
        """Give the index of a trade."""
        return self._trade_places[name]

    @cached_property
    def _commodity_places(self) -> Mapping[str, int]:
        return {commodity.name: place for place, commodity in enumerate(self.commodities)}

    @cached_property
    def _country_places(self) -> Mapping[str, int]:
        return {country.code: place for place, country in enumerate(self.countries)}

    @cached_property
    def _trade_places(self) -> Mapping[str, int]:
        return {trade.name: place for place, trade in enumerate(self.trades)}

    @cached_property
    def commodity_trades(self) -> Ints:
        """Trade of each commodity; -1 for those of no ordinary trade."""
        return np.array([self._trade_places.get(commodity.trade, -1) for commodity in self.commodities], dtype=np.int64)

    @cached_property
    def destination_weights(self) -> Floats:
        """Weight of each country as a destination."""
        return np.array([country.share for country in self.countries], dtype=np.float64)

    @cached_property
    def cities_of(self) -> tuple[Ints, ...]:
        """Cities of each country."""
        return tuple(
            np.array([place for place, city in enumerate(self.cities) if city.country == country.code], dtype=np.int64)
            for country in self.countries
        )


@cache
def catalogue() -> Catalogue:
    """Read the facts of the made-up world."""
    return Catalogue(
        tuple(_commodity(row) for row in _rows("goods")),
        tuple(_country(row) for row in _rows("countries")),
        tuple(_city(row) for row in _rows("cities")),
        tuple(_trade(row) for row in _rows("trades")),
        tuple(_channel(row) for row in _rows("channels")),
        tuple(Lane(row["from_region"], row["to"], row["channel"], _weights(row["hubs"])) for row in _rows("lanes")),
    )


@cache
def words(kind: str) -> tuple[str, ...]:
    """Give a list of words, such as `stop_words`."""
    return {row["kind"]: tuple(row["values"].split("|")) for row in _rows("words")}[kind]


@cache
def listed_identities() -> tuple[tuple[str, str, str], ...]:
    """Give the listed substances that may be planted: goods, CAS number, name."""
    known = catalogue()
    return tuple((row["commodity"], row["cas"], row["commodity"]) for row in _rows("listed") if known.commodity(row["commodity"]) >= 0)


@cache
def style_details() -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Give by style the first and the second details of a text and what its running number is called."""
    return {row["style"]: (tuple(row["first"].split("|")), tuple(row["second"].split("|")), row["model"]) for row in _rows("styles")}


def _rows(name: str) -> list[dict[str, str]]:
    with files(__package__).joinpath(f"facts/{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _weights(text: str) -> dict[str, float]:
    pairs = (item.split(":") for item in text.split())
    return {name.strip("-"): float(weight) for name, weight in pairs}


_LETTERS = {"p": "post", "e": "express", "a": "air", "s": "sea", "r": "road", "l": "rail"}


def _commodity(row: Mapping[str, str]) -> Commodity:
    channels = {_LETTERS[row["channels"][place]]: float(row["channels"][place + 1]) for place in range(0, len(row["channels"]), 2)}
    return Commodity(
        row["commodity"],
        row["hs"],
        row["trade"],
        {language: tuple(row[language].split("|")) for language in LANGUAGES},
        row["unit"],
        float(row["piece_kg"]),
        float(row["usd_kg"]),
        float(row["spread"]),
        float(row["kg_m3"]),
        row["pack"],
        float(row["pack_kg"]),
        _weights(row["origins"]),
        channels,
        float(row["private"]),
        row["style"],
        int(row["season"] or 0),
    )


def _country(row: Mapping[str, str]) -> Country:
    areas = row["areas"]
    several = tuple(areas.split("|")) if "|" in areas else tuple(area for part in areas.split() for area in _spread(part)) or ("",)
    return Country(
        row["country"],
        row["region"],
        float(row["share"]),
        row["language"],
        row["style"] == "number_first",
        tuple(row["prefix"].split("|")),
        tuple(row["suffix"].split("|")),
        several,
        row["phone"],
        tuple(row["legal"].split("|")),
        row["words"],
    )


def _spread(part: str) -> list[str]:
    first, _, last = part.partition("-")
    return [str(area) for area in range(int(first), int(last) + 1)] if last else [first]


def _city(row: Mapping[str, str]) -> City:
    return City(
        row["country"],
        row["city"],
        row["district"],
        row["postcode"],
        float(row["weight"]),
        row["airport"],
        row["seaport"],
        row["border"] == "yes",
    )


def _trade(row: Mapping[str, str]) -> Trade:
    codes = {"maker": row["maker_code"], "trader": row["trader_code"], "buyer": row["buyer_code"]}
    return Trade(row["trade"], codes, {language: tuple(row[language].split("|")) for language in ("en", "es", "pt")})


def _channel(row: Mapping[str, str]) -> Channel:
    return Channel(
        row["channel"],
        float(row["typical_kg"]),
        float(row["spread"]),
        float(row["most_kg"]),
        float(row["usd_fixed"]),
        float(row["usd_per_kg"]),
        float(row["kg_per_m3"]),
        (int(row["days_low"]), int(row["days_high"])),
        row["record_kind"],
        tuple(row["incoterms"].split("|")),
        tuple(row["carriers"].split("|")),
    )
