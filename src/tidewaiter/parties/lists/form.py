"""What a form of list is: who publishes it, how it is known, how it is read, and what is taken from it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tidewaiter.parties.party import Party

__all__ = ["Companions", "Content", "Head", "ListFormat"]


@dataclass(frozen=True, slots=True)
class Head:
    """What the beginning of a file shows.

    Attributes:
        path: the file.
        rows: the first rows of a CSV.
        tag: the outermost element of an XML file, without its namespace; empty for another file.
        attributes: of that element.
        record: the first object of a file of JSON lines.
    """

    path: Path
    rows: tuple[tuple[str, ...], ...] = ()
    tag: str = ""
    attributes: Mapping[str, str] | None = None
    record: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What is in the files of a list.

    Attributes:
        parties: in any order.
        content_date: the day of the content, where the files say it.
        unknown_countries: how many cells name no country that we know.
    """

    parties: Iterable[Party]
    content_date: date | None = None
    unknown_countries: int = 0


@dataclass(frozen=True, slots=True)
class Companions:
    """Files that hold more of the parties of a main file.

    Attributes:
        knows: tells a companion by its beginning.
        beside: where companions of a main file would lie.
    """

    knows: Callable[[Head], bool]
    beside: Callable[[Path], Sequence[Path]]


@dataclass(frozen=True, slots=True)
class ListFormat:
    """One form in which lists are published, as a record of what is read from it.

    Attributes:
        id: what facts and results call the form.
        title: what a reader calls it.
        publisher: who publishes lists in it; empty where anybody may.
        source: where the form is described, or which public files show it.
        numbering: whose numbers the ids are; two copies of a list are compared by them.
        takes: field of a party, and where in the form it stands.
        leaves: what is left alone, and why.
        knows: tells a file of this form by its beginning.
        read: gives the content of the files, the main one first.
        companions: files that belong to the main one, where the form has such.
        several: whether one list may be given as several files of this form.
    """

    id: str
    title: str
    publisher: str
    source: str
    numbering: str
    takes: tuple[tuple[str, str], ...]
    leaves: str
    knows: Callable[[Head], bool]
    read: Callable[[Sequence[Path]], Content]
    companions: Companions | None = None
    several: bool = False
