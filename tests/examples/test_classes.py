"""What the class-wide definitions of the law say of structures whose status is documented."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from rdkit import Chem

from substances_on_file import ordinary_substances, rows
from tidewaiter.classes import Definition, class_jurisdictions, definitions, draw, membership
from tidewaiter.classes.anatomy import branch_from
from tidewaiter.classes.definitions import Example
from tidewaiter.classes.groups import group_kind
from tidewaiter.errors import BadInput

CASES = rows("class_cases.csv")
NAMES = [case["name"] for case in CASES]
STRUCTURES = {case["name"]: case["smiles"] for case in CASES}
ORDER_BEGAN, CHINA_BEGAN, LATER = date(2018, 2, 6), date(2019, 5, 1), date(2026, 1, 1)
A_DAY = timedelta(days=1)
FENTANYL = "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
LORCAINIDE = "CC(C)N1CCC(CC1)N(c1ccc(Cl)cc1)C(=O)Cc1ccccc1"


def is_relative(case: dict[str, str]) -> bool:
    """Whether a listed substance has the skeleton that the class compares with; opioids of other families have not."""
    return case["name"] not in ("AH-7921", "U-47700")


def test_the_evidence_holds_forty_notices_and_says_of_each_who_read_it() -> None:
    cited = [case for case in CASES if " FR " in case["citation"] or "FR Doc." in case["citation"]]
    assert len(cited) >= 40
    assert all(case["verified"].split(":")[0] in ("yes", "in part", "no") for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_wording_of_the_united_states_is_met_where_a_notice_documents_it(case: dict[str, str]) -> None:
    assert membership(case["smiles"], "US", LATER).wording is (case["us_wording"] == "yes")


@pytest.mark.parametrize("case", [case for case in CASES if case["us_listed_from"] > "2018-02-06"], ids=lambda case: case["name"])
def test_a_substance_is_listed_from_the_day_that_a_rule_names_it_and_a_member_until_then(case: dict[str, str]) -> None:
    if case["us_listed_from"] == "before":
        assert membership(case["smiles"], "US", ORDER_BEGAN).outcome == ("listed" if is_relative(case) else "not_member")
        return
    named = date.fromisoformat(case["us_listed_from"])

    before, after = membership(case["smiles"], "US", named - A_DAY), membership(case["smiles"], "US", named)

    assert before.member is (case["us_wording"] == "yes")
    assert (after.member, after.outcome) == (False, "listed")
    assert after.named is not None
    assert case["name"] in after.rule


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_nothing_is_of_a_class_the_day_before_it_began(case: dict[str, str]) -> None:
    for jurisdiction, began in (("US", ORDER_BEGAN), ("CN", CHINA_BEGAN)):
        answer = membership(case["smiles"], jurisdiction, began - A_DAY)
        assert (answer.member, answer.outcome, answer.valid_from) == (False, "before_law", began)


def test_the_text_of_the_day_is_cited() -> None:
    smiles = STRUCTURES["para-chlorofentanyl"]

    last_of_order, first_of_act = (membership(smiles, "US", day) for day in (date(2025, 7, 15), date(2025, 7, 16)))

    assert last_of_order.member
    assert first_of_act.member
    assert last_of_order.citation.startswith("83 FR 5188")
    assert first_of_act.citation.startswith("Pub. L. 119-26")
    assert first_of_act.valid_from == date(2025, 7, 16)


def test_fentanyl_is_no_change_of_itself_and_listed_by_name() -> None:
    american, chinese = membership(FENTANYL, "US", LATER), membership(FENTANYL, "CN", LATER)

    assert (american.member, american.outcome, american.wording) == (False, "listed", False)
    assert (chinese.member, chinese.outcome) == (False, "not_member")
    assert "nothing is changed" in chinese.rule


def test_china_takes_other_groups_on_the_nitrogen_but_not_hydrogen() -> None:
    benzyl, hydrogen = "CCC(=O)N(c1ccccc1)C1CCN(Cc2ccccc2)CC1", "CCC(=O)N(c1ccccc1)C1CCNCC1"

    assert membership(benzyl, "CN", CHINA_BEGAN).clause == "4"
    assert membership(benzyl, "US", LATER).clause == "(A) and (B)"
    assert membership(hydrogen, "CN", CHINA_BEGAN).member is False


def test_a_medicine_that_the_chinese_class_takes_is_said_to_be_one() -> None:
    answer = membership(LORCAINIDE, "CN", LATER)

    assert answer.member is True
    assert [reason.clause for reason in answer.reasons if reason.verdict == "met"] == ["1", "2", "4"]
    assert answer.medicine is not None
    assert answer.medicine.startswith("lorcainide: a medicine for the rhythm of the heart")
    assert membership(LORCAINIDE, "US", LATER).member is False


@pytest.mark.parametrize(
    ("name", "clauses"),
    [
        ("thiofentanyl", ["(A)"]),
        ("beta-methyl fentanyl", ["(B)"]),
        ("beta-hydroxyfentanyl", ["(B)"]),
        ("2',5'-dimethoxyfentanyl", ["(B)"]),
        ("3-methylfentanyl", ["(C)"]),
        ("carfentanil", ["(C)"]),
        ("meta-fluorofentanyl", ["(D)"]),
        ("fentanyl carbamate", ["(E)"]),
        ("sufentanil", ["(A)", "(C)"]),
        ("2'-fluoro ortho-fluorofentanyl", ["(B)", "(D)"]),
        ("ocfentanil", ["(D)", "(E)"]),
    ],
)
def test_the_clauses_met_are_those_of_the_parts_that_differ_from_fentanyl(name: str, clauses: list[str]) -> None:
    answer = membership(STRUCTURES[name], "US", LATER)

    assert answer.wording is True
    assert [reason.clause for reason in answer.reasons if reason.verdict == "met"] == clauses


@pytest.mark.parametrize(
    ("name", "smiles", "clause"),
    [
        ("benzylfentanyl", "CCC(=O)N(c1ccccc1)C1CCN(Cc2ccccc2)CC1", "(A) and (B)"),
        ("lorcainide", LORCAINIDE, "(A) and (B)"),
        ("a sulfonic acid on the phenethyl group", "CCC(=O)N(c1ccccc1)C1CCN(CC(S(=O)(=O)O)c2ccccc2)CC1", "(B)"),
        ("a silyl group on the piperidine ring", "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1[Si](C)(C)C", "(C)"),
        ("indoramin", "O=C(NC1CCN(CCc2c[nH]c3ccccc23)CC1)c1ccccc1", "(D)"),
        ("4-anilino-N-phenethylpiperidine", "c1ccc(CCN2CCC(Nc3ccccc3)CC2)cc1", "(E)"),
        ("U-47700", "CN(C)C1CCCCC1N(C)C(=O)c1ccc(Cl)c(Cl)c1", "structurally related to fentanyl"),
    ],
)
def test_the_first_clause_that_is_not_met_is_named(name: str, smiles: str, clause: str) -> None:
    answer = membership(smiles, "US", date(2018, 2, 6))

    assert answer.wording is False
    assert next(reason.clause for reason in answer.reasons if reason.verdict == "not_met") == clause, name


@pytest.mark.parametrize(
    ("smiles", "kind"),
    [
        ("Cc1ccccc1", "alkyl"),
        ("C=Cc1ccccc1", "alkenyl"),
        ("C#Cc1ccccc1", "alkynyl"),
        ("COc1ccccc1", "alkoxyl"),
        ("Oc1ccccc1", "hydroxyl"),
        ("Clc1ccccc1", "halo"),
        ("FC(F)(F)c1ccccc1", "haloalkyl"),
        ("Nc1ccccc1", "amino"),
        ("CNc1ccccc1", "substituted amino"),
        ("CC(=O)Nc1ccccc1", "a group on N"),
        ("O=[N+]([O-])c1ccccc1", "nitro"),
        ("COC(=O)c1ccccc1", "ester"),
        ("CC(=O)Oc1ccccc1", "acyloxy"),
        ("COCc1ccccc1", "ether"),
        ("c1ccc(Oc2ccccc2)cc1", "ether"),
        ("N#Cc1ccccc1", "cyano"),
        ("OC(=O)c1ccccc1", "carboxyl"),
        ("NC(=O)c1ccccc1", "carbamoyl"),
        ("CC(=O)c1ccccc1", "acyl"),
        ("c1ccc(-c2ccccc2)cc1", "aryl"),
        ("C1CCC(CC1)c1ccccc1", "cycloalkyl"),
        ("C1CCCCC1Cc1ccccc1", "alkyl with a ring"),
        ("OCc1ccccc1", "substituted alkyl"),
        ("CSc1ccccc1", "a group on S"),
    ],
)
def test_a_group_has_the_name_that_the_lists_of_the_law_use(smiles: str, kind: str) -> None:
    mol = Chem.MolFromSmiles(smiles)
    ring = mol.GetSubstructMatches(Chem.MolFromSmarts("c1ccccc1"))[-1]
    bonds = [(atom, other.GetIdx()) for atom in ring for other in mol.GetAtomWithIdx(atom).GetNeighbors() if other.GetIdx() not in ring]
    root, first = bonds[0]

    assert group_kind(mol, branch_from(mol, root, first=first, blocked=frozenset(ring))) == kind


@pytest.mark.parametrize(
    "smiles",
    [
        "CCC(=O)N(c1ccc2ccccc2c1)C1CCN(CCc2ccccc2)CC1",
        "O=C1Cc2ccccc2N1C1CCN(CCc2ccccc2)CC1",
        "CS(=O)(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1",
        "CNC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1",
        "CCC(=O)N(c1ccccc1)C1CC[N+]([O-])(CCc2ccccc2)CC1",
        "CCC(=O)N(c1ccccc1)C1C2CCC1CN(CCc1ccccc1)C2",
    ],
)
def test_what_the_words_do_not_settle_goes_to_a_lawyer(smiles: str) -> None:
    answer = membership(smiles, "US", LATER)

    assert (answer.member, answer.outcome) == (None, "review")
    assert answer.rule.endswith("Ask a lawyer.")


def test_no_ordinary_medicine_opioid_of_another_family_or_piperidine_is_of_the_american_class() -> None:
    substances = list(ordinary_substances())

    taken = [name for name, smiles in substances if membership(smiles, "US", LATER).outcome != "not_member"]

    assert len(substances) >= 300
    assert taken == []


def test_the_chinese_class_takes_one_ordinary_medicine_and_says_what_it_is() -> None:
    answers = {name: membership(smiles, "CN", LATER) for name, smiles in ordinary_substances()}

    taken = {name: answer.medicine for name, answer in answers.items() if answer.outcome != "not_member"}

    assert list(taken) == ["lorcainide"]
    assert taken["lorcainide"] is not None


@pytest.mark.parametrize("example", [(each, example) for each in definitions() for example in each.examples], ids=lambda pair: pair[1].name)
def test_the_examples_of_a_definition_are_answered_as_it_says(example: tuple[Definition, Example]) -> None:
    definition, case = example
    assert membership(case.smiles, definition.jurisdiction, case.day).member is case.member


@pytest.mark.parametrize(
    "given",
    ["", "no structure", "C1CC", "c1cccc1", "F(F)F(F)F", "C" * 2000, "C(" * 4000, "C" * 10**7, "C>>C", "*", "[Fe]"],
    ids=lambda given: given[:12],
)
def test_what_cannot_be_read_or_is_no_relative_is_never_an_error(given: str, capfd: pytest.CaptureFixture[str]) -> None:
    for jurisdiction in class_jurisdictions():
        assert membership(given, jurisdiction, LATER).outcome in ("unreadable", "not_member")
    assert capfd.readouterr().err == ""


def test_a_jurisdiction_without_a_class_definition_is_said_with_those_that_have_one() -> None:
    with pytest.raises(BadInput, match=r"'GB'.*CN, US"):
        membership(FENTANYL, "GB", LATER)


def test_the_picture_colours_the_part_that_decides_and_is_the_same_each_time() -> None:
    answer = membership("O=C(c1ccco1)N(c1ccc(F)cc1)C1CCN(CCc2ccccc2)CC1", "US", date(2021, 1, 1))

    picture = draw(answer)

    assert picture == draw(answer)
    assert "#FFB772" in picture.upper()
    assert len(answer.atoms) == 14
    with pytest.raises(BadInput, match="no structure to draw"):
        draw(membership("no structure", "US", LATER))


def test_the_commands_start_without_the_chemistry_library() -> None:
    asked = "import sys, tidewaiter.cli, tidewaiter.classes; print('rdkit' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "False"
