"""Phones and e-mail addresses."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.normalise.cells import Converted, Reading, clean_or_each, shown

__all__ = ["read_email", "read_phone", "to_emails", "to_phones"]

_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]{2,}")
_PHONE_WORDS = re.compile(r"^\s*(?:tel(?:ephone)?|phone|mob(?:ile)?|cell|fax|ph)\b[\s.:]*", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*(?:ext\.?|extension|x)\s*\d{1,6}\s*$", re.IGNORECASE)


_CLEAN_PHONE = r"^\+[1-9]([ .-]?\(?[0-9]\)?){7,14}$"
_PARTED = "\x1f"
_CLEAN_EMAIL = r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$"


def to_phones(cells: pa.Array, countries: pa.Array | None) -> Converted:
    """Convert phone numbers, each read in the country beside it where there is one."""
    clean = pc.and_(pc.match_substring_regex(cells, _CLEAN_PHONE), pc.invert(pc.match_substring(cells, "(0)")))
    if countries is None:
        return clean_or_each(cells, clean, _bare_phones, read_phone)
    # the country goes along as part of the text, so that each pair is read once
    both = pc.if_else(clean, cells, pc.binary_join_element_wise(cells, pc.fill_null(countries, ""), _PARTED))
    return clean_or_each(both, clean, _bare_phones, _read_pair)


def _read_pair(both: str) -> Reading:
    text, _, country = both.rpartition(_PARTED)
    return read_phone(text, country=country or None)


def _bare_phones(cells: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(cells, r"[ .()-]", "")


def to_emails(cells: pa.Array) -> Converted:
    """Convert e-mail addresses."""
    return clean_or_each(cells, pc.match_substring_regex(cells, _CLEAN_EMAIL), pc.utf8_lower, read_email)


def read_phone(text: str, *, country: str | None = None) -> Reading:
    """Read a phone number as E.164 where its country is known; otherwise its digits and signs, cleaned.

    >>> read_phone("+1 (202) 555-0143"), read_phone("(202) 555-0143", country="US"), read_phone("555 0143")
    (('+12025550143', None), ('+12025550143', None), ('555 0143', None))
    """
    bare = _EXTENSION.sub("", _PHONE_WORDS.sub("", re.sub(r"\.0$", "", text))).strip()
    digits = re.sub(r"\D", "", bare)
    if bare.startswith("+") or (bare.startswith("00") and len(digits) > 10):
        number = digits.removeprefix("00") if bare.startswith("00") else re.sub(r"\D", "", bare.replace("(0)", ""))
        if 8 <= len(number) <= 15 and not number.startswith("0"):
            return "+" + number, None
    if len(digits) < 4:
        return None, f"{shown(text)} is not a phone number"
    if country is not None and (national := _national(bare, country)) is not None:
        return national, None
    return re.sub(r"\s+", " ", bare), None


def _national(text: str, country: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_email(text: str) -> Reading:
    """Read an e-mail address, lower case; the first where there are several.

    >>> read_email("Sales <Sales@Example.COM>"), read_email("none")
    (('sales@example.com', None), (None, "'none' is not an e-mail address"))
    """
    found = _EMAIL.search(text.removeprefix("mailto:"))
    return (found[0].lower().rstrip("."), None) if found is not None else (None, f"{shown(text)} is not an e-mail address")
