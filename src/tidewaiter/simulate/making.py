"""Makes a world: firms, ordinary trade in chunks, planted schemes and their twins among it, and the files that say what is what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from tidewaiter.simulate.bills import consolidated, leads, with_master_sums
from tidewaiter.simulate.catalogue import catalogue
from tidewaiter.simulate.dirt import soiled
from tidewaiter.simulate.drafts import NONE, Draft, Stock, joined, ordinary_draft
from tidewaiter.simulate.draws import Floats, Ints, Texts, generator, join, pick, rank_weights, take, where
from tidewaiter.simulate.firms import Firms, make_firms
from tidewaiter.simulate.folder import Sheet, headings, new_folder, write_rows
from tidewaiter.simulate.measures import Measures, measured
from tidewaiter.simulate.plans import Plan, drafted, overridden
from tidewaiter.simulate.register import register_rows, strangers_columns
from tidewaiter.simulate.roles import consignee_cities, party_columns, strangers_register
from tidewaiter.simulate.routes import routed
from tidewaiter.simulate.schemes import cast_schemes
from tidewaiter.simulate.surveillance import LIST_COLUMNS, surveillance_list
from tidewaiter.simulate.texts import goods_texts, hs_codes
from tidewaiter.simulate.ties import make_sales, make_ties
from tidewaiter.simulate.world import World

__all__ = ["Made", "simulate"]

_CHUNK_ROWS = 100_000
"""chosen: some 300 MB at work, and few enough chunks that each has trade enough to consolidate."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: records, planted and look-alike records by scheme, names of the files."""

    rows: int
    planted: dict[str, int]
    twins: dict[str, int]
    files: tuple[str, ...]

    def line(self) -> str:
        """Say it in one line."""
        schemes = ", ".join(f"{scheme} {count}" for scheme, count in self.planted.items())
        planted = f"{sum(self.planted.values()):,} planted" + (f" ({schemes})" if schemes else "")
        return f"{self.rows:,} records, {planted}, {sum(self.twins.values()):,} lawful look-alikes; wrote {', '.join(self.files)}"


def simulate(world: World, out: Path, *, shipments: int, seed: int) -> Made:
    """Make a world and write its folder; the same world, shipments and seed give the same bytes.

    Args:
        world: what the trade is like.
        out: folder to make.
        shipments: records of shipments.csv.
        seed: of all chance.

    Raises:
        BadInput: `out` exists or cannot be written.
        Misconfigured: below one record, a negative seed.
    """
    world = world.with_run(shipments, seed=seed)
    with new_folder(out) as folder:
        stock = _stock(world, shipments=shipments, seed=seed)
        listed = surveillance_list(seed)
        plans, added = cast_schemes(world, stock, listed=listed, shipments=shipments, seed=seed)
        stock = replace(stock, firms=stock.firms.with_added(added))
        ids = _write_shipments(folder, stock, plans, seed=seed)
        _write_truth(folder, plans, ids)
        write_rows(folder / "list.csv", LIST_COLUMNS, [party.row() for party in listed])
        (folder / "world.yml").write_text(world.text(), encoding="utf-8")
        names = tuple(sorted(path.name for path in folder.iterdir()))
    count = {twin: Counter(plan.scheme for plan in plans if plan.twin == twin) for twin in (False, True)}
    return Made(shipments, dict(sorted(count[False].items())), dict(sorted(count[True].items())), names)


def _stock(world: World, *, shipments: int, seed: int) -> Stock:
    firms = make_firms(world, shipments=shipments, seed=seed)
    rng = generator(seed, "agents")
    return Stock(
        world=world,
        firms=firms,
        ties=make_ties(world, firms, seed=seed),
        sales=make_sales(world, firms, seed=seed),
        local_broker=_local(firms, firms.of_role("broker"), rng),
        local_forwarder=_local(firms, firms.of_role("forwarder"), rng),
        shipments=shipments,
    )


def _local(firms: Firms, agents: Ints, rng: np.random.Generator) -> Ints:
    """Give for each country its busiest agent, or one from elsewhere."""
    found = agents[pick(rng, rank_weights(len(agents), tail=1.0), size=len(catalogue().countries))]
    for country in range(len(catalogue().countries)):
        here = agents[firms.country[agents] == country]
        if len(here):
            found[country] = here[0]
    return found


def _write_shipments(folder: Path, stock: Stock, plans: Sequence[Plan], *, seed: int) -> dict[int, str]:
    """Write shipments.csv and registry.csv; give the id of each planned record."""
    chunks = max(1, round(stock.shipments / _CHUNK_ROWS))
    edges = np.linspace(0, stock.shipments, chunks + 1).astype(int)
    share = np.searchsorted(np.cumsum([1 / chunks] * chunks), _case_places(plans, seed=seed), side="right").clip(max=chunks - 1)
    shipments, register = Sheet(folder / "shipments.csv", headings()), register_rows(folder / "registry.csv", stock.firms, seed=seed)
    ids: dict[int, str] = {}
    for chunk in range(chunks):
        own = np.flatnonzero(share == chunk)
        draft = _chunk_draft(
            stock, plans, own, rows=int(edges[chunk + 1] - edges[chunk]), chunk=chunk, first_row=int(edges[chunk]), seed=seed
        )
        columns = _columns(draft, stock, plans, chunk=chunk, chunks=chunks, seed=seed)
        columns, order = _ordered(columns, draft, first_row=int(edges[chunk]), seed=seed, chunk=chunk)
        shipments.add(columns)
        register.add(strangers_columns(strangers_register(draft, stock, chunk=chunk, chunks=chunks)))
        planned = np.flatnonzero(draft.plan[order] != NONE)
        ids |= dict(zip(draft.plan[order][planned].tolist(), columns["shipment_id"].take(pa.array(planned)).to_pylist()))
    shipments.close()
    register.close()
    return ids


def _case_places(plans: Sequence[Plan], *, seed: int) -> Floats:
    """Give each case a place from 0 to 1 in the file, so that its records stand in one chunk as a bill and its master must."""
    cases = sorted({(plan.scheme, plan.twin, plan.case) for plan in plans})
    place = dict(zip(cases, generator(seed, "places").random(len(cases))))
    return np.array([place[plan.scheme, plan.twin, plan.case] for plan in plans])


def _chunk_draft(stock: Stock, plans: Sequence[Plan], own: Ints, *, rows: int, chunk: int, first_row: int, seed: int) -> Draft:
    """Draft a chunk: ordinary trade, and the planned records that fall into it."""
    rng = generator(seed, "draft", chunk)
    ordinary = ordinary_draft(stock, rng, rows=rows - len(own), first_row=first_row)
    if not len(own):
        return consolidated(ordinary, stock, rng, first_group=0)
    planned = drafted([plans[place] for place in own], stock.firms, first_plan=0)
    bills: dict[tuple[str, bool, int, int], int] = {}
    for plan in (plans[place] for place in own):
        if plan.group:
            bills.setdefault((plan.scheme, plan.twin, plan.case, plan.group), len(bills))
    group = [bills.get((plan.scheme, plan.twin, plan.case, plan.group), NONE) for plan in (plans[place] for place in own)]
    planned = replace(planned, group=np.array(group, dtype=np.int64), plan=own.astype(np.int64))
    return consolidated(joined([ordinary, planned]), stock, rng, first_group=len(bills))


def _columns(draft: Draft, stock: Stock, plans: Sequence[Plan], *, chunk: int, chunks: int, seed: int) -> dict[str, Texts]:
    """Work out all columns of a chunk but the shipment's own id."""
    world, rng, lead = stock.world, generator(seed, "columns", chunk), leads(draft)
    missing = np.array([plans[place].missing_share if place != NONE else 0.0 for place in draft.plan])
    measures = with_master_sums(measured(draft, rng), draft, missing_share=missing)
    cities = (stock.firms.city[draft.supplier], consignee_cities(draft, stock.firms))
    columns = routed(draft, rng, lead=lead, cities=cities, world=world)
    columns |= party_columns(draft, stock, rng, chunk=chunk, chunks=chunks)
    columns |= {"goods_text": goods_texts(draft, rng, world=world), "hs_code": where(draft.master, None, hs_codes(draft, rng, world=world))}
    columns |= _numbers(measures) | _papers(draft, chunk=chunk)
    return overridden(soiled(columns, draft, rng, world=world), draft, plans)


def _numbers(measures: Measures) -> dict[str, Texts]:
    names = {"net_kg": "net_mass_kg", "gross_kg": "gross_mass_kg"}
    found = {}
    for each in fields(Measures):
        values = getattr(measures, each.name)
        found[names.get(each.name, each.name)] = pa.array(values, mask=np.isnan(values))
    return found


def _papers(draft: Draft, *, chunk: int) -> dict[str, Texts]:
    """Give units, kinds of packages, kinds of record and master bills."""
    known = catalogue()
    unit = take([goods.unit for goods in known.commodities], draft.actual)
    pack = take([goods.pack for goods in known.commodities], draft.actual)
    kind = take([channel.record_kind for channel in known.channels], draft.channel)
    grouped = draft.group != NONE
    prefix = take(["EMP", "EXM", "999", "OBL", "RWB", "RLB"], draft.channel)
    digits = pa.array((draft.group + chunk * 100_000 + 10_000_000) * 7 % 100_000_000).cast(pa.string())
    master = where(grouped, join(prefix, digits, by="-"), None)
    return {
        "quantity_unit": where(draft.master, None, unit),
        "package_kind": where(draft.master, None, pack),
        "record_kind": where(draft.master, "master", where(grouped, "house", kind)),
        "master_id": master,
    }


def _ordered(columns: dict[str, Texts], draft: Draft, *, first_row: int, seed: int, chunk: int) -> tuple[dict[str, Texts], Ints]:
    """Shuffle a chunk and give each record its id: a running number, and for a master its own number."""
    order = generator(seed, "order", chunk).permutation(len(draft))
    shuffled = {name: values.take(pa.array(order)) for name, values in columns.items()}
    number = pa.array(np.arange(first_row + 1, first_row + len(draft) + 1) + 100_000_000).cast(pa.string())
    own = join("H", number, by="")
    shuffled["shipment_id"] = where(draft.master[order], shuffled["master_id"], own)
    return shuffled, order


def _write_truth(folder: Path, plans: Sequence[Plan], ids: dict[int, str]) -> None:
    """Write which records are planted, which are look-alikes, and the case of each."""
    placed = sorted((ids[place], place) for place in range(len(plans)))
    for name, twin in (("truth.csv", False), ("twins.csv", True)):
        write_rows(
            folder / name, ("shipment_id", "scheme"), [(own, plans[place].scheme) for own, place in placed if plans[place].twin == twin]
        )
    write_rows(
        folder / "cases.csv",
        ("shipment_id", "scheme", "twin", "case", "strength"),
        [
            (own, plan.scheme, "yes" if plan.twin else "no", plan.case, plan.strength)
            for own, plan in ((own, plans[place]) for own, place in placed)
        ],
    )
