"""Fetches published lists anew and puts them in force; one that fails leaves its old copy and does not keep others waiting."""

import re
import shutil
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from tidewaiter.errors import BadInput, Misconfigured, ScreeningError
from tidewaiter.parties.lists.fetch import Limits, fetch
from tidewaiter.parties.lists.files import read_head
from tidewaiter.parties.lists.formats import FORMATS
from tidewaiter.parties.lists.kept import FORM, ListFacts, Origin, keep_check, kept_facts, writing
from tidewaiter.parties.lists.publishers import PUBLISHERS_FILE, PublishedList, published_lists
from tidewaiter.parties.workspace import Added, add_list, check_name

__all__ = ["Updated", "update_lists"]

_FETCHED = ".fetched-"
_FORGOTTEN_S = 86_400
"""chosen: no fetching takes a day; what is older was left by a process that was killed."""


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of one list.

    Attributes:
        name: of the list.
        added: the new copy, or None where there is none.
        facts: of the copy in force; None where no copy was ever put in force.
        trouble: why there is no new copy; empty where there is one, or where the old one is still the newest.
    """

    name: str
    added: Added | None
    facts: ListFacts | None
    trouble: str = ""


def update_lists(
    workspace: Path,
    names: Sequence[str] = (),
    *,
    limits: Limits | None = None,
    anyway: bool = False,
    on_fetch: Callable[[str], None] = lambda name: None,
) -> Iterator[Updated]:
    """Fetch lists from their publishers, one after another.

    Args:
        workspace: made if it isn't there; its lists/publishers.yml takes the place of the shipped addresses.
        names: which; all that have addresses unless said.
        limits: of time and size.
        anyway: put copies in force even where they are older, or have lost a third of their parties.
        on_fetch: told the name of each list as it begins.

    Raises:
        Misconfigured: a name has no addresses, or the workspace's file of addresses is malformed.
    """
    known = published_lists(workspace)
    unknown = [name for name in names if name not in known]
    if unknown:
        own = workspace / "lists" / PUBLISHERS_FILE
        raise Misconfigured(f"no addresses of a list {unknown[0]!r}; there are {', '.join(known)}; others can be named in {own}")
    wanted = list(dict.fromkeys(names or known))
    for name in wanted:
        check_name(name)
    for name in wanted:
        on_fetch(name)
        yield _update(workspace, known[name], limits, anyway=anyway)


def _update(workspace: Path, published: PublishedList, limits: Limits | None, *, anyway: bool) -> Updated:
    home, today = workspace / "lists" / published.name, datetime.now(UTC).date()
    old = _in_force(home, on=today)
    try:
        with _folder(workspace) as folder:
            fetched = _fetch_all(published, folder, old, limits)
            if fetched is None:
                return Updated(published.name, None, old and keep_check(home, old, on=today))
            files, origins = fetched
            _check_form(files, published)
            day, publisher = _day(origins, latest=today), published.publisher
            added = add_list(workspace, published.name, files, dated=day, anyway=anyway, origins=origins, publisher=publisher)
            return Updated(published.name, added, added.facts)
    except ScreeningError as error:
        return Updated(published.name, None, old, re.sub(rf"\S*{re.escape(_FETCHED)}[^/\\\\]+", published.name, str(error)))


def _in_force(home: Path, *, on: date) -> ListFacts | None:
    try:
        return kept_facts(home, on=on) if (home / "list.json").is_file() else None
    except ScreeningError:
        return None


@contextmanager
def _folder(workspace: Path) -> Iterator[Path]:
    """A folder for what is fetched; what a killed process left is cleared away."""
    home = workspace / "lists"
    with writing(home):
        for left in home.glob(f"{_FETCHED}*"):
            if time.time() - left.stat().st_mtime > _FORGOTTEN_S:
                shutil.rmtree(left, ignore_errors=True)
        folder = tempfile.mkdtemp(prefix=_FETCHED, dir=home)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fetch_all(
    published: PublishedList, folder: Path, old: ListFacts | None, limits: Limits | None
) -> tuple[list[Path], tuple[Origin, ...]] | None:
    """The files and where they came from; None where none of them has changed."""
    files = [folder / name for name in _file_names(published)]
    held = old.origins if old is not None and old.form == FORM else ()
    fetched: list[Origin | None] = [None] * len(files)
    if [origin.address for origin in held] == list(published.addresses):
        fetched = [fetch(origin.address, file, known=origin, limits=limits) for origin, file in zip(held, files)]
        if not any(fetched):
            return None
    origins = [
        one or fetch(address, file, limits=limits) or Origin(address) for one, address, file in zip(fetched, published.addresses, files)
    ]
    return files, tuple(origins)


def _file_names(published: PublishedList) -> list[str]:
    """Names that files go by in checksums: those of their addresses, told apart where two are alike."""
    names: list[str] = []
    for address in published.addresses:
        last = urllib.parse.unquote(urllib.parse.urlsplit(address).path).rpartition("/")[2]
        plain = "".join(sign if sign.isalnum() or sign in "._-" else "_" for sign in last).lstrip(".") or published.name
        names.append(plain if plain not in names else f"{len(names)}_{plain}")
    return names


def _check_form(files: Sequence[Path], published: PublishedList) -> None:
    head = read_head(files[0])
    if published.format is not None and not any(form.id == published.format and form.knows(head) for form in FORMATS):
        raise BadInput(
            f"{published.addresses[0]} is no list of the form {published.format}; look whether the publisher has changed it, "
            f"and mend its entry in {PUBLISHERS_FILE}"
        )


def _day(origins: Sequence[Origin], *, latest: date) -> date | None:
    """The day on which the server says that the newest file was made."""
    days = [min(found, latest) for origin in origins if (found := _http_day(origin.last_modified)) is not None]
    return max(days, default=None)


def _http_day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError):
        return None
