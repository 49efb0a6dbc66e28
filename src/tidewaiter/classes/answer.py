"""What a class definition says of one structure, with the reasons. Imports no chemistry, so that commands start fast."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = ["Membership", "Outcome", "Reason", "Verdict"]

Outcome = Literal["member", "not_member", "listed", "review", "before_law", "unreadable"]
"""`listed`: named in another entry, where the class takes only what is not; `review`: the words do not settle it."""
Verdict = Literal["met", "unchanged", "not_met", "review"]
"""Of one part of the molecule: changed as a clause says, as in the compared molecule, changed otherwise, or unsettled."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What one part of the molecule is, and which clause of the law it meets or fails."""

    clause: str
    """The mark of the clause, as `(A)`; `(A) and (B)` where one part fails both."""
    verdict: Verdict
    words: str
    atoms: tuple[int, ...]
    """Atoms of `Membership.smiles` that the sentence is about, in the order of that text."""


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether a structure falls under a law's class wording on a day, and why."""

    member: bool | None
    """None where the words do not settle it and a lawyer must, and where the structure could not be read."""
    outcome: Outcome
    rule: str
    clause: str
    """The first clause met, or the first not met."""
    citation: str
    valid_from: date
    """First day of the text that holds on that day; of the first text, for a day before any."""
    verified: str
    reasons: tuple[Reason, ...]
    atoms: tuple[int, ...]
    """Atoms that decide, numbered in the order of `smiles`."""
    smiles: str
    """The part of the given structure that was judged: without salt former, charge of the salt and isotope; empty if unreadable."""
    wording: bool | None
    """Whether the structure alone meets the words, whatever lists name it."""
    named: str | None
    """The entry that names the substance on that day, with its citation."""
    medicine: str | None
    """What the substance is a medicine for, if it is one that a broad class catches."""
    definition: str
    jurisdiction: str
    on: date
