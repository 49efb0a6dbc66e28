"""A supplier and its buyers turn to a chemical that their lane has never seen."""

import numpy as np

from tidewaiter.simulate.catalogue import catalogue
from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes.cast import Cast
from tidewaiter.simulate.schemes.scheme import Scheme

__all__ = ["SCHEME"]

_TRADES = ("apparel", "toys", "home", "electronics", "tools", "plastics", "auto", "sports")
_CHEMICALS = (
    "plant extract",
    "acetone",
    "toluene",
    "ethyl acetate",
    "epoxy resin",
    "isopropyl alcohol",
    "activated carbon",
    "caustic soda",
    "food colours",
)
_MOST_BUYERS = 3


def _plant(cast: Cast) -> list[Plan]:
    supplier, buyers = _supplier_with_buyers(cast)
    goods = _never_seen(cast, buyers)
    turn = cast.day(0.35, 0.9)
    return [
        cast.record(
            day,
            cast.one_of(("air", "sea", "air")),
            goods,
            supplier=supplier,
            destination=cast.country_of(buyers[place % len(buyers)]),
            buyer=buyers[place % len(buyers)],
            kilograms=cast.scaled(120, 3000),
        )
        for place, day in enumerate(cast.days(cast.records, within=28, start=turn))
    ]


def _supplier_with_buyers(cast: Cast) -> tuple[int, list[int]]:
    """Give a supplier of ordinary trade that is far from chemicals, and up to three of its standing buyers in one country."""
    ties, firms, known = cast.stock.ties, cast.stock.firms, catalogue()
    far = np.isin(firms.trade[ties.supplier], [known.trade(trade) for trade in _TRADES])
    tie = int(cast.rng.choice(np.flatnonzero(far) if far.any() else np.arange(len(ties.supplier))))
    supplier = int(ties.supplier[tie])
    country = firms.country[ties.buyer[tie]]
    same = (ties.supplier == supplier) & (firms.country[ties.buyer] == country)
    return supplier, np.unique(ties.buyer[same])[:_MOST_BUYERS].tolist()


def _never_seen(cast: Cast, buyers: list[int]) -> str:
    """Give a chemical that none of the buyers has bought."""
    ties = cast.stock.ties
    bought = {catalogue().commodities[place].name for place in ties.commodity[np.isin(ties.buyer, buyers)]}
    return cast.one_of([goods for goods in _CHEMICALS if goods not in bought] or _CHEMICALS)


def _twin(cast: Cast) -> list[Plan]:
    """A supplier brings out a new product of its own trade before the season, and its buyers take large first orders."""
    supplier, buyers = _supplier_with_buyers(cast)
    trade = catalogue().trades[int(cast.stock.firms.trade[supplier])].name
    goods = cast.goods_of(trade)
    season = catalogue().commodities[catalogue().commodity(goods)].season_month
    start = cast.in_month(season) if season else cast.day(0.3, 0.9)
    return [
        cast.record(
            day,
            cast.usual_channel(goods),
            goods,
            supplier=supplier,
            destination=cast.country_of(buyers[place % len(buyers)]),
            buyer=buyers[place % len(buyers)],
            kilograms=cast.between(300, 6000),
        )
        for place, day in enumerate(cast.days(cast.records, within=28, start=start))
    ]


SCHEME = Scheme(
    id="new_line",
    about=(
        "A supplier of other goods and its standing buyers turn within four weeks to a chemical that none of them has traded "
        "before, with large first orders. Traces: time (first seen on this lane, several at once), party (trade), quantity "
        "(first order)."
    ),
    source=(
        "FinCEN and BIS, Supplemental Alert on Russian Export Control Evasion (19 May 2023): existing customers that never "
        "bought the item before; US Department of Justice and DEA, indictments of 24 October 2024: suppliers adapt their "
        "lines to new rules"
    ),
    twin_about="A new product of the supplier's own trade before the season.",
    plant=_plant,
    twin=_twin,
)
