"""What holds of the goods kernels for any text."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tidewaiter.goods import COMMODITY_KEY, GOODS_FLAGS, SPOT_EQUIPMENT, SPOT_SUBSTANCES
from tidewaiter.goods.fold import fold
from tidewaiter.goods.quality import FLAGS

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

    for (text, _), spots in zip(records, SPOT_SUBSTANCES.function(texts, codes).to_pylist(), strict=True):
        for spot in spots or []:
            assert spot["found_as"] == "hs" or (text is not None and text[spot["start"] : spot["end"]] == spot["text"] != "")
    for (text, _), items in zip(records, SPOT_EQUIPMENT.function(texts).to_pylist(), strict=True):
        assert all(text is not None and text[item["start"] : item["end"]] == item["text"] for item in items or [])


@given(RECORDS)
def test_a_record_is_judged_alike_alone_and_in_any_company(records: list[tuple[str | None, str | None]]) -> None:
    texts, codes = (pa.array(column, pa.string()) for column in zip(*records, strict=True))

    for kernel, columns in (
        (SPOT_SUBSTANCES, (texts, codes)),
        (COMMODITY_KEY, (texts, codes)),
        (GOODS_FLAGS, (texts,)),
        (SPOT_EQUIPMENT, (texts,)),
    ):
        together = kernel.function(*columns).to_pylist()
        alone = [kernel.function(*(column.slice(place, 1) for column in columns)).to_pylist()[0] for place in range(len(records))]
        assert together == alone


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_flags_are_known_and_in_order(text: str) -> None:
    ((*flags,),) = GOODS_FLAGS.function(pa.array([text])).to_pylist()

    assert flags == [flag for flag in FLAGS if flag in flags]
