"""Phones and e-mail addresses."""

import re
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.normalise.cells import Converted, Reading, clean_or_each, shown
from tidewaiter.reference.register import reference_rows

__all__ = ["read_email", "read_phone", "to_emails", "to_phones"]

_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]{2,}")
_PHONE_WORDS = re.compile(r"^\s*(?:tel(?:ephone)?|phone|mob(?:ile)?|cell|fax|ph)\b[\s.:]*", re.IGNORECASE)
_EXTENSION = re.compile(r"\s*(?:ext\.?|extension|x)\s*\d{1,6}\s*$", re.IGNORECASE)

_CLEAN_PHONE = r"^\+[1-9]([ .-]?\(?[0-9]\)?){7,14}$"
_REPEATED = 6
"""chosen: a number of one digit repeated so often at its end, and nothing else in its country, is filled in for want of one."""
_MAYBE_REPEATED = "(" + "|".join(f"{digit}{{{_REPEATED},}}" for digit in range(10)) + ")$"
_PARTED = "\x1f"
_CLEAN_EMAIL = r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$"


def to_phones(cells: pa.Array, countries: pa.Array | None) -> Converted:
    """Convert phone numbers, each read in the country beside it where there is one."""
    clean = pc.and_(pc.match_substring_regex(cells, _CLEAN_PHONE), pc.invert(pc.match_substring(cells, "(0)")))
    clean = pc.and_kleene(clean, _possible(pc.if_else(clean, cells, None)))
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


def _possible(cells: pa.Array) -> pa.Array:
    """Whether clean international numbers are as long as those of their country, and no digit repeated; null for null.

    What is possible hangs on the country code and the length alone, so that one number of each such pair is looked at.
    """
    bare = _bare_phones(cells)
    shape = pc.binary_join_element_wise(pc.utf8_slice_codeunits(bare, 1, 4), pc.cast(pc.utf8_length(bare), pa.string()), " ")
    encoded = pc.dictionary_encode(shape)
    fits = pa.array([_shape_possible(text) for text in encoded.dictionary.to_pylist()], type=pa.bool_()).take(encoded.indices)
    return pc.and_(fits, pc.invert(pc.match_substring_regex(bare, _MAYBE_REPEATED)))


@cache
def _shape_possible(shape: str) -> bool:
    start, length = shape.split(" ")
    # Digits that differ: a number of one digit alone would be taken for none.
    return _international(f"+{start}23456789012345"[: int(length)]) is not None


def to_emails(cells: pa.Array) -> Converted:
    """Convert e-mail addresses."""
    clean = pc.match_substring_regex(cells, _CLEAN_EMAIL)
    local, domain = (pc.is_in(pc.utf8_lower(_part(cells, part)), pa.array(sorted(_placeholders(part)))) for part in ("local", "domain"))
    return clean_or_each(cells, pc.and_(clean, pc.invert(pc.or_(local, domain))), pc.utf8_lower, read_email)


def _part(cells: pa.Array, part: str) -> pa.Array:
    return pc.replace_substring_regex(cells, "@.*" if part == "local" else "^.*@", "")


@cache
def _placeholders(part: str) -> frozenset[str]:
    """Words before (`local`) and after (`domain`) the @ of addresses that stand for none."""
    return frozenset(row["word"] for row in reference_rows("units/placeholder_emails.csv") if row["part"] == part)


def read_phone(text: str, *, country: str | None = None) -> Reading:
    """Read a phone number as E.164 where its country is known; otherwise its digits and signs, cleaned.

    >>> read_phone("+1 (202) 555-0143"), read_phone("(202) 555-0143", country="US"), read_phone("555 0143")
    (('+12025550143', None), ('+12025550143', None), ('555 0143', None))
    >>> read_phone("0000000")
    (None, "'0000000' stands for no phone number")
    """
    bare = _EXTENSION.sub("", _PHONE_WORDS.sub("", re.sub(r"\.0$", "", text))).strip()
    digits = re.sub(r"\D", "", bare)
    if digits and len(set(digits)) == 1:
        return None, f"{shown(text)} stands for no phone number"
    if bare.startswith("+") or (bare.startswith("00") and len(digits) > 10):
        number = digits.removeprefix("00") if bare.startswith("00") else re.sub(r"\D", "", bare.replace("(0)", ""))
        if bare.startswith("+") or (8 <= len(number) <= 15 and not number.startswith("0")):
            found = _international("+" + number)
            return (found, None) if found is not None else _first_of_several(bare, text)
    if len(digits) < 4:
        return None, f"{shown(text)} is not a phone number"
    if country is not None and (national := _national(bare, country)) is not None:
        return national, None
    return re.sub(r"\s+", " ", bare), None


def _first_of_several(bare: str, text: str) -> Reading:
    first, *others = re.split(r"\s*[/;,|\n]\s*", bare)
    if others and (found := _international("+" + re.sub(r"^00|\D", "", first.replace("(0)", "")))) is not None:
        return found, f"first of several numbers in {shown(text)}"
    return None, f"{shown(text)} is not a possible phone number"


def _international(number: str) -> str | None:
    """The number as it stands, None where its country has none so long or it repeats one digit."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    repeated = len(set(str(parsed.national_number))) == 1 and number[-1] * _REPEATED == number[-_REPEATED:]
    return None if "+0" in number or repeated or not phonenumbers.is_possible_number(parsed) else number


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
    if found is None:
        return None, f"{shown(text)} is not an e-mail address"
    address = found[0].lower().rstrip(".")
    local, _, domain = address.rpartition("@")
    if local in _placeholders("local") or domain in _placeholders("domain"):
        return None, f"{shown(text)} stands for no e-mail address"
    return address, None
