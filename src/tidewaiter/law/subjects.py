"""Name, CAS number and SMILES of a row to what they mean together: the substance in question, or why none can be told."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from tidewaiter.goods.fold import fold
from tidewaiter.law.background import Chemicals, ordinary_chemicals, structures_of_names
from tidewaiter.law.names import Form, Named, key_of, named
from tidewaiter.law.numbers import cas_numbers
from tidewaiter.law.structures import Structure, form_of_cas, forms_of, known_smiles, parent_of, read_structure
from tidewaiter.reference import substance_rows
from tidewaiter.reference.register import reference_rows

__all__ = ["Given", "Reading", "Subject", "read_subjects"]

_NUMBERED = re.compile(r"\d")
"""chosen: a systematic name that no dictionary holds has locants; starting Java for a trade name costs a second for nothing."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a row says of a substance."""

    name: str | None = None
    cas: str | None = None
    smiles: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One substance that is meant.

    Attributes:
        forms: the forms of listed substances that it is.
        structure: where one is known.
        words: scope words that a name carries beside the structure.
    """

    forms: tuple[Form, ...]
    structure: Structure | None = None
    words: frozenset[str] = frozenset()

    def key(self) -> str | None:
        """What tells it from another substance: the listed one that it is, apart from its salts, else its structure."""
        whole = [form.substance for form in self.forms if parent_of(form.substance) is not None] if self.structure else []
        named_ones = whole or [form.substance for form in self.forms]
        return named_ones[0] if named_ones else self.flat()

    def flat(self) -> str | None:
        """Its structure without counter-ions and without how it lies in space."""
        return None if self.structure is None else " . ".join(sorted(part.flat for part in self.structure.parts))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row asks about.

    Attributes:
        readings: the substance; several where the row fits several that differ in space only; one without forms or structure where nothing
            is known of it.
        said: how each cell was understood, in words.
        trouble: `unreadable` or `ambiguous`, None where the substance is clear.
    """

    readings: tuple[Reading, ...]
    said: tuple[str, ...]
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """What one cell means; `labels` name each reading."""

    readings: tuple[Reading, ...]
    labels: tuple[str, ...]
    said: str
    trouble: str | None = None


def read_subjects(rows: Iterable[Given]) -> Iterator[Subject]:
    """Find out what each row asks about; ordinary chemicals and systematic names are looked up for all rows before the first is given.

    >>> [subject.trouble for subject in read_subjects([Given(cas="67-64-1"), Given(cas="67-64-2"), Given("4-AP")])]
    [None, 'unreadable', 'ambiguous']
    """
    rows = list(rows)
    names = {row.name for row in rows if row.name and not _stands_in_dictionary(named(row.name))}
    written = {cell for row in rows for cell in (row.name, row.cas) if cell}
    numbers = {cas for cell in written for cas in cas_numbers(cell)[0] if _listed_form(cas) is None}
    chemicals = ordinary_chemicals(names={_plain(name) for name in names}, numbers=numbers)
    systematic = structures_of_names(name for name in names if _plain(name) not in chemicals.by_name and _NUMBERED.search(name))
    return (_subject(row, chemicals, systematic) for row in rows)


def _plain(name: str) -> str:
    return " ".join(fold(name).split())


def _subject(row: Given, chemicals: Chemicals, systematic: dict[str, str]) -> Subject:
    found = list(_cells(row, chemicals, systematic))
    said = tuple(one.said for one in found)
    if not found:
        return Subject((), ("the row gives no name, CAS number or SMILES",), "unreadable")
    if any(one.trouble == "unreadable" for one in found):
        return Subject((), said, "unreadable")
    return _together(found, said)


def _cells(row: Given, chemicals: Chemicals, systematic: dict[str, str]) -> Iterator[_Found]:
    if row.name and not _says_nothing(row.name):
        holds_number = cas_numbers(row.name)[1] is None and not named(row.name).forms
        yield _by_cas(row.name, chemicals) if holds_number else _by_name(row.name, chemicals, systematic)
    if row.cas and not _says_nothing(row.cas):
        yield _by_cas(row.cas, chemicals)
    if row.smiles:
        yield _by_smiles(row.smiles)


def _says_nothing(cell: str) -> bool:
    """Tell whether a cell stands for an empty one: `n/a`, `unknown`, `-`."""
    key = key_of(cell)
    return not key or key in _placeholders()


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(key_of(row["text"]) for row in reference_rows("lists/placeholder_names.csv") if row["match"] == "whole")


def _together(found: list[_Found], said: tuple[str, ...]) -> Subject:
    """Keep the readings on which all cells agree; what nothing is known of says nothing against another."""
    known = [one for one in found if any(reading.key() is not None for reading in one.readings)]
    if not known:
        return Subject((Reading(()),), said)
    common = set.intersection(*({reading.key() for reading in one.readings} for one in known))
    if not common:
        return Subject((), (*said, f"they disagree: {' against '.join(' or '.join(one.labels) for one in known)}"), "ambiguous")
    chosen = _richest(reading for one in known for reading in one.readings if reading.key() in common)
    ambiguous = len({reading.flat() or reading.key() for reading in chosen}) > 1 or all(one.trouble == "ambiguous" for one in known)
    return Subject(chosen, said, "ambiguous" if ambiguous else None)


def _richest(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """One reading for each set of listed substances; what a number says of salts is added to what a name says."""
    kept: dict[tuple[str | None, frozenset[str]], Reading] = {}
    for reading in readings:
        substances = frozenset(form.substance for form in reading.forms)
        before = kept.get((reading.key(), substances))
        kept[reading.key(), substances] = reading if before is None else _joined(before, reading)
    named_ones = [reading for reading in kept.values() if reading.forms]
    return tuple(named_ones) or tuple(kept.values())[:1]


def _joined(first: Reading, second: Reading) -> Reading:
    words = {form.substance: form.words for form in first.forms}
    for form in second.forms:
        words[form.substance] = words[form.substance] | form.words
    forms = tuple(Form(substance, found) for substance, found in words.items())
    return Reading(forms, second.structure or first.structure, first.words | second.words)


def _stands_in_dictionary(fits: Named) -> bool:
    """Tell whether a name stands there as it is, and not only without a scope word that it carries."""
    return any(not form.words for form in fits.forms)


def _by_name(name: str, chemicals: Chemicals, systematic: dict[str, str]) -> _Found:
    fits = named(name)
    ordinary = chemicals.by_name.get(_plain(name), ())
    if fits.forms and (_stands_in_dictionary(fits) or not ordinary):
        return _by_listed_name(name, fits)
    if ordinary:
        readings = tuple(_of_smiles(chemical.smiles) for chemical in ordinary)
        labels = tuple(f"{chemical.name} (CAS {chemical.cas})" for chemical in ordinary)
        several = len(ordinary) > 1 and any(reading.forms for reading in readings)
        return _Found(readings, labels, f"the name {name!r} is {' or '.join(labels)}", "ambiguous" if several else None)
    smiles = systematic.get(" ".join(name.split()))
    if smiles is not None:
        return _Found((_of_smiles(smiles),), (f"{name} ({smiles})",), f"the name {name!r} is read as the structure {smiles}")
    return _Found((Reading(()),), (name,), f"the name {name!r} is in no dictionary of ours")


def _by_listed_name(name: str, fits: Named) -> _Found:
    readings = tuple(_reading(form) for form in fits.forms)
    labels = tuple(_label(form) for form in fits.forms)
    if len({reading.key() for reading in readings}) > 1 or fits.also:
        return _Found(readings, labels, f"the name {name!r} fits {' and '.join((*labels, *fits.also))}", "ambiguous")
    return _Found(readings, labels, f"the name {name!r} is {labels[0]}")


def _by_cas(cell: str, chemicals: Chemicals) -> _Found:
    numbers, refusal = cas_numbers(cell)
    if refusal is not None:
        return _Found((), (), refusal, "unreadable")
    readings, labels = [], []
    for cas in numbers:
        form, chemical = _listed_form(cas), chemicals.by_cas.get(cas)
        if form is not None:
            readings.append(_reading(form, cas))
            labels.append(f"{_label(form)} (CAS {cas})")
        else:
            readings.append(Reading(()) if chemical is None else _of_smiles(chemical.smiles))
            labels.append(f"CAS {cas}" if chemical is None else f"{chemical.name} (CAS {cas})")
    several = len({reading.key() for reading in readings}) > 1
    unknown = "" if any(reading.key() for reading in readings) else ", which is in no dictionary of ours"
    return _Found(tuple(readings), tuple(labels), f"the number is {' and '.join(labels)}{unknown}", "ambiguous" if several else None)


def _by_smiles(smiles: str) -> _Found:
    structure = read_structure(smiles)
    if isinstance(structure, str):
        return _Found((), (), structure, "unreadable")
    readings = tuple(Reading(forms, structure) for forms in forms_of(structure)) or (Reading((), structure),)
    labels = tuple(_label(reading.forms[0]) if reading.forms else f"the structure {structure.whole}" for reading in readings)
    return _Found(readings, labels, f"the structure {structure.whole} is {' or '.join(labels)}" if readings[0].forms else labels[0])


def _reading(form: Form, cas: str | None = None) -> Reading:
    """A listed substance with its structure, and all other listed substances that this structure is."""
    of_form = known_smiles().get(cas) if cas is not None else None
    drawn = of_form or known_smiles().get(form.substance)
    structure = read_structure(drawn) if drawn is not None and not form.words - {"salts", "isomers"} else None
    if not isinstance(structure, Structure):
        return Reading((form,))
    others = [other for (*forms,) in forms_of(structure) for other in forms if other.substance != form.substance]
    words = form.words if of_form is None else frozenset[str]()
    return Reading((form, *(Form(other.substance, other.words | words) for other in others)), structure, words)


def _of_smiles(smiles: str) -> Reading:
    structure = read_structure(smiles)
    if isinstance(structure, str):
        return Reading(())
    readings = forms_of(structure)
    return Reading(readings[0] if readings else (), structure)


def _listed_form(cas: str) -> Form | None:
    return form_of_cas().get(cas) or _other_numbers().get(cas)


@cache
def _other_numbers() -> dict[str, Form]:
    return {cas: Form(row["id"]) for row in substance_rows().to_pylist() for cas in (row["cas"], *row["other_cas"]) if cas}


@cache
def _names() -> dict[str, str]:
    return {row["id"]: row["name"] for row in substance_rows().to_pylist()}


def _label(form: Form) -> str:
    words = f" ({', '.join(sorted(form.words))})" if form.words else ""
    return _names()[form.substance] + words
