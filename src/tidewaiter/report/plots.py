"""A record's value beside that of like records, as the numbers of a small SVG on a logarithmic axis."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tidewaiter.report.sentences import shown

__all__ = ["PLOT_WIDTH", "Plot", "plots_of"]

PLOT_WIDTH = 300.0
_USUAL = "_usual"
_FARTHEST = 6
"""chosen: decades to either side of the usual; beyond, the band of like records would be too thin to see."""
_ROOM = 1.25
"""chosen: the axis goes on by a quarter beyond what it shows."""
_ENDS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Plot:
    """One comparison, x from 0 to PLOT_WIDTH.

    Attributes:
        own: where the record's own value lies; at an end of the axis where it lies beyond.
        beyond: `low` or `high` where the own value is left of or right of the axis, else empty.
        usual: where the middle of like records lies.
        band: where half of the like records lie, x of both ends; None where the signal does not say.
        ticks: x of the powers of ten.
        ends: both ends of the axis in words, with the unit.
        says: the whole in one line.
    """

    own: float
    beyond: str
    usual: float
    band: tuple[float, float] | None
    ticks: tuple[float, ...]
    ends: tuple[str, str]
    says: str


def plots_of(values: Mapping[str, Any]) -> list[Plot]:
    """Draw each comparison that a reason holds.

    Args:
        values: of the evidence. A comparison `m` is told by the names of its values: `m_usual` is the middle of like records, `m_usual_low`
            and `m_usual_high` hold half of them, `m_norm_n` is their number, `m` the record's own, or else `m_times_usual` times the usual.

    >>> [plot.says for plot in plots_of({"mass_kg": 227.0, "mass_kg_usual": 4.0, "mass_kg_norm_n": 25})]
    ['this record 227 kg; middle of 25 like records 4 kg']
    """
    measures = [name.removesuffix(_USUAL) for name in values if name.endswith(_USUAL) and not name.endswith(f"_times{_USUAL}")]
    return [plot for measure in measures if (plot := _plot(measure, values)) is not None]


def _plot(measure: str, values: Mapping[str, Any]) -> Plot | None:
    usual, own = _number(values.get(f"{measure}_usual")), _own(measure, values)
    if usual is None or usual <= 0 or own is None:
        return None
    low, high = _number(values.get(f"{measure}_usual_low")), _number(values.get(f"{measure}_usual_high"))
    half = (low, high) if low is not None and high is not None and 0 < low <= high else None
    axis = _axis(usual, own, half)
    unit = _unit(measure, values)
    return Plot(
        own=_x(own, axis),
        beyond="low" if own < axis[0] else "high" if own > axis[1] else "",
        usual=_x(usual, axis),
        band=(_x(half[0], axis), _x(half[1], axis)) if half else None,
        ticks=tuple(_x(10.0**power, axis) for power in range(math.ceil(math.log10(axis[0])), math.floor(math.log10(axis[1])) + 1)),
        ends=(f"{shown(axis[0])} {unit}".strip(), f"{shown(axis[1])} {unit}".strip()),
        says=_says(own, usual, half, count=values.get(f"{measure}_norm_n"), unit=unit),
    )


def _own(measure: str, values: Mapping[str, Any]) -> float | None:
    own, times, usual = (_number(values.get(name)) for name in (measure, f"{measure}_times_usual", f"{measure}_usual"))
    if own is None and times is not None and usual is not None:
        # Both were rounded to six digits; no more than four can be trusted of their product.
        return float(f"{times * usual:.4g}")
    return own


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) else None


def _axis(usual: float, own: float, half: tuple[float, float] | None) -> tuple[float, float]:
    """From below the least to above the most that is shown, ends rounded to 1, 2 or 5 of a power of ten."""
    numbers = [number for number in (usual, own, *(half or ())) if number > 0]
    least, most = usual / 10**_FARTHEST, usual * 10**_FARTHEST
    low, high = max(min(numbers) / _ROOM, least), min(max(numbers) * _ROOM, most)
    return max(end for end in _round_ends(low) if end <= low), min(end for end in _round_ends(high) if end >= high)


def _round_ends(number: float) -> Iterator[float]:
    power = math.floor(math.log10(number))
    for step in (power - 1, power, power + 1):
        yield from (float(f"{end}e{step}") for end in _ENDS)


def _x(number: float, axis: tuple[float, float]) -> float:
    low, high = axis
    if number <= low:
        return 0.0
    return round(min(math.log(number / low) / math.log(high / low), 1.0) * PLOT_WIDTH, 1)


def _unit(measure: str, values: Mapping[str, Any]) -> str:
    """The unit that the values say, or that stands in the measure's own name.

    >>> _unit("usd_per_kg", {}), _unit("mass_kg", {}), _unit("odd", {"odd_measure": "kg/piece"})
    ('USD/kg', 'kg', 'kg/piece')
    """
    if isinstance(said := values.get(f"{measure}_measure"), str):
        return said
    whole, per, part = measure.partition("_per_")
    unit = whole.rpartition("_")[2].replace("usd", "USD")
    return f"{unit}/{part.replace('_', ' ')}" if per else unit


def _says(own: float, usual: float, half: tuple[float, float] | None, *, count: Any, unit: str) -> str:
    like = f"{shown(count)} like records" if count is not None else "like records"
    if half is None:
        return f"this record {shown(own)} {unit}; middle of {like} {shown(usual)} {unit}"
    return f"this record {shown(own)} {unit}; half of {like} {shown(half[0])} to {shown(half[1])}, middle {shown(usual)} {unit}"
