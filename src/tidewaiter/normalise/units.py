"""Units of UN/ECE Recommendation 20, package kinds of Recommendation 21, and masses and volumes in kg and m3."""

from dataclasses import dataclass
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.normalise.cells import Converted, Reading, shown
from tidewaiter.normalise.numbers import read_number, split_number, to_integers_or_numbers
from tidewaiter.normalise.words import bare_word
from tidewaiter.reference.register import reference_rows

__all__ = ["Unit", "pieces_by_unit", "read_package_kind", "read_unit", "to_measure", "unit_of"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of Recommendation 20.

    Attributes:
        code: its common code.
        kind: `mass`, `volume`, `count`, `length`, `area` or `energy`.
        factor: how many kg, m3 or pieces one of it is.
    """

    code: str
    kind: str
    factor: float


@cache
def _units() -> dict[str, Unit]:
    return {row["code"]: Unit(row["code"], row["kind"], float(row["factor"])) for row in reference_rows("units/units.csv")}


@cache
def _unit_spellings() -> dict[str, str]:
    return {bare_word(row["spelling"]): row["code"] for row in reference_rows("units/unit_spellings.csv")}


@cache
def _package_spellings() -> dict[str, str]:
    codes = {row["code"]: row["code"] for row in reference_rows("units/packages.csv")}
    return codes | {bare_word(row["spelling"]).upper(): row["code"] for row in reference_rows("units/package_spellings.csv")}


def unit_of(text: str) -> Unit | None:
    """Give the unit that a word or code names, None where it names none we know.

    >>> unit_of("Kgs.").code, unit_of("furlong")
    ('KGM', None)
    """
    code = _unit_spellings().get(bare_word(text), text.strip().upper())
    return _units().get(code)


def pieces_by_unit() -> dict[str, float]:
    """Give the units that count pieces, by code, with how many pieces one of them is.

    >>> pieces_by_unit()["DZN"]
    12.0
    """
    return {code: unit.factor for code, unit in _units().items() if unit.kind == "count"}


def read_unit(text: str) -> Reading:
    """Read a unit as its common code; give null and a note where it is unknown.

    >>> read_unit("metric tons")
    ('TNE', None)
    """
    unit = unit_of(text)
    return (unit.code, None) if unit is not None else (None, f"{shown(text)} is no known unit")


def read_package_kind(text: str) -> Reading:
    """Read a kind of package as its code; give null and a note where it is unknown.

    >>> read_package_kind("Cartons")
    ('CT', None)
    """
    code = _package_spellings().get(bare_word(text).upper())
    return (code, None) if code is not None else (None, f"{shown(text)} is no known kind of package")


def to_measure(cells: pa.Array, units: pa.Array | str | None, *, decimal: str, kind: str) -> Converted:
    """Convert masses to kg or volumes to m3.

    Args:
        cells: trimmed text, a number that its unit may follow.
        units: the unit of each cell, or of all; None where nothing says it: kg or m3 then.
        decimal: the decimal mark of bare numbers.
        kind: `mass` or `volume`.
    """
    factor = _common_factor(units, kind)
    numbers = to_integers_or_numbers(cells, decimal=decimal, least=0.0) if factor is not None else None
    if factor is not None and numbers is not None and numbers.notes is None:
        return Converted(numbers.values if factor == 1.0 else pc.multiply(numbers.values, factor))
    beside = units if isinstance(units, pa.Array) else pa.array([units] * len(cells), type=pa.string())
    readings = {
        pair: _measure(*pair, decimal=decimal, kind=kind) for pair in set(zip(cells.to_pylist(), beside.to_pylist())) if pair[0] is not None
    }
    told = [readings.get(pair, (None, None)) for pair in zip(cells.to_pylist(), beside.to_pylist())]
    return Converted(pa.array([value for value, _ in told], type=pa.float64()), pa.array([note for _, note in told], type=pa.string()))


def _common_factor(units: pa.Array | str | None, kind: str) -> float | None:
    """The factor if it is one for all cells."""
    if isinstance(units, pa.Array):
        words = [word for word in pc.unique(units).to_pylist() if word is not None]
        factors = {1.0 if unit is None else unit.factor for unit in (unit_of(word) for word in words) if unit is None or unit.kind == kind}
        known = all((unit := unit_of(word)) is not None and unit.kind == kind for word in words)
        return (factors or {1.0}).pop() if known and len(factors) <= 1 and (units.null_count == 0 or factors <= {1.0}) else None
    unit = None if units is None else unit_of(units)
    return 1.0 if unit is None else unit.factor


def _measure(text: str, beside: str | None, *, decimal: str, kind: str) -> Reading:
    parts = split_number(text)
    if parts is None:
        return None, f"{shown(text)} is not a number"
    number, note = read_number(parts[0], decimal=decimal, least=0.0)
    if number is None:
        return None, f"{shown(text)} is not a number" if note is None or "below" not in note else note
    word = parts[1] or beside
    if word is None:
        return number, note
    unit = unit_of(word)
    if unit is None or unit.kind != kind:
        return None, f"{shown(text)} in {shown(word)} is no {kind}"
    if parts[1]:
        note = note or f"{shown(text)} read with the unit that it carries"
    return number * unit.factor, note
