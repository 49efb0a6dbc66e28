"""Goods that pass a third country which nobody uses for them."""

from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes.cast import STRENGTHS, Cast
from tidewaiter.simulate.schemes.scheme import Scheme

__all__ = ["SCHEME"]

_GOODS = ("plant extract", "citric acid", "activated carbon", "silica gel", "acetone", "insecticide", "packaging machines")
_FAR = ("ZA", "ET", "TR", "NZ", "PK", "BR", "CL", "KZ")
"""chosen: countries that are no hub of any lane to North or Central America in `facts/lanes.csv`."""


def _plant(cast: Cast) -> list[Plan]:
    destination, far = cast.one_of(("MX", "MX", "GT", "US")), cast.one_of(_FAR)
    goods = cast.one_of(_GOODS)
    supplier = cast.firm("maker", "trader", trades=("chemicals", "machinery"), country="CN")
    buyer = cast.new_firm(cast.one_of(("home", "food", "tools", "chemicals")), destination)
    papers_changed = cast.strength > STRENGTHS["faint"]
    return [
        cast.record(
            day,
            cast.one_of(("air", "air", "sea")),
            goods,
            supplier=supplier,
            destination=destination,
            buyer=buyer,
            kilograms=cast.between(40, 900),
            transit=far,
            export=far if papers_changed else None,
            freight_factor=cast.scaled(1.2, 3.0),
            texts=_new_papers(cast, far) if papers_changed else {"transit_countries": far},
        )
        for day in cast.days(cast.records, within=80)
    ]


def _new_papers(cast: Cast, far: str) -> dict[str, str | None]:
    """Name a forwarder of the third country, under whose papers the goods go on."""
    forwarder = cast.firm("forwarder", country=far)
    firms = cast.stock.firms
    texts: dict[str, str | None] = {"transit_countries": far}
    if cast.strength >= STRENGTHS["blatant"]:
        texts |= {
            "forwarder_name": firms.names[0][forwarder].as_py(),
            "forwarder_address": firms.address[forwarder].as_py(),
            "forwarder_phone": None,
        }
    return texts


def _twin(cast: Cast) -> list[Plan]:
    return _disruption(cast) if cast.chance(0.6) else _hub_airline(cast)


def _disruption(cast: Cast) -> list[Plan]:
    """One carrier sends all its freight of one week another way."""
    destination, hub = cast.one_of(("MX", "US", "DE")), cast.one_of(_FAR)
    carrier = cast.one_of(("Imaginary Air Cargo", "Fictive Airlines Cargo", "Sample Airways"))
    records = []
    for day in cast.days(cast.records + 9, within=6):
        goods = cast.one_of(
            ("bearings", "printed circuit boards", "plant extract", "sports shoes", "car filters", "vitamin c powder", "hydraulic pumps")
        )
        trade = cast.trade_of(goods)
        supplier, buyer = (
            cast.firm("maker", "trader", trades=(trade,), country="CN"),
            cast.firm("buyer", trades=(trade,), country=destination),
        )
        records.append(
            cast.record(
                day,
                "air",
                goods,
                supplier=supplier,
                destination=destination,
                buyer=buyer,
                kilograms=cast.between(60, 900),
                transit=hub,
                freight_factor=cast.between(1.1, 1.6),
                texts={"carrier_name": carrier},
            )
        )
    return records


def _hub_airline(cast: Cast) -> list[Plan]:
    """An airline takes all its freight over its own hub, for a steady customer all year."""
    destination, hub = cast.one_of(("US", "BR", "DE")), cast.one_of(("ET", "TR"))
    trade = cast.one_of(("electronics", "apparel", "chemicals"))
    goods = cast.goods_of(trade)
    supplier, buyer = cast.firm("maker", "trader", trades=(trade,), country="CN"), cast.firm("buyer", trades=(trade,), country=destination)
    return [
        cast.record(
            day,
            "air",
            goods,
            supplier=supplier,
            destination=destination,
            buyer=buyer,
            kilograms=cast.between(60, 900),
            transit=hub,
            texts={"carrier_name": "Example Hub Airline"},
        )
        for day in cast.days(cast.records + 4, within=300)
    ]


SCHEME = Scheme(
    id="detour",
    about=(
        "Chemicals or machines pass a third country that is not used for such goods on this lane; in stronger cases they "
        "leave it under new papers as exports of that country, at a high freight, for a buyer not seen before. Traces: route "
        "(transit, change of papers), quantity (freight), party (first order)."
    ),
    source="U.S. Bureau of Industry and Security, Red Flag Indicators: shipping route abnormal for product and destination",
    twin_about="A carrier that sends a week's freight another way; an airline that takes all freight over its hub.",
    plant=_plant,
    twin=_twin,
)
