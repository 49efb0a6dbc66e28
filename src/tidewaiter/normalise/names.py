"""Names of firms and persons as keys: no case, no legal form, Latin letters only. The word lists are in reference/lists/."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from tidewaiter.normalise.rigour_modules import rigour_module
from tidewaiter.normalise.scripts import in_latin
from tidewaiter.reference.lists import list_rows

__all__ = [
    "NameRead",
    "has_legal_form",
    "is_placeholder_name",
    "latin_words",
    "legal_form_words",
    "name_key",
    "own_words",
    "party_key",
    "read_name",
]

_ADDRESSED_FROM = ("to ", "order of ", "a la ", "messrs ", "ms ", "c o ", "attn ")
_ADDRESSED_TO = re.compile(r"^(?:to (?:the )?order of|a la orden de|messrs|ms|c o|attn) (?=\S)")
_LETTER_RUN = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_])+(?!\S)")
_HAN_FORMS = ("公司", "企业", "集团", "株式会社", "厂", "商行")
"""Firm, enterprise, group, joint-stock company (Japan), works, trading house."""
_HALF_A_SIGN = re.compile("[\ud800-\udfff]")
"""Half of a sign beyond the first 65,536, alone: what is left of a damaged text."""
_ROMAN_NUMBER = re.compile(r"(?<!\S)(?:ii|iii)(?!\S)")
"""Numbers that are legal forms, too, in some countries: as digits they stay."""
_ROUNDS = 5
"""chosen: dropping a form may join what is left into another; real names are settled after two rounds."""


@dataclass(frozen=True, slots=True)
class NameRead:
    """What a name says on its own.

    Attributes:
        words: its words in their own script, parted by blanks.
        key: see `name_key`.
        placeholder: see `is_placeholder_name`.
        has_legal_form: see `has_legal_form`.
    """

    words: str
    key: str | None
    placeholder: bool
    has_legal_form: bool


def read_name(name: str) -> NameRead:
    """Read a name once for all that is asked of it.

    >>> read_name("Xugou Chemical Co., Ltd.")
    NameRead(words='xugou chemical co ltd', key='xugou chemical', placeholder=False, has_legal_form=True)
    """
    words = _split(name)
    shorter = _without_forms(words)
    plain = _without_mixed_tags(name)
    whole = words if plain == name else _split(plain)
    key = _key(whole, shorter if whole == words else _without_forms(whole))
    return NameRead(words, key, _is_placeholder(words), plain != name or _has_form(words, shorter))


def party_key(name: str) -> str | None:
    """Give the key of a name, None where it names nobody.

    >>> party_key("Xugou Chemical Co., Ltd."), party_key("TO ORDER")
    ('xugou chemical', None)
    """
    words = _split(name)
    if _is_placeholder(words):
        return None
    plain = _without_mixed_tags(name)
    whole = words if plain == name else _split(plain)
    return _key(whole, _without_forms(whole))


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str | None:
    """Give the key that two spellings of one name share; None where no letter or digit is left.

    Words keep their order. A name that is nothing but legal forms keeps them; a script without romanisation stays as written.

    >>> name_key("Xugou Chemical Co., Ltd."), name_key("广州虚构贸易有限公司"), name_key("Químicos Prueba S. de R.L. de C.V.")
    ('xugou chemical', 'guangzhou xugou trading', 'quimicos prueba')
    >>> name_key("TO THE ORDER OF Example Exports S.A.C."), name_key("---")
    ('example exports', None)
    """
    words = _words(_without_mixed_tags(name))
    return _key(words, _without_forms(words))


def _key(words: str, shorter: str) -> str | None:
    """The key of words, of which `shorter` is what is left without forms."""
    plain = _ADDRESSED_TO.sub("", words) if words.startswith(_ADDRESSED_FROM) else words
    if "ii" in plain:
        plain = _ROMAN_NUMBER.sub(lambda number: str(len(number.group())), plain)
    key = in_latin(shorter if plain == words else _without_forms(plain))
    for _ in range(_ROUNDS if key != plain else 0):
        again = _join_letters(_without_forms(key))
        if again in (key, ""):
            break
        key = again
    return key or in_latin(plain) or plain or None


def is_placeholder_name(name: str) -> bool:
    """Tell whether a name field names nobody: `TO ORDER`, `N/A`, `same as consignee`, `XXX`, `-`.

    A name without a letter in any script is nobody's, too.

    >>> [is_placeholder_name(name) for name in ("TO THE ORDER OF", "n/a", "XXX", "-", "Xxanadu Toys", "Unknown Worlds Example Ltd")]
    [True, True, True, True, False, False]
    """
    return _is_placeholder(_words(name))


def _is_placeholder(words: str) -> bool:
    if not (words.isalpha() or any(map(str.isalpha, words))) or (len(words) > 1 and len(set(words)) == 1):
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
    words = _words(name)
    return _without_mixed_tags(name) != name or _has_form(words, _without_forms(words))


def _has_form(words: str, shorter: str) -> bool:
    """Whether words hold a legal form, also in Latin letters only, where `shorter` is what is left without forms."""
    if shorter != words:
        return True
    if words.isascii():
        return False
    if any(form in words for form in _HAN_FORMS):
        return True
    latin = in_latin(words)
    return _without_forms(latin) != latin


@lru_cache(maxsize=65_536)
def _words(name: str) -> str:
    return _split(name)


def _split(name: str) -> str:
    """Case, punctuation and accents of width away; letters that stand alone joined (`S. A. C.` is `sac`)."""
    if name.isascii():
        words = name.lower().translate(_ascii_signs()).split()
    else:
        words = rigour_module("names").tokenize_name(unicodedata.normalize("NFKC", _HALF_A_SIGN.sub(" ", name)).casefold())
    together = " ".join(words)
    return _join_letters(together) if sum(map((1).__eq__, map(len, words))) > 1 else together


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
