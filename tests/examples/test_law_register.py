"""Every entry that decides is answered right the day before it begins, on that day, and the day after; and around its end."""

from datetime import date, timedelta
from typing import Any

import pytest
from stdnum import casrn

from law import asked
from tidewaiter.law.structures import known_smiles
from tidewaiter.reference import control_rows, reference_rows, substance_rows

ENTRIES = control_rows().to_pylist()
SUBSTANCES = {row["id"]: row for row in substance_rows().to_pylist()}
RANKS = {"controlled": 0, "expired": 0, "surveillance": 1, "proposed": 2}
DAY = timedelta(days=1)
DECIDING = [row for row in ENTRIES if row["decides"] and SUBSTANCES[row["substance"]]["kind"] != "equipment"]
"""The command answers for substances; machines are found in goods texts."""


def first_day(row: dict[str, Any]) -> date:
    found: date = row["valid_from"] or row["retrieved"]
    return found


def in_force(row: dict[str, Any], on: date) -> bool:
    return first_day(row) <= on and (row["valid_to"] is None or on < row["valid_to"])


def expected(substance: str, jurisdiction: str, on: date) -> str:
    """The status by the rows of the substance alone, without any scope word."""
    ranks = [
        RANKS[row["status"]]
        for row in DECIDING
        if (row["substance"], row["jurisdiction"]) == (substance, jurisdiction) and in_force(row, on)
    ]
    return ("controlled", "surveillance", "proposed")[min(ranks)] if ranks else "none"


def given(row: dict[str, Any]) -> dict[str, str]:
    return {"cas": row["cas"]} if row["cas"] else {"name": row["name"]}


def named(row: dict[str, Any]) -> str:
    return f"{row['jurisdiction']}, {row['substance']}, {row['list']}, {first_day(row)}"


@pytest.mark.parametrize("row", DECIDING, ids=named)
def test_an_entry_decides_from_its_first_day_and_not_before(row: dict[str, Any]) -> None:
    begins = first_day(row)

    answers = [asked(str(day), row["jurisdiction"], **given(row)) for day in (begins - DAY, begins, begins + DAY)]

    before, on, after = (answer.status for answer in answers)
    assert on == expected(row["substance"], row["jurisdiction"], begins)
    assert after == expected(row["substance"], row["jurisdiction"], begins + DAY)
    # Another entry may have covered the substance before by a scope word: then the rule says by which.
    assert before == expected(row["substance"], row["jurisdiction"], begins - DAY) or "by the scope word" in answers[0].rule
    assert on != "none"
    assert answers[1].citation
    assert answers[1].valid_from is not None
    assert answers[1].valid_from <= begins


@pytest.mark.parametrize("row", [row for row in DECIDING if row["valid_to"] is not None], ids=named)
def test_an_entry_that_ended_decides_on_its_last_day_and_no_longer(row: dict[str, Any]) -> None:
    last = asked(str(row["valid_to"] - DAY), row["jurisdiction"], **given(row))
    after = asked(str(row["valid_to"]), row["jurisdiction"], **given(row))

    assert last.status == expected(row["substance"], row["jurisdiction"], row["valid_to"] - DAY)
    assert after.status == expected(row["substance"], row["jurisdiction"], row["valid_to"])


@pytest.mark.parametrize("row", [row for row in ENTRIES if not row["decides"]], ids=named)
def test_an_entry_that_was_not_verified_never_decides_alone(row: dict[str, Any]) -> None:
    if SUBSTANCES[row["substance"]]["kind"] == "equipment":
        pytest.skip("machines are found in goods texts")
    on = first_day(row) + DAY

    answer = asked(str(on), row["jurisdiction"], **given(row))

    assert answer.status == expected(row["substance"], row["jurisdiction"], on) or any(
        words in answer.rule for words in ("by the scope word", "The class takes only what no schedule lists")
    )
    if answer.status == "none":
        assert "not verified, so it does not decide" in answer.rule or "begins" in answer.rule


def test_every_cas_number_of_the_reference_has_a_right_check_digit() -> None:
    files = ("substances/substances.csv", "substances/structures.csv", "substances/shared_names.csv", "hs_watch/hs_watch.csv")
    numbers = [row["cas"] for row in ENTRIES if row["cas"]]
    for name in files:
        for row in reference_rows(name):
            numbers += [cas for column in ("cas", "other_cas", "also_cas") for cas in row.get(column, "").split("; ") if cas]

    assert len(numbers) > 200
    assert not [cas for cas in numbers if not casrn.is_valid(cas)]


def test_every_substance_with_a_cas_number_has_a_structure() -> None:
    single = {row["id"] for row in SUBSTANCES.values() if row["kind"] == "substance" and row["cas"]}

    assert not single - set(known_smiles())


def test_our_structures_are_those_of_the_chemicals_package_where_it_has_the_number() -> None:
    from rdkit import Chem
    from rdkit.Chem.rdMolDescriptors import CalcMolFormula

    from tidewaiter.law.background import ordinary_chemicals

    ours = {row["cas"]: row["smiles"] for row in reference_rows("substances/structures.csv") if row["cas"]}
    theirs = ordinary_chemicals(names=set(), numbers=set(ours)).by_cas

    different = [
        (cas, ours[cas], chemical.smiles)
        for cas, chemical in theirs.items()
        if CalcMolFormula(Chem.MolFromSmiles(ours[cas])) != CalcMolFormula(Chem.MolFromSmiles(chemical.smiles))
    ]
    assert len(theirs) > 60
    assert different == []
