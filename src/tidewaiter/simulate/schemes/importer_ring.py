"""Importers of unrelated names that share contacts and suppliers."""

from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes.cast import STRENGTHS, Cast
from tidewaiter.simulate.schemes.scheme import Scheme

__all__ = ["SCHEME"]

_TRADES = ("apparel", "food", "auto", "home", "computing", "beauty", "tools", "agriculture")
_GOODS = ("plant extract", "silica gel", "acetone", "ethyl acetate", "toluene", "activated carbon", "microcrystalline cellulose", "lactose")


def _plant(cast: Cast) -> list[Plan]:
    country = cast.one_of(("MX", "MX", "US", "GT", "CO"))
    members = _members(cast, country)
    suppliers = [cast.firm("maker", "trader", trades=("chemicals",), country="CN") for _ in range(2)]
    goods = [cast.one_of(_GOODS) for _ in range(2)]
    days = cast.days(max(cast.records, len(members)), within=150)
    return [
        cast.record(
            day,
            cast.one_of(("air", "express", "sea")),
            cast.one_of(goods),
            supplier=suppliers[place // len(members) % 2] if place >= len(members) else suppliers[place % 2],
            destination=country,
            buyer=members[place % len(members)],
            kilograms=cast.between(15, 250),
            texts={"consignee_phone": cast.added_firm(members[place % len(members)]).phone},
        )
        for place, day in enumerate(days)
    ]


def _members(cast: Cast, country: str) -> list[int]:
    """Add the members: all share a phone; stronger rings share a mail address or an office too."""
    phone, office, city = cast.phone(country), None, cast.city(country)
    shared: dict[str, object] = {"phone": phone}
    first = cast.new_firm(cast.one_of(_TRADES), country, **shared)
    if cast.strength >= STRENGTHS["plain"]:
        shared["email"] = cast.added_firm(first).email
    if cast.strength >= STRENGTHS["blatant"]:
        office = cast.address(city)
        shared |= {"address": office, "city": city}
    return [first, *(cast.new_firm(cast.one_of(_TRADES), country, **shared) for _ in range(int(cast.rng.integers(3, 6))))]


def _twin(cast: Cast) -> list[Plan]:
    return _clients_of_a_broker(cast) if cast.chance(0.5) else _family_of_firms(cast)


def _clients_of_a_broker(cast: Cast) -> list[Plan]:
    """Firms of one town file through one broker and give its phone as theirs; what they buy and from whom is their own."""
    country = cast.one_of(("MX", "US", "CO"))
    broker = cast.firm("broker", country=country)
    phone = cast.stock.firms.phone[broker].as_py()
    records = []
    for day in cast.days(cast.records, within=200):
        trade = cast.one_of(("home", "tools", "food", "beauty", "toys", "chemicals"))
        goods = cast.goods_of(trade)
        buyer, supplier = cast.firm("buyer", trades=(trade,), country=country), cast.firm("maker", "trader", trades=(trade,))
        records.append(
            cast.record(
                day,
                cast.usual_channel(goods),
                goods,
                supplier=supplier,
                destination=country,
                buyer=buyer,
                broker=broker,
                kilograms=cast.between(20, 600),
                texts={"consignee_phone": phone},
            )
        )
    return records


def _family_of_firms(cast: Cast) -> list[Plan]:
    """Companies of one group: one family name, one switchboard, one office, one steady supplier of their trade."""
    country, trade, word = cast.one_of(("MX", "US", "ES", "BR")), cast.one_of(("chemicals", "cleaning", "food")), cast.place_word()
    city = cast.city(country)
    shared = {"phone": cast.phone(country), "address": cast.address(city), "city": city}
    endings = ("Holding", "Distribution", "Manufacturing", "Retail")
    members = [cast.new_firm(trade, country, name=f"Grupo {word} {ending}", **shared) for ending in endings]
    supplier = cast.firm("maker", trades=(trade,))
    goods = cast.goods_of(trade)
    return [
        cast.record(
            day,
            cast.usual_channel(goods),
            goods,
            supplier=supplier,
            destination=country,
            buyer=members[place % 4],
            kilograms=cast.between(200, 4000),
        )
        for place, day in enumerate(cast.days(cast.records, within=250))
    ]


SCHEME = Scheme(
    id="importer_ring",
    about=(
        "Four to six importers whose names and registered trades have nothing in common share a phone, and in stronger cases "
        "a mail address and an office, and all buy chemicals from the same two suppliers. Traces: network (shared contacts, "
        "shared suppliers), party (trades that do not fit the goods)."
    ),
    source=(
        "FinCEN, Supplemental Advisory on the Procurement of Precursor Chemicals and Manufacturing Equipment, FIN-2024-A002 "
        "(20 June 2024): importers that share phone numbers, mail or addresses and buy from the same suppliers"
    ),
    twin_about="Clients that give their broker's phone as theirs; companies of one group with one name, office and switchboard.",
    plant=_plant,
    twin=_twin,
)
