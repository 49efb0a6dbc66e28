"""The whole flow on one screen: shipments in, evidence and scores out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa

from tidewaiter import goods, history, network, parties, select, signals
from tidewaiter.goods.heading import HEADING_KERNELS
from tidewaiter.kernels import Call
from tidewaiter.signals.form import Known, Signal

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tidewaiter.engine import Engine

__all__ = ["KERNELS", "Asked", "Screened", "prepare_kernels", "prepare_relations", "screen_shipments"]

KERNELS = (
    *goods.KERNELS,
    *HEADING_KERNELS,
    *parties.KERNELS,
    *history.KERNELS,
    *network.KERNELS,
    *signals.KERNELS,
    *select.KERNELS,
)


_BINS = pa.schema([("point_steps", pa.int64()), ("asks_for_data", pa.bool_()), ("records", pa.int64())])


@dataclass(frozen=True, slots=True)
class Asked:
    """What a screening is asked for beside its records.

    Attributes:
        as_of: nothing dated later is used.
        lists_index: folder of the compiled lists, or None where none is in force.
        budget: records to draw; None for the usual share.
        seed: of the preview draw.
        on_step: told the name of each step as it begins.
    """

    as_of: date
    lists_index: str | None = None
    budget: float | None = None
    seed: int = 0
    on_step: Callable[[str], None] = lambda step: None


@dataclass(frozen=True, slots=True)
class Screened:
    """What a screening gives: tables still on the engine, which signals could look, and at how many records."""

    evidence: "ir.Table"
    scores: "ir.Table"
    assessed: tuple[Signal, ...]
    not_assessed: tuple[Signal, ...]
    budget: float
    filled: Mapping[str, bool]
    later_n: int
    could_look: Mapping[str, int]


def prepare_relations() -> None:
    """Load what builds the relations, so that it can be done while files are read."""
    import ibis  # noqa: F401

    from tidewaiter.history import habits  # noqa: F401
    from tidewaiter.network import shared  # noqa: F401
    from tidewaiter.score import combine  # noqa: F401

    signals.all_signals()


def prepare_kernels() -> None:
    """Build the dictionaries of the kernels, in each process that will run them."""
    goods_text, code = pa.array(["cotton shirts"]), pa.array(["6109100012"])
    for kernel in goods.KERNELS:
        kernel.function(*(goods_text, code)[: len(kernel.takes)])
    for kernel in parties.KERNELS:
        if kernel.takes == (pa.string(),):
            kernel.function(goods_text)


def screen_shipments(engine: "Engine", shipments: "ir.Table", asked: Asked) -> Screened:
    """Screen records that are read already.

    Args:
        engine: an open engine with KERNELS registered.
        shipments: the canonical table.
        asked: day, lists, budget and seed.
    """
    from tidewaiter.goods.assess import GOODS
    from tidewaiter.history.measures import MEASURES
    from tidewaiter.history.norms import far_from_norms
    from tidewaiter.history.records import PORT_CODES_SHARE, comparable_records
    from tidewaiter.parties.names import distinct_addresses, distinct_names
    from tidewaiter.score.combine import score_records
    from tidewaiter.select.draw import DRAW, preview_key
    from tidewaiter.select.probabilities import add_selection, default_budget
    from tidewaiter.signals.evaluate import evidence_of, split_assessed
    from tidewaiter.signals.facts import DECLARED, best_controls, best_list_hits, noted_facts

    engine.then(lambda: asked.on_step("goods"))
    counts = _counts(engine, shipments, as_of=asked.as_of)
    later_n, port_codes_n = counts.pop("later_n"), counts.pop("port_codes_n")
    ports_are_codes = port_codes_n > PORT_CODES_SHARE * counts["loading_port"]
    could_look = {signal.id: counts.pop(f"could_look_{place}") for place, signal in enumerate(signals.all_signals())}
    filled = {name: count > 0 for name, count in counts.items()} | {"lists": asked.lists_index is not None}
    described = engine.add(shipments.select(*DECLARED), GOODS, "goods")
    controls = engine.keep(_controls(engine, described, as_of=asked.as_of), "controls")
    engine.then(lambda: asked.on_step("parties"))
    names = distinct_names(shipments, engine=engine)
    hits = engine.keep(_hits(engine, shipments, names=names, index=asked.lists_index, as_of=asked.as_of), "hits")
    addresses = distinct_addresses(shipments, engine=engine)
    engine.then(lambda: asked.on_step("comparisons"))
    records = engine.keep(comparable_records(described, names=names, as_of=asked.as_of, ports_are_codes=ports_are_codes), "records")
    assessed, not_assessed = split_assessed(signals.all_signals(), filled)
    far = engine.keep(far_from_norms(records, MEASURES, engine=engine), "far")
    known = Known(shipments, described, records, far, names, addresses, asked.as_of, engine)
    found = {"controls": best_controls(controls), "hits": best_list_hits(hits)} | signals.find_all(assessed, known)
    facts = engine.keep(noted_facts(described, records=records, names=names, found=found, filled=filled, engine=engine), "facts")
    engine.then(lambda: asked.on_step("signals"))
    evidence = evidence_of(facts, assessed, keep=engine.keep)
    engine.then(lambda: asked.on_step("score"))
    drawn = {"draw_number": Call(DRAW, ("shipment_id",), (preview_key(asked.seed),))}
    scored = engine.add(score_records(described, evidence, keep=engine.keep), drawn, "scored")
    bins = _bins(engine, scored)
    budget = asked.budget if asked.budget is not None else default_budget(pa.compute.sum(bins["records"]).as_py() or 0)
    scores = add_selection(scored, bins, budget=budget)
    return Screened(evidence, scores, assessed, not_assessed, budget, filled, later_n, could_look)


def _counts(engine: "Engine", shipments: "ir.Table", *, as_of: date) -> dict[str, int]:
    """For each column of shipments, how many records have a value there.

    Beside them `later_n`, records dated after the day of the screening; `port_codes_n`, those whose port of loading looks like a code; and
    `could_look_0` and so on, those that have what each signal needs.
    """
    from tidewaiter.history.records import PORT_CODE
    from tidewaiter.normalise.days import known_by
    from tidewaiter.signals.evaluate import could_look_n

    filled = {name: shipments[name].count() for name in shipments.columns}
    looking = {f"could_look_{place}": could_look_n(shipments, signal) for place, signal in enumerate(signals.all_signals())}
    later = (~known_by(shipments, as_of)).cast("int64").sum()
    port_codes = shipments.loading_port.re_search(PORT_CODE).cast("int64").sum()
    counts = shipments.aggregate(**filled, **looking, later_n=later, port_codes_n=port_codes)
    (row,) = (row for batch in engine.batches(counts) for row in batch.to_pylist())
    return {name: int(count or 0) for name, count in row.items()}


def _controls(engine: "Engine", described: "ir.Table", *, as_of: date) -> "ir.Table":
    import ibis

    from tidewaiter.goods.status import control_statuses
    from tidewaiter.reference import control_rows, unions

    return control_statuses(described, controls=ibis.memtable(control_rows()), unions=ibis.memtable(unions()), as_of=as_of)


def _hits(engine: "Engine", shipments: "ir.Table", *, names: "ir.Table", index: str | None, as_of: date) -> "ir.Table":
    from tidewaiter.parties.hits import no_hits
    from tidewaiter.parties.screen import screen_parties

    if index is None:
        return no_hits()
    return screen_parties(shipments, names=names, index_path=index, as_of=as_of, engine=engine)


def _bins(engine: "Engine", scored: "ir.Table") -> pa.Table:
    """How many records have each number of points, in one order."""
    by = ["point_steps", "asks_for_data"]
    counted = scored.group_by(by).aggregate(records=scored.count()).order_by(by)
    return pa.Table.from_batches(list(engine.batches(counted)), schema=_BINS)
