"""Lists are read from OFAC's files and from our own CSV, or refused with a clear line."""

import csv
import gzip
from datetime import date
from pathlib import Path

import pytest

from tidewaiter.errors import BadInput
from tidewaiter.parties.index import compile_index
from tidewaiter.parties.lists import read_list
from tidewaiter.parties.lookup import screen_names
from tidewaiter.parties.party import Address, Party, PartyName
from tidewaiter.reference.lists import list_rows

_SDN = """\
101,"FICTITIOUS HARBOUR CO., LTD.",-0- ,"SDNTK] [ILLICIT-DRUGS-EO14059",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Phone Number 12025550101; Email Address sales@harbour.example; Unified Social Credit Code (USCC) 91440101MADEUP001X (China); a.k.a. 'FHC'."
102,"TESTOV, Primer",individual,SDNT,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 01 Jan 1970; nationality Russia; Passport 1234567 (Russia)."
\x1a
"""  # noqa: E501
_ADD = """\
101,1,"8 Example Road","Guangzhou","China",-0-
102,2,-0- ,-0- ,"Russia",-0-
"""
_ALT = """\
101,11,"aka","HARBOUR OF FICTION",-0-
"""


def _write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_an_sdn_file_without_header_brings_its_addresses_and_aliases_from_beside_it(tmp_path: Path) -> None:
    _write(tmp_path, sdn=_SDN, add=_ADD, alt=_ALT)

    found = read_list("ofac", [tmp_path / "sdn.csv"])

    firm, person = found.parties
    assert (found.format, set(found.checksums)) == ("ofac_sdn_csv", {"sdn.csv", "add.csv", "alt.csv"})
    assert firm.names == (
        PartyName("FHC", "weak"),
        PartyName("FICTITIOUS HARBOUR CO., LTD.", "primary"),
        PartyName("HARBOUR OF FICTION", "strong"),
    )
    assert (firm.schema, firm.countries, firm.addresses) == ("company", ("CN",), (Address("8 Example Road", "Guangzhou", "CN"),))
    assert (firm.phones, firm.emails, firm.registration_ids) == (("12025550101",), ("sales@harbour.example",), ("91440101MADEUP001X",))
    assert firm.kind == "SDNTK; ILLICIT-DRUGS-EO14059"
    assert (person.schema, person.countries) == ("person", ("RU",))


def test_passport_birth_and_nationality_are_not_taken_from_a_list(tmp_path: Path) -> None:
    _write(tmp_path, sdn=_SDN)

    person = read_list("ofac", [tmp_path / "sdn.csv"]).parties[1]

    assert (person.registration_ids, person.countries) == ((), ())


def test_a_header_line_on_an_sdn_file_and_gzip_change_nothing(tmp_path: Path) -> None:
    header = "ID,Name,Type,Country,Title,F,G,H,I,J,K,Details\n"
    (tmp_path / "a_sdn.csv.gz").write_bytes(gzip.compress((header + _SDN).encode()))
    _write(tmp_path, plain_sdn=_SDN)

    assert read_list("x", [tmp_path / "a_sdn.csv.gz"]).parties == read_list("x", [tmp_path / "plain_sdn.csv"]).parties


def test_rows_of_one_id_are_names_of_one_party(tmp_path: Path) -> None:
    _write(
        tmp_path, own="id,name,country,date,phone\nA,Example One,CN,2025-01-31,+12025550101\nA,Example Uno,Mexico,,\nB,Other Example,,,\n"
    )

    first, second = read_list("own", [tmp_path / "own.csv"]).parties

    assert {kept.name for kept in first.names} == {"Example One", "Example Uno"}
    assert (first.countries, first.listed_on, first.phones) == (("CN", "MX"), date(2025, 1, 31), ("+12025550101",))
    assert (second.schema, second.countries, second.listed_on) == (None, (), None)


def test_the_order_of_rows_does_not_change_a_list(tmp_path: Path) -> None:
    _write(tmp_path, up="id,name\nA,Example One\nA,Example Uno\nB,Other\n", down="id,name\nB,Other\nA,Example Uno\nA,Example One\n")

    assert read_list("own", [tmp_path / "up.csv"]).parties == read_list("own", [tmp_path / "down.csv"]).parties


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no rows"),
        ("id,name\n", "no rows"),
        ("id,title\nA,Example\n", "no column name"),
        ("name\nExample\n", "no column id"),
        ("colour,size\nred,7\n", "no list we can read"),
        ("id,name\nA,\n", "name is empty"),
        ("id,name\n,Example\n", "id is empty"),
        ("id,name,date\nA,Example,31/01/2025\n", "no date"),
        ("id,name,schema\nA,Example,robot\n", "robot"),
        ("id,name\n\x00\x01", "not a text file"),
    ],
)
def test_a_malformed_list_is_refused_with_a_line_that_says_why(text: str, says: str, tmp_path: Path) -> None:
    _write(tmp_path, own=text)

    with pytest.raises(BadInput, match=says):
        read_list("own", [tmp_path / "own.csv"])


def test_a_missing_file_is_named_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"there is no file .*nowhere\.csv; give the path"):
        read_list("own", [tmp_path / "nowhere.csv"])
    with pytest.raises(BadInput, match="is a folder; name the list's file"):
        read_list("own", [tmp_path])


def test_a_damaged_gzip_file_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(b"id,name\nA,Example One\n")
    for damaged in (packed[:-9], packed[:12] + b"\xff\xff" + packed[14:]):
        (tmp_path / "own.csv.gz").write_bytes(damaged)

        with pytest.raises(BadInput, match="damaged gzip file"):
            read_list("own", [tmp_path / "own.csv.gz"])


def test_a_country_that_is_none_is_counted_and_its_party_kept(tmp_path: Path) -> None:
    _write(tmp_path, own="id,name,country\nA,Example One,CN;Atlantis\nB,Other Example,Nowhereland\n")

    found = read_list("own", [tmp_path / "own.csv"])

    assert ([party.countries for party in found.parties], found.unknown_countries) == ([("CN",), ()], 2)


def test_a_cut_sdn_file_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, sdn="\n".join([*_SDN.splitlines()[:2] * 15, '103,"CUT OF']))

    with pytest.raises(BadInput, match="fetch the file anew"):
        read_list("ofac", [tmp_path / "sdn.csv"])


def test_the_full_sdn_list_is_read(reference_data: Path) -> None:
    found = read_list("ofac", [reference_data / "ofac" / "sancbook_2023-01_sdn.csv.gz"])

    assert len(found.parties) == 11_443
    assert sum(bool(party.countries) for party in found.parties) > 8_000


def test_no_made_up_party_is_on_a_real_list(reference_data: Path, tmp_path: Path) -> None:
    with gzip.open(reference_data / "csl" / "csl_us_consolidated.csv.gz", "rt", encoding="utf-8") as lines:
        us = [[name.strip() for name in (row["name"], *row["alt_names"].split(";")) if name.strip()] for row in csv.DictReader(lines)]
    consolidated = [Party(str(place), tuple(PartyName(name, "primary") for name in names)) for place, names in enumerate(us)]
    sdn = read_list("ofac", [reference_data / "ofac" / "sancbook_2023-01_sdn.csv.gz"]).parties
    index = str(compile_index([("ofac", sdn), ("us", consolidated)], tmp_path))
    made_up = [row["name"] for row in list_rows("demo.csv")]

    hits = screen_names([*made_up, *_MADE_UP], index)

    assert {name: found[0].matched_name for name, found in zip([*made_up, *_MADE_UP], hits) if found} == {}


_MADE_UP = (
    "Wuhan Zixuwuyou Biological Technology Co., Ltd",
    "武汉子虚乌有生物科技有限公司",
    "GUANGZHOU XUGOU COMMUNICATIONS GROUP",
    "Qinghe Mingtuo Machinery Factory",
    "PERU ZENITH TOURS S.A.C.",
    "SAMPLE CHEMICAL TRADING CO., LTD.",
)
"""Names of the other tests that could be somebody's."""
