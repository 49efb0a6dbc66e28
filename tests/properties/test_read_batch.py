"""What must hold of every batch, whatever the bytes, the order of rows and the division into files and chunks."""

import csv
import io
import random
import tempfile
from pathlib import Path
from unittest.mock import patch

import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tidewaiter.errors import BadInput
from tidewaiter.read import Batch, read_batch

_HEADINGS = ["shipment_id", "goods_text", "hs_code", "consignee_name", "net_mass_kg", "arrival_date", "note"]
_QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

_cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\x1f"), max_size=12)
_rows = st.lists(
    st.tuples(
        st.sampled_from(["", "A1", "A2", "0007", "7"]),
        st.sampled_from(["", "toy, red", 'pump 5" steel', "Überzug", "lamp\nwith shade"]),
        st.sampled_from(["", "850440", "102210000", "8504.40", "x"]),
        _cells,
        st.sampled_from(["", "1.5", "1,234", "12,5", "12,3,4", "0.250"]),
        st.sampled_from(["", "03/04/2024", "31/01/2024", "2024-02-29", "44594"]),
        _cells,
    ),
    max_size=12,
).filter(lambda rows: any(cell.strip() for row in rows for cell in row))


def _read(files: list[bytes], *, chunk_rows: int = 65_536, ending: str = ".csv") -> tuple[Batch, list[str], list[str]]:
    """Read files and give the tables as sorted rows without their places."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"part{number}{ending}") for number in range(len(files))]
        for path, content in zip(paths, files):
            path.write_bytes(content)
        work = Path(folder, "work")
        work.mkdir()
        batch = read_batch(paths, workdir=work, chunk_rows=chunk_rows)
        places = ["source_file", "source_row"]
        shipments, rejects = (pq.read_table(path).drop_columns(places).to_pylist() for path in (batch.shipments, batch.rejects))
        return batch, sorted(map(repr, shipments)), sorted(map(repr, rejects))


def _tables(content: bytes) -> list[str]:
    """Read one file and give both tables as they are."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "part.csv")
        path.write_bytes(content)
        batch = read_batch([path], workdir=Path(folder))
        return [repr(pq.read_table(table).to_pylist()) for table in (batch.shipments, batch.rejects)]


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_HEADINGS, *rows])
    return text.getvalue().encode()


@_QUICK
@given(rows=_rows, seed=st.integers(0, 9), chunk_rows=st.integers(1, 9), cut=st.integers(0, 12))
def test_order_division_and_chunks_do_not_show_in_the_tables(rows: list[tuple[str, ...]], seed: int, chunk_rows: int, cut: int) -> None:
    shuffled = random.Random(seed).sample(rows, len(rows))

    whole, shipments, rejects = _read([_csv(rows)])
    # a file without a record is refused, whatever stands in the others
    files = [_csv(part) for part in (shuffled[:cut], shuffled[cut:]) if any(cell.strip() for row in part for cell in row)]
    parts, other_shipments, other_rejects = _read(files, chunk_rows=chunk_rows)

    assert other_shipments == shipments
    assert other_rejects == rejects
    assert whole.rows_in == parts.rows_in == whole.accepted + whole.rejected
    assert (len(shipments), len(rejects)) == (whole.accepted, whole.rejected)


@_QUICK
@given(rows=_rows, blank=st.integers(0, 12), stretch_bytes=st.integers(1, 200))
def test_where_a_file_is_parted_to_be_read_does_not_show(rows: list[tuple[str, ...]], blank: int, stretch_bytes: int) -> None:
    content = _csv([*rows[:blank], ("",) * len(_HEADINGS), *rows[blank:]])

    whole = _tables(content)
    with patch("tidewaiter.read.quotes._STRETCH_BYTES", stretch_bytes):
        in_stretches = _tables(content)

    assert in_stretches == whole


@_QUICK
@given(rows=_rows)
def test_every_filled_row_is_counted_and_no_id_stands_twice(rows: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows.csv")
        path.write_bytes(_csv(rows))
        batch = read_batch([path], workdir=Path(folder))
        ids = pq.read_table(batch.shipments)["shipment_id"].to_pylist()

    assert batch.rows_in == sum(any(cell.strip() for cell in row) for row in rows)
    assert len(ids) == len(set(ids))
    # of each id of the source that was accepted, one record keeps it as it stands
    screened = {row[0] for row in rows if row[0] and any(cell.strip() for cell in row[1:4]) and row[3].strip() not in _NOTHING | {""}}
    assert screened <= set(ids)


_NOTHING = {"-", "--", "NULL", "null", "None", "NaN", "nan", "N/A", "n/a"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    body=st.binary(max_size=300), ending=st.sampled_from([".csv", ".tsv", ".xlsx", ".jsonl", ".parquet", ".csv.gz"]), headed=st.booleans()
)
def test_no_bytes_raise_anything_but_bad_input(body: bytes, ending: str, headed: bool) -> None:
    content = b"goods_text,hs_code,net_mass_kg\n" + body if headed else body
    try:
        batch, shipments, rejects = _read([content], ending=ending)
    except BadInput:
        return
    assert batch.rows_in == len(shipments) + len(rejects)


@settings(max_examples=80, deadline=None)
@given(body=st.text(st.sampled_from('a1",;\n\r\t\\ é'), max_size=120), chunk_rows=st.integers(1, 5))
def test_quotes_out_of_order_lose_no_row_silently(body: str, chunk_rows: int) -> None:
    content = ("goods_text,hs_code\nlamp,9405\n" + body).encode()

    batch, shipments, rejects = _read([content], chunk_rows=chunk_rows)

    assert batch.rows_in == len(shipments) + len(rejects)
    assert (batch, shipments, rejects)[1:] == _read([content])[1:]


@_QUICK
@given(
    magic=st.sampled_from([b"PAR1", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b", b"[{", b'{"goods_text": ']),
    body=st.binary(max_size=200),
)
def test_damaged_files_of_known_kinds_are_bad_input(magic: bytes, body: bytes) -> None:
    said = "part0.csv"
    try:
        batch, shipments, rejects = _read([magic + body])
        assert batch.rows_in == len(shipments) + len(rejects)
    except BadInput as error:
        said = str(error)

    assert "part0.csv" in said


_GOODS = {
    "utf-8": ("хлопковые рубашки", "camisa señor niño", "不锈钢阀门及管件", "shirts"),
    "cp1251": ("Запасные части для насосов, стальные", "рубашки", "ящик", "shirts"),
    "cp1252": ("Válvulas y señales de latón para calefacción", "niño", "café", "shirts"),
    "gb18030": ("不锈钢阀门及管件，用于供水系统，全新产品", "阀门", "棉衬衫", "shirts"),
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(encoding=st.sampled_from(sorted(_GOODS)), picks=st.lists(st.integers(0, 3), min_size=2, max_size=30), cut=st.integers(1, 29))
def test_the_division_into_files_does_not_change_the_guess_of_an_encoding(encoding: str, picks: list[int], cut: int) -> None:
    rows = [f"{number};{_GOODS[encoding][pick]}\n".encode(encoding) for number, pick in enumerate(picks)]
    headings, cut = b"shipment_id;goods_text\n", min(cut, len(rows) - 1)

    _, shipments, _ = _read([headings + b"".join(rows)])
    _, others, _ = _read([headings + b"".join(rows[:cut]), headings + b"".join(rows[cut:])])

    assert others == shipments
