"""Whether the name of a chemical stands for itself, or is a part of another compound's name, of a thing, or of a denial."""

import re
from functools import cache

from tidewaiter.goods.fold import is_han
from tidewaiter.goods.words import neighbours, word_pattern

__all__ = ["amount_follows", "denied_after", "denied_before", "is_test_article", "stands_alone"]

_REACH = 48
"""Characters looked at on either side; chosen: the longest neighbour word has 20."""
_LOCANT = re.compile(r"^\(?(?:\d{1,2}'?[a-z]?|[a-z]|[+\-±])(?:[,'](?:\d{1,2}'?[a-z]?|[a-z]))*\)?$")
_LAST_PIECE = re.compile(r"[^\s\-;:/()\[\]]*$")
_LAST_WORD = re.compile(r"([^\s,;:./()\[\]]+) $")
_NEXT_WORD = re.compile(r" ([^\W_][\w\-]*)(?: ([^\W_]+(?: [^\W_]+)?))?")
_INVERTED = re.compile(r", ?(?:\d[\d,']*-|[no]-)\S*-(?=[\s,;)]|$)")
_AMOUNT = re.compile(r"(?:\d+(?:[.,]\d+)?(?:%|kgs?|gr?|mg|l|lt|ltr|ml|mt|t|lbs?|gal)|\d{3,}|un\d{4})$")
_CYRILLIC_ENDING = re.compile(r"(?:а|у|ом|е|ы|и|я|ю|ем|ов|ами|ах|ью)?(?![^\W\d_])")
_HAN_JOINS_BEFORE = frozenset(
    "苯甲乙丙丁戊己庚辛壬癸二三四五六双基氯溴碘氟氧硫硝羟氨酰异对邻间正仲叔环亚过焦聚代胺烷烯炔萘呋噻吡咪唑啶喹嘧嗪吗伪去"
)
_HAN_JOINS_AFTER = frozenset("酮醇醛酸酯胺腈酐醚基磺烷烯炔亚二三四氰肟腙脲磷肼酰酚苯氧硫氯溴碘氟甲乙丙丁戊环并唑啶羧")
_HAN_AFTER_ACID = frozenset("溶试样纯原工分优和与及等桶瓶罐吨千公克毫升的浓稀含或用水液")
"""chosen: signs that join a name to another compound's, before and after it; and what may follow an acid's name when the acid itself
is meant: any other sign makes it a salt, an ester or a drug's salt."""


def stands_alone(text: str, start: int, end: int, *, also_before: frozenset[str] = frozenset()) -> bool:
    """Tell whether the name at `start` to `end` of folded text is a whole name; a word of `also_before` may follow it.

    >>> stands_alone("acetone, 25 l", 0, 7), stands_alone("phenylacetone", 6, 13), stands_alone("methyl acetone", 7, 14)
    (True, False, False)
    """
    return _free_before(text, start) and (_free_after(text, start, end) or _is_next(text, end, also_before))


def amount_follows(text: str, end: int) -> bool:
    """Tell whether an amount, a purity or a form of goods stands directly after a name: 99%, 10 kg, powder.

    >>> amount_follows("npp 25 kg drum", 3), amount_follows("4-ap access point", 4)
    (True, False)
    """
    return _weighed().match(text, end) is not None


def is_test_article(text: str, start: int, end: int) -> bool:
    """Tell whether a name says what a test strip or kit tests for: fentanyl test strips, test kit for fentanyl.

    >>> is_test_article("fentanyl test strips", 0, 8), is_test_article("fentanyl powder, test strips", 0, 8)
    (True, False)
    """
    return _article_after().match(text, end) is not None or _article_before().search(text[max(0, start - _REACH) : start]) is not None


def denied_before(text: str, start: int) -> bool:
    """Tell whether the words before a name deny it: free of, without, sin."""
    return _denial_before().search(text[max(0, start - _REACH) : start]) is not None


def denied_after(text: str, end: int) -> bool:
    """Tell whether the word after a name denies it: acetone free, but not acetone free sample."""
    found = _denial_after().match(text, end)
    return found is not None


def _is_next(text: str, end: int, words: frozenset[str]) -> bool:
    word = _NEXT_WORD.match(text, end) if words else None
    return word is not None and word[1] in words


def _free_before(text: str, start: int) -> bool:
    if start == 0:
        return True
    left, first, before = text[max(0, start - _REACH) : start], text[start], text[start - 1]
    if is_han(first) and is_han(before):
        return before not in _HAN_JOINS_BEFORE
    if before.isalnum():
        return is_han(before) and before not in _HAN_JOINS_BEFORE
    if before == " ":
        if left[:-1].endswith(neighbours("thing_before")):
            return False
        word = _LAST_WORD.search(left)
        return word is None or len(word[1]) < 4 or not word[1].endswith(neighbours("joins_before_apart"))
    if before in ",'.":
        return not (first.isdigit() and left[-2:-1].isdigit())
    if before in "-)](":
        return _bond_is_none(left, before)
    return True


def _bond_is_none(left: str, bond: str) -> bool:
    """Judge what is joined to the front of a name by a hyphen or a bracket."""
    if bond == "(" and left[-2:-1] == "-":
        return False
    piece = _LAST_PIECE.search(left[:-1])
    token = piece[0] if piece else ""
    if not token:
        return (bond == "-" and left[-2:-1] not in (")", "]")) or bond == "("
    if bond == "(":
        return not token.endswith(neighbours("joins_before_apart"))
    if len(token) == 1 and is_han(token):
        return token not in _HAN_JOINS_BEFORE
    return _LOCANT.match(token) is None and not token.endswith(neighbours("joins_before"))


def _free_after(text: str, start: int, end: int) -> bool:
    if end == len(text):
        return True
    last, after = text[end - 1], text[end]
    if is_han(last):
        if not is_han(after):
            return True
        return after in _HAN_AFTER_ACID if last == "酸" else after not in _HAN_JOINS_AFTER
    if after.isalnum():
        if is_han(after):
            return after not in _HAN_JOINS_AFTER
        if not "а" <= last <= "я":
            return False
        ending = _CYRILLIC_ENDING.match(text, end)
        return ending is not None and ending.end() > end and _free_after(text, start, ending.end())
    return _nothing_joined(text, start, end)


def _nothing_joined(text: str, start: int, end: int) -> bool:
    """Judge what follows a name after a blank, a hyphen, a comma or a bracket."""
    after, right = text[end], text[end : end + _REACH]
    if after == "-":
        token = re.split(r"[\s;()]", right[1:], maxsplit=1)[0].rstrip(".,")
        return not token or _AMOUNT.match(token) is not None or token in _neutral_after() or denied_after(text, end)
    if after == ",":
        return _INVERTED.match(right) is None
    if after == ")" and len(right) > 1 and "(" not in text[start:end]:
        return not (right[1].isalpha() and not is_han(right[1]))
    if after == " ":
        word = _NEXT_WORD.match(right)
        return word is None or word[1] not in _other_things_after()
    return True


@cache
def _neutral_after() -> frozenset[str]:
    return frozenset(neighbours("grade_after"))


@cache
def _other_things_after() -> frozenset[str]:
    return frozenset(neighbours("joins_after")) | frozenset(neighbours("thing_after"))


@cache
def _denial_before() -> re.Pattern[str]:
    latin = "|".join(re.escape(word) for word in neighbours("negates_before") if not is_han(word[0]))
    han = "|".join(re.escape(word) for word in neighbours("negates_before") if is_han(word[0]))
    return re.compile(rf"(?:(?<![^\W_])(?:{latin})(?: (?:any|added|traces? of|residual))?[ -]|(?:{han}) ?)$")


@cache
def _denial_after() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in neighbours("negates_after") if not word.startswith("-"))
    excused = "|".join(re.escape(word) for word in neighbours("not_negation"))
    return re.compile(rf"[ -](?:{words})(?![^\W_])(?! (?:{excused})(?![^\W_]))")


_OTHER_WORDS = r"(?:[ -](?!(?:and|or|with|plus|y|con|powder|citrate|hydrochloride|hcl)(?![^\W_]))[^\W_]+){0,2}?"
"""chosen: two words may stand between, none of which joins another article or says that the drug itself is there."""


@cache
def _article_after() -> re.Pattern[str]:
    return re.compile(rf"(?:{_OTHER_WORDS}[ -]?|[\u4e00-\u9fff]{{0,4}}?)(?:{_articles()})")


@cache
def _article_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{_articles()})(?: ?[:\-])?(?: (?:for|of|to detect|detecting|para|de|для|на))?{_OTHER_WORDS} ?$")


def _articles() -> str:
    return word_pattern(neighbours("test_article")).pattern


@cache
def _weighed() -> re.Pattern[str]:
    # chosen: mass, volume of liquids, purity and the forms in which chemicals are sold; pieces and metres are of other goods.
    forms = word_pattern(neighbours("form_after")).pattern
    amount = (
        r"\d+(?:[.,]\d+)? ?(?:%|(?:kgs?|kilos?|kilograms?|gr?s?|gms?|grams?|mg|lt?|ltrs?|lit(?:er|re)s?|ml|кг|г|л)(?![^\W_])|公斤|千克|克)"
    )
    return re.compile(rf"[ ,:;(\-]{{0,3}}(?:{forms}|[>≥~]?{amount})")
