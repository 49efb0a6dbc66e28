"""A young firm with another country's contacts, a mailbox, and goods outside its trade."""

from datetime import timedelta

from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes.cast import STRENGTHS, Cast
from tidewaiter.simulate.schemes.scheme import Scheme

__all__ = ["SCHEME"]

_GOODS = (
    "plant extract",
    "acetone",
    "isopropyl alcohol",
    "lactose",
    "packaging machines",
    "capsule fillers",
    "toluene",
    "empty gelatin capsules",
)


def _plant(cast: Cast) -> list[Plan]:
    country, first = cast.one_of(("MX", "MX", "US", "CA", "GT")), cast.day(0.1, 0.8)
    buyer = _young_firm(cast, country, first=first)
    goods = cast.one_of(_GOODS)
    supplier = cast.firm("maker", "trader", trades=(cast.trade_of(goods),), country="CN")
    front = cast.added_firm(buyer)
    return [
        cast.record(
            day,
            cast.one_of(("air", "express", "sea")),
            goods,
            supplier=supplier,
            destination=country,
            buyer=buyer,
            kilograms=cast.scaled(20, 600),
            texts={"consignee_phone": front.phone, "consignee_email": front.email},
        )
        for day in cast.days(cast.records, within=60, start=first)
    ]


def _young_firm(cast: Cast, country: str, *, first: int) -> int:
    """Add the firm: foreign phone always, foreign mail domain and mailbox in stronger cases."""
    city = cast.city(country)
    born = cast.stock.world.first_day + timedelta(days=first - int(cast.between(10, 120)))
    given: dict[str, object] = {"incorporated_on": born, "city": city, "phone": cast.phone("CN"), "website": None}
    if cast.strength >= STRENGTHS["plain"]:
        given["address"] = cast.address(city, kind="mailbox")
    given["email"] = cast.foreign_mail("CN") if cast.strength >= STRENGTHS["blatant"] else cast.free_mail()
    return cast.new_firm(cast.one_of(("apparel", "toys", "furniture", "jewellery", "pets")), country, **given)


def _twin(cast: Cast) -> list[Plan]:
    """A start-up at a mailbox that buys what its trade sells, or an old trader with a phone abroad."""
    country = cast.one_of(("MX", "US", "CA", "ES"))
    start_up = cast.chance(0.5)
    trade = cast.one_of(("beauty", "supplements", "tools", "electronics")) if start_up else cast.one_of(("chemicals", "machinery", "food"))
    first, city = cast.day(0.1, 0.8), cast.city(country)
    if start_up:
        born = cast.stock.world.first_day + timedelta(days=first - int(cast.between(10, 120)))
        buyer = cast.new_firm(
            trade, country, incorporated_on=born, city=city, address=cast.address(city, kind="mailbox"), email=cast.free_mail()
        )
    else:
        buyer = cast.new_firm(trade, country, city=city, phone=cast.phone("CN"))
    goods = cast.goods_of(trade)
    supplier = cast.firm("maker", "trader", trades=(trade,), country="CN")
    shown = {"consignee_phone": cast.added_firm(buyer).phone}
    return [
        cast.record(
            day,
            cast.usual_channel(goods),
            goods,
            supplier=supplier,
            destination=country,
            buyer=buyer,
            kilograms=cast.between(20, 900),
            texts=shown,
        )
        for day in cast.days(cast.records, within=90, start=first)
    ]


SCHEME = Scheme(
    id="front_importer",
    about=(
        "A firm incorporated weeks before its first order gives a phone, and in stronger cases a mail domain, of another "
        "country, sits at a mailbox and imports chemicals or machines outside its registered trade. Traces: party (age, "
        "address, contacts, trade), goods (watched kinds)."
    ),
    source=(
        "FinCEN, FIN-2024-A002 (20 June 2024); FinCEN and BIS, Joint Notice on Efforts to Evade U.S. Export Controls Globally "
        "(6 November 2023): phone country that does not fit, little or no presence, trade that does not fit"
    ),
    twin_about="A start-up at a mailbox that buys goods of its trade; an established trader with a phone abroad.",
    plant=_plant,
    twin=_twin,
)
