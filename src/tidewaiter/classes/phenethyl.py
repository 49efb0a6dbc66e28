"""The phenethyl group under clauses (A) and (B): a single ring two carbons away from the piperidine nitrogen, and what it bears."""

from collections.abc import Iterator

from rdkit import Chem

from tidewaiter.classes.anatomy import Branch, branch_from
from tidewaiter.classes.answer import Reason, Verdict
from tidewaiter.classes.definitions import Clause
from tidewaiter.classes.groups import NEAR_KINDS, group_kind

__all__ = ["judge_phenethyl"]

_BEST_FIRST = ("unchanged", "met", "review", "not_met")


def judge_phenethyl(mol: Chem.Mol, branch: Branch, *, ring: Clause, group: Clause) -> Reason:
    """Judge the group on the piperidine nitrogen; where it can be read in several ways, the one nearest to the law counts."""
    both = f"{ring.mark} and {group.mark}"
    read = [_judge_path(mol, branch, path, ring, group) for path in _paths(mol, branch)]
    if not read:
        words = "the piperidine nitrogen does not bear a ring two carbons away, as in phenethyl"
        return Reason(both, "not_met", words, tuple(sorted(branch.atoms)))
    return min(read, key=lambda reason: (_BEST_FIRST.index(reason.verdict), reason.clause, reason.atoms))


def _paths(mol: Chem.Mol, branch: Branch) -> Iterator[tuple[int, int, int]]:
    """Each first carbon, second carbon and ring atom, where both carbons are saturated and the ring is not their own."""
    first = mol.GetAtomWithIdx(branch.first)
    if not _is_saturated_carbon(first):
        return
    for second in first.GetNeighbors():
        if second.GetIdx() == branch.root or not _is_saturated_carbon(second):
            continue
        for far in second.GetNeighbors():
            if far.GetIdx() != first.GetIdx() and far.IsInRing() and (far.GetIsAromatic() or not _share_ring(mol, second, far)):
                yield first.GetIdx(), second.GetIdx(), far.GetIdx()


def _judge_path(mol: Chem.Mol, branch: Branch, path: tuple[int, int, int], ring: Clause, group: Clause) -> Reason:
    both = f"{ring.mark} and {group.mark}"
    first, second, far = path
    on_chain = _groups_on(mol, (first, second), {branch.root, *path})
    if any(mol.GetAtomWithIdx(atom).IsInRing() for atom in (first, second)):
        return Reason(both, "review", "the two carbons before the ring are part of a ring themselves", tuple(sorted(branch.atoms)))
    unsettled = _worst(on_chain, group)
    if unsettled is not None:
        verdict, kind, atoms = unsettled
        tells = "which the clause does not list" if verdict == "not_met" else "of which the clause does not speak"
        return Reason(group.mark, verdict, f"the phenethyl group bears {kind} before the ring, {tells}", atoms)
    members = next(atoms for atoms in mol.GetRingInfo().AtomRings() if far in atoms)
    if any(mol.GetRingInfo().NumAtomRings(atom) > 1 for atom in members):
        return Reason(ring.mark, "review", "the ring of the phenethyl group is fused to another ring", tuple(sorted(members)))
    return _judge_ring(mol, members, on_chain, second, ring, group)


def _judge_ring(
    mol: Chem.Mol, members: tuple[int, ...], on_chain: list[tuple[str, Branch]], before: int, ring: Clause, group: Clause
) -> Reason:
    on_ring = _groups_on(mol, members, {before, *members})
    phenyl = len(members) == 6 and all(
        mol.GetAtomWithIdx(atom).GetIsAromatic() and mol.GetAtomWithIdx(atom).GetSymbol() == "C" for atom in members
    )
    borne = tuple(sorted(atom for _, each in (*on_chain, *on_ring) for atom in each.atoms))
    if not phenyl or any(kind not in group.takes for kind, _ in on_ring):
        return Reason(ring.mark, "met", ring.words, tuple(sorted({*members, *borne})))
    if borne:
        return Reason(group.mark, "met", group.words, borne)
    return Reason(group.mark, "unchanged", "the group on the piperidine nitrogen is phenethyl", tuple(sorted(members)))


def _worst(groups: list[tuple[str, Branch]], clause: Clause) -> tuple[Verdict, str, tuple[int, ...]] | None:
    """The group on the chain that the clause does not list, if any: not near to a listed one before near."""
    strange = [(kind, branch) for kind, branch in groups if kind not in clause.takes]
    if not strange:
        return None
    far = [(kind, branch) for kind, branch in strange if NEAR_KINDS.get(kind) not in clause.takes]
    kind, branch = (far or strange)[0]
    return ("not_met" if far else "review"), kind, tuple(sorted(branch.atoms))


def _groups_on(mol: Chem.Mol, atoms: tuple[int, ...], taken: set[int]) -> list[tuple[str, Branch]]:
    """Kind and atoms of every group on some atoms, other than the atoms already taken."""
    found = []
    for root in atoms:
        for neighbour in mol.GetAtomWithIdx(root).GetNeighbors():
            if neighbour.GetIdx() not in taken:
                branch = branch_from(mol, root, first=neighbour.GetIdx(), blocked=frozenset(taken))
                found.append((group_kind(mol, branch), branch))
    return found


def _is_saturated_carbon(atom: Chem.Atom) -> bool:
    return bool(atom.GetSymbol() == "C") and all(bond.GetBondType() == Chem.BondType.SINGLE for bond in atom.GetBonds())


def _share_ring(mol: Chem.Mol, first: Chem.Atom, second: Chem.Atom) -> bool:
    return any(first.GetIdx() in ring and second.GetIdx() in ring for ring in mol.GetRingInfo().AtomRings())
