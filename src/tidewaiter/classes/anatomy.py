"""The molecule in the law's parts: piperidine ring, its nitrogen's group, the anilide nitrogen with its acyl and its ring."""

from dataclasses import dataclass

from rdkit import Chem

__all__ = ["Anatomy", "Branch", "anatomies", "branch_from", "has_skeleton"]

_SKELETON = Chem.MolFromSmarts("[N]1-[C]-[C]-[C](-[N])-[C]-[C]-1")
"""A saturated six-ring of five carbons and a nitrogen, with a nitrogen opposite: what every definition here compares with."""


@dataclass(frozen=True, slots=True)
class Branch:
    """What hangs on one atom of the skeleton."""

    root: int
    first: int
    atoms: frozenset[int]
    closes: bool
    """Whether it comes back to the blocked atoms elsewhere, so that it is no single group but a ring fused to them."""


@dataclass(frozen=True, slots=True)
class Anatomy:
    """One way to lay the skeleton of the compared molecule over a structure."""

    mol: Chem.Mol
    ring: tuple[int, ...]
    """The piperidine ring, its nitrogen first."""
    amide_nitrogen: int
    on_ring: tuple[Branch, ...]
    """Groups on the five carbons of the piperidine ring, without the anilide nitrogen."""
    on_ring_nitrogen: tuple[Branch, ...]
    on_amide_nitrogen: tuple[Branch, ...]


def has_skeleton(mol: Chem.Mol) -> bool:
    """Whether a molecule holds the skeleton that every definition here compares with."""
    return bool(mol.HasSubstructMatch(_SKELETON))


def anatomies(mol: Chem.Mol) -> tuple[Anatomy, ...]:
    """Give every way to lay the skeleton over a molecule; one group over both ways of walking a symmetric ring."""
    found = {frozenset(match): match for match in mol.GetSubstructMatches(_SKELETON, uniquify=True, maxMatches=64)}
    return tuple(_anatomy(mol, match) for match in found.values())


def _anatomy(mol: Chem.Mol, match: tuple[int, ...]) -> Anatomy:
    nitrogen, c2, c3, c4, amide, c5, c6 = match
    ring = (nitrogen, c2, c3, c4, c5, c6)
    skeleton = frozenset((*ring, amide))
    branches = {root: _branches(mol, root, skeleton) for root in (*ring, amide)}
    on_ring = tuple(branch for carbon in (c2, c3, c4, c5, c6) for branch in branches[carbon])
    return Anatomy(mol, ring, amide, on_ring, branches[nitrogen], branches[amide])


def _branches(mol: Chem.Mol, root: int, skeleton: frozenset[int]) -> tuple[Branch, ...]:
    neighbours = sorted(atom.GetIdx() for atom in mol.GetAtomWithIdx(root).GetNeighbors())
    return tuple(branch_from(mol, root, first=first, blocked=skeleton) for first in neighbours if first not in skeleton)


def branch_from(mol: Chem.Mol, root: int, *, first: int, blocked: frozenset[int]) -> Branch:
    """Give what hangs on an atom by way of one neighbour, without the blocked atoms, of which the root is one."""
    seen, waiting, ways_back = {first}, [first], 0
    while waiting:
        here = waiting.pop()
        for atom in mol.GetAtomWithIdx(here).GetNeighbors():
            index = atom.GetIdx()
            if index in blocked:
                ways_back += 1
            elif index not in seen:
                seen.add(index)
                waiting.append(index)
    return Branch(root, first, frozenset(seen), ways_back > 1)
