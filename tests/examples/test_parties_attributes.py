"""A hit is strong when a second attribute agrees; a country alone never makes it so."""

from datetime import date

import pytest

from tidewaiter.parties.attributes import Comparison, Contact, compare_attributes
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
    found = compare_attributes(party, contact, matched_name=name, score=0.9, on=on)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("contact", "agrees"),
    [
        (Contact(registration_id="9144 0101-madeup001x"), "registration_id"),
        (Contact(phone="(202) 555-0101"), "phone"),
        (Contact(email="SALES@xugou.example"), "email"),
        (Contact("CN", address="No. 8 Example Rd., Guangzhou, China"), "address"),
        (Contact("CN", address="Unit 3, Other Street, GUANGZHOU"), "city"),
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
    contact = Contact("CN", address="Other Street, Guangzhou")

    assert _compare(contact, name="HEX").strength == "name"
    assert _compare(contact, name="Xugou Example Ltd").strength == "strong"


def test_two_words_of_a_person_and_a_city_are_shared_by_many() -> None:
    assert _compare(Contact("MX", address="Centro, Culiacán"), name="Testov, Primer", party=_PERSON).strength == "name"


def test_a_party_delisted_before_the_record_does_not_hit() -> None:
    late = compare_attributes(_FIRM, Contact("CN"), matched_name="Xugou Example Ltd", score=0.9, on=date(2025, 7, 1))

    assert late is None
    assert _compare(Contact("CN"), on=date(2025, 6, 30)).strength == "name"
