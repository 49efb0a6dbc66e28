"""How well two names agree, as a probability that they mean one party.

Words are aligned one to one and weigh by their rarity. What counts against: a word of either side without a partner, far more where
both sides have one of the same kind (another given name, another trade, another place), and a number that only one side has.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from tidewaiter.parties.likeness import OTHER_NAME
from tidewaiter.parties.rarity import COMMON, FREE, Rarity, common_when_written_as_one
from tidewaiter.parties.word_kinds import FREE_KINDS, is_chinese, kind_of
from tidewaiter.parties.words import Pair, align
from tidewaiter.reference.lists import list_rows

__all__ = ["THRESHOLD", "Agreement", "agreement"]

THRESHOLD = 0.72
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
_LONG_WORD = 7
_MANGLED = 0.5
"""chosen: left-over words that share half their letters may be one word misspelt beyond telling."""
_PLAIN = 0.12
"""chosen: equal names of common words stay up to this far below 1, so that the top of a list is ordered."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A score and the alignment behind it."""

    score: float
    pairs: tuple[Pair, ...]
    only_query: tuple[str, ...]
    only_listed: tuple[str, ...]


def agreement(query: tuple[str, ...], listed: tuple[str, ...], rarity: Rarity) -> Agreement:
    """Score the words of a name against those of a listed name; the two may change places.

    >>> from tidewaiter.parties.likeness import OTHER_NAME
from tidewaiter.parties.rarity import rarity
    >>> rare = rarity({"xugou": 1, "guangzhou": 80}, 20_000)
    >>> agreement(("xugou", "guangzhou"), ("guangzhou", "xugou", "trading"), rare).score > THRESHOLD
    True
    >>> agreement(("qinghe", "trading"), ("xugou", "trading"), rare).score < 0.1
    True
    """
    if (sorted(query), query) <= (sorted(listed), listed):
        return _agreement(query, listed, rarity)
    found = _agreement(listed, query, rarity)
    return Agreement(found.score, tuple(map(_turned, found.pairs)), found.only_listed, found.only_query)


_TURNED = {"is short for": "is long for", "is long for": "is short for", "may stand for": "may be short as", "may be short as": "may stand for"}


def _turned(pair: Pair) -> Pair:
    initial = pair.how == "may stand for" and min(len(pair.query), len(pair.listed)) == 1
    how = pair.how if initial else _TURNED.get(pair.how, pair.how)
    return replace(pair, query=pair.listed, listed=pair.query, how=how)


def _agreement(one: tuple[str, ...], other: tuple[str, ...], rarity: Rarity) -> Agreement:
    pairs, only_one, only_other = align(one, other, rarity.known)
    if not pairs:
        return Agreement(0.0, pairs, only_one, only_other)
    agreed = spelt_otherwise = rarest = 0.0
    telling = 0
    for pair in pairs:
        weight = _weight(pair, rarity)
        agreed += pair.likeness * weight
        spelt_otherwise += (1 - pair.likeness) * weight * (_OTHER_NAME if pair.likeness == OTHER_NAME else 1.0)
        rarest = max(rarest, weight / 2)
        telling += weight > 3 * COMMON
    left, right = _left_over(only_one, rarity), _left_over(only_other, rarity)
    mangled = _may_be_mangled(left, right)
    against = _AGAINST * (spelt_otherwise + _contradicted(left, right, mangled=mangled)) + _omitted(left, right, telling=telling)
    score = agreed / (agreed + against) * (1 - _PLAIN * 2 ** -(agreed / 2))
    most = _most(left, right, pairs=pairs, rarest=rarest, mangled=mangled)
    return Agreement(_probability(min(score, most)), pairs, only_one, only_other)


def _weight(pair: Pair, rarity: Rarity) -> float:
    """What both sides of a pair weigh together; of words written otherwise together, twice what the joined word's parts weigh."""
    ours, theirs = (sum(map(rarity.weight, side.split())) for side in (pair.query, pair.listed))
    if pair.query == pair.listed or pair.how in ("is written as", "may stand for", "may be short as"):
        return 2 * min(ours, theirs)
    return ours + theirs


@dataclass(frozen=True, slots=True)
class _LeftOver:
    """The words of a name without a partner, by what they are, with their weights."""

    names: tuple[tuple[str, float], ...]
    trades: tuple[tuple[str, float], ...]
    places: tuple[tuple[str, float], ...]
    free: float
    numbers: frozenset[str]

    @property
    def own(self) -> list[str]:
        """Words of names but initials and scraps."""
        return [word for word, _ in self.names if len(word) > 1]

    @property
    def rarest(self) -> float:
        return max((weight for word, weight in self.names if not _is_scrap(word)), default=0.0)


def _left_over(words: Sequence[str], rarity: Rarity) -> _LeftOver:
    if common_when_written_as_one(tuple(words)):
        return _LeftOver((), (("".join(words), COMMON),), (), 0.0, frozenset())
    groups: dict[str, list[tuple[str, float]]] = {"names": [], "trades": [], "places": [], "free": [], "numbers": []}
    for word in words:
        weight = rarity.weight(word)
        groups[_group(word, weight)].append((word, weight))
    numbers = frozenset(word for word, _ in groups["numbers"])
    return _LeftOver(tuple(groups["names"]), tuple(groups["trades"]), tuple(groups["places"]), _total(groups["free"]), numbers)


_GROUPS = {"trade": "trades", "place": "places", "number": "numbers"} | dict.fromkeys(FREE_KINDS, "free")


def _group(word: str, weight: float) -> str:
    """What a left-over word counts as; misspelt trade words and forms are what they are by their weight."""
    kind = kind_of(word)
    if kind == "own" and weight <= COMMON:
        return "trades" if weight > FREE else "free"
    return _GROUPS.get(kind, "names")


def _total(words: Sequence[tuple[str, float]]) -> float:
    return sum(weight for _, weight in words)


def _contradicted(left: _LeftOver, right: _LeftOver, *, mangled: bool) -> float:
    """The weight of what both sides have and cannot be one: names, trades, and a name where the other has a trade."""
    names, trades = (_total(left.names), _total(right.names)), (_total(left.trades), _total(right.trades))
    both_names, both_trades = min(names), min(trades)
    crossed = max(min(names[0] - both_names, trades[1] - both_trades), min(names[1] - both_names, trades[0] - both_trades))
    return 2 * (both_names * (1.0 if mangled else _OTHER_NAME) + both_trades * _OTHER_TRADE + crossed * _OTHER_TRADE)


def _may_be_mangled(left: _LeftOver, right: _LeftOver) -> bool:
    """Whether any two left-over words share half their letters, and are not two names in use."""
    return any(
        sorted(word) == sorted(other) or (OSA.normalized_similarity(word, other) >= _MANGLED and not (_in_use(word) and _in_use(other)))
        for word, _ in left.names
        for other, _ in right.names
    )


def _in_use(word: str) -> bool:
    return kind_of(word) in ("person", "ordinary") or is_chinese(word)


def _omitted(left: _LeftOver, right: _LeftOver, *, telling: int) -> float:
    """The weight of what only one side has."""
    names = abs(_total(left.names) - _total(right.names)) * _AGAINST * (_OMITTED if telling > 1 else _OMITTED_NAME)
    others = abs(_total(left.trades) - _total(right.trades)) + abs(_total(left.places) - _total(right.places))
    return names + others * _AGAINST * _OMITTED + (left.free + right.free) * _AGAINST * _OMITTED


def _most(left: _LeftOver, right: _LeftOver, *, pairs: Sequence[Pair], rarest: float, mangled: bool) -> float:
    """How high the score may be at most."""
    most = 1.0
    if left.numbers or right.numbers:
        most = _OTHER_NUMBER
    if left.places and right.places:
        most = min(most, _OTHER_PLACE)
    if not mangled and any(map(_in_use, left.own)) and any(map(_in_use, right.own)):
        most = min(most, _OTHER_PERSON)
    if max(left.rarest, right.rarest) > (rarest if rarest < _TELLING else rarest + _FAR_RARER) and not mangled:
        most = min(most, _NO_RARE_WORD)
    if len(pairs) == 1 and _is_one_of_several(pairs[0], left, right):
        most = min(most, _ONE_OF_SEVERAL)
    return most


def _is_one_of_several(pair: Pair, left: _LeftOver, right: _LeftOver) -> bool:
    """Whether a single word is all that agrees, and one side has more, so that it may be one word of anybody's name."""
    more = any(not _is_scrap(word) for word, _ in (*left.names, *right.names))
    trade = bool(left.trades or right.trades or left.places or right.places)
    long_own = all(kind_of(word) == "own" and len(word) >= _LONG_WORD for word in (pair.query, pair.listed))
    return more or (trade and not long_own)


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
