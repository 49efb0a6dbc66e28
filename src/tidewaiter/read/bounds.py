"""Amounts that no shipment has are slips of the keys or placeholders: they become null, and a note says the bound."""

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["drop_absurd"]

_MOST = {
    # chosen: the largest ships carry 4e8 kg and hold under a million cubic metres
    "net_mass_kg": (5e8, "kg"),
    "gross_mass_kg": (5e8, "kg"),
    "volume_m3": (1e7, "m3"),
    # chosen: above any cargo of the world, a million million in the weakest currency too
    "value": (1e12, "of any currency"),
    "value_usd": (1e12, "USD"),
    "freight_usd": (1e12, "USD"),
    "quantity": (1e12, "of any unit"),
    "packages": (1e10, "packages"),
}


def drop_absurd(values: dict[str, pa.Array], notes: dict[str, pa.Array]) -> None:
    """Make null, in place, what lies beyond the bound of its column.

    Args:
        values: our column to its numbers.
        notes: our column to its notes, where it has any.
    """
    for column, (most, unit) in _MOST.items():
        amounts = values.get(column)
        if amounts is None:
            continue
        limits = pc.min_max(amounts).as_py()
        if limits["max"] is None or max(limits["max"], -limits["min"]) <= most:
            continue
        absurd = pc.fill_null(pc.greater(pc.abs(amounts), most), False)
        told = pa.array(
            [
                f"{amount:g} is above {most:g} {unit}, more than a shipment has" if amount is not None else None
                for amount in pc.if_else(absurd, amounts, None).to_pylist()
            ],
            type=pa.string(),
        )
        values[column] = pc.if_else(absurd, None, amounts)
        notes[column] = pc.coalesce(told, notes[column]) if column in notes else told
