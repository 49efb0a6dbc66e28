"""Compares two names without a list."""

from dataclasses import dataclass

from tidewaiter.normalise.names import latin_words, party_key
from tidewaiter.parties.rarity import NO_LIST
from tidewaiter.parties.reasons import reason
from tidewaiter.parties.verify import THRESHOLD, agreement
from tidewaiter.parties.word_kinds import kind_of

__all__ = ["NameComparison", "compare_names"]

_SIDES = ("the query", "the candidate")
_PERSON_KINDS = frozenset({"person", "initial", "title"})


@dataclass(frozen=True, slots=True)
class NameComparison:
    """How probable it is that two names mean one party, whether that is enough to say so, and why."""

    score: float
    match: bool
    reason: str


def compare_names(query: str, candidate: str, *, schema: str | None = None) -> NameComparison:
    """Compare two names as they are written, in whatever scripts.

    Args:
        query: a name.
        candidate: another; the two may change places.
        schema: `person`, `company` or `vessel`, where known. A person's initials stand for names; a firm's legal form may differ.

    >>> compare_names("GUANGZHOU XUGOU COMM GRP", "Guangzhou Xugou Communications Group").match
    True
    >>> compare_names("Xugou Works No. 3", "Xugou Works No. 5").match
    False
    >>> compare_names("---", "Xugou")
    NameComparison(score=0.0, match=False, reason='no name to compare: the query names nobody')
    """
    keys = [party_key(name) for name in (query, candidate)]
    nobody = [side for side, key in zip(_SIDES, keys) if key is None]
    if keys[0] is None or keys[1] is None:
        return NameComparison(0.0, False, f"no name to compare: {' and '.join(nobody)} {'name' if len(nobody) > 1 else 'names'} nobody")
    one, other = (tuple(key.split()) for key in keys if key is not None)
    if schema == "person":
        one, other = _initials_apart(one, other), _initials_apart(other, one)
    found = agreement(one, other, NO_LIST)
    said = ", ".join(filter(None, (reason(found, NO_LIST, sides=_SIDES), _forms_said(query, candidate, keys))))
    return NameComparison(found.score, found.score >= THRESHOLD, said)


def _initials_apart(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Letters that stood with points (`O.V.`) as words of their own, where the other name has a word for each."""
    apart: list[str] = []
    for word in words:
        firsts = {other[0] for other in others}
        short = 1 < len(word) < 4 and word not in others and kind_of(word) not in _PERSON_KINDS
        apart += list(word) if short and set(word) <= firsts and not any(other.startswith(word) for other in others) else [word]
    return tuple(apart)


def _forms_said(query: str, candidate: str, keys: list[str | None]) -> str:
    """The words of legal forms that one name has and the other has not, which the comparison left out."""
    left_out = [
        [word for word in latin_words(name).split() if word not in (key or "").split() and kind_of(word) == "form"]
        for name, key in zip((query, candidate), keys)
    ]
    words = [word.upper() for side, other in (left_out, left_out[::-1]) for word in side if word not in other]
    if not words:
        return ""
    listed = " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
    return f"{listed} {'are legal forms' if len(words) > 1 else 'is a legal form'}"
