"""What holds of the goods kernels for any text."""

from functools import cache

import numpy as np
import pyarrow as pa
from hypothesis import assume, given
from hypothesis import strategies as st

from tidewaiter.goods import READ_GOODS
from tidewaiter.goods.cas import MAY_BE_CAS, cas_places
from tidewaiter.goods.disguise import disguised_names, hidden_numbers, may_be_disguised
from tidewaiter.goods.fold import fold
from tidewaiter.goods.ordinary import OrdinaryChemicals, ordinary_names
from tidewaiter.goods.quality import FLAGS
from tidewaiter.goods.squash import readings
from tidewaiter.goods.texts import fold_texts
from tidewaiter.goods.tokens import tokens_of
from tidewaiter.reference import guarded_names

_PIECES = st.sampled_from(
    [
        "acetone",
        "4-Piperidone",
        " ",
        "  ",
        "-",
        ", ",
        "free of ",
        "41661-47-6",
        "ＮＰＰ",
        "丙酮",
        "TDP 5",
        "4-piperid0ne",
        "f e n t a n y l",
        "p\u0456peridone",
        "79-03-8",
        "tel ",
        " 99%",
        " test strips",
        "é",
        "ﬁ",
        "\u200b",
        "İ",
        "tablet press",
        "(",
        "CAS ",
        "x",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=12).map("".join))
CODES = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["293336", "29333990", "847989"]))
RECORDS = st.lists(st.tuples(st.one_of(st.none(), TEXTS), CODES), min_size=1, max_size=12)


@given(RECORDS)
def test_a_spot_quotes_the_text_where_it_says(records: list[tuple[str | None, str | None]]) -> None:
    texts, codes = (pa.array(column, pa.string()) for column in zip(*records, strict=True))

    for (text, _), read in zip(records, READ_GOODS.function(texts, codes).to_pylist(), strict=True):
        for spot in read["spots"] or []:
            assert spot["found_as"] == "hs" or (text is not None and text[spot["start"] : spot["end"]] == spot["text"] != "")
        assert all(text is not None and text[item["start"] : item["end"]] == item["text"] for item in read["equipment_spots"] or [])


@given(RECORDS)
def test_a_record_is_judged_alike_alone_and_in_any_company(records: list[tuple[str | None, str | None]]) -> None:
    texts, codes = (pa.array(column, pa.string()) for column in zip(*records, strict=True))

    together = READ_GOODS.function(texts, codes).to_pylist()
    alone = [READ_GOODS.function(texts.slice(place, 1), codes.slice(place, 1)).to_pylist()[0] for place in range(len(records))]

    assert together == alone


NUMBERS = st.tuples(
    st.sampled_from(["", "CAS ", "CAS-No ", "C.A.S.: ", "casrn", "ref "]),
    st.sampled_from(["41661", "79", "1609"]),
    st.sampled_from(["", " ", "-", " - ", ".", "_", "/", " / "]),
    st.sampled_from(["47", "03", "66"]),
    st.sampled_from(["", " ", "-", " -", ".", "_", "/ "]),
    st.sampled_from("681"),
).map("".join)


@given(NUMBERS)
def test_no_number_that_is_read_is_missed_at_a_glance(text: str) -> None:
    folded = fold(text)

    assert MAY_BE_CAS.search(folded.encode()) is not None or not list(cas_places(folded))


_GUARDED = [(row["substance"], row["text"]) for row in guarded_names().to_pylist()]


@given(
    st.sampled_from(_GUARDED), st.integers(1, 30), st.sampled_from("abcdeghkmnpqrtvwxz"), st.sampled_from(["left out", "put in", "turned"])
)
def test_a_guarded_name_with_one_letter_wrong_is_still_a_guarded_substance(
    guarded: tuple[str, str], place: int, letter: str, mistake: str
) -> None:
    _, name = guarded
    assume(place < len(name) - 1 and name[place - 1 : place + 2].isalpha() and len(name.replace("-", "")) >= 8)
    ways = {
        "left out": name[:place] + name[place + 1 :],
        "put in": name[:place] + letter + name[place:],
        "turned": name[:place] + name[place + 1] + name[place] + name[place + 2 :],
    }

    (read,) = READ_GOODS.function(pa.array([ways[mistake]]), pa.array([None], pa.string())).to_pylist()

    assert {spot["substance"] for spot in read["spots"]} & {substance for substance, _ in _GUARDED}


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_flags_are_known_and_in_order(text: str) -> None:
    (read,) = READ_GOODS.function(pa.array([text]), pa.array([None], pa.string())).to_pylist()
    flags = read["goods_flags"]

    assert flags == [flag for flag in FLAGS if flag in flags]


_DISGUISES = st.tuples(
    st.sampled_from([name for _, name in _GUARDED]),
    st.sampled_from(["", " ", "-", ".", "_", "/", "\n", "\u200b"]),
    st.sampled_from(["", "a", "0", "\u0456", "e"]),
    st.integers(0, 30),
).map(lambda drawn: drawn[1].join(drawn[0][: drawn[3]] + drawn[2] + drawn[0][drawn[3] :]))


@given(st.one_of(_DISGUISES, TEXTS))
def test_no_disguise_that_is_read_is_missed_at_a_glance(text: str) -> None:
    read = bool(disguised_names(text)) or bool(list(hidden_numbers(fold(text))))

    assert not read or any(may_be_disguised(fold_texts([reading]).joined).tolist() == [True] for reading in readings(text))


@given(st.lists(TEXTS, max_size=8))
def test_ordinary_names_are_whole_words_of_the_text_and_alike_in_any_company(texts: list[str]) -> None:
    chemicals = _few_chemicals()
    together = ordinary_names(fold_texts(texts), chemicals)
    alone = {place: found[0] for place, text in enumerate(texts) if (found := ordinary_names(fold_texts([text]), chemicals))}

    assert together == alone


@cache
def _few_chemicals() -> OrdinaryChemicals:
    """An index of one name."""
    return OrdinaryChemicals(tokens_of(b"acetone").hashes, np.zeros(1, dtype=np.int32), np.ones(2**24, dtype=np.bool_), ["67-64-1"])
