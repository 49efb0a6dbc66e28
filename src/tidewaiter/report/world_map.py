"""The lanes of a run drawn on the world, as the numbers of an SVG: equirectangular, the Pacific whole, cut in the Atlantic."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tidewaiter.reference.checks import check_sources
from tidewaiter.reference.register import reference_rows
from tidewaiter.report.lanes import Lane

__all__ = ["HEIGHT", "WIDTH", "Arc", "Place", "WorldMap", "draw_lanes", "land_path"]

_Point = tuple[float, float]

WIDTH = 1000.0
_WEST, _NORTH, _SOUTH = -26.0, 78.0, -57.0
"""chosen: degrees; the cut passes between Africa and Brazil, and nobody trades with what is left out at the poles."""
_SCALE = WIDTH / 360.0
_STRETCH = 1 / math.cos(math.radians(35.0))
"""chosen: true in shape at 35 degrees, where most trade is."""
HEIGHT = round((_NORTH - _SOUTH) * _SCALE * _STRETCH, 1)
_WIDEST, _THINNEST = 9.0, 1.2
_BOW = 0.18
"""chosen: an arc rises by this part of its length, to the left of its direction, so that a lane and its way back stay apart."""
_TIMES = (1.0, 2.0, 4.0)
"""chosen: where classes of the share end, in times the share of the whole run."""


@dataclass(frozen=True, slots=True)
class Arc:
    """One lane on the map.

    Attributes:
        lane: what it shows.
        path: `d` of an SVG path; two strokes where the lane passes the edge of the map.
        arrow: `points` of an SVG polygon, the direction, in the middle of the lane; empty within one country.
        width: of the stroke, by records.
        shade: 0 to 3 by the share raised, `few` where there are too few records to tell.
    """

    lane: Lane
    path: str
    arrow: str
    width: float
    shade: str


@dataclass(frozen=True, slots=True)
class Place:
    """A country on the map."""

    country: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class WorldMap:
    """All that the template draws.

    Attributes:
        arcs: the widest first, so that thin ones stay seen.
        places: the countries that lanes end in.
        missing: countries of lanes of which no place is known.
        steps: shares at which the shades change.
    """

    arcs: tuple[Arc, ...]
    places: tuple[Place, ...]
    missing: tuple[str, ...]
    steps: tuple[float, ...]


def draw_lanes(lanes: Sequence[Lane], *, share: float) -> WorldMap:
    """Lay lanes on the map.

    Args:
        lanes: with both countries known.
        share: part of the records of the whole run with a reason to look.
    """
    most = max((lane.records for lane in lanes), default=1)
    steps = tuple(share * times for times in _TIMES)
    named = sorted({country for lane in lanes for country in (lane.start, lane.end) if country is not None})
    places = {country: Place(country, *_projected(*_middles()[country])) for country in named if country in _middles()}
    arcs = [
        _arc(lane, places[lane.start], places[lane.end], width=_width(lane.records / most), steps=steps)
        for lane in sorted(lanes, key=lambda lane: -lane.records)
        if lane.start in places and lane.end in places
    ]
    return WorldMap(tuple(arcs), tuple(places.values()), tuple(country for country in named if country not in places), steps)


def _width(part: float) -> float:
    return round(max(_WIDEST * part, _THINNEST), 2)


def _arc(lane: Lane, start: Place, end: Place, *, width: float, steps: Sequence[float]) -> Arc:
    shade = "few" if lane.share is None else str(sum(lane.share >= step > 0 for step in steps))
    if start == end:
        return Arc(lane, _loop((start.x, start.y), 7 + width / 2), "", width, shade)
    here, there = (start.x, start.y), (_nearest(start.x, end.x), end.y)
    bend = _bend(here, there)
    # What passes the edge comes in again on the other side: the same stroke, one world further.
    shifts = [0.0] if 0 <= there[0] <= WIDTH else [0.0, WIDTH if there[0] < 0 else -WIDTH]
    path = " ".join(_stroke(here, bend, there, shift) for shift in shifts)
    return Arc(lane, path, _arrow(here, bend, there, size=4 + width * 0.9), width, shade)


def _nearest(x: float, other: float) -> float:
    """The other place on the shorter way round."""
    return other - WIDTH * round((other - x) / WIDTH)


def _bend(here: _Point, there: _Point) -> _Point:
    across, down = there[0] - here[0], there[1] - here[1]
    return (here[0] + there[0]) / 2 + 2 * _BOW * down, (here[1] + there[1]) / 2 - 2 * _BOW * across


def _stroke(here: _Point, bend: _Point, there: _Point, shift: float) -> str:
    return f"M{here[0] + shift:.1f} {here[1]:.1f}Q{bend[0] + shift:.1f} {bend[1]:.1f} {there[0] + shift:.1f} {there[1]:.1f}"


def _loop(middle: _Point, radius: float) -> str:
    x, y = middle
    return f"M{x - radius:.1f} {y:.1f}a{radius:.1f} {radius:.1f} 0 1 1 0 0.1"


def _arrow(here: _Point, bend: _Point, there: _Point, *, size: float) -> str:
    """A triangle in the middle of the curve, along the chord, which the curve there runs along."""
    x, y = ((here[axis] + 2 * bend[axis] + there[axis]) / 4 for axis in (0, 1))
    length = math.dist(here, there) or 1.0
    along, across = (there[0] - here[0]) / length * size, (there[1] - here[1]) / length * size
    x %= WIDTH
    corners = (
        (x + along, y + across),
        (x - along - across * 0.8, y - across + along * 0.8),
        (x - along + across * 0.8, y - across - along * 0.8),
    )
    return " ".join(f"{corner[0]:.1f},{corner[1]:.1f}" for corner in corners)


def _projected(longitude: float, latitude: float) -> _Point:
    return round((longitude - _WEST) % 360 * _SCALE, 1), round((_NORTH - latitude) * _SCALE * _STRETCH, 1)


@cache
def _middles() -> dict[str, _Point]:
    """Longitude and latitude of the middle of each country."""
    rows = reference_rows("places/countries.csv")
    check_sources(rows, "places/countries")
    return {row["country"]: (float(row["longitude"]), float(row["latitude"])) for row in rows}


@cache
def land_path() -> str:
    """Give the outline of the land as `d` of an SVG path, in tenths of a unit of the map.

    >>> land_path().startswith("M")
    True
    """
    rows = reference_rows("places/land.csv")
    check_sources(rows, "places/land")
    return "".join(_outline(row["outline"], shift) for row in rows for shift in (-360.0, 0.0, 360.0))


def _outline(outline: str, shift: float) -> str:
    """One ring, one world further or not; empty where it lies outside."""
    degrees = [tuple(float(part) for part in pair.split(",")) for pair in outline.split(" ")]
    points = [((x + shift - _WEST) * _SCALE, (_NORTH - y) * _SCALE * _STRETCH) for x, y in degrees]
    if max(x for x, _ in points) < 0 or min(x for x, _ in points) > WIDTH:
        return ""
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points) + "Z"
