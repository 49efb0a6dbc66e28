"""A master carton that holds more than its house bills say."""

from tidewaiter.simulate.catalogue import catalogue
from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes.cast import Cast
from tidewaiter.simulate.schemes.scheme import Scheme

__all__ = ["SCHEME"]

_GOODS = ("phone cases", "toy cars", "costume jewellery", "charging cables", "dresses", "socks", "stickers", "party balloons", "scarves")
_SHARE_LABELLED = 0.6
"""chosen: share of inner parcels of a stronger case that carry a domestic label already."""


def _plant(cast: Cast) -> list[Plan]:
    destination = cast.one_of(("US", "US", "US", "MX"))
    day, channel = cast.day(), cast.one_of(("express", "air"))
    sender = cast.firm("trader", trades=("electronics", "toys", "apparel", "jewellery"), country="CN")
    labelled = _SHARE_LABELLED * cast.strength
    houses = [
        _house(
            cast, day, channel, sender=sender, destination=destination, texts={"label_kind": "domestic"} if cast.chance(labelled) else {}
        )
        for _ in range(cast.records - 1)
    ]
    warehouse = _warehouse(cast, destination)
    return [
        *houses,
        _master(cast, day, channel, sender=sender, receiver=warehouse, destination=destination, missing=min(0.7, cast.scaled(0.1, 0.45))),
    ]


def _house(cast: Cast, day: int, channel: str, *, sender: int, destination: str, texts: dict[str, str | None]) -> Plan:
    return cast.record(
        day,
        channel,
        cast.one_of(_GOODS),
        supplier=sender,
        destination=destination,
        person=cast.person(),
        pieces=float(cast.rng.integers(1, 6)),
        group=1,
        forwarder=_forwarder(cast, sender),
        texts=texts,
    )


def _master(cast: Cast, day: int, channel: str, *, sender: int, receiver: int, destination: str, missing: float) -> Plan:
    forwarder = _forwarder(cast, sender)
    return cast.record(
        day,
        channel,
        "phone cases",
        supplier=forwarder,
        destination=destination,
        export=cast.country_of(sender),
        buyer=receiver,
        group=1,
        master=True,
        missing_share=missing,
        forwarder=forwarder,
    )


def _forwarder(cast: Cast, sender: int) -> int:
    """Give the consolidator where the parcels come from, as in ordinary trade."""
    return int(cast.stock.local_forwarder[catalogue().country(cast.country_of(sender))])


def _warehouse(cast: Cast, destination: str) -> int:
    """Give the deconsolidator: a new warehouse near a border for stronger cases, a usual forwarder for weaker ones."""
    if not cast.chance(cast.strength):
        return int(cast.stock.local_forwarder[catalogue().country(destination)])
    city = cast.city(destination, border=True)
    return cast.new_firm(
        "forwarding", destination, role="forwarder", city=city, address=cast.address(city), name=f"{cast.place_word()} Warehouse Services"
    )


def _twin(cast: Cast) -> list[Plan]:
    """Masters whose house bills seem short: one is lodged days later, or masses were rounded, or the parcels are returns."""
    destination = cast.one_of(("US", "US", "CA", "DE"))
    day, channel = cast.day(high=0.95), cast.one_of(("express", "air"))
    sender = cast.firm("trader", trades=("electronics", "toys", "apparel", "jewellery"), country="CN")
    receiver = int(cast.stock.local_forwarder[catalogue().country(destination)])
    kind = cast.one_of(("late", "rounded", "returns"))
    texts: dict[str, str | None] = {"label_kind": "domestic", "goods_text": "returned goods"} if kind == "returns" else {}
    houses = [_house(cast, day, channel, sender=sender, destination=destination, texts=texts) for _ in range(cast.records - 2)]
    late_day = min(cast.stock.world.days - 1, day + 4) if kind == "late" else day
    houses.append(_house(cast, late_day, channel, sender=sender, destination=destination, texts=texts))
    missing = 0.012 if kind == "rounded" else 0.0
    return [*houses, _master(cast, day, channel, sender=sender, receiver=receiver, destination=destination, missing=missing)]


SCHEME = Scheme(
    id="master_carton",
    about=(
        "A master bill names more packages and mass than its house bills together, some inner parcels carry domestic labels "
        "before they enter the country, and the receiver may be a warehouse near a border. Traces: route (master against "
        "house bills, labels), party (the receiver)."
    ),
    source="U.S. Customs and Border Protection, Counter-Synthetic Drugs, notice to industry on master cartons (2023)",
    twin_about="A house bill lodged some days late, rounded masses, parcels that are returns with domestic labels.",
    plant=_plant,
    twin=_twin,
)
