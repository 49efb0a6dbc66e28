"""Words of closed lists (units, packages, channels, currencies, countries) to their codes, whatever case, accents or signs they carry."""

import re
import unicodedata
from functools import cache

from tidewaiter.normalise.cells import Reading, shown
from tidewaiter.reference.register import reference_rows

__all__ = ["bare_word", "read_word", "word_list"]

_SIGNS = re.compile(r"[\W_]+")


def bare_word(text: str) -> str:
    """Give a word without case, accents and signs.

    >>> bare_word(" MARÍTIMO. "), bare_word("m³")
    ('maritimo', 'm3')
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    return _SIGNS.sub(" ", "".join(letter for letter in folded if not unicodedata.combining(letter))).strip()


@cache
def word_list(column: str) -> dict[str, str]:
    """Give the spellings of a column's closed list, each with the value it stands for.

    >>> word_list("channel")["courier"]
    'express'
    """
    return {bare_word(row["spelling"]): row["value"] for row in reference_rows("units/words.csv") if row["column"] == column}


def read_word(text: str, *, column: str) -> Reading:
    """Read a word of a closed list; give null and a note where the list lacks it.

    >>> read_word("Aéreo", column="channel"), read_word("camel", column="channel")
    (('air', None), (None, "'camel' is no known channel"))
    """
    words = word_list(column)
    bare = bare_word(text)
    found = words.get(bare)
    if found is None:
        # "1 - MARITIMO" and "4 - Air Transport" carry a national code before the word
        found = words.get(re.sub(r"^\d+ ", "", bare))
    return (found, None) if found is not None else (None, f"{shown(text)} is no known {column.replace('_', ' ')}")
