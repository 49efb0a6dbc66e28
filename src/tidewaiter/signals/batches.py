"""Made-up records for the examples of signals: firms, phones and addresses that exist nowhere."""

from collections.abc import Mapping
from datetime import date
from typing import Any

__all__ = ["crowd", "record"]

_DAY = date(2026, 3, 2)
_KINDS = ("Marigold", "Bluebell", "Foxglove", "Hawthorn", "Juniper", "Larkspur", "Magnolia", "Narcissus", "Oleander", "Primrose")


def record(shipment_id: str, **declared: Any) -> Mapping[str, Any]:  # Any: a record's columns are of many types
    """Give one record as canonical columns, with a date and a plain lane unless said."""
    usual: dict[str, Any] = {
        "lodged_date": _DAY,
        "channel": "sea",
        "goods_text": "cotton shirts for men",
        "shipper_name": "Imaginary Exports Ltd",
        "export_country": "CN",
        "consignee_name": "Imaginary Retail Inc",
        "destination_country": "US",
    }
    return usual | {"shipment_id": shipment_id} | declared


def crowd(size: int, *, prefix: str = "crowd", mass_kg: float = 10.0, **declared: Any) -> tuple[Mapping[str, Any], ...]:  # Any: as above
    """Give `size` records of as many buyers that are alike but for their mass, which lies within a half to twice `mass_kg`."""
    return tuple(
        record(
            f"{prefix}-{place:03d}",
            **({"consignee_name": f"{_KINDS[place % 10]} Imports {place // 10} LLC"} | declared),
            net_mass_kg=round(mass_kg * 2.0 ** ((place % 9 - 4) / 4), 3),
        )
        for place in range(size)
    )
