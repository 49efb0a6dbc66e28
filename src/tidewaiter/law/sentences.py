"""The rule in words: what decided, by which scope word, since when, and where nothing did, what was looked up."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tidewaiter.law.register import Entry, state_of
from tidewaiter.law.scope import UNDEFINED, meaning_of

if TYPE_CHECKING:
    from tidewaiter.law.status import Hit

__all__ = ["none_rule", "rule_of"]

_MOST_NAMED = 3
"""chosen: what has not begun or was not verified, named in one sentence."""


def rule_of(best: "Hit", since: "Hit", said: Sequence[str]) -> str:
    """Say which entry decided and why, and since when."""
    entry = best.entry
    parts = [f"{_named_by(best)} ({entry.jurisdiction}, {entry.instrument}) {_since_when(entry)}"]
    if since.entry is not entry:
        parts.append(f"under control without a gap {_since_when(since.entry)}: {_named_by(since)} ({since.entry.citation})")
    parts += [f"scope word '{word}': {meaning_of(word)}" for word in sorted(best.words)]
    if entry.scope:
        parts.append(f"scope of the entry: {entry.scope}")
    return "; ".join((*parts, *said, f"read: {entry.verified}"))


def _named_by(hit: "Hit") -> str:
    if not hit.words:
        return f"{hit.entry.name} stands in {hit.entry.list}"
    word = "scope words" if len(hit.words) > 1 else "scope word"
    return f"covered by the entry {hit.entry.name} of {hit.entry.list} by the {word} {', '.join(sorted(hit.words))}"


def _since_when(entry: Entry) -> str:
    match entry.precision:
        case "year":
            return f"since {entry.begins.year} (the day is not known; the last day of the year counts)"
        case "by":
            return f"in force on {entry.begins} (it began before; the day was not read)"
        case "unknown":
            return f"in force when read on {entry.begins} (the day on which it began was not read)"
    return f"since {entry.begins}"


def none_rule(said: Sequence[str], hits: Sequence["Hit"], laws: Sequence[str], on: date) -> str:
    """Say what was looked up and in which state of the register, when a control began or ended, and what was not verified."""
    parts = [*said, f"no entry decides on {on}"]
    decisive = [hit for hit in hits if hit.decides and hit.entry.status != "unverified"]
    parts += [_begins(hit) for hit in decisive if hit.entry.begins > on][:_MOST_NAMED]
    parts += [f"{_named_by(hit)} until {hit.entry.ends}" for hit in decisive if hit.entry.ends is not None and hit.entry.ends <= on][
        -_MOST_NAMED:
    ]
    open_ones = [hit for hit in hits if hit not in decisive and (hit.entry.ends is None or on < hit.entry.ends)]
    unverified = [hit for hit in open_ones if not hit.words & UNDEFINED]
    parts += [
        f"it may be {_named_by(hit)}, which no law defines by structure: have it reviewed by counsel ({hit.entry.citation})"
        for hit in open_ones[:_MOST_NAMED]
        if hit.words & UNDEFINED
    ]
    parts += [
        f"not verified, so it does not decide: {_named_by(hit)} {_since_when(hit.entry)} ({hit.entry.citation}; {hit.entry.verified})"
        for hit in unverified[:_MOST_NAMED]
    ]
    return "; ".join((*parts, f"looked up in {'; '.join(map(state_of, laws))}"))


def _begins(hit: "Hit") -> str:
    entry = hit.entry
    what = "control" if entry.status in ("controlled", "expired") else entry.status
    known = {"day": f"begins {entry.begins}", "year": f"begins in {entry.begins.year}, the day is not known"}
    began = known.get(entry.precision, f"is read to be in force on {entry.begins}; the day on which it began was not read")
    return f"{what} {began}: {_named_by(hit)} ({entry.citation})"
