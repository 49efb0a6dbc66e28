"""Units of UN/ECE Recommendation 20, package kinds of Recommendation 21, and masses and volumes in kg and m3."""

from dataclasses import dataclass
from functools import cache, lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.kernels import once_per_value
from tidewaiter.normalise.cells import Converted, Reading, shown, spread
from tidewaiter.normalise.numbers import cast_numbers, clean_numbers, read_number, split_number
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


@lru_cache(maxsize=4096)
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
    words = units if isinstance(units, pa.Array) else pa.nulls(len(cells), pa.string()) if units is None else pa.repeat(units, len(cells))
    factors = once_per_value(words, lambda distinct: [_factor(word, kind) for word in distinct], pa.float64())
    factors = pc.if_else(pc.is_null(words), 1.0, factors)
    clean = pc.and_(clean_numbers(cells, decimal=decimal, least=0.0), pc.is_valid(factors))
    values = pc.multiply(cast_numbers(pc.if_else(clean, cells, None), decimal=decimal), factors)
    rest = pc.indices_nonzero(pc.fill_null(pc.invert(clean), False))
    if not len(rest):
        return Converted(values)
    pairs = list(zip(cells.take(rest).to_pylist(), words.take(rest).to_pylist()))
    readings = {pair: _measure(*pair, decimal=decimal, kind=kind) for pair in set(pairs)}
    told = [readings[pair] for pair in pairs]
    return Converted(
        pc.coalesce(values, spread([value for value, _ in told], rest, len(cells), pa.float64())),
        spread([note for _, note in told], rest, len(cells), pa.string()),
    )


def _factor(word: str, kind: str) -> float | None:
    """How many kg or m3 one of a unit is; None for an unknown unit or one of another kind."""
    unit = unit_of(word)
    return unit.factor if unit is not None and unit.kind == kind else None


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
