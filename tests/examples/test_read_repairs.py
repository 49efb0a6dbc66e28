"""Damaged bytes, placeholders and impossible amounts are mended with a note, and the division into files never shows."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tidewaiter.errors import BadInput
from tidewaiter.read import Batch, read_batch, table_columns


def _read(folder: Path, *contents: bytes, name: str = "file.csv") -> tuple[Batch, list[dict[str, Any]]]:
    """Read made-up files; the shipments come in the order of their ids, without their places."""
    work = folder / f"work-{len(list(folder.iterdir()))}"
    work.mkdir()
    paths = [work / f"{number}-{name}" for number in range(len(contents))]
    for path, content in zip(paths, contents):
        path.write_bytes(content)
    batch = read_batch(paths, workdir=work)
    return batch, sorted(
        pq.read_table(batch.shipments).drop_columns(["source_file", "source_row"]).to_pylist(), key=lambda one: one["shipment_id"]
    )


def _one(folder: Path, **cells: str) -> dict[str, Any]:
    """Read one record with these cells besides its goods."""
    cells = {"shipment_id": "A1", "goods_text": "lamp", **cells}
    text = "|".join(cells) + "\n" + "|".join(cells.values()) + "\n"
    return _read(folder, text.encode())[1][0]


def _halves(text: str, encoding: str) -> tuple[bytes, bytes, bytes]:
    heading, *lines = text.splitlines(keepends=True)
    middle = len(lines) // 2
    return text.encode(encoding), "".join([heading, *lines[:middle]]).encode(encoding), "".join([heading, *lines[middle:]]).encode(encoding)


def test_a_cut_character_costs_a_utf8_file_that_character_only(tmp_path: Path) -> None:
    rows = [f"U{number},хлопковые рубашки,ООО Вымысел {number}\n".encode() for number in range(30)]
    rows[3] = "U3,хлопковы".encode() + b"\xd0" + " рубашки,ООО Вымысел 3\n".encode()

    batch, shipments = _read(tmp_path, b"shipment_id,goods_text,consignee_name\n" + b"".join(rows))

    assert batch.files[0].encoding == "utf-8"
    assert [one["goods_text"] for one in shipments].count("хлопковые рубашки") == 29
    damaged = next(one for one in shipments if one["shipment_id"] == "U3")
    assert damaged["goods_text"] == "хлопковы\ufffd рубашки"
    assert damaged["repairs"] == ["record: bytes that are not UTF-8 were replaced"]
    assert all(one["repairs"] == [] for one in shipments if one is not damaged)


def test_a_short_row_with_a_cut_character_is_told_both(tmp_path: Path) -> None:
    content = "shipment_id,goods_text,consignee_name\nU1,рубашка\nU2,хлопок".encode() + b"\xd0\nU3,\xd0\xb0,x\n"

    _, shipments = _read(tmp_path, content)

    assert shipments[1]["repairs"] == ["record: 2 cells where the headings are 3", "record: bytes that are not UTF-8 were replaced"]


@pytest.mark.parametrize(
    ("encoding", "first", "last"),
    [
        ("gb18030", "不锈钢阀门及管件，用于供水系统，全新产品", "阀门"),
        ("cp1252", "Válvulas y señales de latón para calefacción, según catálogo número ocho", "café"),
        ("cp1251", "Запасные части для насосов, стальные, без опасных веществ", "ящик"),
    ],
)
def test_halves_of_a_file_are_read_in_the_encoding_of_the_whole(tmp_path: Path, encoding: str, first: str, last: str) -> None:
    goods = ["shirts"] * 40
    goods[2], goods[30] = first, last
    text = "shipment_id;goods_text\n" + "".join(f"{number:02};{words}\n" for number, words in enumerate(goods))
    whole, *halves = _halves(text, encoding)

    _, expected = _read(tmp_path, whole)
    _, shipments = _read(tmp_path, *halves)

    assert shipments == expected
    assert [shipments[2]["goods_text"], shipments[30]["goods_text"]] == [first, last]


def test_files_of_one_layout_in_utf8_and_in_another_encoding_keep_their_own(tmp_path: Path) -> None:
    rows = "shipment_id;goods_text\n{0}1;Válvulas y señales de latón\n{0}2;calefacción según catálogo\n"

    batch, shipments = _read(tmp_path, rows.format("A").encode(), rows.format("B").encode("cp1252"))

    assert [file.encoding for file in batch.files] == ["utf-8", "cp1252"]
    assert [one["goods_text"] for one in shipments] == ["Válvulas y señales de latón", "calefacción según catálogo"] * 2


@pytest.mark.parametrize("name", ["file.xlsx", "file.xls", "file.ods", "file.csv"])
def test_bytes_of_no_known_format_are_refused_and_not_shown(tmp_path: Path, name: str) -> None:
    content = bytes(number * 37 % 256 for number in range(1, 3000))

    with pytest.raises(BadInput, match="save it again") as caught:
        _read(tmp_path, content, name=name)

    assert str(caught.value).isprintable()
    assert ("not a readable workbook" in str(caught.value)) == (name != "file.csv")


def test_text_with_the_ending_of_a_workbook_is_still_read(tmp_path: Path) -> None:
    _, shipments = _read(tmp_path, b"shipment_id\tgoods_text\nA1\tlamp\n", name="file.xls")

    assert shipments[0]["goods_text"] == "lamp"


def test_headings_are_shown_without_their_control_characters(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="rename one") as caught:
        _read(tmp_path, b"na\x1b[31mme,age\nA,1\n")

    assert str(caught.value).isprintable()


@pytest.mark.parametrize("name", ["file.csv", "file.parquet"])
def test_headings_without_a_record_are_bad_input(tmp_path: Path, name: str) -> None:
    parquet = io.BytesIO()
    pq.write_table(pa.table({"goods_text": pa.array([], pa.string())}), parquet)
    content = parquet.getvalue() if name.endswith("parquet") else b"goods_text,hs_code\n,\n\n"

    with pytest.raises(BadInput, match=f"{name} has headings and no record; export it again"):
        _read(tmp_path, content, name=name)


def test_a_file_of_rejects_only_is_a_batch_of_no_shipments(tmp_path: Path) -> None:
    batch, shipments = _read(tmp_path, b"goods_text,hs_code,packages\n,,2\n")

    assert (batch.rows_in, batch.accepted, batch.rejected, shipments) == (1, 0, 1, [])


@pytest.mark.parametrize(
    ("cells", "phone"),
    [
        ({"consignee_phone": "(202) 555-0143", "destination_country": "US"}, "+12025550143"),
        ({"consignee_phone": "(202) 555-0143", "consignee_country": "US", "destination_country": "PE"}, "+12025550143"),
        ({"declarant_phone": "(202) 555-0143", "export_country": "US"}, "+12025550143"),
        ({"shipper_phone": "(202) 555-0143", "origin_country": "US", "destination_country": "PE"}, "+12025550143"),
        ({"shipper_phone": "(202) 555-0143", "export_country": "US", "origin_country": "PE"}, "+12025550143"),
        ({"consignee_phone": "(202) 555-0143", "origin_country": "US"}, "(202) 555-0143"),
    ],
)
def test_a_phone_of_national_form_is_read_where_its_party_is_likely_to_be(tmp_path: Path, cells: dict[str, str], phone: str) -> None:
    shipment = _one(tmp_path, **cells)

    assert shipment[next(iter(cells))] == phone
    assert shipment["repairs"] == []


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("net_mass_kg", "600000000"),
        ("gross_mass_kg", "1e12"),
        ("quantity", "1e15"),
        ("packages", "1e15"),
        ("volume_m3", "1e9"),
        ("value", "2e12"),
        ("value_usd", "2e12"),
    ],
)
def test_an_amount_that_no_shipment_has_is_null_and_says_the_bound(tmp_path: Path, column: str, cell: str) -> None:
    shipment = _one(tmp_path, **{column: cell})

    assert shipment[column] is None
    assert [note.split(":")[0] for note in shipment["repairs"]] == [column]
    assert " is above " in shipment["repairs"][0]


def test_nul_bytes_taken_out_of_a_cell_are_told(tmp_path: Path) -> None:
    _, shipments = _read(tmp_path, b"shipment_id,goods_text,note\nA1,la\0mp,x\nA2,pump,\0\nA3,wire,y\n")

    assert [one["goods_text"] for one in shipments] == ["lamp", "pump", "wire"]
    assert [one["repairs"] for one in shipments] == [["record: NUL bytes were taken out"], ["record: NUL bytes were taken out"], []]
    assert shipments[1]["extra"] is None


def test_a_source_id_that_was_made_unique_is_told(tmp_path: Path) -> None:
    _, shipments = _read(tmp_path, b"shipment_id,goods_text,net_mass_kg\nA,lamp,x\nA,pump,x\nB,wire,1\n,hose,1\n,hose,1\n")

    told = {one["shipment_id"]: one["repairs"] for one in shipments}
    made_unique = next(id_ for id_ in told if id_.startswith("A~"))
    assert told[made_unique] == ["shipment_id: 'A' stands on several records", "net_mass_kg: 'x' is not a number"]
    assert told["A"] == ["net_mass_kg: 'x' is not a number"]
    assert all(told[id_] == [] for id_ in told if id_[:2] in ("B", "tw"))


def test_a_day_number_among_written_dates_is_told_and_alone_is_not(tmp_path: Path) -> None:
    rows: Sequence[str] = ["A1,lamp,44594", "A2,pump,2022-02-03"]
    mixed = "shipment_id,goods_text,arrival_date\n" + "\n".join(rows)
    alone = "shipment_id,goods_text,arrival_date\n" + rows[0]

    (first, second), (only,) = _read(tmp_path, mixed.encode())[1], _read(tmp_path, alone.encode())[1]

    assert str(first["arrival_date"]) == str(only["arrival_date"]) == "2022-02-02"
    assert first["repairs"] == ["arrival_date: '44594' read as a spreadsheet's day number"]
    assert second["repairs"] == only["repairs"] == []


@pytest.mark.parametrize(
    ("cell", "value", "currency"),
    [("US$ 100", 100.0, "USD"), ("100 EUR", 100.0, "EUR"), ("USD 1,000.50", 1000.5, "USD"), ("R$ 5", 5.0, "BRL"), ("$5 MXN", 5.0, "MXN")],
)
def test_a_currency_beside_the_number_fills_an_empty_column(tmp_path: Path, cell: str, value: float, currency: str) -> None:
    shipment = _one(tmp_path, value=cell)

    assert (shipment["value"], shipment["currency"]) == (value, currency)
    assert shipment["value_usd"] == (value if currency == "USD" else None)
    assert shipment["repairs"] == [f"currency: taken from the value {cell!r}"]


def test_a_bare_dollar_sign_is_no_currency(tmp_path: Path) -> None:
    shipment = _one(tmp_path, value="$100")

    assert (shipment["value"], shipment["currency"], shipment["value_usd"]) == (100.0, None, None)
    assert shipment["repairs"] == ["currency: left empty: the sign in '$100' is of many countries"]


def test_a_currency_column_counts_more_than_a_sign_in_the_value(tmp_path: Path) -> None:
    shipment = _one(tmp_path, value="$100", currency="MXN")

    assert (shipment["value"], shipment["currency"], shipment["value_usd"], shipment["repairs"]) == (100.0, "MXN", None, [])


def test_a_value_in_an_unknown_word_is_no_number(tmp_path: Path) -> None:
    shipment = _one(tmp_path, value="100 XQX")

    assert (shipment["value"], shipment["currency"]) == (None, None)
    assert shipment["repairs"] == ["value: '100 XQX' is not a number"]


def test_formats_that_name_their_columns_have_them_in_the_first_row(tmp_path: Path) -> None:
    path = tmp_path / "orders.jsonl"
    path.write_text(json.dumps({"goods_text": "lamp"}) + "\n", encoding="utf-8")

    assert table_columns(path)["header_row"] == 1
    assert _read(tmp_path, path.read_bytes(), name="orders.jsonl")[0].files[0].header_row == 1
