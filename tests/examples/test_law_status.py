"""The law of a substance on a day: names, numbers and structures, scope words, and what cannot be told."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from commands import run_command
from law import asked
from tidewaiter.errors import BadInput
from tidewaiter.law.background import structures_of_names

BOC_4_AP = "CC(C)(C)OC(=O)N1CCC(CC1)Nc1ccccc1"
FLUORO_4_AP = "Fc1ccc(NC2CCNCC2)cc1"
KETAL = "C1CC2(CCN1)OCCO2"


@pytest.mark.parametrize("given", [{"name": "4-Piperidone"}, {"cas": "41661-47-6"}, {"smiles": "O=C1CCNCC1"}, {"name": "4-哌啶酮"}])
def test_a_name_a_number_and_a_structure_lead_to_the_same_entry(given: dict[str, str]) -> None:
    answer = asked("2023-05-12", **given)

    assert (answer.status, answer.entry, answer.valid_from) == ("controlled", "List I: 4-piperidone", date(2023, 5, 12))
    assert answer.citation == "88 FR 21902 (DEA-951)"


def test_before_a_control_began_the_rule_says_when_it_begins() -> None:
    answer = asked("2023-05-11", cas="41661-47-6")

    assert (answer.status, answer.entry, answer.citation, answer.valid_from) == ("none", None, None, None)
    assert "control begins 2023-05-12" in answer.rule


def test_before_any_law_nothing_is_controlled() -> None:
    assert asked("1850-01-01", name="acetone").status == "none"


def test_a_none_says_what_was_looked_up_and_in_which_state_of_the_register() -> None:
    answer = asked("2026-01-01", cas="50-00-0")

    assert answer.status == "none"
    assert "formaldehyde (CAS 50-00-0)" in answer.rule
    assert "looked up in US: " in answer.rule
    assert "read up to 2026-11-24, sha256 " in answer.rule


def test_a_changed_law_is_a_new_entry_and_the_control_goes_back_to_the_first() -> None:
    before, after = asked("2023-11-29", cas="23056-29-3"), asked("2023-11-30", cas="23056-29-3")

    assert (before.citation, after.citation) == ("85 FR 20822 (DEA-497)", "88 FR 74352 (DEA-1098, FR Doc 2023-23927)")
    assert before.valid_from == after.valid_from == date(2020, 5, 15)
    assert "under control without a gap since 2020-05-15" in after.rule


@pytest.mark.parametrize(
    ("smiles", "word", "begins"),
    [
        ("O=C1CCNCC1.Cl", "salts", "2023-05-12"),
        ("O=C1CCNCC1.O.Cl", "salts", "2023-05-12"),
        ("O=C1CC[NH2+]CC1.[Br-]", "salts", "2023-05-12"),
        (KETAL, "acetals", "2023-05-12"),
        ("COC1(OC)CCNCC1", "acetals", "2023-05-12"),
        ("CC(=O)N1CCC(=O)CC1", "amides", "2023-05-12"),
        ("O=C1CCN(CC1)C(=O)OCc1ccccc1", "carbamates", "2023-05-12"),
        ("CC(C)(C)OC(=O)N1CCC2(CC1)OCCO2", "acetals, carbamates", "2023-05-12"),
        (FLUORO_4_AP, "halides", "2023-11-30"),
        (f"{FLUORO_4_AP}.Cl", "halides, salts", "2023-11-30"),
        ("COC(=O)Cc1ccccc1", "esters", "2017-08-14"),
        ("[Na+].[O-]C(=O)Cc1ccccc1", "salts", "2017-08-14"),
        ("C[C@H]([C@@H](c1ccccc1)O)NC", None, "2017-08-14"),
    ],
)
def test_a_scope_word_covers_a_structure_from_the_day_of_its_entry(smiles: str, word: str | None, begins: str) -> None:
    answer = asked("2024-01-02", smiles=smiles)

    assert (answer.status, str(answer.valid_from)) == ("controlled", begins)
    assert word is None or f"by the scope word{'s' * (',' in word)} {word}" in answer.rule


def test_a_halide_was_free_until_the_entry_was_widened() -> None:
    before, on = asked("2023-11-29", smiles=FLUORO_4_AP), asked("2023-11-30", smiles=FLUORO_4_AP)

    assert (before.status, on.status) == ("none", "controlled")
    assert "control begins 2023-11-30: covered by the entry" in before.rule


def test_several_words_at_once_need_an_entry_that_says_so() -> None:
    salt_of_carbamate = f"{BOC_4_AP}.Cl"

    early, late = asked("2021-01-01", smiles=salt_of_carbamate), asked("2024-01-01", smiles=salt_of_carbamate)

    assert (early.status, late.status) == ("none", "controlled")


@pytest.mark.parametrize(
    "smiles",
    [
        "CN1CCC(=O)CC1",  # an N-alkyl is none of the words
        "O=C1CCCCN1",  # 2-piperidone
        "CC1CNCCC1=O",  # a substituent on carbon
        "COC1(O)CCNCC1",  # half an acetal
        "O=C1CCN(CC1)C(=O)NC",  # a urea
        "c1ccncc1N",
        "[Na+].[Cl-]",
        "C",
    ],
)
def test_what_no_scope_word_covers_is_none(smiles: str) -> None:
    assert asked("2024-01-02", smiles=smiles).status == "none"


def test_salt_words_of_a_name_count_where_the_entry_covers_salts() -> None:
    covered = asked("2024-01-02", name="4-Piperidone hydrochloride monohydrate, 98%")
    not_covered = asked("2024-01-02", name="benzyl cyanide hydrochloride")

    assert (covered.status, not_covered.status) == ("controlled", "none")
    assert "by the scope word salts" in covered.rule


def test_a_name_of_an_ordinary_chemical_is_not_taken_apart() -> None:
    acetal = asked("2024-01-02", name="benzaldehyde dimethyl acetal", cas="1125-88-8", smiles="COC(OC)c1ccccc1")

    assert acetal.status == "none"


def test_scope_words_of_a_name_count_where_there_is_no_structure() -> None:
    answer = asked("2024-01-02", name="esters of phenylacetic acid")

    assert answer.status == "controlled"
    assert "by the scope word esters" in answer.rule


def test_an_ordinary_chemical_is_told_by_its_structure_too() -> None:
    answer = asked("2024-01-02", name="methyl phenylacetate")

    assert answer.status == "controlled"
    assert "by the scope word esters" in answer.rule


def test_the_canadian_entry_covers_the_forms_that_its_order_names() -> None:
    for smiles in (FLUORO_4_AP, BOC_4_AP):
        assert asked("2024-01-02", "CA", smiles=smiles).status == "controlled"


def test_a_derivative_in_no_defined_sense_is_left_to_review() -> None:
    lorcainide = "CC(C)N1CCC(CC1)N(C2=CC=C(C=C2)Cl)C(=O)CC3=CC=CC=C3"

    answer = asked("2024-01-02", "CA", smiles=lorcainide)

    assert answer.status == "none"
    assert "derivatives" in answer.rule
    assert "which no law defines by structure: have it reviewed by counsel" in answer.rule


@pytest.mark.parametrize("cas", ["67-64-2", "41661-47-7", "CAS 1609-66-5", "abc", "1979-03-08", "6", "12345678901-11-1"])
def test_a_number_with_a_wrong_check_digit_or_none_at_all_is_unreadable(cas: str) -> None:
    answer = asked("2024-01-02", cas=cas, name="4-piperidone")

    assert (answer.status, answer.entry) == ("unreadable", None)
    assert cas.strip("CAS ") in answer.rule


@pytest.mark.parametrize("smiles", ["C1CNCCC1=", "not-a-structure", "C(C)(C)(C)(C)C", "((", "C" * 3000])
def test_a_structure_that_cannot_be_read_is_unreadable_with_the_reason(smiles: str) -> None:
    answer = asked("2024-01-02", smiles=smiles)

    assert answer.status == "unreadable"
    assert "cannot be read: " in answer.rule


def test_an_empty_row_is_unreadable() -> None:
    assert asked("2024-01-02").status == "unreadable"
    assert asked("2024-01-02", name="n/a", cas="-").status == "unreadable"


def test_a_cell_that_stands_for_an_empty_one_says_nothing_against_the_others() -> None:
    assert asked("2024-01-02", name="4-piperidone", cas="N/A").status == "controlled"


def test_a_number_in_the_column_of_names_is_read_as_one() -> None:
    assert asked("2024-01-02", name="CAS No. 41661-47-6").status == "controlled"


@pytest.mark.parametrize("name", ["4-AP", "piperidone", "phosphorus"])
def test_a_name_that_fits_several_substances_is_ambiguous_and_names_them(name: str) -> None:
    answer = asked("2024-01-02", name=name)

    assert answer.status == "ambiguous"
    assert " and " in answer.rule


def test_a_number_beside_a_name_that_fits_several_tells_which() -> None:
    assert asked("2024-01-02", name="4-AP", cas="23056-29-3").status == "controlled"
    assert asked("2024-01-02", name="4-AP", cas="504-24-5").status == "ambiguous"


@pytest.mark.parametrize(
    "given",
    [
        {"name": "acetone", "cas": "41661-47-6"},
        {"name": "benzoic acid", "cas": "41661-47-6"},
        {"name": "acetone", "cas": "50-00-0"},
        {"cas": "41661-47-6", "smiles": "CC(C)=O"},
        {"name": "ephedrine", "cas": "90-82-4"},
    ],
)
def test_cells_that_disagree_are_ambiguous_with_both_named(given: dict[str, str]) -> None:
    answer = asked("2024-01-02", **given)

    assert answer.status == "ambiguous"
    assert "they disagree: " in answer.rule
    assert " against " in answer.rule


def test_a_salt_and_its_base_do_not_disagree() -> None:
    assert asked("2024-01-02", name="4-piperidone", cas="41979-39-9", smiles="O=C1CCNCC1").status == "controlled"


def test_a_structure_that_leaves_open_which_of_two_listed_substances_it_is_is_controlled_where_both_are() -> None:
    assert asked("2024-01-02", smiles="CNC(C)C(O)c1ccccc1").status == "controlled"


def test_a_mixture_is_controlled_where_one_of_its_parts_is() -> None:
    assert asked("2024-01-02", smiles="O=C1CCNCC1.CCCCCC").status == "controlled"


def test_union_law_holds_in_a_member_state_on_that_day() -> None:
    assert asked("2023-02-20", "FR", cas="1609-66-1").citation == "Del. Reg. (EU) 2023/196"
    assert asked("2023-02-20", "GB", cas="1609-66-1").status == "none"


def test_a_surveillance_list_and_a_proposal_are_no_control() -> None:
    assert asked("2024-01-02", name="ammonia gas").status == "surveillance"
    assert asked("2025-06-03", name="propionyl chloride").status == "proposed"


def test_an_entry_named_from_memory_is_shown_and_does_not_decide() -> None:
    answer = asked("2026-01-01", name="remifentanil")

    assert answer.status == "none"
    assert "not verified, so it does not decide: remifentanil stands in Schedule II" in answer.rule


def test_a_year_alone_is_shown_as_such() -> None:
    answer = asked("2018-06-01", "UN", cas="39742-60-4")

    assert answer.status == "controlled"
    assert "since 2017 (the day is not known; the last day of the year counts)" in answer.rule


def test_an_unknown_jurisdiction_is_refused() -> None:
    with pytest.raises(BadInput, match="no control list of jurisdiction 'ZZ' is kept; known: "):
        asked("2024-01-01", "ZZ", name="acetone")


def test_a_class_wide_definition_decides_where_no_entry_does() -> None:
    carbamate = "CCOC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"

    before, after = asked("2018-02-05", smiles=carbamate), asked("2018-02-06", smiles=carbamate)

    assert before.status == "none"
    assert (after.status, after.citation) == ("controlled", "83 FR 5188; 21 CFR 1308.11(h)(30)(i)")
    assert after.entry is not None
    assert after.entry.endswith("(E)")


def test_what_meets_the_wording_of_a_class_is_controlled_whichever_entry_names_it() -> None:
    answer = asked("2024-01-02", name="carfentanil")

    assert answer.status == "controlled"
    assert "carfentanil is listed by name" in answer.rule
    assert answer.valid_from == date(2018, 2, 6)


def test_a_systematic_name_is_read_where_opsin_is_there() -> None:
    name = "benzyl 4,4-dimethoxypiperidine-1-carboxylate"
    if not structures_of_names([name]):
        pytest.skip("the extra opsin or Java is missing")

    answer = asked("2024-01-02", name=name)

    assert answer.status == "controlled"
    assert "by the scope words acetals, carbamates" in answer.rule


def test_the_command_adds_its_columns_and_keeps_the_rows(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("Name,CAS,lot\n4-piperidone,,7\n,67-64-2,8\nwater,,9\n", encoding="utf-8")

    said = run_command(tmp_path, "substances", "in.csv", "--jurisdiction", "us", "--on", "2024-01-01", "--out", "out.csv")

    assert said.code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["Name", "CAS", "lot", "status", "entry", "rule", "citation", "valid_from"]
    assert [(row["lot"], row["status"]) for row in rows] == [("7", "controlled"), ("8", "unreadable"), ("9", "none")]


def test_the_command_reads_json_lines(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"cas": "41661-47-6"}\n{"cas": 67641}\n{"smiles": "CCO"}\n', encoding="utf-8")

    said = run_command(tmp_path, "substances", "in.jsonl", "--jurisdiction", "UN", "--on", "2025-01-01", "--out", "out.jsonl")

    assert said.code == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["status"] for row in rows] == ["controlled", "none", "none"]
    assert rows[0]["valid_from"] == "2024-12-03"


@pytest.mark.parametrize(
    ("content", "words", "code", "complaint"),
    [
        ("name\nacetone\n", ("--jurisdiction", "ZZ", "--on", "2024-01-01"), 2, "no control list of jurisdiction 'ZZ'"),
        ("title\nacetone\n", ("--jurisdiction", "US", "--on", "2024-01-01"), 2, "no column name or cas or smiles"),
        ("name\nacetone\n", ("--jurisdiction", "US", "--on", "yesterday"), 3, "--on 'yesterday' is not a day"),
        ("", ("--jurisdiction", "US", "--on", "2024-01-01"), 2, "is empty"),
    ],
)
def test_the_command_refuses_what_it_cannot_answer(tmp_path: Path, content: str, words: tuple[str, ...], code: int, complaint: str) -> None:
    (tmp_path / "in.csv").write_text(content, encoding="utf-8")

    said = run_command(tmp_path, "substances", "in.csv", *words, "--out", "out.csv")

    assert said.code == code
    assert complaint in said.errors[-1]
    assert not (tmp_path / "out.csv").exists()
