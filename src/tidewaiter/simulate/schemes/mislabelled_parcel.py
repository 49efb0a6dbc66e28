"""Everyday goods on the label, something heavier in the parcel."""

from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes.cast import STRENGTHS, Cast
from tidewaiter.simulate.schemes.scheme import Scheme

__all__ = ["SCHEME"]

_LABELS = (
    "keyboards",
    "dry pet food",
    "motor oil",
    "toy cars",
    "phone cases",
    "chocolate",
    "shampoo",
    "peanuts",
    "power adapters",
    "face cream",
)
_CONTENT = "citric acid"
"""chosen: mass, volume and packing of a fine powder in bags; what it is plays no part."""
_HEAVY = (
    "dumbbells",
    "steel bolts",
    "bearings",
    "hand tools",
    "brake pads",
    "cookware",
    "kitchen knives",
    "bicycle parts",
    "tablet press dies",
)
_DESTINATIONS = ("US", "US", "MX", "MX", "CA")


def _plant(cast: Cast) -> list[Plan]:
    destination = cast.one_of(_DESTINATIONS)
    trades = ("chemicals", "pharma") if cast.strength > STRENGTHS["faint"] else ("home", "electronics", "pets")
    supplier = cast.firm("maker", "trader", trades=trades, country="CN")
    person, label = cast.person(), cast.one_of(_LABELS)
    return [
        cast.record(
            day,
            cast.one_of(("post", "express", "express")),
            label,
            actual=_CONTENT,
            supplier=supplier,
            destination=destination,
            person=person,
            kilograms=cast.scaled(4, 45),
            value_factor=cast.between(1.5, 5.0),
            volume_factor=cast.between(0.8, 1.1),
            texts={"quantity": str(int(cast.between(1, 6))), "quantity_unit": "PCS", "package_kind": "CT"},
        )
        for day in cast.days(cast.records, within=45)
    ]


def _twin(cast: Cast) -> list[Plan]:
    """Heavy goods that are what they say, and many of one kind in one parcel."""
    destination = cast.one_of(_DESTINATIONS)
    heavy = cast.chance(0.6)
    goods = cast.one_of(_HEAVY) if heavy else cast.one_of(("keyboards", "phone cases", "toy cars", "charging cables"))
    person = cast.person()
    supplier = cast.firm(
        "trader", "maker", trades=("tools", "sports", "auto", "home") if heavy else ("electronics", "computing", "toys"), country="CN"
    )
    return [
        cast.record(
            day,
            cast.one_of(("post", "express")),
            goods,
            supplier=supplier,
            destination=destination,
            person=person,
            **({"kilograms": cast.between(8, 28), "pieces": None} if heavy else {"pieces": float(cast.rng.integers(10, 40))}),
        )
        for day in cast.days(cast.records, within=90)
    ]


SCHEME = Scheme(
    id="mislabelled_parcel",
    about=(
        "A small parcel is described as an everyday thing (pet food, keyboards, motor oil), but mass, pieces, volume and "
        "freight are those of something else, and the sender's trade may be another. Traces: goods (text against masses), "
        "quantity (mass of a piece, freight against value), party (trade of the sender)."
    ),
    source=(
        "US Department of Justice, Eastern District of New York, indictments of chemical suppliers, press release of 23 June "
        "2023; U.S. Customs and Border Protection, Acting Commissioner in HSToday, Fentanyl Production and Enforcement Are "
        "Changing (2023)"
    ),
    twin_about="Goods that are heavy by nature (weights, bolts, tools), or many pieces of one light thing in one parcel.",
    plant=_plant,
    twin=_twin,
)
