"""Tableting equipment in parcels to a home or a mailbox."""

from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes.cast import STRENGTHS, Cast
from tidewaiter.simulate.schemes.scheme import Scheme

__all__ = ["SCHEME"]

_DESTINATIONS = ("US", "US", "MX", "CA")
_TEXTS = {
    "blatant": (
        "desktop tablet press machine",
        "single punch tablet press",
        "pill press machine with die set",
        "semi automatic capsule filler",
    ),
    "plain": ("die set for tablet press 8 mm", "punch and die 6 mm for press machine", "press machine spare parts, punches and dies"),
    "faint": ("steel mould 6 mm round", "stamping tool set, hardened steel", "machine parts, mould"),
}
_KILOGRAMS = {"blatant": (18.0, 55.0), "plain": (1.0, 4.0), "faint": (0.5, 2.5)}


def _plant(cast: Cast) -> list[Plan]:
    destination = cast.one_of(_DESTINATIONS)
    supplier = cast.firm("maker", "trader", trades=("machinery",), country="CN")
    word = next(word for word, strength in STRENGTHS.items() if strength == cast.strength)
    address, person = _mailbox(cast, destination), cast.person()
    machine = word == "blatant"
    return [
        cast.record(
            day,
            cast.one_of(("express", "express", "post", "air")) if not machine else cast.one_of(("express", "air")),
            "tablet presses" if machine else "tablet press dies",
            actual="tablet press dies",
            supplier=supplier,
            destination=destination,
            kilograms=cast.between(*_KILOGRAMS[word]),
            value_factor=0.3 if machine else 1.0,
            volume_factor=5.0 if machine else 1.0,
            person=person,
            texts={**address, "goods_text": cast.one_of(_TEXTS[word]), **({"quantity": "1", "quantity_unit": "PCS"} if machine else {})},
        )
        for day in cast.days(cast.records, within=50)
    ]


def _mailbox(cast: Cast, destination: str) -> dict[str, str | None]:
    """Give the address of a mailbox of a mail centre in half of the cases, otherwise leave the person's home."""
    return {"consignee_address": cast.address(cast.city(destination), kind="mailbox")} if cast.chance(0.5) else {}


def _twin(cast: Cast) -> list[Plan]:
    """A food-supplement maker, a laboratory or a pharma plant orders dies and small presses; a home baker orders sweet moulds."""
    destination = cast.one_of(_DESTINATIONS)
    if cast.chance(0.3):
        supplier, person = cast.firm("trader", "maker", trades=("machinery", "home"), country="CN"), cast.person()
        days = cast.days(cast.records, within=120)
        return [
            cast.record(
                day,
                "express",
                "confectionery moulds",
                supplier=supplier,
                destination=destination,
                person=person,
                pieces=float(cast.rng.integers(1, 4)),
            )
            for day in days
        ]
    buyer = cast.firm("buyer", trades=("supplements", "pharma", "laboratory"), country=destination)
    supplier = cast.firm("maker", "trader", trades=("machinery",))
    orders = [
        cast.one_of((("tablet press dies", "express"), ("tablet press dies", "air"), ("capsule fillers", "air"), ("tablet presses", "sea")))
        for _ in range(cast.records + 1)
    ]
    return [
        cast.record(
            day,
            channel,
            goods,
            supplier=supplier,
            destination=destination,
            buyer=buyer,
            kilograms=cast.between(2, 60),
        )
        for day, (goods, channel) in zip(cast.days(len(orders), within=200), orders)
    ]


SCHEME = Scheme(
    id="tablet_press_parcel",
    about=(
        "A tablet press, a set of dies or a capsule filler comes in parcels to a home or to a mailbox of a mail centre. "
        "Traces: goods (equipment that must be notified in some countries, in fainter cases under a vaguer name), party (a "
        "residence or mailbox), quantity (a machine in a parcel)."
    ),
    source=(
        "U.S. Customs and Border Protection, Chicago, seizures of drug-producing devices (as carried by NADDI); INCB, "
        "Materials and equipment: USA (notification of tableting and encapsulating machines, 21 CFR 1310)"
    ),
    twin_about="A maker of food supplements, a laboratory or a pharma plant; a home baker with sweet moulds.",
    plant=_plant,
    twin=_twin,
)
