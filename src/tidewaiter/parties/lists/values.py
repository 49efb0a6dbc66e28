"""Makes parties of what the forms of lists hold: names once each, days, addresses, and numbers by what they are labelled."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache

from tidewaiter.parties.party import Address, Party, PartyName, alpha2
from tidewaiter.reference.lists import list_rows

__all__ = ["country", "day", "imo_numbers", "label_field", "make_address", "make_party", "name_of", "several"]

_STRENGTHS = ("primary", "strong", "weak")
_FORMS = ("%d/%m/%Y", "%d-%b-%Y", "%d %b %Y", "%m/%d/%Y")
_IMO = re.compile(r"(?<!\d)\d{7}(?!\d)")
_PARTED = re.compile(r"\s*(?:[;|\n]|\(\d{1,2}\)|(?<!\S)\d{1,2}\))\s*")


def make_party(
    list_id: str,
    names: Iterable[PartyName],
    *,
    schema: str | None = None,
    countries: Iterable[str] = (),
    addresses: Iterable[Address] = (),
    numbers: Iterable[tuple[str | None, str]] = (),
    kinds: Iterable[str] = (),
    listed_on: date | None = None,
    delisted_on: date | None = None,
) -> Party:
    """Give a party, each value once and in order.

    Args:
        list_id: the list's own id.
        names: a name that comes with several strengths keeps the best.
        schema: `person`, `company`, `vessel` or None.
        countries: codes, beside those of the addresses; empty ones are left out.
        addresses: of which those with neither street nor city count for their country only.
        numbers: field (`phone`, `email`, `registration_id`, `wallet`, `imo`) and value; None as the field leaves the value out.
        kinds: programmes, joined once each in their order.
        listed_on: first day on the list.
        delisted_on: last day.
    """
    held = set(addresses)
    by_field: dict[str, set[str]] = {}
    for field, value in numbers:
        if field is not None and (kept := " ".join(value.split())):
            by_field.setdefault(field, set()).add(kept)
    sorted_by_field = {field: tuple(sorted(values)) for field, values in by_field.items()}
    return Party(
        list_id=list_id,
        names=_best_names(names),
        schema=schema,
        countries=tuple(sorted({code for code in (*countries, *(address.country for address in held)) if code})),
        addresses=tuple(sorted(address for address in held if address.text or address.city)),
        phones=sorted_by_field.get("phone", ()),
        emails=sorted_by_field.get("email", ()),
        registration_ids=sorted_by_field.get("registration_id", ()),
        kind="; ".join(dict.fromkeys(kind.strip() for kind in kinds if kind.strip())) or None,
        listed_on=listed_on,
        delisted_on=delisted_on,
        wallets=sorted_by_field.get("wallet", ()),
        imo_numbers=tuple(sorted({number for text in by_field.get("imo", ()) for number in imo_numbers(text)})),
    )


def _best_names(names: Iterable[PartyName]) -> tuple[PartyName, ...]:
    best: dict[str, str] = {}
    for kept in names:
        if kept.name and (kept.name not in best or _STRENGTHS.index(kept.strength) < _STRENGTHS.index(best[kept.name])):
            best[kept.name] = kept.strength
    return tuple(sorted(PartyName(name, strength) for name, strength in best.items()))


def name_of(*parts: str, strength: str) -> PartyName:
    """Give a name of its parts, blanks once each; an empty one is left out when a party is made.

    >>> name_of("Imaginary ", "", "Harbour", strength="strong")
    PartyName(name='Imaginary Harbour', strength='strong')
    """
    return PartyName(" ".join(" ".join(parts).split()), strength)


def make_address(*parts: str, city: str = "", in_country: str = "") -> Address:
    """Give an address of the parts that are not empty, its country as named or coded.

    >>> make_address("8 Example Road", "", "Block 2", city="Guangzhou", in_country="China")
    Address(text='8 Example Road, Block 2', city='Guangzhou', country='CN')
    """
    text = ", ".join(kept for part in parts if (kept := " ".join(part.split()).strip(" ,")))
    return Address(text, " ".join(city.split()), country(in_country))


@lru_cache(maxsize=5000)
def country(name: str) -> str:
    """Give the alpha-2 code of a country's name or code; empty where it is none."""
    return alpha2(name) if name else ""


def day(text: str, *, forms: tuple[str, ...] = _FORMS) -> date | None:
    """Give the day that a text begins with; None where it is none or lacks its day or month.

    >>> day("2026-02-27T00:00:09.554Z"), day("03/06/2026"), day("13-Feb-2026"), day("00/00/1975")
    (datetime.date(2026, 2, 27), datetime.date(2026, 6, 3), datetime.date(2026, 2, 13), None)
    """
    bare = text.strip()
    try:
        return date.fromisoformat(bare[:10])
    except ValueError:
        pass
    for form in forms:
        try:
            return datetime.strptime(bare, form).date()
        except ValueError:
            continue
    return None


def several(text: str) -> list[str]:
    """Give the values of a cell that may hold several.

    >>> several("(1) +963 11 0100 (2) +963 11 0101"), several("a@firm.example | b@firm.example")
    (['+963 11 0100', '+963 11 0101'], ['a@firm.example', 'b@firm.example'])
    """
    return [part for part in _PARTED.split(text) if part]


def imo_numbers(text: str) -> list[str]:
    """Give the numbers of seven digits in a text that holds IMO numbers.

    >>> imo_numbers("IMO9000001"), imo_numbers("IMO 9000001 and 9000013")
    (['9000001'], ['9000001', '9000013'])
    """
    return _IMO.findall(re.sub(r"(?i)imo", " ", text))


def label_field(label: str) -> str | None:
    """Give the field of a party that a label of OFAC's lists stands before; None for one that is left alone.

    >>> label_field("Digital Currency Address - XBT"), label_field("Tax ID No."), label_field("Passport")
    ('wallet', 'registration_id', None)
    """
    return next((field for start, field in _labels().items() if label.strip().startswith(start)), None)


@cache
def _labels() -> Mapping[str, str]:
    """Longest first, as one label may begin another."""
    rows = sorted(list_rows("ofac_remarks.csv"), key=lambda row: -len(row["label"]))
    return {row["label"]: row["field"] for row in rows}
