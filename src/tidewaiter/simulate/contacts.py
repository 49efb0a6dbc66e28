"""Made-up addresses, telephones, mail addresses and registration ids, a row of parties at a time.

Telephones are numbers that ring nowhere: ranges kept for fiction where a country keeps some, otherwise numbers that begin with 0,
which no plan of numbers assigns (`facts/countries.csv`). Mail addresses and sites end in `.example` (RFC 2606).
"""

import re
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.simulate.catalogue import catalogue, words
from tidewaiter.simulate.draws import Flags, Ints, Texts, join, mixed, picked_by_id, share_of, take, where
from tidewaiter.simulate.names import by_country, cities_by_id, stems

__all__ = ["PERSON_ROOM", "addresses", "firm_domains", "mail_addresses", "person_mails", "phone_room", "phones", "registration_ids"]

_STREETS = 4000
"""chosen: invented street names of the world."""
FIRM_ROOM, STRANGER_ROOM, PERSON_ROOM = 0, 1, 2
"""Parts of the telephone numbers of a country: firms, firms seen once, persons (who have two of the four parts)."""


def addresses(ids: Ints, countries: Ints, *, cities: Ints | None = None, homes: Flags | None = None, mailbox_share: float = 0.0) -> Texts:
    """Give addresses: house number and invented street in the order of the country, flat or unit, city, district, postcode.

    Args:
        ids: of the parties.
        countries: of the parties.
        cities: of the parties; drawn by the id unless given.
        homes: the address is a home, not an office.
        mailbox_share: share of parties at a mailbox of a mail centre.
    """
    known = catalogue()
    cities = cities_by_id(ids, countries) if cities is None else cities
    homes = np.zeros(len(ids), dtype=bool) if homes is None else homes
    number = _digits(1 + picked_by_id(ids, 9898, "house number"))
    street = stems(picked_by_id(ids, _STREETS, "street"), "street")
    prefix = by_country([country.prefixes for country in known.countries], ids, countries, "prefix")
    suffix = by_country([country.suffixes for country in known.countries], ids, countries, "suffix")
    first = np.array([country.number_first for country in known.countries])[countries]
    line = join(where(first, number, prefix), street, where(first, suffix, number))
    place = join(
        take([city.name for city in known.cities], cities),
        join(take([city.district for city in known.cities], cities), _postcodes(ids, cities)),
        by=", ",
    )
    box = where(share_of(ids, "mailbox") < mailbox_share, join("PMB", _digits(100 + picked_by_id(ids, 899, "box number"))), None)
    return join(box, line, _units(ids, homes), place, by=", ")


def _units(ids: Ints, homes: Flags) -> Texts:
    some = share_of(ids, "unit") < np.where(homes, 0.4, 0.2)
    word = where(
        homes,
        take(["Apt", "Unit", "#"], picked_by_id(ids, 3, "unit word")),
        take(["Suite", "Floor", "Unit", "Bldg"], picked_by_id(ids, 4, "unit word")),
    )
    return where(some, join(word, _digits(1 + picked_by_id(ids, 60, "unit number"))), None)


def _postcodes(ids: Ints, cities: Ints) -> Texts:
    """Fill the `#` of each city's form with digits."""
    forms = take([city.postcode for city in catalogue().cities], cities)
    numbers = pc.utf8_lpad(_digits(picked_by_id(ids, 10_000, "postcode")), 4, "0")
    for place in range(4):
        forms = _first_sign_filled(forms, pc.utf8_slice_codeunits(numbers, place, place + 1))
    return forms


def _first_sign_filled(forms: Texts, digits: Texts) -> Texts:
    open_forms = np.asarray(pc.match_substring(forms, "#"), dtype=bool)
    before = pc.replace_substring_regex(forms, "#.*$", "")
    after = pc.replace_substring_regex(forms, "^[^#]*#", "")
    return where(open_forms, pc.binary_join_element_wise(before, digits, after, ""), forms)


def _digits(numbers: Ints) -> Texts:
    return pc.cast(pa.array(numbers), pa.string())


@cache
def _phone_form(country: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Give the literal parts of a country's numbers, `A` for the area, and the widths of the groups of digits after them."""
    pieces = re.findall("([^#]*)(#+)", catalogue().countries[country].phone)
    return tuple(literal for literal, _ in pieces), tuple(len(signs) for _, signs in pieces)


def phone_room(country: int) -> int:
    """Give how many numbers each of the four parts of a country has."""
    areas, widths = catalogue().countries[country].areas, _phone_form(country)[1]
    return len(areas) * int(10 ** sum(widths)) // 4


def phones(indices: Ints, countries: Ints, *, room: int) -> Texts:
    """Give the telephone number of each index within a part of the country's numbers; null where the index is negative or past its end."""
    found = pa.nulls(len(indices), pa.string())
    for country in np.unique(countries):
        here = (countries == country) & (indices >= 0)
        found = pc.replace_with_mask(found, pa.array(here), _phones_of(int(country), indices[here], room=room))
    return found


def _phones_of(country: int, indices: Ints, *, room: int) -> Texts:
    size, areas = phone_room(country), catalogue().countries[country].areas
    number = indices % size * 4 + room + (indices >= size)
    number = (number * _coprime(4 * size) + size) % (4 * size)
    past = indices >= size * (2 if room == PERSON_ROOM else 1)
    return where(past, None, _filled(country, take(areas, number % len(areas)), number // len(areas)))


def _filled(country: int, areas: Texts, numbers: Ints) -> Texts:
    literals, widths = _phone_form(country)
    digits, at, parts = pc.utf8_lpad(_digits(numbers), sum(widths), "0"), 0, []
    for literal, width in zip(literals, widths):
        before, has_area, after = literal.partition("A")
        parts += [pa.scalar(before), areas, pa.scalar(after)] if has_area else [pa.scalar(literal)]
        parts.append(pc.utf8_slice_codeunits(digits, at, at + width))
        at += width
    return pc.binary_join_element_wise(*parts, "")


@cache
def _coprime(total: int) -> int:
    step = int(total * 0.3819660112501051) | 1
    while np.gcd(step, total) != 1:
        step += 2
    return step


def firm_domains(ids: Ints, countries: Ints, *, purpose: str) -> Texts:
    """Give the domain of each firm, made of its invented word and its country."""
    han = np.array([country.code in ("CN", "HK", "TW") for country in catalogue().countries])[countries]
    stem = where(han, stems(ids, purpose, han=True), stems(ids, purpose))
    code = take([country.code.lower() for country in catalogue().countries], countries)
    return join(pc.utf8_lower(stem), "-", code, ".example", by="")


def mail_addresses(ids: Ints, domains: Texts, *, free_share: float) -> Texts:
    """Give the mail address of each firm: a mailbox at its domain, or its domain's word at a free mail service."""
    boxes, free = words("mailboxes"), words("free_mail")
    own = join(take(boxes, picked_by_id(ids, len(boxes), "box")), domains, by="@")
    word = pc.replace_substring(domains, ".example", "")
    elsewhere = join(word, take(free, picked_by_id(ids, len(free), "free")), by="@")
    return where(share_of(ids, "free mail") < free_share, elsewhere, own)


def person_mails(ids: Ints, names: Texts) -> Texts:
    """Give the mail address of each person at a free mail service."""
    free = words("free_mail")
    local = pc.replace_substring(pc.utf8_lower(names), " ", ".")
    return join(
        join(local, _digits((mixed(ids, "mail") % np.uint64(1000)).astype(np.int64)), by=""),
        take(free, picked_by_id(ids, len(free), "free")),
        by="@",
    )


def registration_ids(ids: Ints, countries: Ints, *, letter: str) -> Texts:
    """Give registration ids of no country's real form: country, letter, eight digits."""
    code = take([country.code for country in catalogue().countries], countries)
    number = pc.utf8_lpad(_digits(ids * 7_368_787 % 99_999_989), 8, "0")
    return join(code, letter, number, by="")
