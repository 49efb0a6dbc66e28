"""Each part of a molecule against the clauses of a definition: unchanged, changed as the law says, otherwise, or unsettled."""

from collections.abc import Callable, Iterable
from itertools import chain

from rdkit import Chem

from tidewaiter.classes.anatomy import Anatomy, Branch
from tidewaiter.classes.answer import Reason, Verdict
from tidewaiter.classes.definitions import Clause, Definition
from tidewaiter.classes.groups import NEAR_KINDS, group_kind
from tidewaiter.classes.phenethyl import judge_phenethyl

__all__ = ["judge_parts"]

_PROPIONYL = Chem.MolFromSmarts("[CX3;!R](=[OX1])-[CH2;!R]-[CH3]")


def judge_parts(anatomy: Anatomy, definition: Definition) -> tuple[Reason, ...]:
    """Give a reason per part of the molecule, in the order of the definition's clauses."""
    by_part = {clause.part: clause for clause in definition.clauses}
    judges: dict[str, Callable[[Anatomy, Clause], Reason]] = {
        "acyl": _judge_acyl,
        "aniline_ring": _judge_aniline_ring,
        "piperidine_ring": _judge_piperidine_ring,
        "piperidine_nitrogen": _judge_piperidine_nitrogen,
    }
    if "phenethyl" not in by_part:
        return tuple(judges[part](anatomy, clause) for part, clause in by_part.items())
    on_nitrogen = _only_group(anatomy, f"{by_part['phenethyl_ring'].mark} and {by_part['phenethyl'].mark}")
    tail = (
        on_nitrogen
        if isinstance(on_nitrogen, Reason)
        else judge_phenethyl(anatomy.mol, on_nitrogen, ring=by_part["phenethyl_ring"], group=by_part["phenethyl"])
    )
    return (tail, *(judges[part](anatomy, clause) for part, clause in by_part.items() if part in judges))


def _judge_acyl(anatomy: Anatomy, clause: Clause) -> Reason:
    acyls = [branch for branch in anatomy.on_amide_nitrogen if _carbon_of_acyl(anatomy.mol, branch, "O")]
    mark = clause.mark
    if not acyls:
        return _no_acyl(anatomy, mark)
    branch = next((acyl for acyl in acyls if not _begins_with_ring(anatomy.mol, acyl)), acyls[0])
    if branch.closes or _begins_with_ring(anatomy.mol, branch):
        return _reason(mark, "review", "the acyl group is part of a ring", branch.atoms)
    if any(match[0] == branch.first and len(branch.atoms) == 4 for match in anatomy.mol.GetSubstructMatches(_PROPIONYL)):
        return _reason(mark, "unchanged", "the acyl group is propionyl", branch.atoms)
    if group_kind(anatomy.mol, branch) == "carbamoyl":
        return _reason(mark, "review", "the nitrogen bears a carbamoyl group (a urea), of which the text does not speak", branch.atoms)
    if len(anatomy.on_amide_nitrogen) > 2:
        return _reason(mark, "review", "the anilide nitrogen bears a third group", branch.atoms)
    return _reason(mark, "met", clause.words, branch.atoms)


def _no_acyl(anatomy: Anatomy, mark: str) -> Reason:
    sulfur = [branch for branch in anatomy.on_amide_nitrogen if _acyl_of_sulfur(anatomy.mol, branch)]
    if sulfur:
        return _reason(mark, "review", "an acyl group of sulfur stands for the propionyl; the text does not speak of it", sulfur[0].atoms)
    return _reason(mark, "not_met", "the nitrogen bears no acyl group", (anatomy.amide_nitrogen,))


def _judge_aniline_ring(anatomy: Anatomy, clause: Clause) -> Reason:
    mol = anatomy.mol
    rings = [branch for branch in anatomy.on_amide_nitrogen if _begins_with_ring(mol, branch)]
    aromatic = [branch for branch in rings if mol.GetAtomWithIdx(branch.first).GetIsAromatic()]
    if not aromatic:
        atoms = chain((anatomy.amide_nitrogen,), *(branch.atoms for branch in rings))
        return _reason(clause.mark, "not_met", "the nitrogen bears no aromatic ring", atoms)
    branch = aromatic[0]
    if branch.closes or mol.GetRingInfo().NumAtomRings(branch.first) > 1 or _is_fused(mol, branch.first):
        return _reason(clause.mark, "review", "the aromatic ring on the nitrogen is fused to another ring", branch.atoms)
    if len(branch.atoms) == 6 and all(mol.GetAtomWithIdx(index).GetSymbol() == "C" for index in branch.atoms):
        return _reason(clause.mark, "unchanged", "the ring on the nitrogen is phenyl", branch.atoms)
    return _reason(clause.mark, "met", clause.words, branch.atoms)


def _judge_piperidine_ring(anatomy: Anatomy, clause: Clause) -> Reason:
    if any(branch.closes for branch in anatomy.on_ring):
        atoms = chain.from_iterable(branch.atoms for branch in anatomy.on_ring if branch.closes)
        return _reason(clause.mark, "review", "a ring is fused to the piperidine ring or bridges it", atoms)
    kinds = [(group_kind(anatomy.mol, branch), branch) for branch in anatomy.on_ring]
    if not kinds:
        return _reason(clause.mark, "unchanged", "the piperidine ring bears no further group", anatomy.ring)
    allowed = {*clause.takes, *(("acyloxy",) if "ester" in clause.takes else ())}
    strange = [(kind, branch) for kind, branch in kinds if kind not in allowed]
    unlisted = [(kind, branch) for kind, branch in strange if NEAR_KINDS.get(kind) not in allowed]
    if unlisted:
        return _on_piperidine(clause.mark, "not_met", unlisted, "which the clause does not list")
    if strange:
        return _on_piperidine(clause.mark, "review", strange, "of which the clause does not speak")
    return _reason(clause.mark, "met", clause.words, chain.from_iterable(branch.atoms for _, branch in kinds))


def _on_piperidine(mark: str, verdict: Verdict, groups: list[tuple[str, Branch]], tells: str) -> Reason:
    kinds = ", ".join(sorted({kind for kind, _ in groups}))
    return _reason(mark, verdict, f"the piperidine ring bears {kinds}, {tells}", chain.from_iterable(branch.atoms for _, branch in groups))


def _judge_piperidine_nitrogen(anatomy: Anatomy, clause: Clause) -> Reason:
    branch = _only_group(anatomy, clause.mark)
    if isinstance(branch, Reason):
        return branch
    phenethyl = Chem.MolFromSmarts("[CH2]-[CH2]-c1[cH][cH][cH][cH][cH]1")
    if len(branch.atoms) == 8 and any(match[0] == branch.first for match in anatomy.mol.GetSubstructMatches(phenethyl)):
        return _reason(clause.mark, "unchanged", "the group on the piperidine nitrogen is phenethyl", branch.atoms)
    return _reason(clause.mark, "met", clause.words, branch.atoms)


def _only_group(anatomy: Anatomy, mark: str) -> Branch | Reason:
    """The one group on the piperidine nitrogen, or why there is none."""
    branches = anatomy.on_ring_nitrogen
    if not branches:
        return _reason(mark, "not_met", "the piperidine nitrogen bears hydrogen", anatomy.ring[:1])
    if len(branches) > 1:
        atoms = chain.from_iterable(branch.atoms for branch in branches)
        return _reason(mark, "review", "the piperidine nitrogen bears two groups, as in an oxide or a quaternary salt", atoms)
    if branches[0].closes:
        return _reason(mark, "review", "the group on the piperidine nitrogen closes a further ring", branches[0].atoms)
    return branches[0]


def _carbon_of_acyl(mol: Chem.Mol, branch: Branch, symbol: str) -> bool:
    first = mol.GetAtomWithIdx(branch.first)
    return bool(first.GetSymbol() == "C") and any(
        bond.GetBondType() == Chem.BondType.DOUBLE and bond.GetOtherAtom(first).GetSymbol() == symbol for bond in first.GetBonds()
    )


def _acyl_of_sulfur(mol: Chem.Mol, branch: Branch) -> bool:
    return _carbon_of_acyl(mol, branch, "S") or mol.GetAtomWithIdx(branch.first).GetSymbol() == "S"


def _begins_with_ring(mol: Chem.Mol, branch: Branch) -> bool:
    return bool(mol.GetAtomWithIdx(branch.first).IsInRing())


def _is_fused(mol: Chem.Mol, atom: int) -> bool:
    """Whether the ring of an atom shares an atom with another ring."""
    info = mol.GetRingInfo()
    return any(info.NumAtomRings(index) > 1 for ring in info.AtomRings() if atom in ring for index in ring)


def _reason(mark: str, verdict: Verdict, words: str, atoms: Iterable[int]) -> Reason:
    return Reason(mark, verdict, words, tuple(sorted(set(atoms))))
