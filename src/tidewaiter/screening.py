"""From files to a run folder: read, screen, write, report."""

import errno
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from tidewaiter import tables
from tidewaiter.engine.workers import Workers, open_workers, processors
from tidewaiter.errors import EngineFailed, Misconfigured
from tidewaiter.read.batch import CHUNK_ROWS
from tidewaiter.run.clock import Clock
from tidewaiter.run.folder import write_aside
from tidewaiter.run.record import run_record, write_record
from tidewaiter.signals.evaluate import POINT_STEPS

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine
    from tidewaiter.parties.workspace import ListFacts
    from tidewaiter.read import Batch

__all__ = ["Order", "Summary", "screen_files"]

_LARGE_BYTES = 4_000_000
"""chosen: some 12,000 records of 30 columns; below, starting processes takes longer than they save."""
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
"""What the system says where a disk is full, or a file larger than it may be."""
_MOST_WORKERS = 8
"""chosen: one process feeds no more than eight, and each holds 300 MiB of dictionaries."""


@dataclass(frozen=True, slots=True)
class Order:
    """All that a screening is asked for.

    Attributes:
        inputs: files of any known format.
        out: the run folder to make.
        as_of: nothing dated later is used.
        lists: names of installed lists or files of lists, beside those that the workspace has in force.
        source: name of a source profile, or None to find it from the headings.
        workspace: folder of installed lists.
        engine: `duckdb` or `spark`.
        memory: most memory of the engine, such as `2GB`.
        budget: records to draw, or None for the usual share.
        seed: of the preview draw.
        replace: whether an existing run is replaced.
        chunk_rows: records converted at a time while reading; never visible in a result.
        against: folder of an earlier run that the page is compared with.
        workers: processes that share the work; None for one a processor where the inputs are large enough to pay for them.
    """

    inputs: tuple[Path, ...]
    out: Path
    as_of: date
    lists: tuple[str, ...] = ()
    source: str | None = None
    workspace: Path = Path("workspace")
    engine: str = "duckdb"
    memory: str | None = None
    budget: float | None = None
    seed: int = 0
    replace: bool = False
    chunk_rows: int = CHUNK_ROWS
    workers: int | None = None
    against: Path | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run says of itself at its end: counts and the record that run.json holds."""

    rows_in: int
    accepted: int
    rejected: int
    record: dict[str, Any]  # Any: JSON


def screen_files(
    order: Order,
    *,
    on_stage: Callable[[str], None] = lambda stage: None,
    on_progress: Callable[[str, int, int | None], None] = lambda stage, done, total: None,
) -> Summary:
    """Screen files into a run folder.

    Args:
        order: what is asked for.
        on_stage: told the name of each stage as it begins.
        on_progress: told the stage, the records done and, where known, their total.

    Raises:
        BadInput: a file cannot be read or has no goods column, or there is no run to compare with.
        Misconfigured: the run folder exists, or an option does not fit.
        EngineFailed: the engine stopped, or the disk is full.
    """
    with _room_told(order.out):
        return _screen_files(order, on_stage, on_progress)


@contextmanager
def _room_told(out: Path) -> Iterator[None]:
    """Say in one line that a disk is full, whoever was writing."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise EngineFailed(f"no room left to write beside {out}; free disk space, or choose another --out") from error


def _screen_files(order: Order, on_stage: Callable[[str], None], on_progress: Callable[[str, int, int | None], None]) -> Summary:
    from tidewaiter.parties.workspace import open_lists
    from tidewaiter.report.page import earlier_run, write_page

    _check(order)
    earlier = earlier_run(order.against) if order.against is not None else None
    prepared = "tidewaiter.pipeline:prepare_kernels"
    with write_aside(order.out, replace=order.replace) as aside, open_workers(_worker_count(order), prepare=prepared) as workers:
        clock = Clock(on_stage, beside=workers.used)
        work = aside / "work"
        work.mkdir()
        clock.start("read")
        with ThreadPoolExecutor(max_workers=1) as beside:
            opened = beside.submit(open_lists, order.workspace, order.lists, as_of=order.as_of, workdir=work)
            batch = _read(order, work, workers, on_progress)
            clock.start("lists")
            index, in_force = opened.result()
        record = _screen(order, batch, index, in_force, aside=aside, work=work, clock=clock, workers=workers)
        record |= {"compared_with": earlier.name if earlier else None}
        clock.start("report")
        write_record(aside, record | {"stages": clock.record()})
        write_page(aside, earlier=earlier)
        clock.stop()
        record |= {"stages": clock.record()}
        write_record(aside, record)
        shutil.rmtree(work)
    return Summary(batch.rows_in, batch.accepted, batch.rejected, record)


def _worker_count(order: Order) -> int:
    """One process a processor, where there is enough to read for them to pay for their start."""
    if order.workers is not None:
        return order.workers
    if order.engine != "duckdb":
        return 0
    return min(processors(), _MOST_WORKERS) if sum(path.stat().st_size for path in order.inputs if path.is_file()) >= _LARGE_BYTES else 0


def _read(order: Order, work: Path, workers: Workers, on_progress: Callable[[str, int, int | None], None]) -> "Batch":
    """Read the files, and meanwhile load what the screening needs."""
    from tidewaiter.pipeline import prepare_kernels, prepare_relations
    from tidewaiter.read import read_batch

    with ThreadPoolExecutor(max_workers=1) as beside:
        ready = [beside.submit(prepare) for prepare in (prepare_relations, *([] if workers.count else [prepare_kernels]))]
        batch = read_batch(
            order.inputs, workdir=work, source=order.source, chunk_rows=order.chunk_rows, workers=workers, on_progress=on_progress
        )
        for each in ready:
            each.result()
    return batch


def _check(order: Order) -> None:
    """Refuse what cannot be right before any file is read."""
    from tidewaiter.engine import check_engine

    check_engine(order.engine, memory=order.memory)
    if order.budget is not None and not 0 < order.budget < float("inf"):
        raise Misconfigured(f"--budget {order.budget:g} draws nothing that can be counted; give a number above 0")


def _screen(
    order: Order,
    batch: "Batch",
    index: str | None,
    in_force: "tuple[ListFacts, ...]",
    *,
    aside: Path,
    work: Path,
    clock: Clock,
    workers: Workers,
) -> dict[str, Any]:
    from tidewaiter.engine import open_engine
    from tidewaiter.pipeline import KERNELS, Asked, screen_shipments

    asked = Asked(order.as_of, index, order.budget, order.seed, on_step=clock.start)
    with open_engine(order.engine, workdir=work, memory=order.memory, kernels=KERNELS, workers=workers) as engine:
        screened = screen_shipments(engine, engine.read(batch.shipments), asked)
        clock.start("write")
        _write(engine, screened.scores.order_by("rank"), aside / "scores.parquet", table_name="scores")
        _write(engine, _pointed(screened.evidence), aside / "evidence.parquet", table_name="evidence")
    shutil.move(batch.shipments, aside / "shipments.parquet")
    shutil.move(batch.rejects, aside / "rejects.parquet")
    return run_record(order, batch, in_force, screened, aside)


def _pointed(evidence: "ir.Table") -> "ir.Table":
    points = evidence.point_steps.cast("float64") / float(POINT_STEPS)
    return evidence.mutate(points=points).order_by(["shipment_id", "signal_id"])


def _write(engine: "Engine", table: "ir.Table", path: Path, *, table_name: str) -> None:
    """Write a table in its order and with its schema, some rows at a time."""
    schema = tables.arrow_schema(table_name)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in engine.batches(table.select(*schema.names)):
            writer.write_batch(batch.cast(schema))
