"""A hit is strong when a second attribute agrees; a country alone never makes it so."""

from dataclasses import replace
from datetime import date

import pytest

from tidewaiter.parties.attributes import Comparison, Contact, Found, compare_attributes
from tidewaiter.parties.contacts import contact_key
from tidewaiter.parties.party import Address, Party, PartyName

_FIRM = Party(
    "1",
    (PartyName("Xugou Example Ltd", "primary"), PartyName("HEX", "weak")),
    schema="company",
    countries=("CN",),
    addresses=(Address("8 Example Road", "Guangzhou 510000", "CN"),),
    phones=("+1 202 555 0101",),
    emails=("sales@xugou.example",),
    registration_ids=("91440101MADEUP001X",),
    delisted_on=date(2025, 6, 30),
)
_PERSON = Party(
    "2", (PartyName("Testov, Primer", "primary"),), schema="person", addresses=(Address("", "Culiacan, Sinaloa", "MX"),), countries=("MX",)
)


def _compare(contact: Contact, *, name: str = "Xugou Example Ltd", party: Party = _FIRM, on: date | None = None) -> Comparison:
    found = compare_attributes(party, contact, Found(name, 0.9, on))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("contact", "agrees"),
    [
        (Contact(registration_id="9144 0101-madeup001x"), "registration_id"),
        (Contact(phone="(202) 555-0101"), "phone"),
        (Contact(email="SALES@xugou.example"), "email"),
        (Contact("CN", address="No. 8 Example Rd., Guangzhou, China"), "address"),
        (Contact("CN", address="GUANGZHOU, Guangdong 510000, China"), "city"),
    ],
)
def test_a_second_attribute_makes_a_hit_strong(contact: Contact, agrees: str) -> None:
    found = _compare(contact)

    assert found.strength == "strong"
    assert agrees in found.attributes


@pytest.mark.parametrize(
    "contact",
    [
        Contact(),
        Contact("CN"),
        Contact("CN", address="Shenzhen, China"),
        Contact(address="Guangzhou"),  # the country is not said
        Contact("US", address="Guangzhou Street, Springfield"),
        Contact("CN", address="Unit 3, Other Street, GUANGZHOU"),  # the streets differ
        Contact("CN", address="9 Example Road, Guangzhou"),
        Contact(phone="000000000000"),
        Contact(phone="0101"),
        Contact(registration_id="X"),
    ],
)
def test_name_and_country_or_less_stay_a_name_hit(contact: Contact) -> None:
    assert _compare(contact).strength == "name"


def test_another_country_lowers_the_score_and_is_said() -> None:
    found = _compare(Contact("US"))

    assert found.score < 0.9
    assert found.reason == "nothing else agrees; the record says US, the list CN"


def test_a_weak_alias_needs_more_than_a_city() -> None:
    contact = Contact("CN", address="Guangzhou")

    assert _compare(contact, name="HEX").strength == "name"
    assert _compare(contact, name="Xugou Example Ltd").strength == "strong"


@pytest.mark.parametrize("name", ["Testov, Primer", "Testov, Primer Vymyslovich"])
def test_a_person_of_the_same_name_in_the_same_city_stays_a_name_hit(name: str) -> None:
    found = _compare(Contact("MX", address="Culiacán"), name=name, party=_PERSON)

    assert (found.strength, found.attributes) == ("name", ("city", "country"))


def test_a_party_delisted_before_the_record_does_not_hit() -> None:
    late = compare_attributes(_FIRM, Contact("CN"), Found("Xugou Example Ltd", 0.9, date(2025, 7, 1)))

    assert late is None
    assert _compare(Contact("CN"), on=date(2025, 6, 30)).strength == "name"


def test_a_party_listed_after_the_record_is_never_a_strong_hit() -> None:
    party = replace(_FIRM, listed_on=date(2024, 5, 1), kind="EO14059")
    contact = Contact("CN", phone="+12025550101")

    before, after = _compare(contact, party=party, on=date(2024, 4, 30)), _compare(contact, party=party, on=date(2024, 5, 1))

    assert (before.strength, after.strength) == ("name", "strong")
    assert before.reason == "phone and country agree, too; was listed on 2024-05-01, after this record, EO14059"
    assert after.reason == "phone and country agree, too; listed 2024-05-01, EO14059"


def test_a_name_that_barely_agrees_in_another_country_is_no_hit() -> None:
    assert compare_attributes(_FIRM, Contact("US"), Found("Xugou Example Ltd", 0.7)) is None
    assert compare_attributes(_FIRM, Contact("US", phone="+12025550101"), Found("Xugou Example Ltd", 0.7)) is not None


def test_the_day_of_the_list_is_said_where_it_is_known() -> None:
    found = compare_attributes(_FIRM, Contact(), Found("Xugou Example Ltd", 0.9, None, date(2026, 2, 1)))

    assert found is not None
    assert found.reason == "nothing else agrees; list of 2026-02-01"


def test_a_listed_phone_under_another_name_is_a_contact_hit() -> None:
    found = compare_attributes(_FIRM, Contact("US", phone="+12025550101", email="SALES@xugou.example"), Found("Xugou Example Ltd", None))

    assert found is not None
    assert (found.strength, found.score, found.attributes) == ("contact", 0.8, ("phone", "email"))
    assert found.reason.startswith("the phone and e-mail are those of the listed Xugou Example Ltd; the names differ")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("phone", "+1 111 111 1111"),
        ("phone", "5550101"),
        ("email", "none@mail.example"),
        ("email", "@mail.example"),
        ("registration_id", "N/A"),
    ],
)
def test_what_fills_a_field_and_names_nobody_is_no_contact(kind: str, text: str) -> None:
    assert contact_key(kind, text) is None
