"""Which words of a goods text name a listed substance, and which only look like it."""

from typing import Any

import pyarrow as pa
import pytest

from tidewaiter.goods import READ_GOODS


def spots(text: str | None, hs_code: str | None = None) -> list[dict[str, Any]] | None:
    """The spots of one record, as they are."""
    (read,) = READ_GOODS.function(pa.array([text], pa.string()), pa.array([hs_code], pa.string())).to_pylist()
    return read["spots"]  # type: ignore[no-any-return]


def spotted(text: str | None, hs_code: str | None = None) -> set[tuple[str, str]]:
    """Substance and how it was found, for one record."""
    return {(spot["substance"], spot["found_as"]) for spot in spots(text, hs_code) or []}


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
        "CAS RN 41661476",
        "CAS-No 41661 47 6",
        "CAS is 41661476",
        "C.A.S. 41661476",
        "cas#416 614 76",
        "41661_47_6",
        "41661/47/6",
        "CAS 41661 47 6 25 kg",
    ],
)
def test_a_cas_number_is_found_however_it_is_written(text: str) -> None:
    found = spotted(text)

    assert ("4-piperidone", "cas") in found


@pytest.mark.parametrize(
    "text",
    [
        "tel 79-03-8",
        "dated 79-03-8",
        "PN 79-03-8",
        "part no. 110-89-4, 10 kg",
        "110-89-4 screws",
        "ref 67-64-1 brake pads",
        "2_79_03_8",
        "79/03/8",
    ],
)
def test_a_number_of_few_digits_among_other_goods_is_no_cas_number(text: str) -> None:
    found = spotted(text)

    assert found == set()


@pytest.mark.parametrize(
    ("text", "hs_code"),
    [
        ("79-03-8", None),
        ("CAS 79/03/8", None),
        ("79-03-8 reagent", None),
        ("79-03-8 99%", None),
        ("79-03-8 powder", None),
        ("39742-60-4 and 79-03-8", None),
        ("PN 79-03-8 colourless", "29159000"),
    ],
)
def test_a_number_of_few_digits_is_a_cas_number_among_chemicals(text: str, hs_code: str | None) -> None:
    found = spotted(text, hs_code)

    assert ("propionyl-chloride", "cas") in found


@pytest.mark.parametrize("text", ["41661-47-7", "ref 41661476", "2041661-47-60", "A67-64-1", "1.67.64.1", "50-00-0"])
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
        "not acetone",
        "acetone and toluene free",
        "acetone/toluene-free",
        "free of toluene, acetone",
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
    (spot,) = spots(text) or []

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
    answer = spots(None)

    assert answer is None


def test_a_denial_is_carried_back_by_and_alone_and_not_over_an_amount() -> None:
    back = spotted("formic acid, acetone and toluene free")
    amount = spotted("paint free of toluene, acetone 25 l")

    assert back == {("formic-acid", "name")}
    assert amount == {("acetone", "name")}


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("ANPP 99%", "4-anpp"),
        ("4-AP 10kg", "4-anilinopiperidine"),
        ("PMK powder", "mdp2p"),
        ("NPP 25 kg drum", "npp"),
        ("NPP (purity 99%)", "npp"),
        ("NPP, 500 g", "npp"),
    ],
)
def test_an_amount_or_a_purity_directly_after_a_short_name_makes_it_a_chemical(text: str, substance: str) -> None:
    found = spotted(text)

    assert found == {(substance, "synonym")}


@pytest.mark.parametrize(
    "text", ["4-AP access point router", "MAPA road map 2 kg", "SSL powder 25 kg", "P2P camera 10 g", "P2P 10G", "NPP 12 pcs"]
)
def test_a_short_name_among_other_goods_is_not_a_chemical(text: str) -> None:
    found = spotted(text)

    assert found == set()


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("fentanyl citrate powder", "fentanyl"),
        ("437-38-7", "fentanyl"),
        ("CAS 990-73-8", "fentanyl"),
        ("Fentanyl transdermal patch", "fentanyl"),
        ("citrato de fentanilo", "fentanyl"),
        ("枸橼酸芬太尼", "fentanyl"),
        ("фентанила", "fentanyl"),
        ("carfentanil", "carfentanil"),
        ("瑞芬太尼", "remifentanil"),
        ("sufentanil citrate", "sufentanil"),
        ("alfentanil hydrochloride", "alfentanil"),
        ("去甲芬太尼", "norfentanyl"),
        ("fentanyl analogues", "fentanyl-related-substances"),
    ],
)
def test_fentanyl_and_its_listed_relatives_are_named_in_several_languages(text: str, substance: str) -> None:
    found = {name for name, _ in spotted(text)}

    assert found == {substance}


@pytest.mark.parametrize(
    "text",
    [
        "test kit for fentanyl",
        "fentanyl test strips",
        "fentanyl rapid drug test",
        "test strips: fentanyl",
        "芬太尼检测试纸",
        "fentanyl-free",
    ],
)
def test_articles_that_test_for_fentanyl_are_not_fentanyl(text: str) -> None:
    found = spotted(text)

    assert found == set()


@pytest.mark.parametrize("text", ["fentanyl test", "fentanyl reference standard", "fentanyl citrate powder, 2 kg, with test strips"])
def test_what_may_hold_fentanyl_itself_stays_a_spot(text: str) -> None:
    found = {substance for substance, _ in spotted(text)}

    assert found == {"fentanyl"}


@pytest.mark.parametrize("code", ["293334", "29333400"])
def test_the_headings_of_the_fentanyls_name_their_class(code: str) -> None:
    found = spotted(None, code)

    assert found == {("fentanyl-related-substances", "hs")}


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("4-piperid0ne", "4-piperidone"),
        ("4-p1peridone", "4-piperidone"),
        ("4-pip\u0435ridone", "4-piperidone"),
        ("4-\u0440iperidone 5 kg", "4-piperidone"),
        ("4-piperidon", "4-piperidone"),
        ("4-piperidoone", "4-piperidone"),
        ("4-pipreidone", "4-piperidone"),
        ("4 - p i p e r i d o n e", "4-piperidone"),
        ("4-pi peridone", "4-piperidone"),
        ("1-boc-4-piperid0ne", "1-boc-4-piperidone"),
        ("N-phenethyl-4-piperidome", "npp"),
        ("4-\u0410NPP", "4-anpp"),
        ("f e n t a n y l", "fentanyl"),
        ("f.e.n.t.a.n.y.l", "fentanyl"),
        ("fentany1 powder", "fentanyl"),
        ("f\u03b5ntanyl", "fentanyl"),
        ("fentanly", "fentanyl"),
        ("carfentanyl", "carfentanil"),
        ("norfentanil", "norfentanyl"),
    ],
)
def test_a_disguised_or_misspelt_name_of_the_short_list_is_found(text: str, substance: str) -> None:
    found = spotted(text)

    assert found == {(substance, "misspelt")}


@pytest.mark.parametrize(
    "text",
    [
        "2-piperidone",
        "3-piperid0ne",
        "4-piperidinol",
        "1-benzyl-4-piperidone hydrate",
        "often tan ylang ylang",
        "pentanyl",
        "4-piperid0ne-free",
        "no fentany1",
        "fentany1 test strips",
        "pipe ring 4, pipe 1 done",
        "vanilla fence tanyard",
        "N-methyl-4-piperidon",
    ],
)
def test_everyday_words_and_other_compounds_are_not_misspelt_names(text: str) -> None:
    found = {name for name, how in spotted(text) if how == "misspelt"}

    assert found == set()


def test_the_place_of_a_misspelt_name_is_that_of_the_text_as_it_stands() -> None:
    text = "bag  \u03b5  of 4 - p i p \u0435 r i d o n e, white"
    (spot,) = spots(text) or []

    assert text[spot["start"] : spot["end"]] == spot["text"] == "4 - p i p \u0435 r i d o n e"


@pytest.mark.parametrize("text", ["Aceton", "acétone", "Schwefelsäure", "acide sulfurique", "Salzsäure", "acide chlorhydrique", "Toluol"])
def test_german_and_french_names_of_everyday_chemicals_are_found(text: str) -> None:
    found = spotted(text)

    assert len(found) == 1
