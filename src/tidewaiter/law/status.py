"""The legal status of a substance: which entry of which list decides, by which scope word, since when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tidewaiter.classes import Membership, class_jurisdictions, membership
from tidewaiter.law.register import Entry, entries_of, laws_of
from tidewaiter.law.scope import UNDEFINED, changes, covers
from tidewaiter.law.sentences import none_rule, rule_of
from tidewaiter.law.structures import parent_of
from tidewaiter.law.subjects import Reading, Subject

__all__ = ["Hit", "LegalStatus", "legal_status"]

_RANKS = {"controlled": 0, "expired": 0, "surveillance": 1, "proposed": 2}
"""An entry that has since expired was a control on its days; an unverified one is none."""
_NEED_NO_PARENT = frozenset({"salts", "isomers", "combinations"})
"""Scope words that are found when a structure is read."""
_STATUS_OF_RANK = ("controlled", "surveillance", "proposed")


@dataclass(frozen=True, slots=True)
class LegalStatus:
    """The answer for one substance: the columns that the command adds."""

    status: str
    entry: str | None
    rule: str
    citation: str | None
    valid_from: date | None


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that names or covers a substance, and the scope words by which it does; none where it names it."""

    entry: Entry
    words: frozenset[str]

    @property
    def decides(self) -> bool:
        """Whether it may decide alone: the entry was verified, and no scope word is left that no law defines by structure."""
        return self.entry.decides and not self.words & UNDEFINED


def legal_status(subject: Subject, *, jurisdiction: str, on: date) -> LegalStatus:
    """Give the legal status of a substance in a jurisdiction on a day.

    Args:
        subject: as `read_subjects` gives it.
        jurisdiction: ISO 3166 alpha-2, `UN` or `EU`.
        on: the day whose law counts.

    Raises:
        BadInput: no list of that jurisdiction is kept.

    >>> from tidewaiter.law.subjects import Given, read_subjects
    >>> legal_status(next(read_subjects([Given(cas="41661-47-6")])), jurisdiction="US", on=date(2023, 5, 12)).status
    'controlled'
    """
    laws = laws_of(jurisdiction, on)
    if subject.trouble is not None:
        return LegalStatus(subject.trouble, None, "; ".join(subject.said), None, None)
    answers = [_of_reading(reading, subject, laws, on) for reading in subject.readings]
    if len({answer.status for answer in answers}) > 1:
        texts = " or ".join(f"{answer.status} ({answer.entry or 'no entry'})" for answer in answers)
        return LegalStatus("ambiguous", None, "; ".join((*subject.said, f"it fits several: {texts}")), None, None)
    return answers[0]


def _of_reading(reading: Reading, subject: Subject, laws: Sequence[str], on: date) -> LegalStatus:
    hits = list(_hits(reading, laws))
    holding = [hit for hit in hits if hit.decides and hit.entry.holds(on) and hit.entry.status in _RANKS]
    if holding and (first := min(_RANKS[hit.entry.status] for hit in holding)) == 0:
        return _decided(holding, hits, first, subject, on)
    by_class = _by_class(reading, laws, on)
    if by_class is not None:
        return by_class
    if holding:
        return _decided(holding, hits, first, subject, on)
    return LegalStatus("none", None, none_rule(subject.said, hits, laws, on), None, None)


def _decided(holding: list["Hit"], hits: list["Hit"], rank: int, subject: Subject, on: date) -> LegalStatus:
    """The entry that names the substance, else the one that covers it by the fewest scope words; since when any of that rank does."""
    best = min(
        (hit for hit in holding if _RANKS[hit.entry.status] == rank), key=lambda hit: (len(hit.words), hit.entry.begins, hit.entry.list)
    )
    since = _since(best, [hit for hit in hits if hit.decides and _RANKS.get(hit.entry.status) == rank], on)
    return LegalStatus(
        status=_STATUS_OF_RANK[rank],
        entry=f"{best.entry.list}: {best.entry.name}",
        rule=rule_of(best, since, subject.said),
        citation=best.entry.citation,
        valid_from=since.entry.begins,
    )


def _since(best: Hit, hits: list[Hit], on: date) -> Hit:
    """The hit by which a substance came under control and has stayed so without a gap."""
    first = best
    for hit in sorted(hits, key=lambda hit: hit.entry.begins, reverse=True):
        if hit.entry.begins < first.entry.begins and (hit.entry.ends is None or hit.entry.ends >= first.entry.begins):
            first = hit
    return first


def _hits(reading: Reading, laws: Sequence[str]) -> Iterator[Hit]:
    """Every entry that names or covers a substance, in force or not."""
    for entry in (entry for law in laws for entry in entries_of(law)):
        words = [form.words for form in reading.forms if form.substance == entry.substance and covers(entry.covers, form.words)]
        if not words and reading.structure is not None and entry.covers - _NEED_NO_PARENT:
            words = [found for found in _by_scope(reading, entry) if covers(entry.covers, found)]
        if words:
            yield Hit(entry, min(words, key=len))


def _by_scope(reading: Reading, entry: Entry) -> Iterator[frozenset[str]]:
    parent = parent_of(entry.substance)
    if parent is None or reading.structure is None:
        return
    for part in reading.structure.parts:
        found = changes(part.mol, parent, entry.covers)
        if found is not None:
            yield found | part.words | reading.words


def _by_class(reading: Reading, laws: Sequence[str], on: date) -> LegalStatus | None:
    """What the class-wide definitions say of the parts of a structure; None where none of them takes it or leaves it open."""
    for law in (law for law in laws if law in class_jurisdictions()):
        for part in reading.structure.parts if reading.structure is not None else ():
            status = _status_of(membership(part.mol, law, on))
            if status is not None:
                return status
    return None


def _status_of(found: Membership) -> LegalStatus | None:
    """A class that leaves out what other entries name: a structure of its wording is under control either way."""
    if found.outcome == "member" or (found.outcome == "listed" and found.wording):
        return LegalStatus("controlled", f"{found.definition} {found.clause}", found.rule, found.citation, found.valid_from)
    if found.outcome == "review":
        return LegalStatus("ambiguous", f"{found.definition} {found.clause}", found.rule, found.citation, found.valid_from)
    return None
