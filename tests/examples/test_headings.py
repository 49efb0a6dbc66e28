"""Headings that goods texts speak for, in six languages, and the reference rows that know them."""

import pyarrow as pa
import pytest

from tidewaiter.goods.fold import fold
from tidewaiter.goods.heading import HS_CANDIDATES, TEXT_AGAINST_CODE, candidates_in_batch
from tidewaiter.goods.heading.tree import LANGUAGES, heading_text
from tidewaiter.reference import reference_rows


def _candidates(text: str | None, code: str | None = None) -> list[str] | None:
    found: list[list[str] | None] = HS_CANDIDATES.function(pa.array([text], pa.string()), pa.array([code], pa.string())).to_pylist()
    return found[0]


def _first(text: str) -> str:
    found = _candidates(text)
    assert found
    return found[0][:4]


def _tenths(text: str | None, code: str | None) -> int | None:
    (said,) = TEXT_AGAINST_CODE.function(pa.array([text], pa.string()), pa.array([code], pa.string())).to_pylist()
    return None if said is None else int(said["tenths"])


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("cotton t-shirts for men", "6109"),
        ("Laptop computers, 14 inch", "8471"),
        ("zapatos de cuero para dama", "6403"),
        ("FUENTE DE PODER 12V 5A", "8504"),
        ("手机壳", "3926"),
        ("футболки хлопковые", "6109"),
        ("pneus novos para caminhões", "4011"),
        ("brosses à dents", "9603"),
        ("dry dog food 20 kg bags", "2309"),
    ],
)
def test_goods_are_known_by_the_words_of_the_trade(text: str, heading: str) -> None:
    assert _first(text) == heading


def test_a_misspelt_word_is_met_by_its_letters() -> None:
    assert _first("tootbrushes") == "9603"


def test_what_the_goods_are_not_says_nothing_of_them() -> None:
    assert _first("toys, other than bicycles") == _first("toys")


def test_a_subheading_is_given_where_the_text_speaks_for_one() -> None:
    assert (_candidates("insecticides") or [""])[0] == "380891"


@pytest.mark.parametrize("text", ["", "xq zzv", "12345 / 678"])
def test_a_text_of_no_known_word_has_no_candidate(text: str) -> None:
    assert _candidates(text) == []


def test_no_text_has_no_answer() -> None:
    assert _candidates(None, "847130") is None


def test_the_declared_code_decides_between_equals_and_nothing_else() -> None:
    fish, hair = "fresas", "toys"
    first, second = (_candidates(fish) or [])[:2]

    assert _candidates(hair, "847130") == _candidates(hair)
    assert {first[:4], second[:4]} == {"0810", "8207"}


def test_keyboards_fit_no_heading_of_chemicals() -> None:
    assert (_tenths("computer keyboards black", "293339") or 0) >= 100


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("computer keyboards black", "847160"),
        ("organic intermediate, white powder", "293339"),
        ("azo dyes for cotton", "293339"),
        ("citric acid cleaner", "293339"),
        ("zorbit quellox", "293339"),
        ("computer keyboards", "0000"),
        ("computer keyboards", None),
        (None, "293339"),
    ],
)
def test_a_text_that_fits_or_says_too_little_is_not_held_against_the_code(text: str | None, code: str | None) -> None:
    assert _tenths(text, code) is None


def test_other_firms_of_a_batch_are_heard_and_the_own_firm_is_not() -> None:
    texts = ["zxqv wqzx"] * 4
    codes = ["950300", "950300", "293339", "293339"]

    found = candidates_in_batch(texts, codes, ["Sample A", "Sample B", "Fictive C", "Fictive C"])

    assert [candidates and candidates[0] for candidates in found] == ["950300"] * 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_for_goods_names_a_heading_of_the_tree_and_says_whose_it_is(language: str) -> None:
    rows = reference_rows(f"headings_of_goods/{language}.csv")

    assert len(rows) > 1500
    assert not [row for row in rows if heading_text(row["hs2022"]) is None or not row["source"] or not fold(row["words"]).strip()]
    assert len({(row["hs2022"], row["words"]) for row in rows}) == len(rows)
