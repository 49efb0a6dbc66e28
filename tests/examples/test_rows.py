"""The rows of a table file come out as they went in, with columns more."""

import csv
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tidewaiter.errors import BadInput, Misconfigured
from tidewaiter.rows import Rows, add_columns

HEADINGS = ("Name", "remark")
ROWS = (("acetone, dry", "=1+1"), (None, "no name"), ("水", None))
ADDS = pa.schema([("letters", pa.int64()), ("words", pa.list_(pa.string())), ("on", pa.date32()), ("trouble", pa.string())])
ENDINGS = ("csv", "tsv", "jsonl", "xlsx", "parquet")


def answer(rows: Rows, headings: dict[str, str | None]) -> Sequence[pa.Array]:
    """Length and words of the name, a day, and what was wrong with the row."""
    names = rows.texts(headings["name"]).to_pylist()
    return (
        pa.array([None if name is None else len(name) for name in names], type=pa.int64()),
        pa.array([(name or "").split(", ") for name in names], type=pa.list_(pa.string())),
        pa.array([date(2026, 1, 2)] * len(names), type=pa.date32()),
        rows.troubles,
    )


def written(path: Path) -> Path:
    """The rows in the format of the ending."""
    match path.suffix:
        case ".csv" | ".tsv":
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, delimiter="," if path.suffix == ".csv" else "\t").writerows([HEADINGS, *ROWS])
        case ".jsonl":
            path.write_text("".join(json.dumps(dict(zip(HEADINGS, row))) + "\n" for row in ROWS), encoding="utf-8")
        case ".xlsx":
            with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
                sheet = book.add_worksheet()
                for place, row in enumerate([HEADINGS, *ROWS]):
                    sheet.write_row(place, 0, row)
        case _:
            pq.write_table(pa.Table.from_pylist([dict(zip(HEADINGS, row)) for row in ROWS]), path)
    return path


def read(path: Path) -> list[dict[str, Any]]:
    """What was written, as it stands there."""
    match path.suffix:
        case ".csv" | ".tsv":
            with path.open(encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file, delimiter="," if path.suffix == ".csv" else "\t"))
        case ".jsonl":
            return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        case ".xlsx":
            headings, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
            return [dict(zip(map(str, headings), row)) for row in rows]
    table: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return table


def answered(path: Path, out: Path) -> list[dict[str, Any]]:
    add_columns(path, out, answer, columns=("name",), adds=ADDS)
    return read(out)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("out_ending", ENDINGS)
def test_every_format_comes_in_and_goes_out(tmp_path: Path, ending: str, out_ending: str) -> None:
    rows = answered(written(tmp_path / f"in.{ending}"), tmp_path / f"out.{out_ending}")

    assert [row["Name"] or None for row in rows] == [name for name, _ in ROWS]
    assert [row["remark"] or None for row in rows] == [remark for _, remark in ROWS]
    assert str(rows[0]["letters"]).removesuffix(".0") == "12"
    assert rows[0]["words"] == (["acetone", "dry"] if out_ending in ("jsonl", "parquet") else "acetone; dry")
    assert str(rows[0]["on"]) == "2026-01-02"


def test_a_row_that_cannot_be_read_stands_in_its_place_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("name,remark\nacetone,one\nethanol,two,three,four\nwater,five\n", encoding="utf-8")

    rows = answered(path, tmp_path / "out.csv")

    assert [row["name"] for row in rows] == ["acetone", "", "water"]
    assert "4 cells where the headings are 2" in rows[1]["trouble"]
    assert "ethanol" in rows[1]["trouble"]


def test_blank_rows_between_others_stay_and_those_at_the_end_go(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("name\nacetone\n\nwater\n\n\n", encoding="utf-8")

    assert [row["name"] for row in answered(path, tmp_path / "out.csv")] == ["acetone", "", "water"]


def test_a_sum_word_is_a_row_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("name\nTotal\nwater\n", encoding="utf-8")

    assert [row["name"] for row in answered(path, tmp_path / "out.csv")] == ["Total", "water"]


def test_a_column_of_the_same_name_as_a_new_one_is_kept_under_another(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("name,Letters\nwater,five\n", encoding="utf-8")

    assert answered(path, tmp_path / "out.csv")[0] | {} == {
        "name": "water",
        "Letters (given)": "five",
        "letters": "5",
        "words": "water",
        "on": "2026-01-02",
        "trouble": "",
    }


def test_headings_alone_give_headings_alone(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("name,remark\n", encoding="utf-8")

    assert answered(path, tmp_path / "out.parquet") == []
    assert pq.read_schema(tmp_path / "out.parquet").names == ["name", "remark", *ADDS.names]


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("title,remark\na,b\n", encoding="utf-8")

    with pytest.raises(BadInput, match=r"no column name .*title, remark"):
        answered(path, tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(("out", "complaint"), [("out.doc", "no ending"), ("in.csv", "the input itself"), ("none/out.csv", "no folder")])
def test_an_output_that_cannot_be_is_refused_before_any_work(tmp_path: Path, out: str, complaint: str) -> None:
    path = written(tmp_path / "in.csv")

    with pytest.raises(Misconfigured, match=complaint):
        answered(path, tmp_path / out)
