"""What makes no difference to the answer of a class definition."""

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from rdkit import Chem

from substances_on_file import rows
from tidewaiter.classes import membership

SMILES = [case["smiles"] for case in rows("class_cases.csv")] + [
    "CCC(=O)N(c1ccccc1)C1CC[N+]([O-])(CCc2ccccc2)CC1",
    "CC(C)N1CCC(CC1)N(c1ccc(Cl)cc1)C(=O)Cc1ccccc1",
]
SALTS = (".Cl", ".Br", ".OC(=O)CC(O)(CC(=O)O)C(=O)O", ".OC(=O)C(=O)O", ".O", ".O.Cl")
DAY = date(2019, 6, 1)

structures = st.sampled_from(SMILES)
jurisdictions = st.sampled_from(["US", "CN"])


@given(structures, jurisdictions, st.integers(0, 10**6))
def test_the_order_of_atoms_makes_no_difference(smiles: str, jurisdiction: str, seed: int) -> None:
    mol = Chem.MolFromSmiles(smiles)
    order = list(range(mol.GetNumAtoms()))
    random.Random(seed).shuffle(order)
    shuffled = Chem.MolToSmiles(Chem.RenumberAtoms(mol, order), canonical=False)

    assert membership(shuffled, jurisdiction, DAY) == membership(smiles, jurisdiction, DAY)


@given(structures, jurisdictions, st.sampled_from(SALTS))
def test_the_salt_makes_no_difference(smiles: str, jurisdiction: str, salt: str) -> None:
    free, salted = membership(smiles, jurisdiction, DAY), membership(smiles + salt, jurisdiction, DAY)

    assert (salted.outcome, salted.clause, salted.reasons) == (free.outcome, free.clause, free.reasons)


@given(structures, jurisdictions)
def test_the_charge_of_a_salt_makes_no_difference(smiles: str, jurisdiction: str) -> None:
    mol = Chem.MolFromSmiles(smiles)
    basic = mol.GetSubstructMatch(Chem.MolFromSmarts("[NX3;!$(N-[#6]=[O,S,N]);!$(N-c)]"))
    if not basic:
        return
    mol.GetAtomWithIdx(basic[0]).SetFormalCharge(1)
    Chem.SanitizeMol(mol)
    charged = Chem.MolToSmiles(mol) + ".[Cl-]"

    answer, free = membership(charged, jurisdiction, DAY), membership(smiles, jurisdiction, DAY)

    assert (answer.outcome, answer.clause, answer.reasons) == (free.outcome, free.clause, free.reasons)


@given(structures, jurisdictions, st.integers(0, 10**6))
def test_isotopes_make_no_difference(smiles: str, jurisdiction: str, seed: int) -> None:
    mol = Chem.AddHs(Chem.MolFromSmiles(smiles))
    hydrogens = [atom for atom in mol.GetAtoms() if atom.GetSymbol() == "H"]
    for atom in random.Random(seed).sample(hydrogens, 3):
        atom.SetIsotope(2)

    answer, plain = membership(Chem.MolToSmiles(mol), jurisdiction, DAY), membership(smiles, jurisdiction, DAY)

    assert (answer.outcome, answer.clause, answer.reasons) == (plain.outcome, plain.clause, plain.reasons)


@given(st.text(max_size=60), jurisdictions)
def test_no_text_raises(text: str, jurisdiction: str) -> None:
    assert membership(text, jurisdiction, DAY).rule


@given(structures, jurisdictions)
def test_an_answer_names_a_clause_and_atoms_that_are_there(smiles: str, jurisdiction: str) -> None:
    answer = membership(smiles, jurisdiction, DAY)

    atoms = Chem.MolFromSmiles(answer.smiles).GetNumAtoms()
    assert answer.clause
    assert all(0 <= atom < atoms for atom in answer.atoms)
    assert answer.outcome != "member" or answer.atoms
