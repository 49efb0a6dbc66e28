"""Each form of list gives names with their kind, addresses, numbers, programme and days, and nothing of who a person is."""

from datetime import date
from pathlib import Path

import pytest

from list_files import ADD_CSV, ALT_CSV, COMMENTS_CSV, EU_CSV_1_0, FORMS, write_form
from tidewaiter.parties.lists import PartyList, read_list
from tidewaiter.parties.lists.formats import FORMATS
from tidewaiter.parties.party import Address, Party, PartyName


def _read(folder: Path, form: str) -> PartyList:
    return read_list("made_up", [write_form(folder, form)])


def _party(found: PartyList, list_id: str) -> Party:
    return next(party for party in found.parties if party.list_id == list_id)


_GUANGZHOU = Address("8 Example Road", "Guangzhou", "CN")
_USCC = ("91440101MADEUP001X",)
_EL = "Entity List (EL) - Bureau of Industry and Security"


@pytest.mark.parametrize("form", [form.id for form in FORMATS])
def test_every_form_is_known_by_its_file(form: str, tmp_path: Path) -> None:
    assert set(FORMS) == {one.id for one in FORMATS}
    assert _read(tmp_path, form).format == form


@pytest.mark.parametrize("form", [form.id for form in FORMATS])
def test_no_form_gives_birth_nationality_gender_or_a_passport(form: str, tmp_path: Path) -> None:
    found = _read(tmp_path, form)

    persons = [party for party in found.parties if party.schema == "person"]
    assert persons or form == "own_csv"
    assert all("RU" not in party.countries and "1234567" not in party.registration_ids for party in persons)
    assert not any(word in repr(found.parties) for word in ("1970", "Male", "Cousin"))


@pytest.mark.parametrize(
    ("form", "list_id", "weak"),
    [
        ("ofac_sdn_csv", "101", "FHC"),
        ("ofac_sdn_xml", "101", "FHC"),
        ("ofac_advanced_xml", "101", "FHC"),
        ("un_xml", "102", "PRIMUS"),
        ("eu_fsf_xml", "101", "FHC"),
        ("uk_sanctions_csv", "IMG0001", "FHC"),
        ("uk_conlist_csv", "101", "FHC"),
        ("ftm_json", "NK-1", "FHC"),
        ("own_csv", "101", "FHC"),
    ],
)
def test_weak_aliases_are_kept_apart(form: str, list_id: str, weak: str, tmp_path: Path) -> None:
    party = _party(_read(tmp_path, form), list_id)

    assert [kept.name for kept in party.names if kept.strength == "weak"] == [weak]
    assert sum(kept.strength == "primary" for kept in party.names) == 1


@pytest.mark.parametrize(
    ("form", "list_id", "imo"),
    [
        ("ofac_sdn_csv", "103", "9000001"),
        ("ofac_sdn_xml", "103", "9000001"),
        ("ofac_advanced_xml", "103", "9000001"),
        ("uk_sanctions_csv", "IMG0003", "9000001"),
        ("uk_conlist_csv", "103", "9000001"),
        ("us_csl_csv", "103", "9000001"),
        ("ftm_json", "NK-4", "9000001"),
        ("opensanctions_csv", "NK-4", "9000001"),
        ("own_csv", "103", "9000001"),
    ],
)
def test_a_ship_has_its_imo_number(form: str, list_id: str, imo: str, tmp_path: Path) -> None:
    ship = _party(_read(tmp_path, form), list_id)

    assert (ship.schema, ship.imo_numbers, ship.registration_ids) == ("vessel", (imo,), ())


@pytest.mark.parametrize(
    ("form", "day"),
    [
        ("ofac_sdn_csv", None),
        ("ofac_sdn_xml", date(2026, 11, 20)),
        ("ofac_advanced_xml", date(2026, 11, 20)),
        ("un_xml", date(2026, 11, 20)),
        ("eu_fsf_xml", date(2026, 11, 20)),
        ("eu_fsf_csv", date(2026, 11, 20)),
        ("uk_sanctions_csv", date(2026, 11, 20)),
        ("uk_conlist_csv", date(2026, 11, 20)),
        ("us_csl_csv", None),
    ],
)
def test_a_list_that_says_its_day_is_dated_by_it(form: str, day: date | None, tmp_path: Path) -> None:
    assert _read(tmp_path, form).content_date == day


def test_ofac_csv_brings_wallets_and_long_remarks(tmp_path: Path) -> None:
    for name, text in (("add.csv", ADD_CSV), ("alt.csv", ALT_CSV), ("sdn_comments.csv", COMMENTS_CSV)):
        (tmp_path / name).write_text(text, encoding="utf-8")

    found = _read(tmp_path, "ofac_sdn_csv")

    firm, person = _party(found, "101"), _party(found, "102")
    assert list(found.checksums) == ["sdn.csv", "add.csv", "alt.csv", "sdn_comments.csv"]
    assert (firm.wallets, firm.phones, firm.emails) == (("0xmadeup2", "1MadeUpWallet1"), ("12025550101",), ("sales@harbour.example",))
    assert PartyName("PRIMUS", "weak") in person.names


def test_ofac_consolidated_list_has_companions_of_its_own_names(tmp_path: Path) -> None:
    for name, text in (("CONS_PRIM.CSV", FORMS["ofac_sdn_csv"][1]), ("CONS_ADD.CSV", ADD_CSV), ("CONS_ALT.CSV", ALT_CSV)):
        (tmp_path / name).write_text(text, encoding="utf-8")

    found = read_list("consolidated", [tmp_path / "CONS_PRIM.CSV"])

    assert len(found.checksums) == 3
    assert _party(found, "101").addresses == (_GUANGZHOU,)


def test_ofac_xml_is_read_as_its_csv_is(tmp_path: Path) -> None:
    firm = _party(_read(tmp_path, "ofac_sdn_xml"), "101")

    assert firm.names == (
        PartyName("FHC", "weak"),
        PartyName("FICTITIOUS HARBOUR CO., LTD.", "primary"),
        PartyName("HARBOUR OF FICTION", "strong"),
    )
    assert (firm.addresses, firm.registration_ids, firm.wallets) == ((_GUANGZHOU,), _USCC, ("1MadeUpWallet1",))
    assert (firm.kind, firm.schema) == ("SDNTK; ILLICIT-DRUGS-EO14059", "company")
    assert _party(_read(tmp_path, "ofac_sdn_xml"), "102").names == (PartyName("TESTOV, Primer", "primary"),)


def test_ofac_advanced_xml_brings_scripts_days_and_places_but_not_of_birth(tmp_path: Path) -> None:
    found = _read(tmp_path, "ofac_advanced_xml")

    firm, person = _party(found, "101"), _party(found, "102")
    assert PartyName("虚构港", "strong") in firm.names
    assert (firm.addresses, firm.registration_ids, firm.wallets) == ((_GUANGZHOU,), _USCC, ("1MadeUpWallet1",))
    assert (firm.emails, firm.kind, firm.listed_on) == (("sales@harbour.example",), "SDNTK; ILLICIT-DRUGS-EO14059", date(2023, 10, 3))
    assert (person.names, person.countries, person.schema) == ((PartyName("TESTOV, Primer", "primary"),), (), "person")


def test_the_un_list_gives_each_name_of_a_firm_and_the_day_of_listing(tmp_path: Path) -> None:
    found = _read(tmp_path, "un_xml")

    firm, person = _party(found, "101"), _party(found, "102")
    assert {kept.name for kept in firm.names} == {"FICTITIOUS HARBOUR (FHC)", "HARBOUR OF FICTION", "IMAGINARY PORT", "虚构港"}
    assert (firm.addresses, firm.kind, firm.listed_on) == ((_GUANGZHOU,), "Imaginary", date(2010, 6, 9))
    assert (person.countries, person.addresses) == (("CD",), (Address("", "Kinshasa", "CD"),))


@pytest.mark.parametrize("form", ["eu_fsf_xml", "eu_fsf_csv"])
def test_the_eu_list_gives_the_same_from_xml_and_csv(form: str, tmp_path: Path) -> None:
    found = _read(tmp_path, form)

    firm, person = _party(found, "101"), _party(found, "102")
    assert (firm.addresses, firm.phones, firm.registration_ids) == ((_GUANGZHOU,), ("+1 202 555 0101",), _USCC)
    assert (firm.kind, firm.listed_on, firm.schema) == ("IMG", date(2024, 1, 18), "company")
    assert (person.names, person.listed_on) == ((PartyName("Primer Testov", "primary"),), date(2022, 2, 25))


def test_the_first_edition_of_the_eu_table_has_two_columns_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "eu.csv").write_text(EU_CSV_1_0, encoding="utf-8")

    (firm,) = read_list("eu", [tmp_path / "eu.csv"]).parties

    assert (firm.list_id, firm.names) == ("101", (PartyName("Fictitious Harbour Co., Ltd.", "primary"),))
    assert (firm.addresses, firm.listed_on) == ((Address("8, Example Road", "Guangzhou", "CN"),), date(2024, 1, 18))


@pytest.mark.parametrize(
    ("form", "list_id", "phones"),
    [("uk_sanctions_csv", "IMG0001", ("+12025550101",)), ("uk_conlist_csv", "101", ("+12025550101", "+12025550102"))],
)
def test_the_uk_lists_give_addresses_and_contacts(form: str, list_id: str, phones: tuple[str, ...], tmp_path: Path) -> None:
    firm = _party(_read(tmp_path, form), list_id)

    assert (firm.phones, firm.emails) == (phones, ("sales@harbour.example",))
    assert firm.addresses == (Address("8 Example Road, Guangzhou", "", "CN"),)
    assert PartyName("虚构港", "strong") in firm.names
    assert firm.listed_on is not None


def test_the_us_consolidated_list_keeps_its_lists_apart(tmp_path: Path) -> None:
    found = _read(tmp_path, "us_csl_csv")

    assert [_party(found, id_).kind for id_ in ("e101", "102", "d104")] == [
        _EL,
        "Specially Designated Nationals (SDN) - Treasury Department: SDNT, TCO",
        "Denied Persons List (DPL) - Bureau of Industry and Security",
    ]
    firm = _party(found, "e101")
    assert {kept.name for kept in firm.names} == {"Fictitious Harbour Co., Ltd.", "Harbour of Fiction", "FHC"}
    assert (firm.countries, firm.listed_on) == (("CN", "HK"), date(2022, 4, 7))
    assert _party(found, "102").registration_ids == ("77012345",)
    assert (_party(found, "103").wallets, _party(found, "d104").delisted_on) == (("1MadeUpWallet1",), date(2025, 6, 29))


def test_followthemoney_entities_are_joined_in_any_order_of_lines(tmp_path: Path) -> None:
    found = _read(tmp_path, "ftm_json")
    (tmp_path / "turned").mkdir()
    turned = tmp_path / "turned" / "entities.ftm.json"
    turned.write_text("\n".join(reversed(FORMS["ftm_json"][1].splitlines())), encoding="utf-8")

    firm, person = _party(found, "NK-1"), _party(found, "NK-2")
    assert read_list("made_up", [turned]).parties == found.parties
    assert (firm.wallets, firm.registration_ids, firm.countries) == (("1MadeUpWallet1",), _USCC, ("CN",))
    assert (firm.kind, firm.listed_on, firm.addresses) == ("IMG-1", date(2024, 5, 1), (Address("8 Example Road, Guangzhou", "", "CN"),))
    assert (person.kind, person.delisted_on) == ("Imaginary", date(2025, 6, 30))


def test_a_nested_followthemoney_entity_brings_what_stands_in_it(tmp_path: Path) -> None:
    (tmp_path / "nested.json").write_text(
        '{"id": "NK-1", "schema": "Company", "properties": {"name": ["Imaginary One"], "addressEntity": [{"id": "a", "schema": "Address", '
        '"properties": {"full": ["1 Sample Lane"], "country": ["gb"]}}], "sanctions": [{"id": "s", "schema": "Sanction", "properties": '
        '{"programId": ["IMG"], "startDate": ["2024-05-01"]}}]}}\n',
        encoding="utf-8",
    )

    (firm,) = read_list("nested", [tmp_path / "nested.json"]).parties

    assert (firm.addresses, firm.kind, firm.listed_on) == ((Address("1 Sample Lane", "", "GB"),), "IMG", date(2024, 5, 1))


def test_opensanctions_countries_and_numbers_are_taken_of_firms_only(tmp_path: Path) -> None:
    found = _read(tmp_path, "opensanctions_csv")

    firm, person = _party(found, "NK-1"), _party(found, "NK-2")
    assert (firm.countries, firm.registration_ids, firm.kind) == (("CN", "HK"), _USCC, "IMG-1; IMG-2")
    assert (person.countries, person.kind) == ((), "Imaginary - 2020")


def test_the_published_lists_at_hand_are_read(reference_data: Path) -> None:
    us = read_list("us", [reference_data / "csl" / "csl_us_consolidated.csv.gz"])
    un = read_list("un", [reference_data / "un" / "watchman_UN_consolidated.xml.gz"])

    assert sum((party.kind or "").startswith("Entity List (EL)") for party in us.parties) > 1_900
    assert sum(bool(party.imo_numbers) for party in us.parties) > 400
    assert sum(bool(party.wallets) for party in us.parties) > 20
    assert (len(un.parties), un.content_date) == (1003, date(2026, 2, 27))
    assert sum(any(kept.strength == "weak" for kept in party.names) for party in un.parties) > 200
