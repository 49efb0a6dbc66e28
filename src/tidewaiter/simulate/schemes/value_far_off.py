"""Values that no such goods have, freight above the goods, flows above the shop."""

from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes.cast import Cast
from tidewaiter.simulate.schemes.scheme import Scheme

__all__ = ["SCHEME"]

_GOODS = (
    "plant extract",
    "citric acid",
    "titanium dioxide",
    "printing ink",
    "steel bolts",
    "bearings",
    "handbags",
    "sports shoes",
    "epoxy resin",
)


def _plant(cast: Cast) -> list[Plan]:
    return cast.one_of((_overpriced, _underpriced, _dear_freight, _too_much_for_the_shop))(cast)


def _overpriced(cast: Cast) -> list[Plan]:
    return _mispriced(cast, factor=cast.scaled(5, 40))


def _underpriced(cast: Cast) -> list[Plan]:
    return _mispriced(cast, factor=1 / cast.scaled(5, 30))


def _mispriced(cast: Cast, *, factor: float) -> list[Plan]:
    country, goods = cast.one_of(("MX", "US", "CO")), cast.one_of(_GOODS)
    supplier = cast.firm("trader", trades=(cast.trade_of(goods),), country=cast.one_of(("CN", "HK")))
    buyer = cast.new_firm(cast.one_of(("home", "food", "construction", "apparel")), country)
    return [
        cast.record(
            day,
            cast.usual_channel(goods),
            goods,
            supplier=supplier,
            destination=country,
            buyer=buyer,
            kilograms=cast.between(150, 3000),
            value_factor=factor,
        )
        for day in cast.days(cast.records, within=150)
    ]


def _dear_freight(cast: Cast) -> list[Plan]:
    """Goods that sell by the tonne come by air, at a freight that is several times their value."""
    country = cast.one_of(("MX", "US", "GT"))
    goods = cast.one_of(("caustic soda", "silica gel", "corn starch", "baking soda", "fertilizer", "titanium dioxide"))
    supplier = cast.firm("maker", "trader", trades=(cast.trade_of(goods),), country="CN")
    buyer = cast.new_firm(cast.one_of(("home", "apparel", "auto")), country)
    return [
        cast.record(
            day,
            "air",
            goods,
            supplier=supplier,
            destination=country,
            buyer=buyer,
            kilograms=cast.between(60, 500),
            freight_factor=cast.scaled(1.0, 2.0),
        )
        for day in cast.days(cast.records, within=90)
    ]


def _too_much_for_the_shop(cast: Cast) -> list[Plan]:
    """A new small shop receives container after container of consumer goods within weeks."""
    country = cast.one_of(("MX", "US", "CO"))
    goods = cast.one_of(("sports shoes", "leather shoes", "handbags"))
    city = cast.city(country)
    buyer = cast.new_firm("footwear", country, city=city, address=cast.address(city, kind="home"), name=f"{cast.place_word()} Shoe Corner")
    supplier = cast.firm("trader", trades=(cast.trade_of(goods),), country="CN")
    return [
        cast.record(
            day,
            "sea",
            goods,
            supplier=supplier,
            destination=country,
            buyer=buyer,
            kilograms=cast.scaled(6000, 24000),
            value_factor=cast.between(0.9, 1.8),
        )
        for day in cast.days(cast.records + 2, within=60)
    ]


def _twin(cast: Cast) -> list[Plan]:
    """Samples, a high-purity grade, returns and repairs, urgent spare parts."""
    country = cast.one_of(("MX", "US", "DE", "BR"))
    goods, channel, factor, kilograms, text = _LAWFUL[cast.one_of(tuple(_LAWFUL))]
    trade = cast.trade_of(goods)
    supplier = cast.firm("maker", "trader", trades=(trade,))
    buyer = cast.firm("buyer", trades=(trade,), country=country)
    return [
        cast.record(
            day,
            channel,
            goods,
            supplier=supplier,
            destination=country,
            buyer=buyer,
            kilograms=cast.between(kilograms * 0.5, kilograms * 2),
            value_factor=factor * cast.between(0.7, 1.4),
            texts={"goods_text": text},
        )
        for day in cast.days(cast.records, within=250)
    ]


_LAWFUL = {
    "samples": ("cotton t-shirts", "express", 0.06, 1.5, "garment samples, no commercial value"),
    "purity": ("acetone", "air", 14.0, 40.0, "acetone hplc grade 99.9 % in 2.5 l glass bottles"),
    "repairs": ("hydraulic pumps", "air", 0.1, 20.0, "hydraulic pump returned after repair under warranty"),
    "spares": ("excavator parts", "air", 0.5, 25.0, "spare part, machine down, urgent: seal kit and bushing"),
}
"""Goods, channel, factor of value, kilograms, text of each lawful kind."""

SCHEME = Scheme(
    id="value_far_off",
    about=(
        "The value of a kilogram is many times or a small part of what such goods cost, or cheap goods fly at a freight above "
        "their value, or a small new shop receives consumer goods by the container. Traces: quantity (unit value, freight, "
        "flow), party (trade and size of the buyer)."
    ),
    source=(
        "FATF and Egmont Group, Trade-Based Money Laundering: Risk Indicators (March 2021); FinCEN and BIS, Joint Notice on "
        "Efforts to Evade U.S. Export Controls Globally (6 November 2023)"
    ),
    twin_about="Samples without value, a purer grade, returns and repairs, urgent spare parts by air.",
    plant=_plant,
    twin=_twin,
)
