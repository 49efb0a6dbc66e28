"""Structures: a SMILES to its parts without counter-ions, and the substances of the dictionary that a part is."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tidewaiter.law.names import Form
from tidewaiter.reference.checks import check_sources
from tidewaiter.reference.register import Row, listed, reference_rows

if TYPE_CHECKING:
    from rdkit.Chem import Mol
    from rdkit.Chem.MolStandardize.rdMolStandardize import Uncharger

__all__ = ["Part", "Structure", "form_of_cas", "forms_of", "known_smiles", "parent_of", "read_structure"]

_MOST_CHARACTERS = 2000
"""chosen: a longer SMILES is a polymer or protein; no listed substance comes near it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One molecule of a structure, neutral, and the scope words that lead from it alone to the whole."""

    mol: "Mol"
    flat: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Structure:
    """A structure as it was read: canonical text of the whole, and its parts without counter-ions and solvents."""

    smiles: str
    whole: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    substance: str
    mol: "Mol"


def read_structure(smiles: str) -> Structure | str:
    """Read a SMILES; give why it cannot be read as text.

    >>> read_structure("C1CNCCC1=O.Cl").parts[0].flat
    'O=C1CCNCC1'
    >>> read_structure("C1CNCCC1=")
    "the SMILES 'C1CNCCC1=' cannot be read: a bond leads nowhere, or a ring or bracket is not closed"
    """
    from rdkit import Chem, rdBase

    with rdBase.BlockLogs():
        mol = Chem.MolFromSmiles(smiles) if len(smiles) <= _MOST_CHARACTERS else None
        if mol is None or not mol.GetNumAtoms():
            return f"the SMILES {smiles[:80]!r} cannot be read: {_reason(smiles)}"
        return Structure(smiles, Chem.MolToSmiles(mol), _parts(mol))


def _reason(smiles: str) -> str:
    from rdkit import Chem

    if len(smiles) > _MOST_CHARACTERS:
        return f"it is longer than {_MOST_CHARACTERS} characters"
    drawn = Chem.MolFromSmiles(smiles, sanitize=False)
    if drawn is None or not drawn.GetNumAtoms():
        return "a bond leads nowhere, or a ring or bracket is not closed"
    problems = [problem.Message() for problem in Chem.DetectChemistryProblems(drawn)]
    return "; ".join(problems)[:200] or "it is no molecule"


def _parts(mol: "Mol") -> tuple[Part, ...]:
    """Neutral molecules of a structure, counter-ions and solvents left out where anything else is there."""
    from rdkit import Chem

    neutral = [_uncharger().uncharge(part) for part in Chem.GetMolFrags(mol, asMols=True)]
    flats = [Chem.MolToSmiles(part, isomericSmiles=False) for part in neutral]
    kinds = [_beside().get(flat) for flat in flats]
    acids = [place for place, kind in enumerate(kinds) if kind not in (None, "solvent")]
    kept = [place for place, kind in enumerate(kinds) if kind is None] or acids or list(range(len(flats)))
    distinct = {flats[place]: neutral[place] for place in kept}
    joined = len(distinct) > 1 or (acids and kept != acids)
    words = frozenset({"salts"} if joined else ())
    return tuple(Part(part, flat, words) for flat, part in distinct.items())


@cache
def _uncharger() -> "Uncharger":
    from rdkit.Chem.MolStandardize.rdMolStandardize import Uncharger

    return Uncharger()


@cache
def _beside() -> dict[str, str]:
    """Canonical text of each counter-ion and solvent to its kind."""
    rows = reference_rows("scope/counter_ions.csv")
    check_sources(rows, "counter_ions")
    return {_flat(row["smiles"]): row["kind"] for row in rows}


def _flat(smiles: str) -> str:
    from rdkit import Chem

    return str(Chem.MolToSmiles(Chem.MolFromSmiles(smiles), isomericSmiles=False))


@cache
def _structure_rows() -> tuple[Row, ...]:
    rows = reference_rows("substances/structures.csv")
    check_sources(rows, "structures")
    return rows


@cache
def form_of_cas() -> dict[str, Form]:
    """Give the form of each CAS number whose structure is known: the substance, and the scope words of its salts and isomers."""
    return {row["cas"]: Form(row["substance"], _words(row)) for row in _structure_rows() if row["cas"]}


@cache
def known_smiles() -> dict[str, str]:
    """Give the SMILES of each substance of the dictionary and of each CAS number of its forms."""
    by_cas = {row["cas"]: row["smiles"] for row in _structure_rows() if row["cas"]}
    return by_cas | {row["substance"]: row["smiles"] for row in _structure_rows() if row["form"] == "itself"}


def _words(row: Row) -> frozenset[str]:
    return frozenset(listed(row["form"])) - {"itself"}


def parent_of(substance: str) -> "Mol | None":
    """Give the molecule of a substance, None where it is none or is itself a salt."""
    return _parents().get(substance)


@cache
def _parents() -> dict[str, "Mol"]:
    return {known.substance: known.mol for found in _known_parts().values() for known in found}


@cache
def _wholes() -> dict[str, list[str]]:
    """Canonical text of the whole to the substances that are just that; salts that are listed by name are found by it."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _structure_rows():
        if row["form"] == "itself":
            structure = read_structure(row["smiles"])
            if isinstance(structure, Structure):
                found[structure.whole].append(row["substance"])
    return dict(found)


@cache
def _known_parts() -> dict[str, list[_Known]]:
    """Flat text of each substance that is one molecule to the substances that share it; they differ in space only."""
    found: dict[str, list[_Known]] = defaultdict(list)
    for row in _structure_rows():
        structure = read_structure(row["smiles"]) if row["form"] == "itself" else ""
        if isinstance(structure, Structure) and len(structure.parts) == 1 and not structure.parts[0].words:
            part = structure.parts[0]
            found[part.flat].append(_Known(row["substance"], part.mol))
    return dict(found)


def forms_of(structure: Structure) -> tuple[tuple[Form, ...], ...]:
    """Give each reading of a structure as substances of the dictionary; several where it does not say how it lies in space.

    >>> [forms[0].substance for forms in forms_of(read_structure("CNC(C)C(O)c1ccccc1"))]
    ['ephedrine', 'pseudoephedrine']
    """
    whole = tuple(Form(substance) for substance in _wholes().get(structure.whole, ()))
    itself: list[Form] = []
    turned: list[Form] = []
    for part in structure.parts:
        for known in _known_parts().get(part.flat, ()):
            same = known.mol.HasSubstructMatch(part.mol, useChirality=True) or part.mol.HasSubstructMatch(known.mol, useChirality=True)
            (itself if same else turned).append(Form(known.substance, part.words if same else part.words | {"isomers"}))
    either = [form for form in itself if form.substance not in {one.substance for one in whole}]
    if len(either) > 1 and len(structure.parts) == 1:
        return tuple((form, *whole, *(_turned(other) for other in either if other is not form)) for form in either)
    together = (*whole, *either, *turned)
    return (together,) if together else ()


def _turned(form: Form) -> Form:
    return Form(form.substance, form.words | {"isomers"})
