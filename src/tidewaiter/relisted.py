"""Past shipments that a new copy of a list touches: those whose parties are like a party that was added, ended or renamed."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidewaiter.parties.lists.changes import Changes
from tidewaiter.parties.party import Party, PartyName

if TYPE_CHECKING:
    from tidewaiter.engine import Engine

__all__ = ["Touched", "touched_shipments"]

_LIST = "changed"
_ADDED, _ENDED, _RENAMED = "added", "ended", "renamed"


@dataclass(frozen=True, slots=True)
class Touched:
    """A shipment of a past run, and the party whose listing has changed.

    Attributes:
        change: `added`, `ended` or `renamed`.
        reason: what agrees, as a screening says it.
    """

    run: Path
    shipment_id: str
    role: str
    name: str
    change: str
    list_id: str
    matched_name: str
    strength: str
    score: float
    reason: str


def touched_shipments(changes: Changes, runs: Sequence[Path]) -> Iterator[Touched]:
    """Give the shipments of runs that the changes of a list touch, by run, shipment and role.

    Names are weighed against all of the list, as a screening weighs them; of a renamed party only names that came or went count. What
    an ended party touches stood as a hit until then, and stands for that day.

    Args:
        changes: between an old copy of the list and a new one.
        runs: run folders.

    Raises:
        BadInput: a folder is no run.
    """
    from tidewaiter.parties.index import compile_index
    from tidewaiter.run.folder import open_run

    folders = [open_run(run) for run in runs]
    changed = dict(_changed(changes))
    if not changed or not folders:
        return
    with tempfile.TemporaryDirectory() as work:
        dated = {_LIST: changes.dated} if changes.dated is not None else None
        index = str(compile_index([(_LIST, _parties(changes))], Path(work) / "lists", dated=dated))
        for folder in folders:
            yield from _of_run(folder, changed, index, Path(work))


def _changed(changes: Changes) -> Iterator[tuple[str, tuple[str, frozenset[str] | None]]]:
    """Id of each changed party, how it changed, and the names that count; None for all."""
    yield from ((party.list_id, (_ADDED, None)) for party in changes.added)
    yield from ((party.list_id, (_ENDED, None)) for party in changes.ended)
    yield from ((found.party.list_id, (_RENAMED, frozenset((*found.gained, *found.lost)))) for found in changes.renamed)


def _parties(changes: Changes) -> list[Party]:
    """All of the list, ended parties as if they were on it, renamed ones with the names that they lost."""
    renamed = [
        replace(found.party, names=(*found.party.names, *(PartyName(name, "strong") for name in found.lost))) for found in changes.renamed
    ]
    return [*changes.added, *changes.ended, *renamed, *changes.same_names]


def _of_run(folder: Path, changed: dict[str, tuple[str, frozenset[str] | None]], index: str, work: Path) -> Iterator[Touched]:
    from tidewaiter.engine import open_engine
    from tidewaiter.pipeline import KERNELS
    from tidewaiter.run.record import read_record

    as_of = date.fromisoformat(read_record(folder)["as_of"])
    with open_engine("duckdb", workdir=work, memory=None, kernels=KERNELS) as engine:
        for hit in _hits(engine, folder, index, as_of):
            change, names = changed.get(hit["list_id"], (None, None))
            if change is not None and (names is None or hit["matched_name"] in names):
                fields = {field: hit[field] for field in ("shipment_id", "role", "name", "list_id", "matched_name", "strength", "score")}
                yield Touched(run=folder, change=change, reason=hit["reason"], **fields)


def _hits(engine: "Engine", folder: Path, index: str, as_of: date) -> list[dict[str, Any]]:  # Any: rows of a table
    from tidewaiter.parties.names import distinct_names
    from tidewaiter.parties.screen import screen_parties

    shipments = engine.read(folder / "shipments.parquet")
    names = distinct_names(shipments, engine=engine)
    hits = screen_parties(shipments, names=names, index_path=index, as_of=as_of, engine=engine)
    return [row for batch in engine.batches(hits.order_by(["shipment_id", "role", "list_id"])) for row in batch.to_pylist()]
