"""Where a phone's country code and an e-mail's country domain point, against the country that a party declares."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import pyarrow as pa

from tidewaiter.kernels import Kernel
from tidewaiter.reference.checks import check_sources
from tidewaiter.reference.register import reference_rows

__all__ = [
    "AGREES",
    "BOTH",
    "CONTACT_GEOGRAPHY",
    "CONTACT_SAYS",
    "DIVIDED",
    "EMAIL",
    "PHONE",
    "contact_geography",
    "email_country",
    "phone_countries",
]

AGREES = "agrees"
PHONE = "phone"
BOTH = "phone and e-mail"
DIVIDED = "phone against e-mail"
EMAIL = "e-mail"
_LONGEST_CALLING_CODE = 3
"""ITU-T Recommendation E.164: country codes have one to three digits, and none begins another."""
_NO_COUNTRY = "001"
"""The code that phonenumbers gives to numbers of no country, such as satellite phones."""
_DOMAIN_OF = {"UK": "GB"}
"""IANA root zone: the one country domain in use whose letters are not those of ISO 3166."""


def contact_geography(phone: str | None, email: str | None, country: str | None) -> str | None:
    """Tell how the contacts of a party stand to the country that it declares.

    A phone of the declared country settles it, whatever the e-mail says. Countries of one customs union, one state or one calling code
    are no conflict.

    Returns:
        `agrees`; `phone` (points elsewhere, the e-mail names no country or a third), `phone and e-mail` (both point to one other place),
        `phone against e-mail` (the e-mail is of the declared country), `e-mail` (the phone names no country); None where neither names one.

    >>> contact_geography("+441632960107", "sales@example.co.uk", "MX"), contact_geography("+12025550119", None, "CA")
    ('phone and e-mail', 'agrees')
    >>> contact_geography("+441632960107", "a@example.com.mx", "MX"), contact_geography("555 0143", "a@mail.example", "MX")
    ('phone against e-mail', None)
    """
    if country is None:
        return None
    called = phone_countries(phone or "")
    if called and _is_of(country, called):
        return AGREES
    written = email_country(email or "")
    if not called:
        return None if written is None else AGREES if _near(country, written) else EMAIL
    if written is None:
        return PHONE
    if _near(country, written):
        return DIVIDED
    return BOTH if _is_of(written, called) else PHONE


def phone_countries(phone: str) -> tuple[str, ...]:
    """Give the countries that share the calling code of a number, the main one first; none for a number without one.

    >>> phone_countries("+441632960107")[0], phone_countries("01632 960107"), phone_countries("+88216555")
    ('GB', (), ())
    """
    return _calling(phone[: 1 + _LONGEST_CALLING_CODE])


def email_country(email: str) -> str | None:
    """Give the country of an e-mail's domain; None for generic domains, those open to all, and public mail services.

    >>> email_country("a@example.com.mx"), email_country("a@example.co.uk"), email_country("a@example.com"), email_country("a@yahoo.co.uk")
    ('MX', 'GB', None, None)
    """
    parts = email.rpartition("@")[2].casefold().split(".")
    last, known = parts[-1], _mail_domains()
    if len(parts) < 2 or len(last) != 2 or not (last.isalpha() and last.isascii()) or last in known.open_domain:
        return None
    if not known.free_mail_name.isdisjoint(parts) or not known.free_mail.isdisjoint(".".join(parts[at:]) for at in range(len(parts))):
        return None
    return _DOMAIN_OF.get(last.upper(), last.upper())


@lru_cache(maxsize=4096)
def _calling(start: str) -> tuple[str, ...]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    if not start.startswith("+") or not start.isascii():
        return ()
    codes = (start[1 : 1 + length] for length in range(1, _LONGEST_CALLING_CODE + 1))
    regions = (COUNTRY_CODE_TO_REGION_CODE.get(int(code)) for code in codes if code.isdecimal())
    found: tuple[str, ...] = next(filter(None, regions), ())
    return () if _NO_COUNTRY in found else found


@dataclass(frozen=True, slots=True)
class _MailDomains:
    free_mail: frozenset[str]
    free_mail_name: frozenset[str]
    open_domain: frozenset[str]


@cache
def _mail_domains() -> _MailDomains:
    rows = reference_rows("contacts/mail_domains.csv")
    return _MailDomains(
        *(frozenset(row["domain"] for row in rows if row["kind"] == kind) for kind in ("free_mail", "free_mail_name", "open_domain"))
    )


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    """The groups of neighbours that a country is of."""
    groups: dict[str, set[str]] = defaultdict(set)
    rows = reference_rows("contacts/neighbours.csv")
    check_sources(rows, "neighbours")
    for row in rows:
        groups[row["country"]].add(row["group"])
    return {country: frozenset(names) for country, names in groups.items()}


@lru_cache(maxsize=4096)
def _is_of(country: str, called: tuple[str, ...]) -> bool:
    """Tell whether a country has that calling code, or is a neighbour of the main country that has."""
    return country in called or _near(country, called[0])


def _near(country: str, other: str) -> bool:
    groups = _groups()
    return country == other or not groups.get(country, frozenset()).isdisjoint(groups.get(other, frozenset()))


def _says(phone: str | None, email: str | None, country: str | None) -> str | None:
    """What points elsewhere, in words that follow `its`.

    >>> _says("+441632960107", "sales@example.co.uk", "MX")
    'phone +441632960107 has the code of GB and others, and its e-mail sales@example.co.uk is of the same place'
    """
    verdict = contact_geography(phone, email, country)
    if verdict in (None, AGREES):
        return None
    if verdict == EMAIL:
        return f"e-mail {email} is of {email_country(email or '')} and its phone names no country"
    main, *others = phone_countries(phone or "")
    more = {BOTH: f", and its e-mail {email} is of the same place", DIVIDED: f", while its e-mail {email} is of the declared country"}
    return f"phone {phone} has the code of {main}{' and others' if others else ''}{more.get(verdict or '', '')}"


def _geographies(phones: pa.Array, emails: pa.Array, countries: pa.Array) -> pa.Array:
    rows = zip(phones.to_pylist(), emails.to_pylist(), countries.to_pylist(), strict=True)
    return pa.array([contact_geography(*row) for row in rows], type=pa.string())


def _all_say(phones: pa.Array, emails: pa.Array, countries: pa.Array) -> pa.Array:
    rows = zip(phones.to_pylist(), emails.to_pylist(), countries.to_pylist(), strict=True)
    return pa.array([_says(*row) for row in rows], type=pa.string())


CONTACT_GEOGRAPHY = Kernel("tw_contact_geography", _geographies, (pa.string(), pa.string(), pa.string()), pa.string())
"""`CONTACT_GEOGRAPHY(phone, email, country) -> string`, for rows that are distinct already: see `contact_geography`."""
CONTACT_SAYS = Kernel("tw_contact_says", _all_say, (pa.string(), pa.string(), pa.string()), pa.string())
"""`CONTACT_SAYS(phone, email, country) -> string`: the conflict in words, null where there is none."""
