"""Goods text in one plain form for matching, with the way back to the text as it stands."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold", "is_han", "original_span"]

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ω": "omega",
}  # fmt: skip
_MIDDLE_DOTS = "·•‧∙⋅・"
_PRIMES = "′’‘`´"
_DASH_LIKE = "−⁃﹣"
_RUN_OF_BLANKS = re.compile(" {2,}")


class _Folding(dict[int, str]):
    """Code point to folded text, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    if character.isspace() or category == "Cc":
        return " "
    if category in ("Cf", "Mn", "Me"):
        return ""
    if category == "Pd" or character in _DASH_LIKE:
        return "-"
    if character in _MIDDLE_DOTS:
        return "."
    if character in _PRIMES:
        return "'"
    if category == "Nd":
        return str(unicodedata.digit(character))
    plain = "".join(part for part in unicodedata.normalize("NFKD", character) if unicodedata.category(part) != "Mn").casefold()
    return "".join(_GREEK.get(part, part) for part in plain)


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower the letters, drop accents, make all dashes, widths and blanks alike; a run of blanks becomes one.

    >>> fold("ÁCIDO  Sulfúrico １０８–８８–３")
    'acido sulfurico 108-88-3'
    """
    # Plain ASCII only needs its letters lowered: the same answer, ten times as fast.
    folded = text.lower() if text.isascii() and text.isprintable() and "`" not in text else text.translate(_FOLDING)
    return _RUN_OF_BLANKS.sub(" ", folded) if "  " in folded else folded


def original_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the place in `text` of what stands at `start` to `end` of its folded form.

    >>> original_span("Ｎｏ 哌啶", 3, 5), original_span("1 °C  γ-x", 5, 10)
    ((3, 5), (6, 7))
    """
    places = _places(text)
    return (start, end) if places is None else (places[start], places[end - 1] + 1)


@lru_cache(maxsize=16)
def _places(text: str) -> list[int] | None:
    """For each folded character its place in the text; None where each is at its own place."""
    if text.isascii() and "  " not in text.translate(_FOLDING):
        return None
    places: list[int] = []
    last = ""
    for place, character in enumerate(text):
        for folded in _FOLDING[ord(character)]:
            if folded == " " and last == " ":
                continue
            places.append(place)
            last = folded
    return places


def is_han(character: str) -> bool:
    """Tell whether a character is Chinese or Japanese writing, which sets no blanks between words."""
    return "\u2e80" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"
