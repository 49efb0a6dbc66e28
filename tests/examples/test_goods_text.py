"""Machines in goods text, texts that say too little, and the commodity of a record."""

from typing import Any

import pyarrow as pa
import pytest

from tidewaiter.goods import READ_GOODS, WATCHED_HEADING, WATCHED_ITEM


def read(text: str | None, hs_code: str | None = None) -> dict[str, Any]:
    """All that is read of one record."""
    (said,) = READ_GOODS.function(pa.array([text], pa.string()), pa.array([hs_code], pa.string())).to_pylist()
    return said  # type: ignore[no-any-return]


def items(text: str) -> set[str]:
    """Items of equipment in one text."""
    return {spot["item"] for spot in read(text)["equipment_spots"]}


def flags(text: str | None) -> list[str]:
    """Flags of one text."""
    return read(text)["goods_flags"]  # type: ignore[no-any-return]


def commodity(text: str | None, hs_code: str | None) -> str | None:
    """Commodity key of one record."""
    return read(text, hs_code)["commodity"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("TDP 5", "tablet press"),
        ("TDP-1.5 desktop machine", "tablet press"),
        ("pill press", "tablet press"),
        ("Single Punch Tablet Press", "tablet press"),
        ("rotary tablet presses", "tablet press"),
        ("tableteadora rotativa", "tablet press"),
        ("单冲压片机", "tablet press"),
        ("таблетпрессы ручные", "tablet press"),
        ("prensa de comprimidos", "tablet press"),
        ("encapsuladora", "capsule filler"),
        ("semi-automatic capsule filling machine", "capsule filler"),
        ("胶囊填充机", "capsule filler"),
        ("tablet punches, B type", "die"),
        ("punch and die for pills", "die"),
        ("molde para tabletas", "mould"),
        ("stamp mould for tablets M30", "mould"),
        ("pill mould", "mould"),
        ("punch and die set", "die"),
        ("tablet die", "die"),
        ("TDP5", "tablet press"),
        ("TDP-5", "tablet press"),
    ],
)
def test_machines_and_tools_for_tablets_and_capsules_are_found(text: str, item: str) -> None:
    found = items(text)

    assert found == {item}


@pytest.mark.parametrize(
    "text",
    [
        "hydraulic press",
        "printing press",
        "tablet computer",
        "tablet case",
        "die cast parts",
        "press release",
        "dice",
        "tool and die steel",
        "punch and die for sheet metal",
        "punch and die set for sheet metal",
        "punch and die set for hydraulic press",
        "die set for hydraulic press",
        "knockout punch and die set",
        "stamp mould for chocolate",
        "coffee capsule filling machine",
        "CPU 65 W TDP",
        "processor TDP 5 W",
        "TDP 65",
    ],
)
def test_other_presses_tablets_dies_and_capsules_are_not(text: str) -> None:
    found = items(text)

    assert found == set()


@pytest.mark.parametrize(
    "text",
    ["parts", "Chemicals", "goods", "SAMPLES", "gift", "consolidated", "general cargo", "muestras", "样品", "各种化工品", "сборный груз"],
)
def test_a_text_of_general_words_only_is_a_stop_word(text: str) -> None:
    assert flags(text) == ["stop_word"]


@pytest.mark.parametrize(
    "text",
    ["brake pads for bicycles", "oil", "acetone", "printing machine", "cotton shirts", "棉布衬衫", "39742-60-4 powder", "39742-60-4"],
)
def test_a_text_that_says_what_it_is_has_no_flag(text: str) -> None:
    assert flags(text) == []


@pytest.mark.parametrize("text", ["4–piperidone", "1-boc-4-piperidone", "4-ANPP", "ref 4-ANPP", "4-piperid0ne", "硫酸", "CAS 50-00-0"])
def test_a_text_that_names_a_substance_is_no_code_and_not_too_short(text: str) -> None:
    assert not {"code_only", "too_short", "no_letters"} & set(flags(text))


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        (None, "missing"),
        ("  ", "missing"),
        ("N/A", "placeholder"),
        ("as per invoice", "placeholder"),
        ("TV", "too_short"),
        ("12345", "no_letters"),
        ("aaaaaaa", "repeated_characters"),
        ("REF-88213", "code_only"),
        ("0102210000", "code_only"),
    ],
)
def test_each_way_of_saying_too_little_has_its_flag(text: str | None, flag: str) -> None:
    assert flag in flags(text)


def test_the_commodity_is_the_code_else_the_first_words() -> None:
    assert commodity("pool cleaner tablets", "3808940000") == "hs:380894"
    assert commodity("pool cleaner tablets", "3808") == "hs:3808"
    assert commodity("SN 99812: Pool CLEANER tablets, 25 kg", None) == "text:pool cleaner tablets"
    assert commodity("cotton", "61") == "text:cotton"
    assert commodity("12345", None) is None
    assert commodity(None, None) is None


@pytest.mark.parametrize("text", ["general cargo", "parts", "Chemicals", "as per invoice", "N/A", "各种化工品", "parts, chemicals", "样品"])
def test_general_words_are_no_commodity(text: str) -> None:
    assert commodity(text, None) is None
    assert commodity(text, "610910") == "hs:610910"


def test_the_first_words_that_say_something_are_the_commodity() -> None:
    assert commodity("general cargo, cotton shirts", None) == "text:cotton shirts"
    assert commodity("auto brake parts", None) == "text:auto brake parts"


def test_the_items_of_a_watched_heading_are_said_in_words() -> None:
    codes = pa.array(["2933399073", "293336", "8479.89.98", "293333", "610910", None])

    assert WATCHED_ITEM.function(codes).to_pylist() == [
        "4-AP, 1-boc-4-AP, norfentanyl and others",
        "ANPP",
        "tableting machines; encapsulating machines",
        "fentanyl, carfentanil, alfentanil, remifentanil",
        None,
        None,
    ]


def test_a_watched_heading_is_named_by_its_six_digits() -> None:
    codes = pa.array(["2933399073", "293339", "610910", None])

    assert WATCHED_HEADING.function(codes).to_pylist() == ["hs:293339", "hs:293339", None, None]
