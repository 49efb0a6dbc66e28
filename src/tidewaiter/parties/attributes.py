"""What beside the name agrees between a record's party and a listed one, and how strong that makes the hit."""

from dataclasses import dataclass
from datetime import date

from tidewaiter.parties.contacts import contact_key, phone_digits
from tidewaiter.parties.party import Party
from tidewaiter.parties.places import same_address, same_city
from tidewaiter.parties.strengths import CONTACT, NAME, STRONG
from tidewaiter.parties.verify import THRESHOLD

__all__ = ["Comparison", "Contact", "Found", "compare_attributes"]

_CONTACT_SCORE = 0.8
"""chosen: the threshold of a name, as a number that is somebody's tells no less than a name that barely agrees."""
_FEWEST_SHARED_DIGITS = 8
"""chosen: where one number ends in the other, eight digits are a whole number without its country and area."""
_OTHER_COUNTRY = 1 / 3
"""chosen: firms trade from several countries, so another one cuts the odds to a third: a good name stays,
one that barely agrees falls out."""
_ODDS = {"registration_id": 20.0, "phone": 20.0, "email": 20.0, "wallet": 20.0, "imo": 20.0, "address": 20.0, "city": 3.0, "country": 1.5}
"""chosen: how much each raises the odds, the strongest counts: what is one party's alone far more than a city that millions share."""
_MOST = 0.99
_ALONE = frozenset({"registration_id", "phone", "email", "address", "wallet", "imo"})
"""Each of these makes a name hit strong by itself."""
_SAID = {"registration_id": "registration id", "email": "e-mail", "imo": "IMO number"}


@dataclass(frozen=True, slots=True)
class Contact:
    """What a record says of a party beside its name; None where it says nothing."""

    country: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    registration_id: str | None = None
    wallet: str | None = None
    imo: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """How a listed party was found.

    Attributes:
        matched_name: its name as the list writes it.
        score: of the name; None where a contact led to the party and not its name.
        on: day of the record; None leaves the days of the list out of account.
        list_day: day of the list, where known.
    """

    matched_name: str
    score: float | None
    on: date | None = None
    list_day: date | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The score after looking at all attributes, the strength of the hit, what agrees, and a sentence."""

    score: float
    strength: str
    attributes: tuple[str, ...]
    reason: str


def compare_attributes(party: Party, contact: Contact, found: Found, *, floor: float = THRESHOLD) -> Comparison | None:
    """Compare what a record says of a party with the listed one that its name or a contact led to.

    None where the listed one was delisted before the day of the record, or where another country takes the score below `floor`.
    The hit is `strong` where a registration id, a phone, an e-mail, a wallet, an IMO number or an address agrees, or, for a firm's good
    name, the city in the same country where no street contradicts it. A country alone supports a hit and never makes it strong. A party
    that was listed after the day of the record is never a strong hit.

    >>> party = Party("7", (), countries=("CN",), phones=("+1 202 555 0101",), listed_on=date(2025, 1, 10), kind="made up")
    >>> compare_attributes(party, Contact("CN", phone="0012025550101"), Found("XUGOU", 0.9)).reason
    'phone and country agree, too; listed 2025-01-10, made up'
    """
    if party.delisted_on is not None and found.on is not None and party.delisted_on < found.on:
        return None
    agreed = [name for name, same in _second_attributes(party, contact) if same]
    country = contact.country.upper() if contact.country else None
    elsewhere = country is not None and bool(party.countries) and country not in party.countries
    whole = not _ALONE.isdisjoint(agreed)
    score = _score(found.score, agreed, lowered=elsewhere and not whole)
    if score < floor:
        return None
    too_late = party.listed_on is not None and found.on is not None and party.listed_on > found.on
    strong = not too_late and (whole or ("city" in agreed and _telling_name(party, found.matched_name)))
    against = f"the record says {country}, the list {', '.join(party.countries)}" if elsewhere else ""
    agrees = _by_contact(agreed, found.matched_name) if found.score is None else _beside_name(agreed)
    reason = "; ".join(filter(None, (agrees, against, _listing(party, found, too_late=too_late))))
    return Comparison(score, CONTACT if found.score is None else STRONG if strong else NAME, tuple(agreed), reason)


def _score(score: float | None, agreed: list[str], *, lowered: bool) -> float:
    """The probability of a name, by the odds that the attributes leave it."""
    if score is None:
        return _CONTACT_SCORE
    odds = score / max(1 - score, 1 - _MOST) * max((_ODDS[name] for name in agreed), default=1.0) * (_OTHER_COUNTRY if lowered else 1.0)
    return round(max(min(odds / (1 + odds), _MOST), 0.0), 4)


def _second_attributes(party: Party, contact: Contact) -> list[tuple[str, bool]]:
    return [
        ("registration_id", _same_key("registration_id", contact.registration_id, party.registration_ids)),
        ("phone", _same_phone(contact.phone, party.phones)),
        ("email", _same_key("email", contact.email, party.emails)),
        ("wallet", _same_key("wallet", contact.wallet, party.wallets)),
        ("imo", _same_key("imo", contact.imo, party.imo_numbers)),
        ("address", same_address(contact.address, contact.country, party)),
        ("city", same_city(contact.address, contact.country, party)),
        ("country", contact.country is not None and contact.country.upper() in party.countries),
    ]


def _same_key(kind: str, declared: str | None, listed: tuple[str, ...]) -> bool:
    key = contact_key(kind, declared or "")
    return key is not None and key in {contact_key(kind, text) for text in listed}


def _same_phone(declared: str | None, listed: tuple[str, ...]) -> bool:
    """One number ends in the other: the country's code or leading zeros may be missing."""
    if contact_key("phone", declared or "") is None:
        return False
    number = phone_digits(declared or "")
    return any(
        min(len(number), len(other)) >= _FEWEST_SHARED_DIGITS and (number.endswith(other) or other.endswith(number))
        for other in map(phone_digits, listed)
    )


def _telling_name(party: Party, matched_name: str) -> bool:
    """Tell a name that with a city makes one party likely: no weak alias, and no person's, as many of a city share a name."""
    return party.schema != "person" and not any(kept.name == matched_name and kept.strength == "weak" for kept in party.names)


def _beside_name(agreed: list[str]) -> str:
    if not agreed:
        return "nothing else agrees"
    return f"{_and(agreed)} {'agree' if len(agreed) > 1 else 'agrees'}, too"


def _by_contact(agreed: list[str], matched_name: str) -> str:
    told = [name for name in agreed if name in _ALONE]
    return f"the {_and(told)} {'are those' if len(told) > 1 else 'is that'} of the listed {matched_name}; the names differ"


def _listing(party: Party, found: Found, *, too_late: bool) -> str:
    """When and why the party was listed, and the day of the list, as far as they are known."""
    since = ""
    if party.listed_on is not None:
        since = f"was listed on {party.listed_on}, after this record" if too_late else f"listed {party.listed_on}"
    kind = (party.kind or "").replace("; ", " and ")
    return ", ".join(filter(None, (since, kind, f"list of {found.list_day}" if found.list_day else "")))


def _and(names: list[str]) -> str:
    words = [_SAID.get(name, name) for name in names]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
