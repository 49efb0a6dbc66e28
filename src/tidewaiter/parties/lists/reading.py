"""Reads a list from its files, whatever its form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tidewaiter.errors import BadInput
from tidewaiter.parties.lists.files import checksum, read_head
from tidewaiter.parties.lists.form import Head, ListFormat
from tidewaiter.parties.lists.formats import FORMATS
from tidewaiter.parties.party import Party

__all__ = ["PartyList", "companions_of", "read_list"]


@dataclass(frozen=True, slots=True)
class PartyList:
    """A list as read: its parties in the order of their ids, and where they came from.

    Attributes:
        name: what the list is called in results.
        format: the `id` of its form.
        content_date: the day of the content, where the files say it.
        parties: sorted by list_id.
        checksums: SHA-256 by file name, the main file first.
        unknown_countries: how many cells of our own CSV name no country that we know; their parties are kept without it.
    """

    name: str
    format: str
    content_date: date | None
    parties: tuple[Party, ...]
    checksums: dict[str, str]
    unknown_countries: int = 0


def read_list(name: str, files: Sequence[Path]) -> PartyList:
    """Read a list from its file or files.

    OFAC's files of addresses, aliases and long remarks are taken from `files` or, where they lie beside the main one under the
    same stem, from there. Files may be compressed with gzip.

    Raises:
        BadInput: a file is missing, empty, malformed or of no known form, or the list holds no party.
    """
    form, paths = _with_companions(files)
    content = form.read(paths)
    by_id = {party.list_id: party for party in content.parties if party.names}
    if not by_id:
        raise BadInput(f"{paths[0]} holds no party with a name; fetch the file anew")
    ordered = tuple(party for _, party in sorted(by_id.items()))
    checksums = {path.name: checksum(path) for path in paths}
    return PartyList(name, form.id, content.content_date, ordered, checksums, content.unknown_countries)


def _with_companions(files: Sequence[Path]) -> tuple[ListFormat, list[Path]]:
    """The form, and the main file first with its companions; several files of our own form in the order of their names."""
    if not files:
        raise BadInput("no list file is given; name one")
    heads = [read_head(path) for path in sorted({Path(path) for path in files}, key=lambda path: (path.name, str(path)))]
    forms = [(head, form) for head in heads if (form := _form(head)) is not None]
    if not forms:
        raise BadInput(_unknown(heads[0]))
    # A companion may look like a list of another form where somebody has put headings on top of it.
    main_head, form = min(forms, key=lambda pair: pair[1].companions is None)
    main = main_head.path
    others = [head for head in heads if head.path != main]
    if form.several and len(forms) == len(heads) and all(other is form for _, other in forms):
        return form, [head.path for head in heads]
    companions = {head.path for head in others if form.companions is not None and form.companions.knows(head)}
    rivals = [head.path for head, _ in forms if head.path not in {main, *companions}]
    if rivals:
        raise BadInput(f"{main} and {rivals[0]} are both lists; add them as two")
    if others and form.companions is None:
        raise BadInput(f"{others[0].path} does not belong to {main} ({form.title}); add it as a list of its own")
    if not others and form.companions is not None:
        return form, [main, *(path for path in form.companions.beside(main) if path.is_file())]
    return form, [main, *(head.path for head in others)]


def companions_of(path: Path, *, among: Sequence[Path]) -> list[Path]:
    """Give the files among `among` that hold more of the parties of the main file `path`; none for a list of one file.

    A companion is known by its name beside the main file, or, where there is one main file only, by its shape.
    """
    form = _form(read_head(path))
    if form is None or form.companions is None:
        return []
    beside = form.companions.beside(path)
    others = [other for other in among if other != path]
    alone = not any(_form(read_head(other)) is form for other in others)
    return [other for other in others if other in beside or (alone and form.companions.knows(read_head(other)))]


def _form(head: Head) -> ListFormat | None:
    return next((form for form in FORMATS if form.knows(head)), None)


def _unknown(head: Head) -> str:
    if head.tag:
        shown = f"its outermost element is {head.tag!r}"
    elif head.record is not None:
        shown = f"its first object has {', '.join(sorted(head.record))[:120]!r}"
    else:
        shown = f"its first line is {', '.join(cell.strip() for cell in head.rows[0])[:120]!r}"
    return f"{head.path} is no list we can read; {shown}; give a published list as docs/lists.md names them, or a CSV with id and name"
