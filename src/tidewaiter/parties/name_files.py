"""Names of a table file, compared with one another or with a list: what the commands `compare-names` and `screen-names` do."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pyarrow as pa

from tidewaiter.errors import BadInput, Misconfigured
from tidewaiter.parties.attributes import Contact, Found, compare_attributes
from tidewaiter.parties.compare import NameComparison, compare_names
from tidewaiter.parties.hits import NameHit
from tidewaiter.parties.index import Index, load_index
from tidewaiter.parties.lookup import screen_names
from tidewaiter.parties.verify import THRESHOLD
from tidewaiter.parties.workspace import installed_lists, open_lists
from tidewaiter.rows import Rows, add_columns, open_rows, write_rows

__all__ = ["compare_file", "screen_file"]

_COMPARED = pa.schema([("score", pa.float64()), ("match", pa.bool_()), ("reason", pa.string())])
_CONTACT = ("country", "address", "phone", "email", "registration_id", "wallet", "imo")
_HITS = pa.schema(
    [
        *((name, pa.string()) for name in ("query", "list_id", "matched_name")),
        ("score", pa.float64()),
        ("match", pa.bool_()),
        ("reason", pa.string()),
        ("id", pa.string()),
    ]
)


def compare_file(path: Path, out: Path) -> int:
    """Write the rows of a file of name pairs with `score`, `match` and `reason`, and give how many rows that were.

    Args:
        path: a table with `query` and `candidate`, and with `schema` (person, company, vessel) where known.
        out: the file to write; its ending decides the format.

    Raises:
        BadInput: the file cannot be read as a table, or lacks a column.
        Misconfigured: `out` cannot be written.
    """
    return add_columns(path, out, partial(_compared, path), columns=_PAIR, adds=_COMPARED, any_of=_PAIR[:2])


_PAIR = ("query", "candidate", "schema")


def _compared(path: Path, rows: Rows, headings: dict[str, str | None]) -> list[pa.Array]:
    missing = [name for name in _PAIR[:2] if headings[name] is None]
    if missing:
        raise BadInput(f"{path} has no column {missing[0]}; rename or add one")
    columns = [rows.texts(headings[name]).to_pylist() for name in _PAIR]
    found = [
        compare_names(query or "", candidate or "", schema=schema and schema.casefold())
        if trouble is None
        else NameComparison(0.0, False, f"the row could not be read: {trouble}")
        for query, candidate, schema, trouble in zip(*columns, rows.troubles.to_pylist())
    ]
    return [pa.array([getattr(one, field.name) for one in found], type=field.type) for field in _COMPARED]


def screen_file(path: Path, out: Path, *, against: str, workspace: Path, top: int | None = None) -> int:
    """Write a row per hit of the names of a file on a list, best first for each name, and give how many hits those were.

    Args:
        path: a table with `name`, and where known `id`, `country`, `address`, `phone`, `email`, `registration_id`, `wallet`, `imo`.
        out: the file to write; its ending decides the format.
        against: a list file of any format that is read, the name of a list in the workspace, or `demo`.
        workspace: where installed lists lie; compiled lists are kept there for the next time.
        top: most hits for a name; all where None.

    Raises:
        BadInput: the file cannot be read as a table or has no column `name`; `against` is neither a list nor a file.
        Misconfigured: `out` cannot be written, or `top` is not above 0.
    """
    if top is not None and top < 1:
        raise Misconfigured(f"--top {top} asks for no hit; give 1 or more")
    file = open_rows(path, columns=("name", "id", *_CONTACT), any_of=("name",))
    today = datetime.now(UTC).date()
    with _opened(against, workspace, on=today) as (index_path, lists):
        return write_rows(out, _HITS, (_hits(rows, file.columns, index_path, _Wanted(lists, today, top)) for rows in file.batches))


@contextmanager
def _opened(against: str, workspace: Path, *, on: date) -> Iterator[tuple[str | None, frozenset[str]]]:
    """The path of the compiled list, None where it lists nobody, and the list's name in it.

    Installed lists are compiled together, once, and kept in the workspace.
    """
    with tempfile.TemporaryDirectory(prefix="tidewaiter-lists-") as aside:
        installed = {facts.name for facts in installed_lists(workspace, on=on)}
        if against in installed and not Path(against).is_file():
            path, _ = open_lists(workspace, as_of=on, workdir=Path(aside))
            yield path, frozenset({against})
        else:
            path, facts = open_lists(Path(aside, "none"), [against], as_of=on, workdir=Path(aside))
            yield path, frozenset(one.name for one in facts)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which hits count: those of these lists, of parties listed on this day, and no more than so many."""

    lists: frozenset[str]
    on: date
    top: int | None


def _hits(rows: Rows, headings: dict[str, str | None], index_path: str | None, wanted: _Wanted) -> pa.RecordBatch:
    names, ids = rows.texts(headings["name"]).to_pylist(), rows.texts(headings["id"]).to_pylist()
    contacts = [Contact(*cells) for cells in zip(*(rows.texts(headings[column]).to_pylist() for column in _CONTACT))]
    found: list[tuple[object, ...]] = []
    if index_path is not None:
        index = load_index(index_path)
        for name, id_, contact, hits in zip(names, ids, contacts, screen_names([name or "" for name in names], index_path)):
            kept = [_weighed(hit, contact, index) for hit in hits if hit.list in wanted.lists and _is_in_force(hit, index, wanted.on)]
            kept.sort(key=lambda hit: (-hit.score, hit.list, hit.list_id))
            found += [
                (name, hit.list_id, hit.matched_name, hit.score, hit.score >= THRESHOLD, hit.reason, id_) for hit in kept[: wanted.top]
            ]
    columns = zip(*found) if found else [()] * len(_HITS)
    return pa.RecordBatch.from_arrays([pa.array(column, type=field.type) for column, field in zip(columns, _HITS)], schema=_HITS)


def _is_in_force(hit: NameHit, index: Index, on: date) -> bool:
    ended = index.parties[hit.list, hit.list_id].delisted_on
    return ended is None or ended >= on


def _weighed(hit: NameHit, contact: Contact, index: Index) -> NameHit:
    """The hit with what else the row says of the party; a name alone stays as it is."""
    if contact == Contact():
        return hit
    found = compare_attributes(index.parties[hit.list, hit.list_id], contact, Found(hit.matched_name, hit.score), floor=0.0)
    return hit if found is None else NameHit(hit.list, hit.list_id, hit.matched_name, found.score, f"{hit.reason}; {found.reason}")
