"""Countries by names in several languages and by codes, as ISO 3166-1 alpha-2."""

import gettext
import re
from functools import cache

from tidewaiter.normalise.cells import Reading, shown
from tidewaiter.normalise.words import bare_word
from tidewaiter.reference.register import reference_rows

__all__ = ["country_code", "read_countries", "read_country"]

_LANGUAGES = ("es", "pt", "pt_BR", "fr", "ru", "zh_CN", "de", "it", "uk", "vi", "tr")
"""chosen: the languages of the customs services whose headings we know, and of their largest partners."""
_LEADING = re.compile(r"^(?:[A-Z]{2,3}|\d{1,3})\s*[-:/]\s*(?=\w{3})")


@cache
def _countries() -> dict[str, str]:
    """Bare names and codes to alpha-2; a name that two countries carry is left out."""
    import pycountry

    owners: dict[str, set[str]] = {}
    for language in ("", *_LANGUAGES):
        speak = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language]).gettext if language else str
        for country in pycountry.countries:
            for kind in ("name", "common_name", "official_name"):
                if name := getattr(country, kind, None):
                    owners.setdefault(bare_word(speak(name)), set()).add(country.alpha_2)
    names = {name: next(iter(codes)) for name, codes in owners.items() if len(codes) == 1}
    codes = {code.casefold(): country.alpha_2 for country in pycountry.countries for code in (country.alpha_2, country.alpha_3)}
    return names | codes | {bare_word(row["spelling"]): row["country"] for row in reference_rows("countries/spellings.csv")}


def country_code(text: str) -> str | None:
    """Give the alpha-2 code of a country that is named or coded, None where it is not known.

    >>> country_code("Alemania"), country_code("CHN"), country_code("Korea, Republic of"), country_code("Atlantis")
    ('DE', 'CN', 'KR', None)
    """
    bare = bare_word(text)
    found = _countries().get(bare)
    if found is not None or len(bare) < 4:
        return found
    return _countries().get(bare_word(_LEADING.sub("", text.strip()))) or _turned(text)


def _turned(text: str) -> str | None:
    """`Bolivia, Plurinational State of` and `Congo (Brazzaville)` by what stands before, the words turned round first.

    What stands before decides only where no other country's name has it: there are two Congos and two Koreas.
    """
    first, comma, rest = text.partition(",")
    if not comma:
        return _countries().get(bare_word(re.sub(r"\(.*?\)", "", text)))
    return _countries().get(bare_word(f"{rest} {first}")) or _only_one(bare_word(first))


def _only_one(word: str) -> str | None:
    codes = {code for name, code in _countries().items() if word in name.split(" ")}
    return _countries().get(word) if len(codes) == 1 else None


def read_country(text: str) -> Reading:
    """Read a country; give null and a note where it is not known.

    >>> read_country("Китай"), read_country("zz")
    (('CN', None), (None, "'zz' is no known country"))
    """
    code = country_code(text)
    return (code, None) if code is not None else (None, f"{shown(text)} is no known country")


def read_countries(text: str) -> Reading:
    """Read a list of countries, divided by blanks, commas, semicolons, strokes or bars; codes in their order, blank between.

    >>> read_countries("HK; Panama"), read_countries("CN HK")
    (('HK PA', None), ('CN HK', None))
    """
    if (whole := country_code(text)) is not None:
        return whole, None
    parts = [part for part in re.split(r"\s*[;,/|>]\s*", text.strip()) if part]
    if len(parts) == 1:
        parts = text.split()
    codes = [country_code(part) for part in parts]
    known = " ".join(code for code in codes if code is not None)
    lost = ", ".join(shown(part) for part, code in zip(parts, codes) if code is None)
    return known or None, f"{lost} is no known country" if lost else None
