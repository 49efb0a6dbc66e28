"""Names of firms and persons as keys: no case, no legal form, Latin letters only. The word lists are in reference/lists/."""

import re
import unicodedata
from functools import cache, lru_cache

import pyarrow as pa

from tidewaiter.kernels import Kernel, once_per_value
from tidewaiter.normalise.rigour_modules import rigour_module
from tidewaiter.normalise.scripts import in_latin
from tidewaiter.reference.lists import list_rows

__all__ = [
    "NAME_KEY",
    "PLACEHOLDER_NAME",
    "has_legal_form",
    "is_placeholder_name",
    "latin_words",
    "legal_form_words",
    "name_key",
    "own_words",
]

_ADDRESSED_TO = re.compile(r"^(?:to (?:the )?order of|a la orden de|messrs|ms|c o|attn) (?=\S)")
_LETTER_RUN = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_])+(?!\S)")
_HAN_FORMS = ("公司", "企业", "集团", "株式会社", "厂", "商行")
"""Firm, enterprise, group, joint-stock company (Japan), works, trading house."""
_ROMAN_NUMBER = re.compile(r"(?<!\S)(?:ii|iii)(?!\S)")
"""Numbers that are legal forms, too, in some countries: as digits they stay."""
_ROUNDS = 5
"""chosen: dropping a form may join what is left into another; real names are settled after two rounds."""


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str | None:
    """Give the key that two spellings of one name share; None where no letter or digit is left.

    Words keep their order. A name that is nothing but legal forms keeps them; a script without romanisation stays as written.

    >>> name_key("Xugou Chemical Co., Ltd."), name_key("广州虚构贸易有限公司"), name_key("Químicos Prueba S. de R.L. de C.V.")
    ('xugou chemical', 'guangzhou xugou trading', 'quimicos prueba')
    >>> name_key("TO THE ORDER OF Example Exports S.A.C."), name_key("---")
    ('example exports', None)
    """
    words = _ADDRESSED_TO.sub("", _words(_without_mixed_tags(name)))
    words = _ROMAN_NUMBER.sub(lambda number: str(len(number.group())), words)
    key = in_latin(_without_forms(words))
    for _ in range(_ROUNDS if key != words else 0):
        shorter = _join_letters(_without_forms(key))
        if shorter in (key, ""):
            break
        key = shorter
    return key or in_latin(words) or words or None


def is_placeholder_name(name: str) -> bool:
    """Tell whether a name field names nobody: `TO ORDER`, `N/A`, `same as consignee`, `XXX`, `-`.

    A name without a letter in any script is nobody's, too.

    >>> [is_placeholder_name(name) for name in ("TO THE ORDER OF", "n/a", "XXX", "-", "Xxanadu Toys", "Unknown Worlds Example Ltd")]
    [True, True, True, True, False, False]
    """
    words = _words(name)
    if not any(map(str.isalpha, words)) or (len(words) > 1 and len(set(words)) == 1):
        return True
    whole, start = _placeholders()
    return words in whole or words.startswith(start)


def latin_words(text: str) -> str:
    """Give the words of any text in a-z and 0-9, parted by blanks.

    >>> latin_words("Químicos, 广州")
    'quimicos guangzhou'
    """
    return in_latin(_words(text))


def own_words(text: str) -> str:
    """Give the words of any text in their own script, parted by blanks.

    >>> own_words("Фарма-Пример, ООО")
    'фарма пример ооо'
    """
    return _words(text)


def has_legal_form(name: str) -> bool:
    """Tell whether a name carries the legal form of a firm.

    >>> has_legal_form("Acme Imaginaria S.A.C."), has_legal_form("广州虚构贸易有限公司"), has_legal_form("A. Sample")
    (True, True, False)
    """
    if _without_mixed_tags(name) != name:
        return True
    words = _words(name)
    if any(form in words for form in _HAN_FORMS) or _without_forms(words) != words:
        return True
    if words.isascii():
        return False
    latin = in_latin(words)
    return _without_forms(latin) != latin


def _names_to_keys(names: pa.Array) -> pa.Array:
    return once_per_value(names, lambda distinct: map(name_key, distinct), pa.string())


def _placeholder_names(names: pa.Array) -> pa.Array:
    return once_per_value(names, lambda distinct: map(is_placeholder_name, distinct), pa.bool_())


NAME_KEY = Kernel("tw_name_key", _names_to_keys, (pa.string(),), pa.string())
"""`NAME_KEY(name) -> string`: see `name_key`."""
PLACEHOLDER_NAME = Kernel("tw_placeholder_name", _placeholder_names, (pa.string(),), pa.bool_())
"""`PLACEHOLDER_NAME(name) -> bool`: see `is_placeholder_name`."""


@lru_cache(maxsize=65_536)
def _words(name: str) -> str:
    """Case, punctuation and accents of width away; letters that stand alone joined (`S. A. C.` is `sac`)."""
    if name.isascii():
        words = name.lower().translate(_ascii_signs()).split()
    else:
        words = rigour_module("names").tokenize_name(unicodedata.normalize("NFKC", name).casefold())
    together = " ".join(words)
    return _join_letters(together) if sum(len(word) == 1 for word in words) > 1 else together


@cache
def _ascii_signs() -> dict[int, str | None]:
    """What stands for each ASCII sign in words, as rigour reads it: a blank, nothing, or itself. Most names need no more."""
    tokenize_name = rigour_module("names").tokenize_name
    read = {sign: tokenize_name(f"a{chr(sign)}a") for sign in range(128)}
    return {sign: " " if len(words) > 1 else None if words == ["aa"] else chr(sign) for sign, words in read.items()}


def _without_mixed_tags(name: str) -> str:
    """Legal forms written in brackets, such as `(株)`, go before punctuation does."""
    return name if name.isascii() else re.sub(r"[(（][株주유有][)）]|㈱|㈜", " ", name)


def _join_letters(words: str) -> str:
    return _LETTER_RUN.sub(lambda run: run.group().replace(" ", ""), words)


def _without_forms(words: str) -> str:
    """Leave out legal forms, ours first as they are longer; what would leave nothing stays."""
    remove_org_types = rigour_module("names").remove_org_types
    if words.isascii() and _own_form_words().isdisjoint(words.split()):
        shorter = remove_org_types(words)
        if shorter == words or _own_form_words().isdisjoint(shorter.split()):
            return " ".join(shorter.split()) or words
    anywhere, at_end = _legal_forms()
    shorter = _glued_forms().sub(" ", words)
    shorter = " ".join(remove_org_types(anywhere.sub(" ", shorter)).split())
    shorter = " ".join(at_end.sub("", anywhere.sub(" ", shorter)).split())
    return shorter or words


@cache
def _legal_forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    anywhere, at_end = _alternatives("any"), _alternatives("any", "end")
    return re.compile(rf"(?<!\S)(?:{anywhere})(?!\S)"), re.compile(rf"(?: (?:{at_end}))+$")


@cache
def _own_form_words() -> frozenset[str]:
    """The words of our own list of legal forms: a name in Latin letters without any of them has none of these forms."""
    return frozenset(word for row in list_rows("legal_forms.csv") for word in _words(row["form"]).split())


@cache
def legal_form_words() -> frozenset[str]:
    """Give the words that legal forms are made of, as they stand in keys.

    >>> {"joint", "stock", "gmbh"} <= legal_form_words()
    True
    """
    return frozenset(
        word for row in list_rows("legal_forms.csv") if row["place"] != "glued" for word in in_latin(_words(row["form"])).split()
    )


@cache
def _glued_forms() -> re.Pattern[str]:
    """Forms of scripts without blanks, which stand in one word with the name."""
    return re.compile(_alternatives("glued"))


def _alternatives(*places: str) -> str:
    """The forms of these places, longest first, as the words of a name are written."""
    forms = {_words(row["form"]) for row in list_rows("legal_forms.csv") if row["place"] in places}
    return "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))


@cache
def _placeholders() -> tuple[frozenset[str], tuple[str, ...]]:
    rows = list_rows("placeholder_names.csv")
    start = tuple(sorted({_words(row["text"]) for row in rows if row["match"] == "start"}))
    return frozenset(_words(row["text"]) for row in rows if row["match"] == "whole"), start
