"""`tidewaiter goods`: what is in the box, row by row."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commands import run_command
from tidewaiter.goods.answers import answer_goods
from tidewaiter.goods.compiled import ordinary_chemicals
from tidewaiter.goods.ordinary import OrdinaryChemicals
from tidewaiter.goods.quality import FLAGS
from tidewaiter.goods.requests import request_for


@pytest.fixture(scope="module")
def chemicals(tmp_path_factory: pytest.TempPathFactory) -> OrdinaryChemicals:
    """The index of ordinary chemicals, kept in a folder of the tests."""
    return ordinary_chemicals(tmp_path_factory.mktemp("kept"))


def answered(chemicals: OrdinaryChemicals, text: str | None, hs_code: str | None = None) -> dict[str, Any]:
    """The answer for one row."""
    names = ("substances", "hs_candidates", "quality", "listed", "equipment", "request", "spans")
    columns = answer_goods(pa.array([text], pa.string()), pa.array([hs_code], pa.string()), chemicals)
    return {name: column.to_pylist()[0] for name, column in zip(names, columns, strict=True)}


@pytest.mark.parametrize(
    ("text", "cas"),
    [
        ("citric acid anhydrous, food grade", "77-92-9"),
        ("Sodium  Hydroxide flakes", "1310-73-2"),
        ("2,4-dichlorophenol 98 %", "120-83-2"),
        ("caffeine powder", "58-08-2"),
        ("ácido 丙烯 magnesium stearate", "557-04-0"),
        ("goods of CAS 50-00-0", "50-00-0"),
    ],
)
def test_an_ordinary_chemical_is_named_by_its_number_and_is_not_listed(chemicals: OrdinaryChemicals, text: str, cas: str) -> None:
    answer = answered(chemicals, text)

    assert answer["substances"] == [cas]
    assert answer["listed"] == []
    (span,) = answer["spans"]
    assert text[span["start"] : span["end"]] == span["text"] != ""


@pytest.mark.parametrize(
    "text",
    [
        "pharmaceutical grade goods",
        "sunshine soap",
        "iron pan",
        "green tea",
        "machine oil",
        "sodium-free water",
        "acetone free remover",
        "lead pencils",
    ],
)
def test_words_of_other_goods_and_denials_are_no_chemicals(chemicals: OrdinaryChemicals, text: str) -> None:
    assert answered(chemicals, text)["substances"] == []


def test_a_word_of_other_goods_is_a_chemical_under_a_code_of_chemicals(chemicals: OrdinaryChemicals) -> None:
    assert answered(chemicals, "iron", "2821100000")["substances"] == ["7439-89-6"]


def test_listed_substances_come_in_the_order_of_the_text_beside_ordinary_ones(chemicals: OrdinaryChemicals) -> None:
    answer = answered(chemicals, "citric acid, 4-piperid0ne and CAS 50-00-0")

    assert answer["substances"] == ["77-92-9", "41661-47-6", "50-00-0"]
    assert answer["listed"] == ["4-piperidone"]


def test_the_kept_index_is_the_compiled_one(chemicals: OrdinaryChemicals, tmp_path: Path) -> None:
    ordinary_chemicals.cache_clear()
    afresh = ordinary_chemicals(tmp_path / "kept")
    ordinary_chemicals.cache_clear()
    loaded = ordinary_chemicals(tmp_path / "kept")

    assert np.array_equal(afresh.beginnings, loaded.beginnings)
    assert np.array_equal(afresh.meanings, loaded.meanings)
    assert list(afresh.cas) == list(loaded.cas)
    assert len(loaded.cas) > 73_000


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("repuestos", "Por favor indique qué partes"),
        ("chemicals", "Please say the name of each chemical"),
        ("多种化工品", "请说明每种化学品"),
        ("запчасти", "Пожалуйста, укажите, какие это части"),
        ("consolidated cargo", "Please say what each of the goods"),
        ("as per invoice", "Please say what the goods are here"),
        ("REF-88213", "Please say what the goods are in words"),
        (None, "Please say what the goods are"),
    ],
)
def test_a_poor_description_gets_a_request_in_its_language(chemicals: OrdinaryChemicals, text: str | None, begins: str) -> None:
    answer = answered(chemicals, text)

    assert answer["quality"]
    assert answer["request"].startswith(begins)


def test_every_flag_has_a_request() -> None:
    assert all(request_for("x", [flag]) for flag in FLAGS)
    assert request_for("brake pads", []) is None


@pytest.mark.parametrize(
    "text",
    ["medical supplies", "Plastic goods", "automotive parts", "productos de limpieza", "автозапчасти", "汽车配件", "chemical intermediate"],
)
def test_a_phrase_that_could_be_anything_is_a_stop_word(chemicals: OrdinaryChemicals, text: str) -> None:
    assert answered(chemicals, text)["quality"] == ["stop_word"]


@pytest.mark.parametrize("text", ["plastic chairs", "medical gloves of nitrile", "brake pads", "NPP intermediate"])
def test_a_phrase_that_names_an_article_is_no_stop_word(chemicals: OrdinaryChemicals, text: str) -> None:
    assert answered(chemicals, text)["quality"] == []


@pytest.mark.parametrize(
    ("text", "hs_code", "items"),
    [
        ("encapsulator, semi-automatic", "84798990", ["capsule filler"]),
        ("encapsulator, semi-automatic", "85423900", []),
        ("upper punch and lower punch", "8479.90", ["die"]),
        ("punch and die for sheet metal", "847990", []),
        ("punch and die set", "820730", ["die"]),
        ("custom die", "820730", []),
    ],
)
def test_a_doubtful_word_is_a_machine_under_the_code_of_such_machines(
    chemicals: OrdinaryChemicals, text: str, hs_code: str, items: list[str]
) -> None:
    assert answered(chemicals, text, hs_code)["equipment"] == items


def test_the_command_keeps_the_rows_and_adds_its_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    rows = [("a", "4-piperidone 25 kg", "2933399990"), ("b", "parts", ""), ("c", "cotton shirts, blue", "610910")]
    with (tmp_path / "goods.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "goods_text", "hs_code"), *rows])

    said = run_command(tmp_path, "goods", "goods.csv", "--out", "out.parquet")
    out = pq.read_table(tmp_path / "out.parquet").to_pylist()

    assert said.code == 0
    assert [(row["id"], row["goods_text"]) for row in out] == [row[:2] for row in rows]
    assert [row["substances"] for row in out] == [["41661-47-6"], [], []]
    assert [row["quality"] for row in out] == [[], ["stop_word"], []]
    assert [row["hs_candidates"][:1] for row in out] == [["293339"], ["843149"], ["620520"]]


def test_a_table_without_goods_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "goods.csv").write_text("id,name\n1,tea\n2,salt\n", encoding="utf-8")

    said = run_command(tmp_path, "goods", "goods.csv", "--out", "out.csv")

    assert said.code == 2
    assert "goods_text" in said.complaints[0]
