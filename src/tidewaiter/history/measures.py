"""What is measured of a record and with what it is compared: one record a measure.

The levels are chosen: groups that a reader can picture. The text names the article more closely than a code names the commodity, and the
lane and the channel come before the world.
"""

from dataclasses import dataclass

__all__ = ["DENSITY", "FREIGHT_SHARE", "MASS", "MEASURES", "PIECE_MASS", "UNIT_VALUE", "Measure"]


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount of a record whose usual size is read off like records.

    Attributes:
        name: its column; also begins the names of the columns that say what is usual.
        unit: of the amount.
        levels: columns that make a comparison group, the nearest group first, each the parent of the one before.
    """

    name: str
    unit: str
    levels: tuple[tuple[str, ...], ...]


MASS = Measure(
    "mass_kg",
    "kg",
    (
        ("article", "channel", "buyer_kind"),
        ("commodity", "channel", "buyer_kind"),
        ("commodity", "haul", "buyer_kind"),
        ("way", "buyer_kind"),
    ),
)
UNIT_VALUE = Measure(
    "usd_per_kg",
    "USD/kg",
    (("article", "lane"), ("article",), ("commodity", "lane"), ("commodity", "origin"), ("commodity",), ("heading",)),
)
PIECE_MASS = Measure("kg_per_piece", "kg/piece", (("article",), ("commodity",), ("heading",)))
DENSITY = Measure("kg_per_m3", "kg/m3", (("article",), ("commodity",), ("heading",), ("chapter",)))
FREIGHT_SHARE = Measure(
    "freight_per_value",
    "USD of freight per USD of value",
    (("commodity", "lane", "channel"), ("commodity", "channel"), ("heading", "channel"), ("chapter", "channel"), ("channel",)),
)
MEASURES = (MASS, UNIT_VALUE, PIECE_MASS, DENSITY, FREIGHT_SHARE)
