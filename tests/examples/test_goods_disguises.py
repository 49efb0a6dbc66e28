"""Listed names and numbers in disguise are found where they stand, and ordinary words and chemicals are not taken for them."""

from typing import Any

import pyarrow as pa
import pytest

from tidewaiter.goods import READ_GOODS


def spots(text: str, hs_code: str | None = None) -> list[dict[str, Any]]:
    """The spots of one record."""
    (read,) = READ_GOODS.function(pa.array([text], pa.string()), pa.array([hs_code], pa.string())).to_pylist()
    return read["spots"]  # type: ignore[no-any-return]


def named(text: str) -> set[str]:
    """The listed substances of one text."""
    return {spot["substance"] for spot in spots(text)}


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("acet0ne", "acetone"),
        ("p r o p i o n y l  c h l o r i d e", "propionyl-chloride"),
        ("phenethyl brom1de", "phenethyl-bromide"),
        ("ｐｉｐｅｒｉｄｉｎｅ", "piperidine"),
        ("4\u200b-pi\u00adperi\u2060done", "4-piperidone"),
        ("4-pípérîdöne", "4-piperidone"),
        ("𝐟𝐞𝐧𝐭𝐚𝐧𝐲𝐥", "fentanyl"),
        ("nor-\nfentanyl", "norfentanyl"),
        ("4-пипeридон", "4-piperidone"),
        ("4-п и п е р и д о н", "4-piperidone"),
        ("4-哌 啶·酮", "4-piperidone"),
        ("ephedrime hydrochloride", "ephedrine"),
        ("N-phenethyl-4-pipreidnoe", "npp"),
        ("N - phenethil - 4 - piperidone", "npp"),
        ("3,4-MDP-2-P methyyl glycidate", "mdp2p-methyl-glycidate"),
        ("Duragesic patches", "fentanyl"),
    ],
)
def test_any_listed_name_is_found_in_disguise(text: str, substance: str) -> None:
    assert named(text) == {substance}


@pytest.mark.parametrize(
    "text",
    [
        "41661476",
        "4 1 6 6 1 4 7 6",
        "41661-\n47-6",
        "41661\n-47-6",
        "4l661-47-6",
        "41661~47~6",
        "41661--47--6",
        "CAS#\n41661-47-6",
        "٤١٦٦١-٤٧-٦",
        "𝟒𝟏𝟔𝟔𝟏-𝟒𝟕-𝟔",
        "CAS 41661476 5 kg",
    ],
)
def test_a_listed_number_is_found_in_any_disguise(text: str) -> None:
    found = spots(text)

    assert [(spot["cas"], spot["found_as"]) for spot in found] == [("41661-47-6", "cas")]
    assert text[found[0]["start"] : found[0]["end"]] == found[0]["text"]


@pytest.mark.parametrize(
    "text",
    [
        "part no 41661476",
        "ref: 41661 47 6",
        "141661476",
        "416614760",
        "41661477",
        "dimethylamine solution",
        "diethyl ketone",
        "phosphoric acid 85 %",
        "N-phenethylpiperazine",
        "2-piperidone",
        "mentholated ointment",
        "white shirts, 2 pipes and printed circuit boards",
        "safe role play costume",
        "pharmaceutical grade starch",
        "Chlorine Dion perfume",
        "pyridone",
    ],
)
def test_other_numbers_words_and_chemicals_are_not_a_listed_one_in_disguise(text: str) -> None:
    assert named(text) == set()


def test_a_disguised_name_that_is_denied_or_tested_for_is_not_found() -> None:
    assert named("free of acet0ne") == set()
    assert named("f e n t a n y l test strips") == set()


def test_a_part_of_a_longer_disguised_name_is_not_named_beside_it() -> None:
    assert named("1-boc-4-anilino\npiperidine") == {"1-boc-4-anilinopiperidine"}


@pytest.mark.parametrize(
    "text", ["Sulphuric acid; oleum", "(hydrochloric acid)", "(methyl ethyl ketone)", "piperidine, 99 %", "acetone: 25 l"]
)
def test_a_name_beside_a_sign_is_written_right(text: str) -> None:
    assert {spot["found_as"] for spot in spots(text)} <= {"name", "synonym"}
