"""CAS numbers as people write them in goods text."""

import re
from collections.abc import Iterator
from functools import cache

from tidewaiter.goods.fold import is_han
from tidewaiter.goods.words import neighbours, word_pattern

__all__ = ["MAY_BE_CAS", "cas_places", "follows_reference_word", "has_cas", "is_plain"]

_WORD = r"(?<![a-z])c\.?a\.?s\.?(?: ?[\-#]? ?(?:registry|rn|nr|nos?|number|号|码))*"
MAY_BE_CAS = re.compile(r"\d ?[-.] ?\d\d ?[-.] ?\d|\d{5} ?[_/] ?\d\d ?[_/] ?\d|(?<![a-z])c(?:as|\.a\.s)")
"""Stands in every text that holds a CAS number in any manner of writing, and in few others."""

_GROUPED = re.compile(r"(\d{2,7}) ?[-._/] ?(\d{2}) ?[-._/] ?(\d)(?!\d|[-._/]\d)")
_LOOSE_SIGNS = frozenset("_/")
_AFTER_THE_WORD = re.compile(rf"{_WORD}\D{{0,4}}?((?=\d)(?:(\d{{2,7}})[ .\-_/]{{0,3}}(\d\d)[ .\-_/]{{0,3}}(\d)(?!\d))?(?:\d[ .\-]?){{0,9}}\d?)")
"""chosen: at most four signs stand between the word and its number."""
_THE_WORD_BEFORE = re.compile(rf"{_WORD}\D{{0,4}}$")
_REACH = 24
"""Characters looked at for the word before a number; chosen: `cas registry number` and four signs."""
_LONG_ENOUGH = 5
"""chosen: a first group of five digits or more is no part number or date by chance, so letters may touch it."""
_SHORT = 3
"""chosen: a first group of two or three digits is a date, a telephone or a part number as often as a CAS number."""
_ONLY_NUMBERS = re.compile(r"[\d\s\-.,;:/_()]*")
