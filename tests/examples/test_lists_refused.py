"""A list that is cut off, empty, of no known form or made to do harm is refused with a line that names it and says what to do."""

import gzip
from pathlib import Path

import pytest

from list_files import FORMS, write_form
from tidewaiter.errors import BadInput
from tidewaiter.parties.lists import read_list
from tidewaiter.parties.party import Party

_XML = [form for form, (name, _) in FORMS.items() if name.endswith(".xml")]


_BY_ROWS = ("own_csv", "ofac_sdn_csv")
"""Forms whose rows say nothing of how many there are: cut between two, they look whole."""


def _try(file: Path) -> tuple[str, tuple[Party, ...]]:
    try:
        return "", read_list("cut", [file]).parties
    except BadInput as error:
        return str(error), ()


def _write(folder: Path, text: str | bytes, name: str = "list.xml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("form", list(FORMS))
@pytest.mark.parametrize("share", [0.25, 0.5, 0.75, 0.97])
def test_a_list_that_is_cut_off_within_a_line_is_refused_or_lacks_parties(form: str, share: float, tmp_path: Path) -> None:
    name, text = FORMS[form]
    whole = read_list("whole", [write_form(tmp_path / "whole", form)])
    cut = _write(tmp_path, text[: int(len(text) * share)], name)

    refused, found = _try(cut)
    assert name in refused or (form in _BY_ROWS and len(found) <= len(whole.parties))


@pytest.mark.parametrize("form", _XML)
def test_xml_that_declares_entities_is_refused_before_it_is_read(form: str, tmp_path: Path) -> None:
    name, text = FORMS[form]
    start = text.index("?>") + 2
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'

    with pytest.raises(BadInput, match=f"{name} declares XML entities"):
        read_list("bomb", [_write(tmp_path, text[:start] + bomb + text[start:], name)])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"<html><body>Service unavailable</body></html>", "no list we can read; its outermost element is 'html'"),
        (b"<html><body>Service &nbsp; unavailable<br></html>", "no list we can read; its outermost element is 'html'"),
        (b"<?xml version='1.0'?>", "no XML element"),
        (b"<<<", "no XML that can be read"),
        (b"<CONSOLIDATED_LIST dateGenerated='2026-11-20'></CONSOLIDATED_LIST>", "holds no party with a name"),
        (b"<sdnList></sdnList>", "holds no party with a name"),
        (b'{"results": []}', "its first object has 'results'"),
        (b'{"id": "1", "schema": "Company", "properties": {"name": ["A"]}}\n{"id": "2", "sch', "line 2: no JSON object"),
        (b"{", "line 1: no JSON object"),
        (b"\x00\x01\x02", "not a text file"),
        (b"%PDF-1.7 \x00\x00", "not a text file"),
        (b"", "no rows"),
        (b"\xef\xbb\xbf", "no rows"),
        (b" \n \n", "no rows"),
    ],
)
def test_what_is_no_list_is_refused(text: bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=says):
        read_list("none", [_write(tmp_path, text)])


@pytest.mark.parametrize("form", ["us_csl_csv", "uk_sanctions_csv", "uk_conlist_csv", "opensanctions_csv", "eu_fsf_csv"])
def test_a_table_with_headings_only_is_refused(form: str, tmp_path: Path) -> None:
    name, text = FORMS[form]
    above = 2 if form.startswith("uk") else 1

    with pytest.raises(BadInput, match="headings but no rows"):
        read_list("empty", [_write(tmp_path, "".join(text.splitlines(keepends=True)[:above]), name)])


def test_a_row_with_a_slipped_cell_is_refused(tmp_path: Path) -> None:
    name, text = FORMS["us_csl_csv"]
    lines = text.splitlines(keepends=True)

    with pytest.raises(BadInput, match="row 2 below the headings: 30 cells instead of 29"):
        read_list("slipped", [_write(tmp_path, "".join([*lines[:2], "x," + lines[2], *lines[3:]]), name)])


def test_a_file_that_does_not_belong_to_the_list_is_refused(tmp_path: Path) -> None:
    un, us = write_form(tmp_path, "un_xml"), write_form(tmp_path, "us_csl_csv")

    with pytest.raises(BadInput, match="are both lists; add them as two"):
        read_list("both", [un, us])
    with pytest.raises(BadInput, match="does not belong to"):
        read_list("with", [un, _write(tmp_path, "colour,size\nred,7\n", "other.csv")])


def test_a_list_may_be_packed_and_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    for form, (name, text) in FORMS.items():
        plain = read_list("plain", [write_form(tmp_path / "plain", form)])
        packed = _write(tmp_path, gzip.compress(b"\xef\xbb\xbf" + text.removeprefix("\ufeff").encode()), f"{name}.gz")

        assert read_list("packed", [packed]).parties == plain.parties, form


def test_a_list_in_windows_latin_is_read(tmp_path: Path) -> None:
    (party,) = read_list("latin", [_write(tmp_path, "id,name\n1,Ficción Química\n".encode("cp1252"), "latin.csv")]).parties

    assert party.names[0].name == "Ficción Química"


def test_rows_of_one_id_that_differ_in_schema_give_the_first_in_order_of_the_alphabet(tmp_path: Path) -> None:
    for name, rows in (("a.csv", "1,X,person\n1,Y,company\n"), ("b.csv", "1,Y,company\n1,X,person\n")):
        (party,) = read_list("own", [_write(tmp_path, "id,name,schema\n" + rows, name)]).parties
        assert party.schema == "company"
