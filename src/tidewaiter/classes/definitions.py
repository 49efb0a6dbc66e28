"""The class definitions: one YAML file a law, which reads like a record of it."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tidewaiter.errors import BadInput, BadReference

__all__ = ["Clause", "Definition", "Example", "Period", "class_jurisdictions", "definition_for", "definitions"]

_PARTS = ("acyl", "aniline_ring", "piperidine_ring", "phenethyl_ring", "phenethyl", "piperidine_nitrogen")


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which one text of the definition holds; `valid_to` is the first day it no longer does."""

    valid_from: date
    valid_to: date | None
    instrument: str
    citation: str
    verified: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One change that the law names: which part of the compared molecule, and what may stand there."""

    mark: str
    part: str
    takes: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Example:
    """A substance and what the definition says of it on a day, with the source of that."""

    name: str
    smiles: str
    day: date
    member: bool
    source: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A class-wide definition of one jurisdiction."""

    id: str
    jurisdiction: str
    title: str
    compared_with: str
    chapeau: str
    """The words of the law before its clauses."""
    asks: str
    periods: tuple[Period, ...]
    takes_named: bool
    """Whether a substance that another entry names is of the class all the same."""
    named_rule: str
    named_words: str
    also_covered: str
    clauses: tuple[Clause, ...]
    readings: tuple[str, ...]
    examples: tuple[Example, ...]

    def period_on(self, day: date) -> Period | None:
        """Give the text that holds on a day; None before the first."""
        held = [period for period in self.periods if period.valid_from <= day and (period.valid_to is None or day < period.valid_to)]
        return held[0] if held else None


@cache
def definitions() -> tuple[Definition, ...]:
    """Give every class definition, by jurisdiction.

    Raises:
        BadReference: a file lacks a key, or its periods leave a gap or overlap.

    >>> [(each.jurisdiction, str(each.periods[0].valid_from)) for each in definitions()]
    [('CN', '2019-05-01'), ('US', '2018-02-06')]
    """
    found = [file for file in files(__package__).iterdir() if file.name.endswith(".yml")]
    read = [_definition(file.name, yaml.safe_load(file.read_text(encoding="utf-8"))) for file in found]
    return tuple(sorted(read, key=lambda definition: definition.jurisdiction))


def class_jurisdictions() -> tuple[str, ...]:
    """Give the jurisdictions whose class-wide definition is known here.

    >>> class_jurisdictions()
    ('CN', 'US')
    """
    return tuple(definition.jurisdiction for definition in definitions())


def definition_for(jurisdiction: str) -> Definition:
    """Give the definition of a jurisdiction.

    Raises:
        BadInput: there is none here.
    """
    for definition in definitions():
        if definition.jurisdiction == jurisdiction:
            return definition
    known = ", ".join(class_jurisdictions())
    raise BadInput(f"no class definition of jurisdiction {jurisdiction!r} is known here; known are {known}: name one of them")


def _definition(name: str, record: dict[str, Any]) -> Definition:  # Any: YAML is checked here
    try:
        definition = Definition(
            **{
                key: record[key]
                for key in ("id", "jurisdiction", "title", "compared_with", "chapeau", "asks", "named_rule", "named_words", "also_covered")
            },
            periods=tuple(Period(**period) for period in record["periods"]),
            takes_named=record["named_elsewhere"] == "included",
            clauses=tuple(Clause(**{**clause, "takes": tuple(clause["takes"])}) for clause in record["clauses"]),
            readings=tuple(record["readings"]),
            examples=tuple(Example(**example) for example in record["examples"]),
        )
    except (KeyError, TypeError) as error:
        raise BadReference(f"class definition {name}: {error}; mend the file") from error
    _check(name, definition)
    return definition


def _check(name: str, definition: Definition) -> None:
    for period in definition.periods:
        if not (period.citation and period.verified):
            raise BadReference(f"class definition {name}: the text of {period.valid_from} has no citation or says not who read it; add it")
    for earlier, later in zip(definition.periods, definition.periods[1:]):
        if earlier.valid_to != later.valid_from:
            raise BadReference(f"class definition {name}: {earlier.valid_to} is followed by {later.valid_from}; mend the periods")
    strange = [clause.part for clause in definition.clauses if clause.part not in _PARTS]
    if strange:
        raise BadReference(f"class definition {name}: unknown part {strange[0]}; known: {', '.join(_PARTS)}")
