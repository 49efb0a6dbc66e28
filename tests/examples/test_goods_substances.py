"""Which words of a goods text name a listed substance, and which only look like it."""

import pyarrow as pa
import pytest

from tidewaiter.goods import SPOT_SUBSTANCES


def spotted(text: str | None, hs_code: str | None = None) -> set[tuple[str, str]]:
    """Substance and how it was found, for one record."""
    (spots,) = SPOT_SUBSTANCES.function(pa.array([text], pa.string()), pa.array([hs_code], pa.string())).to_pylist()
    return {(spot["substance"], spot["found_as"]) for spot in spots or []}


@pytest.mark.parametrize(
    "text",
    [
        "41661-47-6",
        "white powder 41661 - 47 - 6, 1 kg",
        "４１６６１–４７–６",
        "41661.47.6",
        "CAS:41661476",
        "CAS No. 41661 47 6",
        "CAS41661-47-6",
        "0041661-47-6",
        "产品41661-47-6白色粉末",
    ],
)
def test_a_cas_number_is_found_however_it_is_written(text: str) -> None:
    found = spotted(text)

    assert ("4-piperidone", "cas") in found


@pytest.mark.parametrize("text", ["41661-47-7", "41661476", "2041661-47-60", "A67-64-1", "1.67.64.1", "50-00-0"])
def test_a_number_that_is_no_listed_cas_number_is_not_found(text: str) -> None:
    found = spotted(text)

    assert found == set()


@pytest.mark.parametrize(
    "text",
    [
        "acetone-free remover",
        "acetone free",
        "free of acetone",
        "free from any acetone",
        "no acetone",
        "non-acetone",
        "sin acetona",
        "не содержит ацетона",
        "不含丙酮",
        "methylacetone",
        "methyl acetone",
        "acetone cyanohydrin",
        "acetone-d6",
        "polyethylene glycol ethyl ether",
        "poly(methyl)acetone",
        "acetonitrile",
        "ацетонитрил",
        "丙酮酸",
    ],
)
def test_what_is_free_of_acetone_or_another_compound_is_not_acetone(text: str) -> None:
    found = spotted(text)

    assert found == set()


@pytest.mark.parametrize(
    "text", ["ACETONE 25 L", "(acetone)", "UN1090-ACETONE", "acetone-25kg", "acetona", "ацетона", "工业丙酮", "acetone free sample"]
)
def test_acetone_is_found_where_it_stands_for_itself(text: str) -> None:
    found = {substance for substance, _ in spotted(text)}

    assert found == {"acetone"}


@pytest.mark.parametrize(
    "text",
    [
        "4-methylpiperidine",
        "N-benzyl-piperidine",
        "(phenylamino)piperidine",
        "Piperidine, 4-methyl-",
        "N-acetyl-4-phenylpiperidine hydrochloride",
    ],
)
def test_a_locant_or_a_group_joined_to_a_name_makes_another_compound(text: str) -> None:
    found = spotted(text)

    assert found == set()


def test_a_salt_is_its_base() -> None:
    found = spotted("Piperidine hydrochloride, 500 g")

    assert found == {("piperidine", "name")}


def test_phenylacetone_is_not_acetone() -> None:
    found = spotted("phenylacetone")

    assert found == {("p2p", "synonym")}


def test_a_denial_holds_for_what_is_joined_by_and() -> None:
    found = spotted("varnish, free of acetone and toluene, with formic acid")

    assert found == {("formic-acid", "name")}


def test_a_longer_name_wins_and_a_rejected_one_hides_nothing() -> None:
    whole = spotted("1-boc-4-piperidone")
    rejected = spotted("methyl ethyl ketone peroxide with acetone")

    assert whole == {("1-boc-4-piperidone", "name")}
    assert rejected == {("acetone", "name")}


def test_a_short_synonym_counts_only_in_capitals_and_among_chemicals() -> None:
    alone = spotted("NPP 12 pcs")
    small = spotted("npp reagent")
    beside_a_chemical_word = spotted("NPP intermediate")
    under_a_chemical_code = spotted("NPP", "29339990")
    under_another_code = spotted("NPP", "61091000")

    assert alone == small == under_another_code == set()
    assert beside_a_chemical_word == under_a_chemical_code == {("npp", "synonym")}


def test_a_heading_of_one_substance_names_it_and_a_basket_does_not() -> None:
    alone = spotted("white powder", "2933360000")
    basket = spotted("white powder", "293339")
    solvent = spotted(None, "291411")

    assert alone == {("4-anpp", "hs")}
    assert basket == solvent == set()


def test_the_place_of_a_spot_is_that_of_the_text_as_it_stands() -> None:
    text = "Tambor de  ÁCIDO  SULFÚRICO ９８％"
    ((spot,),) = SPOT_SUBSTANCES.function(pa.array([text]), pa.array([None], pa.string())).to_pylist()

    assert text[spot["start"] : spot["end"]] == spot["text"] == "ÁCIDO  SULFÚRICO"


@pytest.mark.parametrize(
    ("text", "substance"), [("盐酸伪麻黄碱", "pseudoephedrine"), ("盐酸 31%", "hydrochloric-acid"), ("серной кислоты", "sulphuric-acid")]
)
def test_chinese_and_russian_names_are_told_apart(text: str, substance: str) -> None:
    found = {name for name, _ in spotted(text)}

    assert found == {substance}


@pytest.mark.parametrize("text", ["二甲苯", "苯甲酸", "硫酸铜", "lithium metal batteries", "bateria de litio metal", "ammonia detector"])
def test_relatives_and_things_of_a_listed_chemical_are_not_the_chemical(text: str) -> None:
    found = spotted(text)

    assert found == set()


def test_no_text_and_no_code_say_nothing() -> None:
    answer = SPOT_SUBSTANCES.function(pa.array([None], pa.string()), pa.array([None], pa.string())).to_pylist()

    assert answer == [None]
