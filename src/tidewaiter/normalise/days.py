"""The day of a record: the one whose law counts and by which it is known or still to come."""

from datetime import date
from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["declared_day", "known_by"]


def declared_day(shipments: "ir.Table") -> "ir.DateValue":
    """Give the day a record was lodged, else the goods left, else they arrive; null where none is declared."""
    day: ir.DateValue = ibis.coalesce(shipments.lodged_date, shipments.departure_date, shipments.arrival_date)
    return day


def known_by(shipments: "ir.Table", as_of: date) -> "ir.BooleanValue":
    """Tell whether a record is no later than a day; one without a day is taken for known."""
    known: ir.BooleanValue = (declared_day(shipments) <= ibis.literal(as_of)).fill_null(True)
    return known
