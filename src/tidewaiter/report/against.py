"""A run beside an earlier one: what is more, what is less, which records of the top are new."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from tidewaiter.errors import BadInput
from tidewaiter.report.findings import readable, top_ids
from tidewaiter.run.folder import open_run
from tidewaiter.run.record import read_record
from tidewaiter.score.combine import TIERS

__all__ = ["Change", "Comparison", "Earlier", "compare", "open_earlier"]

_PER = 100_000
_MOVED = 0.05
"""chosen: five points; less is how sources vary from day to day."""
_NEEDED = ("as_of", "counts", "inputs", "lists", "signals", "stages", "tidewaiter")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A run to compare with: its folder, the folder's name, what its run.json says, the first records of its list."""

    folder: Path
    name: str
    record: Mapping[str, Any]
    top: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A number before and now; None where the run does not have it."""

    label: str
    before: float | None
    now: float | None

    @property
    def change(self) -> float | None:
        """Now less before."""
        return None if self.before is None or self.now is None else self.now - self.before


@dataclass(frozen=True, slots=True)
class Moved:
    """A record of a top: its rank before and now, None where the run does not have it."""

    shipment_id: str
    before: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that the page says of a run beside an earlier one.

    Attributes:
        name: of the earlier run's folder.
        as_of, tidewaiter: day and version of the earlier run.
        counts: records.
        tiers, signals: records per 100,000 accepted ones.
        lists: name, what is said of it before and now; None where it was not in force.
        stages: wall seconds.
        both, fresh, gone: records in both tops, only in this one, only in the earlier one.
        quality: part of the records in which a column has a value, where it moved by five points or more.
    """

    name: str
    as_of: str
    tidewaiter: str
    counts: tuple[Change, ...]
    tiers: tuple[Change, ...]
    signals: tuple[Change, ...]
    lists: tuple[tuple[str, str | None, str | None], ...]
    stages: tuple[Change, ...]
    both: tuple[Moved, ...]
    fresh: tuple[Moved, ...]
    gone: tuple[Moved, ...]
    quality: tuple[Change, ...]


def open_earlier(run: Path, *, most: int) -> Earlier:
    """Open a run to compare with.

    Args:
        run: its folder.
        most: how many records of its list are compared.

    Raises:
        BadInput: there is no whole run there, or run.json is of another form.
    """
    record = read_record(open_run(run))
    missing = [name for name in _NEEDED if name not in record]
    if missing:
        raise BadInput(f"{run / 'run.json'} does not say {missing[0]}; screen the records of that run again to compare with it")
    return Earlier(run, run.resolve().name, record, tuple(top_ids(run, most=most)))


def compare(run: Path, record: Mapping[str, Any], earlier: Earlier, *, top: Sequence[str]) -> Comparison:
    """Set a run beside an earlier one.

    Args:
        run: its folder.
        record: what its run.json says.
        earlier: the run to compare with.
        top: ids of the first records of its list.
    """
    before, moved = earlier.record, _moved(run, earlier, top)
    return Comparison(
        name=earlier.name,
        as_of=before["as_of"],
        tidewaiter=before["tidewaiter"],
        counts=_changes(_counts(before), _counts(record)),
        tiers=_changes(_tier_rates(before), _tier_rates(record)),
        signals=_changes(_signal_rates(before), _signal_rates(record)),
        lists=_lists(before, record),
        stages=_changes(_seconds(before), _seconds(record)),
        both=tuple(one for one in moved if one.shipment_id in earlier.top and one.shipment_id in top),
        fresh=tuple(one for one in moved if one.shipment_id not in earlier.top),
        gone=tuple(one for one in moved if one.shipment_id not in top),
        quality=tuple(one for one in _changes(_filled(before), _filled(record)) if _far(one)),
    )


def _changes(before: Mapping[str, float], now: Mapping[str, float]) -> tuple[Change, ...]:
    return tuple(Change(label, before.get(label), now.get(label)) for label in _all(now, before))


def _all(now: Iterable[str], before: Iterable[str]) -> list[str]:
    """The labels of both in the order of the first, then what only the other has."""
    return list(dict.fromkeys([*now, *before]))


def _counts(record: Mapping[str, Any]) -> dict[str, float]:
    counts = record["counts"]
    raised = sum(count for tier, count in counts["tiers"].items() if tier != "none")
    return {
        "records read": counts["rows_in"],
        "accepted": counts["accepted"],
        "rejected": counts["rejected"],
        "any reason to look": raised,
        "drawn in the preview": counts["selected"],
    }


def _rates(record: Mapping[str, Any], counts: Mapping[str, int]) -> dict[str, float]:
    accepted = record["counts"]["accepted"]
    return {name: count * _PER / accepted for name, count in counts.items()} if accepted else {}


def _tier_rates(record: Mapping[str, Any]) -> dict[str, float]:
    return _rates(record, {tier: record["counts"]["tiers"][tier] for tier in TIERS})


def _signal_rates(record: Mapping[str, Any]) -> dict[str, float]:
    """Signals that were assessed; one that never fired has 0."""
    fired = record["counts"]["signals"]
    return _rates(record, {name: fired.get(name, 0) for name in sorted(record["signals"]["assessed"])})


def _seconds(record: Mapping[str, Any]) -> dict[str, float]:
    # The page is written within its own stage and cannot say how long that takes.
    return {stage["name"]: stage["wall_seconds"] for stage in record["stages"] if stage["name"] != "report"}


def _lists(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[tuple[str, str | None, str | None], ...]:
    then, today = ({facts["name"]: _list_said(facts) for facts in record["lists"]} for record in (before, now))
    return tuple((name, then.get(name), today.get(name)) for name in _all(today, then))


def _list_said(facts: Mapping[str, Any]) -> str:
    return f"of {facts['dated'] or 'unknown day'}, {facts['parties']:,} parties, {facts['names']:,} names"


def _filled(record: Mapping[str, Any]) -> dict[str, float]:
    """Part of the accepted records of all files in which a column has a value."""
    accepted = sum(file["accepted"] for file in record["inputs"])
    names = sorted({name for file in record["inputs"] for name in file["quality"]})
    present = {name: sum(file["quality"].get(name, {}).get("present", 0) for file in record["inputs"]) for name in names}
    return {name: count / accepted for name, count in present.items()} if accepted else {}


def _far(change: Change) -> bool:
    # A share of 0.05 is not exact as a difference of floats.
    return abs((change.now or 0.0) - (change.before or 0.0)) >= _MOVED - 1e-9


def _moved(run: Path, earlier: Earlier, top: Sequence[str]) -> list[Moved]:
    """Every record of either top with its ranks, those of this run first."""
    ids = _all(top, earlier.top)
    now, before = _ranks(run, ids), _ranks(earlier.folder, ids)
    return [Moved(id_, before.get(id_), now.get(id_)) for id_ in ids]


def _ranks(run: Path, ids: Sequence[str]) -> dict[str, int]:
    wanted = pc.field("shipment_id").isin(pa.array(ids, type=pa.string()))
    with readable(run / "scores.parquet"):
        found = ds.dataset(run / "scores.parquet").to_table(columns=["shipment_id", "rank"], filter=wanted)
    return dict(zip(found["shipment_id"].to_pylist(), found["rank"].to_pylist(), strict=True))
