"""Whether two addresses name one place: the same street and number, or the same city and nothing against it."""

import re
from functools import cache, lru_cache

from tidewaiter.normalise.rigour_modules import rigour_module
from tidewaiter.parties.party import Address, Party, alpha2
from tidewaiter.reference.lists import list_rows

__all__ = ["same_address", "same_city"]

_SAME_ADDRESS = 0.7
"""chosen: rigour's comparison gives 0.7 to 1 to spellings of one address, 0.6 to a city alone, 0 where house numbers differ."""
_HOUSE_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
"""chosen: up to four digits; five and more are a postcode."""


def same_address(text: str | None, country: str | None, party: Party) -> bool:
    """Tell whether an address is one of a listed party's, by more than a city."""
    return (
        bool(text)
        and _is_street(text or "")
        and any(
            bool(address.text) and _may_be_in(address, country, party) and _alike(text or "", _whole(address))
            for address in party.addresses
        )
    )


def same_city(text: str | None, country: str | None, party: Party) -> bool:
    """Tell whether an address lies in the city and country of a listed one, and no street of both contradicts it."""
    if not text or not country:
        return False
    words = _place_words(text)
    there = [
        address for address in party.addresses if address.country == country.upper() and (city := _city_words(address)) and city <= words
    ]
    return bool(there) and not (_names_street(text) and any(_names_street(address.text) for address in there))


@lru_cache(maxsize=50_000)
def _alike(text: str, other: str) -> bool:
    from anyascii import anyascii

    alike: float = rigour_module("addresses").compare_address(anyascii(text), anyascii(other))
    return alike >= _SAME_ADDRESS


def _whole(address: Address) -> str:
    return ", ".join(filter(None, (address.text, address.city)))


def _is_street(address: str) -> bool:
    """Tell an address with a number or three words from a mere city."""
    return len(_place_words(address)) > 2 or any(map(str.isdigit, address))


@lru_cache(maxsize=50_000)
def _names_street(address: str) -> bool:
    """Tell an address with a house number or a word for a street or building."""
    from tidewaiter.normalise.names import latin_words

    words = latin_words(address)
    return _HOUSE_NUMBER.search(words) is not None or not _street_words().isdisjoint(words.split()) or "strasse" in words


@cache
def _street_words() -> frozenset[str]:
    return frozenset(row["word"] for row in list_rows("street_words.csv"))


@lru_cache(maxsize=50_000)
def _city_words(address: Address) -> frozenset[str]:
    return _place_words(_city_of(address))


def _city_of(address: Address) -> str:
    """The city without state and postcode; in an address of one text, the part after the last comma but the country's name."""
    if address.city:
        return address.city.partition(",")[0]
    parts = [part for part in address.text.split(",") if part.strip() and not _names_country(part, address.country)]
    return parts[-1] if len(parts) > 1 else ""


def _names_country(part: str, country: str) -> bool:
    return alpha2(part.strip()) == country != ""


@lru_cache(maxsize=50_000)
def _place_words(address: str) -> frozenset[str]:
    """Words without digits, in Latin letters."""
    from tidewaiter.normalise.names import latin_words

    return frozenset(word for word in latin_words(address).split() if len(word) > 2 and word.isalpha())


def _may_be_in(address: Address, country: str | None, party: Party) -> bool:
    places = {address.country} - {""} or set(party.countries)
    return not country or not places or country.upper() in places
