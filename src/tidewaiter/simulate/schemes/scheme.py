"""What a scheme is: one paragraph, its public source, a function that plants a case and one that makes a lawful look-alike."""

from collections.abc import Callable
from dataclasses import dataclass

from tidewaiter.simulate.plans import Plan
from tidewaiter.simulate.schemes.cast import Cast

__all__ = ["Scheme"]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme.

    Attributes:
        id: as in the world's keys and in truth.csv.
        about: what happens, and which kinds of traces it leaves.
        source: the public red flag, by publisher and title.
        twin_about: the lawful trade that looks alike.
        plant: gives the records of one planted case.
        twin: gives the records of one lawful look-alike.
    """

    id: str
    about: str
    source: str
    twin_about: str
    plant: Callable[[Cast], list[Plan]]
    twin: Callable[[Cast], list[Plan]]
