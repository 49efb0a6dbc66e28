"""How well two names agree, as a probability that they mean one party.

Words are aligned one to one and weigh by their rarity. What counts against: a word of either side without a partner, far more where
both sides have one of the same kind (another given name, another trade, another place), and a number that only one side has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from tidewaiter.parties.likeness import OTHER_NAME, TYPO_HOW
from tidewaiter.parties.rarity import COMMON, FREE, Rarity, common_when_written_as_one
from tidewaiter.parties.word_kinds import FREE_KINDS, is_chinese, kind_of, listed_variants
from tidewaiter.parties.words import Pair, align_rest, split_equal
from tidewaiter.reference.lists import list_rows

__all__ = ["THRESHOLD", "Agreement", "agreement"]

THRESHOLD = 0.5
"""chosen: see docs/names.md. The score is a probability measured on hand-made pairs; half of it is where the two mistakes cost alike."""

_OMITTED = 0.3
"""chosen: a trade word that one side leaves out counts a third, and so does a left-out middle name if two telling words agree."""
_OMITTED_NAME = 0.8
_AGAINST = 0.55
"""chosen: what differs counts about half of what agrees: people slip more often than two parties bear one rare word."""
_OTHER_NAME = 1.6
_OTHER_TRADE = 2.4
"""chosen: what both sides have and cannot be one: more than what agrees, as it was written on purpose."""
_OTHER_PLACE = 0.5
_OTHER_PERSON = 0.6
"""chosen: two given names or surnames in use are two persons, however much else agrees."""
_COMMON_PERSON = 0.5
"""chosen: names that seven lists of names or more hold, so that one is hardly a slip of the other."""
_OTHER_NUMBER = 0.5
"""chosen: below the threshold whatever else agrees: branches and sister ships differ by their place or number alone."""
_NO_RARE_WORD = 0.5
"""chosen: below the threshold, so that no number of common words makes up for the word that tells the party."""
_TELLING = 0.6
_FAR_RARER = 0.25
"""chosen: where a telling word agrees, only a far rarer one may be missed; where none does, any rarer one."""
_ONE_OF_SEVERAL = 0.5
"""chosen: one word of a longer name is somebody's else as likely, unless it is long and nobody's name."""
_SCRAP = 3
"""chosen: unknown words of three letters or less are mostly misspelt legal forms."""
_SHORTEST_WITH_A_SLIP = 6
_SHORT_SLIP = 0.5
"""chosen: a single short word with a slip is another word in use as often."""
_LONG_WORD = 7
_MANGLED = 0.5
"""chosen: left-over words that share half their letters may be one word misspelt beyond telling."""
_PLAIN = 0.16
"""chosen: equal names of common words stay up to this far below 1, so that the top of a list is ordered."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A score and the alignment behind it."""

    score: float
    pairs: tuple[Pair, ...]
    only_query: tuple[str, ...]
    only_listed: tuple[str, ...]


_NONE = Agreement(0.0, (), (), ())


def agreement(query: tuple[str, ...], listed: tuple[str, ...], rarity: Rarity, *, floor: float = 0.0) -> Agreement:
    """Score the words of a name against those of a listed name; the two may change places.

    Args:
        query: the words of the key of the one name, at least one.
        listed: those of the other.
        rarity: what words weigh.
        floor: scores below it are not asked for, and may come out as 0: most pairs are seen to stay below it at once.

    >>> from tidewaiter.parties.rarity import rarity
    >>> rare = rarity({"xugou": 1, "guangzhou": 80}, 20_000)
    >>> agreement(("xugou", "guangzhou"), ("guangzhou", "xugou", "trading"), rare).score > THRESHOLD
    True
    >>> agreement(("qinghe", "trading"), ("xugou", "trading"), rare).score < 0.1
    True
    """
    equal, left, right = split_equal(query, listed)
    if floor >= THRESHOLD and left and right and _is_hopeless(equal, left, right, rarity):
        return _NONE
    turned = (sorted(query), query) > (sorted(listed), listed)
    if turned:
        equal, left, right = split_equal(listed, query)
    pairs = align_rest(left, right, rarity.known)
    score = _score(equal, pairs, left, right, rarity) if equal or pairs else 0.0
    every = (*(Pair(word, word, 1.0, "equal") for word in equal), *(map(_turned, pairs) if turned else pairs))
    return Agreement(score, every, tuple(right if turned else left), tuple(left if turned else right))


def _is_hopeless(equal: list[str], left: list[str], right: list[str], rarity: Rarity) -> bool:
    """Whether the rarest word of a side that the other has not is like nothing there, so that the score stays at `_NO_RARE_WORD`."""
    agreed = max(map(rarity.weight, equal), default=0.0)
    most = agreed if agreed < _TELLING else agreed + _FAR_RARER
    return _misses_rarest(left, right, rarity, most=most) or _misses_rarest(right, left, rarity, most=most)


def _misses_rarest(words: list[str], others: list[str], rarity: Rarity, *, most: float) -> bool:
    weight, word = max([(rarity.weight(word), word) for word in words])
    if weight <= most or len(word) <= _SCRAP or kind_of(word) not in _NAME_KINDS:
        return False
    for other in others:
        least = _SAME_BEGIN if word[0] == other[0] else _MANGLED
        if OSA.normalized_similarity(word, other, score_cutoff=least) or word.startswith(other) or other.startswith(word):
            return False
    listed = listed_variants()
    if word in listed and not listed.isdisjoint(others):
        return False
    if len(words) == len(others) == 1:
        return True
    joined, other_joined = "".join(words), "".join(others)
    parts = (word, other_joined) if len(word) < len(other_joined) else (other_joined, joined)
    return fuzz.partial_ratio(*parts, score_cutoff=_JOINED_ALIKE) == 0


_NAME_KINDS = frozenset({"own", "person", "ordinary"})
_SAME_BEGIN = 0.4
"""chosen: of letters that words of one first letter share, as what is shortened within keeps fewer."""
_JOINED_ALIKE = 60
"""chosen: of 100; letters that a word must share with a part of the words written together, to be a part of them."""
_TURNED = {
    "is short for": "is long for",
    "is long for": "is short for",
    "may stand for": "may be short as",
    "may be short as": "may stand for",
}


def _turned(pair: Pair) -> Pair:
    initial = pair.how == "may stand for" and min(len(pair.query), len(pair.listed)) == 1
    return Pair(pair.listed, pair.query, pair.likeness, pair.how if initial else _TURNED.get(pair.how, pair.how))


def _score(equal: list[str], pairs: list[Pair], only_one: list[str], only_other: list[str], rarity: Rarity) -> float:
    agreed = spelt_otherwise = rarest = 0.0
    telling = 0
    for word in equal:
        weight = rarity.weight(word)
        agreed += 2 * weight
        rarest = max(rarest, weight)
        telling += 2 * weight > 3 * COMMON
    for pair in pairs:
        weight = _weight(pair, rarity)
        agreed += pair.likeness * weight
        spelt_otherwise += (1 - pair.likeness) * weight * (_OTHER_NAME if pair.likeness == OTHER_NAME else 1.0)
        rarest = max(rarest, weight / 2)
        telling += weight > 3 * COMMON
    left, right = _left_over(only_one, rarity), _left_over(only_other, rarity)
    mangled = bool(left.names and right.names) and _may_be_mangled(left, right)
    against = _AGAINST * (spelt_otherwise + _contradicted(left, right, mangled=mangled)) + _omitted(left, right, telling=telling)
    score = agreed / (agreed + against) * (1 - _PLAIN * 2 ** -(agreed / 2))
    most = _most(left, right, rarest=rarest, mangled=mangled)
    if any(pair.likeness == OTHER_NAME and _are_common_names(pair, rarity) for pair in pairs):
        most = min(most, _OTHER_PERSON)
    if rarest <= COMMON and (left.own_weight or right.own_weight):
        most = min(most, _NO_RARE_WORD)
    if (
        not equal
        and len(pairs) == 1
        and pairs[0].how == TYPO_HOW
        and min(len(pairs[0].query), len(pairs[0].listed)) < _SHORTEST_WITH_A_SLIP
    ):
        most = min(most, _SHORT_SLIP)
    if len(equal) + len(pairs) == 1 and _is_one_of_several((pairs[0].query, pairs[0].listed) if pairs else equal, left, right):
        most = min(most, _ONE_OF_SEVERAL)
    return _probability(min(score, most))


def _are_common_names(pair: Pair, rarity: Rarity) -> bool:
    return all(kind_of(word) == "person" and rarity.weight(word) <= _COMMON_PERSON for word in (pair.query, pair.listed))


def _weight(pair: Pair, rarity: Rarity) -> float:
    """What both sides of a pair weigh together; of words written otherwise together, twice what the lighter side weighs."""
    ours, theirs = _side_weight(pair.query, rarity), _side_weight(pair.listed, rarity)
    if pair.how in ("is written as", "may stand for", "may be short as"):
        return 2 * min(ours, theirs)
    return ours + theirs


def _side_weight(side: str, rarity: Rarity) -> float:
    return sum(map(rarity.weight, side.split())) if " " in side else rarity.weight(side)


@dataclass(frozen=True, slots=True)
class _LeftOver:
    """The words of a name without a partner: those of names, and what those, the trades, the places and the free words weigh."""

    names: tuple[str, ...] = ()
    name_weight: float = 0.0
    rarest: float = 0.0
    trade_weight: float = 0.0
    place_weight: float = 0.0
    free_weight: float = 0.0
    numbered: bool = False

    @property
    def own_weight(self) -> float:
        """Of all but the words that come and go."""
        return self.name_weight + self.trade_weight + self.place_weight


_NOTHING = _LeftOver()
_GROUPS = {"trade": "trade", "place": "place", "number": "number"} | dict.fromkeys(FREE_KINDS, "free")


def _left_over(words: Sequence[str], rarity: Rarity) -> _LeftOver:
    """Sum up left-over words; misspelt trade words and forms are what they are by their weight."""
    if not words:
        return _NOTHING
    if len(words) > 1 and common_when_written_as_one(tuple(words)):
        return _LeftOver(trade_weight=COMMON)
    names = []
    weights = {"name": 0.0, "trade": 0.0, "place": 0.0, "free": 0.0, "number": 0.0}
    rarest = 0.0
    for word in words:
        kind, weight = kind_of(word), rarity.weight(word)
        group = _GROUPS.get(kind, "name") if kind != "own" or weight > COMMON else "trade" if weight > FREE else "free"
        weights[group] += weight
        if group == "name":
            names.append(word)
            rarest = max(rarest, 0.0 if _is_scrap(word) else weight)
    numbered = weights["number"] > 0
    return _LeftOver(tuple(names), weights["name"], rarest, weights["trade"], weights["place"], weights["free"], numbered)


def _contradicted(left: _LeftOver, right: _LeftOver, *, mangled: bool) -> float:
    """The weight of what both sides have and cannot be one: names, trades, and a name where the other has a trade."""
    both_names, both_trades = min(left.name_weight, right.name_weight), min(left.trade_weight, right.trade_weight)
    crossed = max(
        min(left.name_weight - both_names, right.trade_weight - both_trades),
        min(right.name_weight - both_names, left.trade_weight - both_trades),
    )
    return 2 * (both_names * (1.0 if mangled else _OTHER_NAME) + (both_trades + crossed) * _OTHER_TRADE)


def _may_be_mangled(left: _LeftOver, right: _LeftOver) -> bool:
    """Whether any two left-over words of names share half their letters, and are not two names in use."""
    return any(
        sorted(word) == sorted(other)
        or (OSA.normalized_similarity(word, other, score_cutoff=_MANGLED) and not (_in_use(word) and _in_use(other)))
        for word in left.names
        for other in right.names
    )


def _in_use(word: str) -> bool:
    return len(word) > 1 and (kind_of(word) in ("person", "ordinary") or is_chinese(word))


def _omitted(left: _LeftOver, right: _LeftOver, *, telling: int) -> float:
    """What counts against for words that only one side has."""
    names = abs(left.name_weight - right.name_weight) * (_OMITTED if telling > 1 else _OMITTED_NAME)
    others = abs(left.trade_weight - right.trade_weight) + abs(left.place_weight - right.place_weight)
    return _AGAINST * (names + (others + left.free_weight + right.free_weight) * _OMITTED)


def _most(left: _LeftOver, right: _LeftOver, *, rarest: float, mangled: bool) -> float:
    """How high the score may be at most."""
    if left.numbered or right.numbered:
        return _OTHER_NUMBER
    if left.place_weight and right.place_weight:
        return _OTHER_PLACE
    if not mangled:
        if max(left.rarest, right.rarest) > (rarest if rarest < _TELLING else rarest + _FAR_RARER):
            return _NO_RARE_WORD
        if any(map(_in_use, left.names)) and any(map(_in_use, right.names)):
            return _OTHER_PERSON
    return 1.0


def _is_one_of_several(words: Sequence[str], left: _LeftOver, right: _LeftOver) -> bool:
    """Whether a single word is all that agrees, and one side has more, so that it may be one word of anybody's name."""
    if not all(map(_is_scrap, (*left.names, *right.names))):
        return True
    trade = left.trade_weight or right.trade_weight or left.place_weight or right.place_weight
    return bool(trade) and not all(kind_of(word) == "own" and len(word) >= _LONG_WORD for word in words)


def _is_scrap(word: str) -> bool:
    return len(word) <= _SCRAP and kind_of(word) in ("own", "initial")


def _probability(score: float) -> float:
    """The share of pairs of such a score that mean one party, between the points measured."""
    points = _measured()
    for (low, low_share), (high, high_share) in pairwise(points):
        if score <= high:
            return round(low_share + (score - low) / (high - low) * (high_share - low_share), 4)
    return points[-1][1]


@cache
def _measured() -> tuple[tuple[float, float], ...]:
    return tuple((float(row["agreement"]), float(row["probability"])) for row in list_rows("name_calibration.csv"))
