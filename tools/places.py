"""Make reference/places/ anew from Natural Earth: where each country lies, and the outline of the land, for the map of the report.

Takes the folder of the npm package world-atlas 2.0.2 (`npm pack world-atlas`, unpacked; licence ISC), which carries Natural Earth 4.1.0 as
TopoJSON; Natural Earth is in the public domain. Nothing is fetched at run time: the rows are kept as CSV.
"""

import csv
import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pycountry

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Ring = list[Point]

_OUT = Path("src/tidewaiter/reference/places")
_COUNTRIES_SOURCE = "Natural Earth 4.1.0, Admin 0 countries 1:50m (public domain), by world-atlas 2.0.2: middle of the largest part"
_LAND_SOURCE = "Natural Earth 4.1.0, Land 1:110m (public domain), by world-atlas 2.0.2: made coarser to 0.3 degrees"
_COARSE_DEGREES = 0.3
"""chosen: a third of a pixel of the map."""
_LEAST_SQUARE_DEGREES = 1.5
"""chosen: smaller islands are specks on the map."""
_SOUTH = -58.0
"""chosen: Antarctica has no trade to show."""


def main(folder: Path) -> None:
    """Write countries.csv and land.csv."""
    today = date.today().isoformat()
    rings = sorted(_land(json.loads((folder / "land-110m.json").read_text(encoding="utf-8"))), key=lambda ring: -abs(_area(ring)))
    land = [(place, " ".join(f"{x:g},{y:g}" for x, y in ring), _LAND_SOURCE, today) for place, ring in enumerate(rings, start=1)]
    _write("land.csv", ("ring", "outline", "source", "retrieved"), land)
    middles = sorted(_middles(json.loads((folder / "countries-50m.json").read_text(encoding="utf-8"))))
    countries = [(country, f"{y:.1f}", f"{x:.1f}", _COUNTRIES_SOURCE, today) for country, (x, y) in middles]
    _write("countries.csv", ("country", "latitude", "longitude", "source", "retrieved"), countries)
    print(f"{len(countries)} countries, {len(land)} rings of {sum(len(ring) for ring in rings):,} points")


def _write(name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with (_OUT / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)


def _land(topology: dict[str, Any]) -> Iterator[Ring]:
    for geometry in topology["objects"]["land"]["geometries"]:
        for ring in _rings(topology, geometry):
            if min(y for _, y in ring) > _SOUTH and abs(_area(ring)) >= _LEAST_SQUARE_DEGREES:
                yield [(round(x, 1), round(y, 1)) for x, y in _coarser(ring)]


def _middles(topology: dict[str, Any]) -> Iterator[tuple[str, Point]]:
    for geometry in topology["objects"]["countries"]["geometries"]:
        country = pycountry.countries.get(numeric=geometry.get("id", ""))
        if country is not None:
            yield country.alpha_2, _middle(max(_rings(topology, geometry), key=lambda ring: abs(_area(ring))))


def _rings(topology: dict[str, Any], geometry: dict[str, Any]) -> list[Ring]:
    """The outer rings of a geometry, their longitudes running on over the date line."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [_unwrapped([point for arc in part[0] for point in _arc(topology, arc)]) for part in parts]


def _arc(topology: dict[str, Any], number: int) -> Ring:
    (scale_x, scale_y), (start_x, start_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    points, x, y = [], 0, 0
    for step_x, step_y in topology["arcs"][number if number >= 0 else ~number]:
        x, y = x + step_x, y + step_y
        points.append((start_x + x * scale_x, start_y + y * scale_y))
    return points if number >= 0 else points[::-1]


def _unwrapped(ring: Ring) -> Ring:
    found = ring[:1]
    for x, y in ring[1:]:
        found.append((x - 360 * round((x - found[-1][0]) / 360), y))
    return found


def _area(ring: Ring) -> float:
    """Signed area in square degrees of the equator."""
    shrink = math.cos(math.radians(sum(y for _, y in ring) / len(ring)))
    return shrink * sum(a[0] * b[1] - b[0] * a[1] for a, b in _sides(ring)) / 2


def _sides(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return zip(ring, ring[1:] + ring[:1], strict=True)


def _middle(ring: Ring) -> Point:
    crosses = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in _sides(ring)]
    whole = sum(cross for *_, cross in crosses) * 3
    x = sum((a[0] + b[0]) * cross for a, b, cross in crosses) / whole
    return x - 360 * round(x / 360), sum((a[1] + b[1]) * cross for a, b, cross in crosses) / whole


def _coarser(line: Ring) -> Ring:
    """Leave out points nearer than the coarseness to the line that stays (Douglas and Peucker 1973)."""
    if len(line) < 3:
        return line
    far, place = max((_distance(point, line[0], line[-1]), place) for place, point in enumerate(line[1:-1], start=1))
    if far < _COARSE_DEGREES:
        return [line[0], line[-1]]
    return _coarser(line[: place + 1])[:-1] + _coarser(line[place:])


def _distance(point: Point, start: Point, end: Point) -> float:
    length = math.dist(start, end)
    if length == 0:
        return math.dist(point, start)
    return abs((end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (end[1] - start[1])) / length


if __name__ == "__main__":
    main(Path(sys.argv[1]))
