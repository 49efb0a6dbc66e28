"""What to ask the filer for where a description says too little."""

from functools import cache

from tidewaiter.goods.fold import fold, is_han
from tidewaiter.reference.register import reference_rows

__all__ = ["request_for"]

_ASKS_OF_FLAG = {
    "missing": "missing",
    "placeholder": "placeholder",
    "stop_word": "general",
    "too_short": "general",
    "no_letters": "code",
    "repeated_characters": "general",
    "code_only": "code",
}


def request_for(text: str | None, flags: list[str]) -> str | None:
    """Give a sentence that asks the filer for what is missing, in the language of the text; None where nothing is.

    The languages are Chinese, Russian, Spanish and English, which stands for all others. Nothing in it accuses anybody.

    Args:
        text: goods text as it stands.
        flags: of it, see quality.FLAGS.

    >>> request_for("repuestos", ["stop_word"])
    'Por favor indique qué partes son, de qué máquina o vehículo y de qué material.'
    """
    if not flags:
        return None
    folded = fold(text or "").strip(" .:-*_")
    asks, language = _ASKS_OF_FLAG[flags[0]], "en"
    if flags[0] == "stop_word":
        asks = next((kind for word, kind in _kinds().items() if _holds(folded, word)), asks)
    if any(map(is_han, folded)):
        language = "zh"
    elif any("а" <= sign <= "я" for sign in folded):
        language = "ru"
    elif folded in _spanish() or (folded and all(word in _spanish() for word in folded.split())):
        language = "es"
    return _requests()[asks, language]


def _holds(folded: str, word: str) -> bool:
    return word in folded if is_han(word[0]) else f" {word} " in f" {folded} "


@cache
def _kinds() -> dict[str, str]:
    """Words that call for a question of their own, the longest first."""
    rows = sorted(reference_rows("goods_words/poor_description_kinds.csv"), key=lambda row: -len(row["word"]))
    return {fold(row["word"]): row["asks"] for row in rows}


@cache
def _spanish() -> frozenset[str]:
    rows = reference_rows("goods_words/poor_descriptions.csv")
    english = {fold(row["word"]) for row in rows if row["language"] == "en"}
    return frozenset(fold(row["word"]) for row in rows if row["language"] == "es") - english


@cache
def _requests() -> dict[tuple[str, str], str]:
    return {(row["asks"], row["language"]): row["request"] for row in reference_rows("goods_words/requests.csv")}
