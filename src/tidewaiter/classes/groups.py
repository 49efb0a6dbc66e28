"""The name a lawyer would give to a group on the molecule: alkyl, halo, ester and the like."""

from rdkit import Chem

from tidewaiter.classes.anatomy import Branch

__all__ = ["NEAR_KINDS", "group_kind"]

NEAR_KINDS = {
    "substituted amino": "amino",
    "cycloalkyl": "alkyl",
    "alkyl with a ring": "alkyl",
    "substituted alkyl": "alkyl",
    "acyloxy": "hydroxyl",
}
"""Group -> the listed group it may or may not count as. chosen: a lawyer decides, as the texts do not say."""

_HALOGENS = {"F", "Cl", "Br", "I"}


def group_kind(mol: Chem.Mol, branch: Branch) -> str:
    """Give the kind of a group: one of the words of the laws, one of `NEAR_KINDS`, or a name that no law lists.

    An acyloxy group is an ester, and is told apart as it is the ester of a hydroxyl.
    """
    first = mol.GetAtomWithIdx(branch.first)
    symbol = first.GetSymbol()
    if mol.GetBondBetweenAtoms(branch.root, branch.first).GetBondType() != Chem.BondType.SINGLE:
        return "oxo" if symbol == "O" else "a group on a double bond"
    if symbol in _HALOGENS:
        return "halo"
    by_element = {"C": _on_carbon, "O": _on_oxygen, "N": _on_nitrogen}
    return by_element[symbol](mol, branch) if symbol in by_element else f"a group on {symbol}"


def _on_carbon(mol: Chem.Mol, branch: Branch) -> str:
    atoms = [mol.GetAtomWithIdx(index) for index in branch.atoms]
    first = mol.GetAtomWithIdx(branch.first)
    elements = {atom.GetSymbol() for atom in atoms}
    if carbonyl := _carbonyl(mol, branch):
        return carbonyl
    if first.IsInRing():
        return "aryl" if first.GetIsAromatic() else "cycloalkyl"
    if any(atom.IsInRing() for atom in atoms):
        return "alkyl with a ring"
    if elements == {"C"}:
        return _hydrocarbon(mol, atoms)
    if not all(_sp3(atom) for atom in atoms):
        return "cyano" if first.GetHybridization() == Chem.HybridizationType.SP else "substituted alkyl"
    if elements <= {"C"} | _HALOGENS:
        return "haloalkyl"
    ethers = [atom for atom in atoms if atom.GetSymbol() == "O"]
    return "ether" if elements == {"C", "O"} and all(atom.GetDegree() == 2 for atom in ethers) else "substituted alkyl"


def _hydrocarbon(mol: Chem.Mol, atoms: list[Chem.Atom]) -> str:
    orders = {bond.GetBondType() for atom in atoms for bond in atom.GetBonds()}
    if Chem.BondType.TRIPLE in orders:
        return "alkynyl"
    return "alkenyl" if Chem.BondType.DOUBLE in orders else "alkyl"


def _carbonyl(mol: Chem.Mol, branch: Branch) -> str:
    """What a group that begins with a carbonyl is; empty if it does not."""
    first = mol.GetAtomWithIdx(branch.first)
    if first.IsInRing() or not _doubly_bound(first, "O"):
        return ""
    others = [atom for atom in first.GetNeighbors() if atom.GetIdx() != branch.root and not _double(first, atom)]
    if others and others[0].GetSymbol() == "O":
        return "ester" if others[0].GetDegree() == 2 else "carboxyl"
    return "carbamoyl" if others and others[0].GetSymbol() == "N" else "acyl"


def _on_oxygen(mol: Chem.Mol, branch: Branch) -> str:
    first = mol.GetAtomWithIdx(branch.first)
    if first.GetDegree() == 1:
        return "hydroxyl"
    beyond = next(atom for atom in first.GetNeighbors() if atom.GetIdx() != branch.root)
    if beyond.GetSymbol() != "C":
        return "a group on O"
    if _doubly_bound(beyond, "O"):
        return "acyloxy"
    atoms = [mol.GetAtomWithIdx(index) for index in branch.atoms]
    plain = all(_sp3(atom) and not atom.IsInRing() for atom in atoms) and sum(atom.GetSymbol() != "C" for atom in atoms) == 1
    return "alkoxyl" if plain else "ether"


def _on_nitrogen(mol: Chem.Mol, branch: Branch) -> str:
    first = mol.GetAtomWithIdx(branch.first)
    if len(branch.atoms) == 1:
        return "amino"
    if len(branch.atoms) == 3 and sum(atom.GetSymbol() == "O" for atom in first.GetNeighbors()) == 2:
        return "nitro"
    beyond = [atom for atom in first.GetNeighbors() if atom.GetIdx() != branch.root]
    carbons = all(atom.GetSymbol() == "C" and not _doubly_bound(atom, "O") and not _doubly_bound(atom, "N") for atom in beyond)
    return "substituted amino" if carbons and not first.GetIsAromatic() else "a group on N"


def _sp3(atom: Chem.Atom) -> bool:
    return all(bond.GetBondType() == Chem.BondType.SINGLE for bond in atom.GetBonds())


def _double(first: Chem.Atom, second: Chem.Atom) -> bool:
    bond = first.GetOwningMol().GetBondBetweenAtoms(first.GetIdx(), second.GetIdx())
    return bool(bond.GetBondType() == Chem.BondType.DOUBLE)


def _doubly_bound(atom: Chem.Atom, symbol: str) -> bool:
    return any(other.GetSymbol() == symbol and _double(atom, other) for other in atom.GetNeighbors())
