"""Reading a structure so that its salt, charge, isotopes and order of atoms do not matter."""

from dataclasses import dataclass

from rdkit import Chem, rdBase
from rdkit.Chem.MolStandardize import rdMolStandardize

from tidewaiter.classes.anatomy import has_skeleton

__all__ = ["Structure", "flat_key", "read_structure"]

_MOST_ATOMS = 1000
"""chosen: the largest substance of the `chemicals` package has fewer; a larger one is no small molecule."""
_MOST_LETTERS = 10_000
"""chosen: ten letters an atom, so that a text that is no structure costs nothing to refuse."""


@dataclass(frozen=True, slots=True)
class Structure:
    """A structure that could be read."""

    parts: tuple[Chem.Mol, ...]
    """Its separate parts that hold the skeleton, cleaned, atoms in a canonical order; else its largest part as given."""
    has_skeleton: bool


def read_structure(given: str | Chem.Mol) -> Structure | None:
    """Read SMILES or a molecule; None where it is no structure, is empty, or has more than a thousand atoms.

    >>> read_structure("not a structure") is None
    True
    >>> [Chem.MolToSmiles(part) for part in read_structure("[Cl-].C[NH2+]C1CC[NH2+]CC1.[Cl-]").parts]
    ['CNC1CCNCC1']
    """
    if isinstance(given, str) and len(given) > _MOST_LETTERS:
        return None
    with rdBase.BlockLogs():
        mol = Chem.MolFromSmiles(given) if isinstance(given, str) else given
        if mol is None or not 0 < mol.GetNumAtoms() <= _MOST_ATOMS:
            return None
        try:
            return _structure(mol)
        except (Chem.MolSanitizeException, RuntimeError, ValueError):
            return None


def flat_key(mol: Chem.Mol) -> str:
    """Give one text for a substance and its optical isomers."""
    return Chem.MolToSmiles(mol, isomericSmiles=False)


def _structure(mol: Chem.Mol) -> Structure:
    parts = Chem.GetMolFrags(mol, asMols=True)
    found = [part for part in parts if has_skeleton(part)]
    if not found:
        return Structure((max(parts, key=_size),), False)
    clean = sorted((_clean(part) for part in found), key=Chem.MolToSmiles)
    return Structure(tuple(clean), True)


def _size(mol: Chem.Mol) -> tuple[int, str]:
    return mol.GetNumHeavyAtoms(), Chem.MolToSmiles(mol)


def _clean(mol: Chem.Mol) -> Chem.Mol:
    """Without isotopes, explicit hydrogens and the charge of a salt; atoms in the order of the canonical text."""
    plain = Chem.Mol(mol)
    for atom in plain.GetAtoms():
        atom.SetIsotope(0)
        atom.SetAtomMapNum(0)
    plain = rdMolStandardize.Uncharger().uncharge(Chem.RemoveHs(plain))
    ordered = Chem.MolFromSmiles(Chem.MolToSmiles(plain))
    if ordered is None:
        raise ValueError("the structure does not survive writing and reading")
    return ordered
