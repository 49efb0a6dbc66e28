"""Says in one sentence why two names agree or don't, so that a reader can check it."""

from tidewaiter.parties.rarity import Rarity
from tidewaiter.parties.verify import Agreement
from tidewaiter.parties.word_kinds import kind_of

__all__ = ["reason"]

_SAID_OF_KIND = {"form": ("is a legal form", "are legal forms"), "title": ("is a title", "are titles")}
"""Words that come and go are named as what they are, whichever side has them."""


def reason(found: Agreement, rarity: Rarity, *, sides: tuple[str, str] = ("the record", "the list")) -> str:
    """Say what agrees and what doesn't; the order of words is not looked at.

    Args:
        found: what `agreement` gave.
        rarity: as given to it.
        sides: what to call the two names.

    >>> from tidewaiter.parties.rarity import rarity
    >>> from tidewaiter.parties.verify import agreement
    >>> rare = rarity({"xugou": 1, "guangzhou": 80}, 20_000)
    >>> reason(agreement(("xuguo", "guangzhou", "grp"), ("guangzhou", "xugou", "trading"), rare), rare)
    'GUANGZHOU agrees, XUGUO differs in spelling from XUGOU, GRP is a legal form, only the list has TRADING'
    """
    equal = [pair for pair in found.pairs if pair.how == "equal"]
    if len(equal) == len(found.pairs) and not (found.only_query or found.only_listed):
        return "the same name"
    if not found.pairs:
        return "no word agrees"
    parts = []
    if equal:
        agree = _and([f"{pair.listed.upper()}{' (rare)' if rarity.calls_rare(pair.listed) else ''}" for pair in equal])
        parts.append(f"{agree} agree" if len(equal) > 1 else f"{agree} agrees")
    parts += [f"{pair.query.upper()} {pair.how} {pair.listed.upper()}" for pair in found.pairs if pair.how != "equal"]
    for kind, (one, many) in _SAID_OF_KIND.items():
        words = [word.upper() for word in (*found.only_query, *found.only_listed) if kind_of(word) == kind]
        parts += [f"{_and(words)} {many if len(words) > 1 else one}"] if words else []
    for side, only in zip(sides, (found.only_query, found.only_listed)):
        words = [word.upper() for word in only if kind_of(word) not in _SAID_OF_KIND]
        parts += [f"only {side} has {_and(words)}"] if words else []
    return ", ".join(parts)


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
