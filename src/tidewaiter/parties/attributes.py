"""What beside the name agrees between a record's party and a listed one, and how strong that makes the hit."""

import re
from dataclasses import dataclass
from datetime import date

from tidewaiter.normalise.rigour_modules import rigour_module
from tidewaiter.parties.party import Address, Party

__all__ = ["Comparison", "Contact", "compare_attributes"]

_FEWEST_PHONE_DIGITS = 8
"""chosen: eight digits are a whole number without its country and area; fewer may be an extension."""
_SAME_ADDRESS = 0.7
"""chosen: rigour's comparison gives 0.7 to 1 to spellings of one address, 0.6 to a city alone, 0 where house numbers differ."""
_OTHER_COUNTRY = 0.9
_FEWEST_PERSON_WORDS = 3
"""chosen: two words of a person's name and a city are shared by many people; three seldom."""


@dataclass(frozen=True, slots=True)
class Contact:
    """What a record says of a party beside its name; None where it says nothing."""

    country: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    registration_id: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The score after looking at all attributes, the strength of the hit, what agrees, and a sentence."""

    score: float
    strength: str
    attributes: tuple[str, ...]
    reason: str


def compare_attributes(party: Party, contact: Contact, *, matched_name: str, score: float, on: date | None) -> Comparison | None:
    """Compare a record's party with the listed one whose name agrees; None where it was delisted before the day of the record.

    The hit is `strong` where a registration id, a phone, an e-mail or an address agrees, or, for a good name, the city in the
    same country. A country alone supports a hit and never makes it strong; another country lowers the score.

    >>> party = Party("7", (), countries=("CN",), phones=("+1 202 555 0101",))
    >>> compare_attributes(party, Contact("CN", phone="0012025550101"), matched_name="XUGOU", score=0.9, on=None)
    Comparison(score=0.9, strength='strong', attributes=('phone', 'country'), reason='phone and country agree, too')
    """
    if party.delisted_on is not None and on is not None and party.delisted_on < on:
        return None
    agreed = [name for name, same in _second_attributes(party, contact) if same]
    country = contact.country.upper() if contact.country else None
    if country in party.countries:
        agreed.append("country")
    elsewhere = country is not None and bool(party.countries) and country not in party.countries
    whole = {"registration_id", "phone", "email", "address"} & set(agreed)
    strong = bool(whole) or ("city" in agreed and _telling_name(party, matched_name))
    lowered = score if not elsewhere or whole else score * _OTHER_COUNTRY
    reason = _reason(agreed, f"the record says {country}, the list {', '.join(party.countries)}" if elsewhere else "")
    return Comparison(round(lowered, 4), "strong" if strong else "name", tuple(agreed), reason)


def _second_attributes(party: Party, contact: Contact) -> list[tuple[str, bool]]:
    return [
        ("registration_id", _same_id(contact.registration_id, party.registration_ids)),
        ("phone", _same_phone(contact.phone, party.phones)),
        ("email", contact.email is not None and contact.email.strip().casefold() in {email.casefold() for email in party.emails}),
        ("address", _same_address(contact, party)),
        ("city", _same_city(contact, party)),
    ]


def _same_id(declared: str | None, listed: tuple[str, ...]) -> bool:
    """Numbers are compared without blanks and signs; one without a digit or shorter than five says nothing."""
    key = _id_key(declared or "")
    return len(key) > 4 and any(map(str.isdigit, key)) and key in {_id_key(id_) for id_ in listed}


def _id_key(id_: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", id_.upper())


def _same_phone(declared: str | None, listed: tuple[str, ...]) -> bool:
    """One number ends in the other: the country's code or leading zeros may be missing."""
    number = _digits(declared or "")
    return any(
        min(len(number), len(other)) >= _FEWEST_PHONE_DIGITS and (number.endswith(other) or other.endswith(number))
        for other in map(_digits, listed)
    )


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone).lstrip("0")


def _same_address(contact: Contact, party: Party) -> bool:
    from anyascii import anyascii

    compare_address = rigour_module("addresses").compare_address
    if not contact.address:
        return False
    return any(
        address.text
        and _may_be_in(address, contact, party)
        and _is_street(contact.address)
        and compare_address(anyascii(contact.address), anyascii(", ".join(filter(None, (address.text, address.city))))) >= _SAME_ADDRESS
        for address in party.addresses
    )


def _is_street(address: str) -> bool:
    """Tell an address with a number or three words from a mere city."""
    words = _place_words(address)
    return len(words) > 2 or any(map(str.isdigit, address))


def _same_city(contact: Contact, party: Party) -> bool:
    """All words of the listed city stand in the declared address, and the countries agree."""
    if not contact.address or not contact.country:
        return False
    words = _place_words(contact.address)
    return any(
        address.country == contact.country.upper() and bool(city := _place_words(_city_of(address))) and city <= words
        for address in party.addresses
    )


def _city_of(address: Address) -> str:
    """The city without state and postcode; in an address of one text, the part after the last comma but the country's name."""
    if address.city:
        return address.city.partition(",")[0]
    parts = [part for part in address.text.split(",") if part.strip() and not _names_country(part, address.country)]
    return parts[-1] if len(parts) > 1 else ""


def _names_country(part: str, country: str) -> bool:
    from tidewaiter.parties.party import alpha2

    return alpha2(part.strip()) == country != ""


def _place_words(address: str) -> set[str]:
    """Words without digits, in Latin letters."""
    from tidewaiter.normalise.names import latin_words

    return {word for word in latin_words(address).split() if len(word) > 2 and word.isalpha()}


def _may_be_in(address: Address, contact: Contact, party: Party) -> bool:
    places = {address.country} - {""} or set(party.countries)
    return not contact.country or not places or contact.country.upper() in places


def _telling_name(party: Party, matched_name: str) -> bool:
    """Tell a name that with a city makes one party likely: no weak alias, and of a person three words."""
    from tidewaiter.normalise.names import name_key

    if any(kept.name == matched_name and kept.strength == "weak" for kept in party.names):
        return False
    return party.schema != "person" or len((name_key(matched_name) or "").split()) >= _FEWEST_PERSON_WORDS


def _reason(agreed: list[str], against: str) -> str:
    words = [name.replace("registration_id", "registration id").replace("email", "e-mail") for name in agreed]
    joined = " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
    agrees = f"{joined} {'agree' if len(words) > 1 else 'agrees'}, too" if words else "nothing else agrees"
    return f"{agrees}; {against}" if against else agrees
