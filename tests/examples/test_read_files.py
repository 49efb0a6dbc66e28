"""Any file becomes shipments and rejects: formats, encodings, titles, sums, ragged rows, identity."""

import csv
import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tidewaiter import tables
from tidewaiter.errors import BadInput
from tidewaiter.read import Batch, read_batch, table_columns

_RECORDS = [
    {"Declaration Number": "0007", "HS Code": "0102210000", "Goods": "Live cattle", "Importer": "Acme Farm", "Net Weight": "1204.5"},
    {"Declaration Number": "0008", "HS Code": "8504401000", "Goods": "79099-07-3 label", "Importer": "Acme Toys", "Net Weight": "12"},
]


def _read(
    folder: Path, *contents: bytes, name: str = "file.csv", **options: Any
) -> tuple[Batch, list[dict[str, Any]], list[dict[str, Any]]]:
    paths = [folder / (f"{number}-{name}" if number else name) for number in range(len(contents))]
    for path, content in zip(paths, contents):
        path.write_bytes(content)
    work = folder / f"work-{len(list(folder.iterdir()))}"
    work.mkdir()
    batch = read_batch(paths, workdir=work, **options)
    return batch, pq.read_table(batch.shipments).to_pylist(), pq.read_table(batch.rejects).to_pylist()


def _as_csv(records: list[dict[str, str]], delimiter: str = ",") -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(records[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue()


def _as_workbook(rows: Sequence[Sequence[object]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return out.getvalue()


def test_the_same_records_in_any_format_are_the_same_shipments(tmp_path: Path) -> None:
    plain = [{key: value for key, value in record.items() if key != "Declaration Number"} for record in _RECORDS]
    parquet = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(plain), parquet)
    files = {
        "a.csv": _as_csv(plain).encode(),
        "a.tsv": _as_csv(plain, "\t").encode("utf-16"),
        "semicolons.csv": _as_csv(plain, ";").encode("utf-8-sig"),
        "bars.txt": _as_csv(plain, "|").encode(),
        "a.csv.gz": gzip.compress(_as_csv(plain).encode()),
        "a.jsonl": "\n".join(json.dumps(record) for record in plain).encode(),
        "a.json": json.dumps(plain).encode(),
        "a.parquet": parquet.getvalue(),
        "a.xlsx": _as_workbook([tuple(plain[0]), *(tuple(record.values()) for record in plain)]),
    }

    read = {name: _read(tmp_path, content, name=name)[1] for name, content in files.items()}

    for name, shipments in read.items():
        kept = [{key: value for key, value in one.items() if not key.startswith("source_")} for one in shipments]
        assert kept == [{key: value for key, value in one.items() if not key.startswith("source_")} for one in read["a.csv"]], name
    assert [one["hs_code"] for one in read["a.xlsx"]] == ["0102210000", "8504401000"]
    assert read["a.csv"][1]["goods_text"] == "79099-07-3 label"


def test_numbers_and_serials_of_a_workbook_come_back_as_codes_and_dates(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Descripcion de mercancia", "Partida Arancelaria", "Fecha Embarque", "RUC Importador", "Kg Neto", "Importador"],
        ["Cargadores", 8504401000, 44594, 20000000001, 204.607, "_x0000_"],
    ]

    _, shipments, _ = _read(tmp_path, _as_workbook(rows), name="lines.xlsx")

    assert shipments[0]["hs_code"] == "8504401000"
    assert str(shipments[0]["departure_date"]) == "2022-02-02"
    assert shipments[0]["consignee_registration_id"] == "20000000001"
    assert shipments[0]["net_mass_kg"] == 204.607
    assert shipments[0]["consignee_name"] is None


def test_titles_above_are_skipped_and_sums_below_are_rejects(tmp_path: Path) -> None:
    text = (
        'Imports of May\n\n"Goods description";"Partida";"Kg Neto";"Importador"\nSeda cruda;5002001000;1.204,5;Acme\n;;;\nTOTAL;;1.204,5;\n'
    )

    batch, shipments, rejects = _read(tmp_path, text.encode())

    assert (batch.files[0].header_row, batch.files[0].delimiter) == (3, ";")
    assert [(one["goods_text"], one["net_mass_kg"], one["source_row"]) for one in shipments] == [("Seda cruda", 1204.5, 4)]
    assert [(one["source_row"], one["field"]) for one in rejects] == [(6, "record")]
    assert rejects[0]["reason"].startswith("a sum of other rows")
    assert (batch.rows_in, batch.accepted, batch.rejected) == (2, 1, 1)


@pytest.mark.parametrize(
    ("encoding", "goods"),
    [
        ("cp1252", "Válvulas y señales de latón para calefacción, según catálogo número ocho, año corriente"),
        ("cp1251", "Запасные части для насосов, стальные, без содержания опасных веществ"),
        ("gb18030", "不锈钢阀门及管件，用于供水系统，全新产品，无危险品成分"),
        ("utf-16", "Pièces détachées"),
    ],
)
def test_letters_of_other_encodings_arrive_whole(tmp_path: Path, encoding: str, goods: str) -> None:
    text = "goods_text,hs_code\n" + f'"{goods}",848180\n' * 3

    batch, shipments, _ = _read(tmp_path, text.encode(encoding))

    assert {one["goods_text"] for one in shipments} == {goods}
    assert batch.rejected == 0


def test_ragged_rows_are_mended_or_refused_and_keep_their_places(tmp_path: Path) -> None:
    text = 'goods_text,hs_code,note\nshort,8504\n"two\nlines",8505,x\n\nlong,8506,x,,\ntoo long,8507,x,y\nlast,8508,x\n'

    batch, shipments, rejects = _read(tmp_path, text.encode())

    assert [(one["goods_text"], one["source_row"]) for one in shipments] == [("short", 2), ("two\nlines", 3), ("long", 5), ("last", 7)]
    assert shipments[0]["repairs"] == ["record: 2 cells where the headings are 3"]
    assert [(one["source_row"], one["raw"]) for one in rejects] == [(6, "too long,8507,x,y")]
    assert batch.rows_in == 5


def test_a_lone_quote_swallows_no_rows(tmp_path: Path) -> None:
    text = 'goods_text,hs_code,note\n"pipe 5,7304,a\nvalve 3" wide,8481,b\n"well, quoted",8482,c\n'

    _, shipments, _ = _read(tmp_path, text.encode())

    assert [one["goods_text"] for one in shipments] == ['"pipe 5', 'valve 3" wide', "well, quoted"]


def test_what_cannot_be_read_is_null_with_a_note_and_what_is_unmapped_stays_in_extra(tmp_path: Path) -> None:
    text = 'goods_text,net_mass_kg,hs_code,My Remark,country\nlamp,"12,3,4",10221,"say ""hi""",PE\n'

    _, shipments, _ = _read(tmp_path, text.encode())

    assert shipments[0]["repairs"] == ["hs_code: left zero added to '10221'", "net_mass_kg: '12,3,4' is not a number"]
    assert shipments[0]["net_mass_kg"] is None
    assert json.loads(shipments[0]["extra"]) == {"My Remark": 'say "hi"', "country": "PE"}


def test_days_and_months_are_told_apart_over_all_files_or_left_open(tmp_path: Path) -> None:
    first, second = "goods_text,arrival_date\nlamp,31/01/2024\n", "goods_text,arrival_date\npump,03/04/2024\n"

    _, together, _ = _read(tmp_path, first.encode(), second.encode())
    _, alone, _ = _read(tmp_path, second.encode())

    assert str(together[1]["arrival_date"]) == "2024-04-03"
    assert alone[0]["arrival_date"] is None
    assert "ambiguous" in alone[0]["repairs"][0]


def test_an_id_that_stands_twice_is_told_apart_by_content(tmp_path: Path) -> None:
    rows = ["B1,lamp", "B1,pump", "B1,pump", ",valve", ",valve", "0042,wire"]
    text = "shipment_id,goods_text\n" + "\n".join(rows)
    turned = "shipment_id,goods_text\n" + "\n".join(reversed(rows))

    _, shipments, _ = _read(tmp_path, text.encode())
    _, others, _ = _read(tmp_path, turned.encode())

    ids = [one["shipment_id"] for one in shipments]
    assert len(set(ids)) == len(rows)
    assert sum(id_ == "B1" for id_ in ids) == 1
    assert all(id_.startswith("B1") for id_ in ids[:3])
    assert sorted(id_[-2:] for id_ in ids[3:5])[0] == "-2"
    assert all(id_.startswith("tw-") for id_ in ids[3:5])
    assert ids[5] == "0042"
    assert sorted(ids) == sorted(one["shipment_id"] for one in others)


def test_a_record_without_goods_code_or_party_is_refused(tmp_path: Path) -> None:
    batch, shipments, rejects = _read(tmp_path, b"goods_text,hs_code,packages\nlamp,9405,1\n,,2\n")

    assert [one["goods_text"] for one in shipments] == ["lamp"]
    assert rejects[0]["reason"].startswith("nothing to screen")
    assert (batch.rows_in, batch.accepted, batch.rejected) == (2, 1, 1)


def test_dollars_phones_and_units_find_their_columns(tmp_path: Path) -> None:
    text = (
        "goods_text,FOB USD,Gross Weight (LBS),Quantity,consignee_country,consignee_phone\n"
        'lamp,"1,200.50",1000,3903 PCS,United States,(202) 555-0143\npump,10,2,5,Perú,buyer@example.com\n'
    )

    _, shipments, _ = _read(tmp_path, text.encode())

    assert (shipments[0]["value"], shipments[0]["currency"], shipments[0]["value_usd"]) == (1200.5, "USD", 1200.5)
    assert shipments[0]["gross_mass_kg"] == pytest.approx(453.59237)
    assert (shipments[0]["quantity"], shipments[0]["quantity_unit"]) == (3903.0, "H87")
    assert (shipments[0]["consignee_phone"], shipments[0]["consignee_country"]) == ("+12025550143", "US")
    assert (shipments[1]["consignee_email"], shipments[1]["consignee_phone"]) == ("buyer@example.com", None)


def test_both_tables_have_the_columns_of_the_glossary_and_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []

    batch, _, _ = _read(tmp_path, _as_csv(_RECORDS).encode(), on_progress=lambda *stage: told.append(stage))

    assert pq.read_schema(batch.shipments).equals(tables.arrow_schema("shipments"))
    assert pq.read_schema(batch.rejects).equals(tables.arrow_schema("rejects"))
    assert {stage for stage, _, _ in told} == {"reading", "converting"}
    assert batch.files[0].quality["net_mass_kg"] == {"present": 2, "nulled": 0, "repaired": 0}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b"\n\n", "headings"),
        ("other.csv", b"name,age\nA,1\n", "goods_text"),
        ("broken.xlsx", b"PK\x03\x04 no archive", "damaged"),
        ("broken.parquet", b"PAR1 and no more", "Parquet"),
        ("broken.csv.gz", gzip.compress(b"goods_text\nx\n", mtime=0)[:-6], "fetch it again"),
    ],
)
def test_a_file_that_cannot_be_screened_says_what_to_do(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        _read(tmp_path, content, name=name)
    assert name in str(caught.value)


def test_a_missing_file_and_a_folder_are_bad_input(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(BadInput, match=str(path)):
            read_batch([path], workdir=tmp_path)


def test_the_columns_command_names_each_heading_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Export list\nHS CODE,Weight,Weight,Unit Price\n8504,1,2,3\n", encoding="utf-8")

    told = table_columns(path)

    assert told["header_row"] == 2
    assert told["columns"] == {"HS CODE": "hs_code", "Weight": "gross_mass_kg", "Weight (2)": None, "Unit Price": None}


def test_two_files_of_one_name_are_told_apart_by_their_paths(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "orders.csv" for folder in ("monday", "tuesday")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(_as_csv(_RECORDS), encoding="utf-8")

    batch = read_batch(paths, workdir=tmp_path)

    assert {row["source_file"] for row in pq.read_table(batch.shipments).to_pylist()} == {str(path) for path in paths}


def test_a_file_named_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(_as_csv(_RECORDS), encoding="utf-8")

    with pytest.raises(BadInput, match="named twice"):
        read_batch([path, tmp_path / "." / "orders.csv"], workdir=tmp_path)
