"""A listed precursor named openly, in small parcels, to a firm with no link to chemicals."""

from tidewaiter.simulate.catalogue import listed_identities
from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes.cast import STRENGTHS, Cast
from tidewaiter.simulate.schemes.scheme import Scheme

__all__ = ["SCHEME"]

_FAR_TRADES = ("apparel", "footwear", "toys", "home", "furniture", "sports", "jewellery", "auto", "pets")
_DESTINATIONS = ("MX", "MX", "US", "GT", "CA", "CO")


def _plant(cast: Cast) -> list[Plan]:
    destination = cast.one_of(_DESTINATIONS)
    supplier = cast.firm("maker", "trader", trades=("chemicals", "pharma"), country="CN")
    buyer = _buyer(cast, destination)
    goods, cas, name = cast.one_of(listed_identities())
    return [
        cast.record(
            day,
            cast.one_of(("express", "express", "air", "post")),
            goods,
            supplier=supplier,
            destination=destination,
            buyer=buyer,
            kilograms=cast.scaled(0.4, 8),
            texts=_texts(cast, name=name, cas=cas),
        )
        for day in cast.days(cast.records, within=60)
    ]


def _buyer(cast: Cast, destination: str) -> int:
    """Give a buyer of a far trade: one of the world, or for stronger cases a firm that has traded nothing yet."""
    trade = cast.one_of(_FAR_TRADES)
    return cast.new_firm(trade, destination) if cast.chance(cast.strength) else cast.firm("buyer", trades=(trade,), country=destination)


def _texts(cast: Cast, *, name: str, cas: str) -> dict[str, str | None]:
    if cast.strength >= STRENGTHS["blatant"]:
        return {"goods_text": f"{name} CAS {cas} 99 %"}
    if cast.strength >= STRENGTHS["plain"]:
        return {"goods_text": cast.one_of((f"{name.upper()} SAMPLE", f"{name} {cas}", f"chemical raw material {name}"))}
    return {"goods_text": cast.one_of((f"white powder {cas}", f"lab sample no {cas}", f"product {cas}, 1 bag")), "hs_code": "382499"}


def _twin(cast: Cast) -> list[Plan]:
    """A laboratory or a pharma plant orders reference standards from its steady supplier, this substance among them."""
    destination = cast.one_of(("US", "DE", "MX", "BR", "ES"))
    trade = cast.one_of(("laboratory", "pharma"))
    buyer = cast.firm("buyer", trades=(trade,), country=destination)
    supplier = cast.firm("maker", "trader", trades=("laboratory",), country=cast.one_of(("US", "DE", "GB")))
    _, cas, name = cast.one_of(listed_identities())
    return [
        cast.record(
            day,
            "express",
            "reference standards",
            supplier=supplier,
            destination=destination,
            buyer=buyer,
            kilograms=0.05,
            texts={"goods_text": f"{name} CAS {cas} analytical reference standard {cast.one_of((10, 25, 50, 100))} mg"} if place else {},
        )
        for place, day in enumerate(cast.days(cast.records + 2, within=280))
    ]


SCHEME = Scheme(
    id="listed_precursor",
    about=(
        "A substance that stands on a control list travels under its own name or CAS number, in small air parcels, to a firm "
        "whose trade has nothing to do with chemicals. Traces: goods (a listed substance), party (trade of the buyer, often "
        "first seen), route (small parcels by air)."
    ),
    source=(
        "FinCEN, Supplemental Advisory on the Procurement of Precursor Chemicals and Manufacturing Equipment Used for the "
        "Synthesis of Illicit Fentanyl and Other Synthetic Opioids, FIN-2024-A002 (20 June 2024)"
    ),
    twin_about="A licensed laboratory or pharma plant orders a reference standard of the same substance from its steady supplier.",
    plant=_plant,
    twin=_twin,
)
