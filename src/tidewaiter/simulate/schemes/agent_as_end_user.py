"""A forwarder, warehouse or mail centre near a border as the last consignee."""

from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes.cast import STRENGTHS, Cast
from tidewaiter.simulate.schemes.scheme import Scheme

__all__ = ["SCHEME"]

_GOODS = (
    "acetone",
    "plant extract",
    "citric acid",
    "isopropyl alcohol",
    "capsule fillers",
    "packaging machines",
    "silica gel",
    "paracetamol",
)
_NO_BUYER: dict[str, str | None] = {
    "buyer_name": None,
    "buyer_country": None,
    "notify_party_name": None,
    "notify_party_address": None,
    "notify_party_phone": None,
}


def _plant(cast: Cast) -> list[Plan]:
    country, goods = cast.one_of(("US", "US", "MX")), cast.one_of(_GOODS)
    supplier = cast.firm("maker", "trader", trades=(cast.trade_of(goods),), country="CN")
    agent = _agent(cast, country)
    return [
        cast.record(
            day,
            cast.one_of(("air", "express")),
            goods,
            supplier=supplier,
            destination=country,
            buyer=agent,
            kilograms=cast.scaled(20, 300),
            texts=dict(_NO_BUYER),
        )
        for day in cast.days(cast.records, within=60)
    ]


def _agent(cast: Cast, country: str) -> int:
    """Give the agent: near a border for stronger cases, somewhere for faint ones."""
    city = cast.city(country, border=cast.strength > STRENGTHS["faint"])
    kind = cast.one_of(("Warehouse", "Freight Forwarding", "Mail Centre", "Parcel Services", "Bodega y Logistica"))
    address = cast.address(city, kind="mailbox" if kind == "Mail Centre" else "office")
    return cast.new_firm("forwarding", country, role="forwarder", city=city, address=address, name=f"{cast.place_word()} {kind}")


def _twin(cast: Cast) -> list[Plan]:
    """A logistics firm receives for a named buyer whose trade the goods are, or house bills name the forwarder by custom."""
    country, trade = cast.one_of(("US", "MX", "US", "DE")), cast.one_of(("chemicals", "machinery", "pharma"))
    city = cast.city(country, border=cast.chance(0.5))
    agent = cast.new_firm(
        "forwarding", country, role="forwarder", city=city, address=cast.address(city), name=f"{cast.place_word()} Third Party Logistics"
    )
    buyer = cast.firm("buyer", trades=(trade,), country=country)
    firms, goods = cast.stock.firms, cast.goods_of(trade)
    supplier = cast.firm("maker", "trader", trades=(trade,))
    named = {
        "buyer_name": firms.names[0][buyer].as_py(),
        "buyer_country": cast.country_of(buyer),
        "notify_party_name": firms.names[0][buyer].as_py(),
        "notify_party_address": firms.address[buyer].as_py(),
        "notify_party_phone": firms.phone[buyer].as_py(),
    }
    return [
        cast.record(
            day,
            cast.usual_channel(goods),
            goods,
            supplier=supplier,
            destination=country,
            buyer=agent,
            kilograms=cast.between(100, 3000),
            texts=named,
        )
        for day in cast.days(cast.records + 1, within=200)
    ]


SCHEME = Scheme(
    id="agent_as_end_user",
    about=(
        "Chemicals or machines end at a forwarder, a warehouse or a mail centre, mostly near a border; no buyer and no party "
        "to notify is named. Traces: party (the kind of the last consignee, no buyer), goods (watched kinds), route (border "
        "town)."
    ),
    source=(
        "FinCEN and BIS, Joint Alert on Russian and Belarusian Export Control Evasion (28 June 2022) and U.S. BIS Red Flag "
        "Indicators: a freight forwarder named as the product's final destination"
    ),
    twin_about="A logistics firm that receives for a named buyer of the goods' trade.",
    plant=_plant,
    twin=_twin,
)
