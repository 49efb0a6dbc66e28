"""Which lists are fetched, and from where: one file that comes with tidewaiter, or one in the workspace in its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from tidewaiter.errors import Misconfigured
from tidewaiter.parties.lists.formats import FORMATS

__all__ = ["PUBLISHERS_FILE", "PublishedList", "published_lists"]

PUBLISHERS_FILE = "publishers.yml"
_SHIPPED = f"reference/lists/{PUBLISHERS_FILE}"


@dataclass(frozen=True, slots=True)
class PublishedList:
    """A list that can be fetched.

    Attributes:
        name: what it is called in the workspace.
        title: what its publisher calls it.
        publisher: who that is.
        format: the form that is expected, or None for any.
        addresses: where its files lie, the main one first.
    """

    name: str
    title: str
    publisher: str
    format: str | None
    addresses: tuple[str, ...]


def published_lists(workspace: Path) -> dict[str, PublishedList]:
    """Give the lists that can be fetched, by name, in the order of the file.

    Raises:
        Misconfigured: the workspace's file is no YAML of the form that it must have.
    """
    shipped = _entries(files("tidewaiter").joinpath(_SHIPPED).read_text(encoding="utf-8"), _SHIPPED)
    own = workspace / "lists" / PUBLISHERS_FILE
    if not own.is_file():
        return {name: _published(name, entry, _SHIPPED) for name, entry in shipped.items()}
    try:
        text = own.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{own} cannot be read ({error}); mend it, or take it away to use the addresses that are shipped") from error
    return {name: _published(name, {**shipped.get(name, {}), **entry}, str(own)) for name, entry in _entries(text, str(own)).items()}


def _entries(text: str, where: str) -> dict[str, dict[str, object]]:
    import yaml

    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Misconfigured(f"{where} is no YAML ({' '.join(str(error).split())[:120]}); mend it") from error
    if not isinstance(found, dict) or not all(isinstance(entry, dict | None) for entry in found.values()):
        raise Misconfigured(f"{where} must give each list by its name with `addresses` below it; see {_SHIPPED}")
    return {str(name): dict(entry or {}) for name, entry in found.items()}


def _published(name: str, entry: Mapping[str, object], where: str) -> PublishedList:
    addresses = entry.get("addresses")
    held = [addresses] if isinstance(addresses, str) else addresses
    if not isinstance(held, list) or not held:
        raise Misconfigured(f"{where}: {name} has no addresses; give `addresses` as a list")
    for address in held:
        if not str(address).startswith(("https://", "http://")):
            raise Misconfigured(f"{where}: the address {address!r} of {name} is neither https nor http; mend it")
    known = [form.id for form in FORMATS]
    wanted = entry.get("format")
    if wanted is not None and wanted not in known:
        raise Misconfigured(f"{where}: the format {wanted!r} of {name} is none of {', '.join(known)}")
    return PublishedList(
        name, str(entry.get("title", name)), str(entry.get("publisher", "")), str(wanted) if wanted else None, tuple(map(str, held))
    )
