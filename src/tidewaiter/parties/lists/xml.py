"""Reads XML lists one record at a time; a file that declares entities is refused before anything of it is read.

An entity can only be declared before the outermost element begins, so looking up to there is enough.
"""

import xml.etree.ElementTree as ElementTree
from collections.abc import Collection, Iterator
from pathlib import Path
from xml.parsers import expat

from tidewaiter.errors import BadInput
from tidewaiter.parties.lists.files import open_list

__all__ = ["Element", "first_element", "text_of", "xml_records"]

Element = ElementTree.Element
_PIECE = 1 << 16


def first_element(path: Path) -> tuple[str, dict[str, str]]:
    """Give the name, without its namespace, and the attributes of the outermost element.

    Raises:
        BadInput: the file is no XML, or it declares entities, which no list does and which can be made to fill the memory.
    """
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator="}")

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if not found:
            found.append((tag.rpartition("}")[2], attributes))

    def refuse(*_declaration: object) -> None:
        raise BadInput(f"{path} declares XML entities, which no published list does; fetch the file from its publisher")

    parser.StartElementHandler = begin
    parser.EntityDeclHandler = refuse
    with open_list(path) as raw:
        try:
            while not found and (piece := raw.read(_PIECE)):
                parser.Parse(piece, False)
        except expat.ExpatError as error:
            if not found:
                raise BadInput(f"{path} is no XML that can be read ({error}); fetch the file anew") from error
    if not found:
        raise BadInput(f"{path} has no XML element; fetch the file anew")
    return found[0]


def xml_records(path: Path, tags: Collection[str]) -> Iterator[Element]:
    """Give each element of these names when it is complete, names without namespaces; it is emptied when the next is asked for.

    Raises:
        BadInput: the file declares entities, or is cut off or damaged.
    """
    first_element(path)
    with open_list(path) as raw:
        try:
            for event, element in ElementTree.iterparse(raw, events=("start", "end")):
                if event == "start":
                    element.tag = element.tag.rpartition("}")[2]
                elif element.tag in tags:
                    yield element
                    element.clear()
        except ElementTree.ParseError as error:
            raise BadInput(f"{path} is no whole XML file ({error}); fetch the file anew") from error


def text_of(element: Element, path: str) -> str:
    """Give the text of a part of an element, blanks at its ends left out; empty where there is no such part."""
    return (element.findtext(path) or "").strip()
