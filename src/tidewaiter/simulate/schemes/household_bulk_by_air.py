"""Much of a household chemical by air to somebody who does not deal in it."""

from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes.cast import STRENGTHS, Cast
from tidewaiter.simulate.schemes.scheme import Scheme

__all__ = ["SCHEME"]

_GOODS = ("pool cleaner", "descaler", "drain opener", "chlorine tablets", "pool ph reducer")
_DESTINATIONS = ("MX", "MX", "MX", "GT", "CO")


def _plant(cast: Cast) -> list[Plan]:
    destination, goods = cast.one_of(_DESTINATIONS), cast.one_of(_GOODS)
    supplier = cast.firm("maker", "trader", trades=("chemicals", "pool", "cleaning"), country="CN")
    unrelated = cast.strength < STRENGTHS["blatant"]
    consignee = (
        {"buyer": cast.new_firm(cast.one_of(("apparel", "computing", "food")), destination)} if unrelated else {"person": cast.person()}
    )
    return [
        cast.record(
            day,
            "air" if cast.strength > STRENGTHS["faint"] else cast.one_of(("air", "express")),
            goods,
            supplier=supplier,
            destination=destination,
            kilograms=cast.scaled(60, 420),
            **consignee,
        )
        for day in cast.days(cast.records, within=30)
    ]


def _twin(cast: Cast) -> list[Plan]:
    """A pool supplier's urgent order by air, or the first order of a town's pool before the season."""
    if cast.chance(0.5):
        destination = cast.one_of(("MX", "US", "ES"))
        buyer = cast.firm("buyer", trades=("pool", "cleaning"), country=destination)
    else:
        destination = cast.one_of(("MX", "US"))
        name = cast.one_of(("Municipal Aquatic Centre of {}", "Alberca Municipal de {}", "{} Town Swimming Pool"))
        city = cast.city(destination)
        buyer = cast.new_firm("pool", destination, city=city, name=name.format(cast.place_word()), industry_code="9311")
    supplier = cast.firm("maker", "trader", trades=("pool",))
    season = cast.in_month(4)
    return [
        cast.record(
            day,
            cast.one_of(("air", "air", "sea")),
            cast.one_of(("pool cleaner", "chlorine tablets", "pool ph reducer")),
            supplier=supplier,
            destination=destination,
            buyer=buyer,
            kilograms=cast.between(80, 500),
        )
        for day in cast.days(cast.records + 1, within=40, start=max(0, season - 20))
    ]


SCHEME = Scheme(
    id="household_bulk_by_air",
    about=(
        "Some hundred kilograms of a pool cleaner, descaler or the like, which any town sells, come by air across the world "
        "to a private person or to a firm that does not deal in it. Traces: quantity (mass for this buyer), route (such goods "
        "go by sea or road), party (private or of another trade)."
    ),
    source=(
        "Canada, Precursor Control Regulations SOR/2002-359, section 86 (quantities, means of transport and use unusual for "
        "the precursor); the example of a pool cleaner is from press reports of 2024"
    ),
    twin_about="A pool supplier, or a town's pool with its first order before the season.",
    plant=_plant,
    twin=_twin,
)
