"""Master bills and the house bills that travel under them."""

from dataclasses import replace

import numpy as np

from tidewaiter.simulate.catalogue import catalogue
from tidewaiter.simulate.drafts import BY_LANE, NONE, Draft, Stock
from tidewaiter.simulate.draws import Floats, Ints
from tidewaiter.simulate.measures import Measures

__all__ = ["consolidated", "leads", "with_master_sums"]

_CONSOLIDATED = ("express", "air", "sea")
_MOST_DAYS_APART = 14
"""chosen: a consolidator does not wait longer for freight."""


def consolidated(draft: Draft, stock: Stock, rng: np.random.Generator, *, first_group: int) -> Draft:
    """Put records of one way, lane and fortnight under master bills; an ordinary record of each group becomes the master.

    Planned records travel under masters like any others, but for those that have a bill or a route of their own.
    """
    fewest, most = stock.world.range("bills.houses_per_master")
    open_channels = [catalogue().channel(name) for name in _CONSOLIDATED]
    open_records = np.isin(draft.channel, open_channels) & (draft.group == NONE) & (draft.transit == BY_LANE)
    candidates = np.flatnonzero(open_records & (rng.random(len(draft)) < stock.world.number("bills.consolidated_share")))
    keys = (draft.day[candidates], draft.destination[candidates], draft.export[candidates], draft.channel[candidates])
    candidates = candidates[np.lexsort(keys)]
    lane = np.stack([values[candidates] for values in (draft.channel, draft.export, draft.destination)])
    groups = _cut(lane, draft.day[candidates], rng, fewest=fewest, most=most)
    has_ordinary = np.zeros(groups.max(initial=NONE) + 1, dtype=bool)
    has_ordinary[groups[(groups >= 0) & (draft.plan[candidates] == NONE)]] = True
    inside = (groups >= 0) & has_ordinary[groups] if len(has_ordinary) else np.zeros(len(groups), dtype=bool)
    members, group = candidates[inside], groups[inside]
    return _under_masters(draft, stock, members=members, group=group, first_group=first_group)


def _cut(lane: Ints, day: Ints, rng: np.random.Generator, *, fewest: int, most: int) -> Ints:
    """Number the groups along sorted candidates; NONE where a group came out too small or too long apart."""
    rows = lane.shape[1]
    found = np.full(rows, NONE, dtype=np.int64)
    starts = np.flatnonzero(np.concatenate([[True], (lane[:, 1:] != lane[:, :-1]).any(axis=0)])) if rows else np.array([], dtype=np.int64)
    number = 0
    for start, end in zip(starts, np.append(starts[1:], rows)):
        while end - start > fewest:
            size = int(min(rng.integers(fewest, most + 1) + 1, end - start))
            near = int(np.searchsorted(day[start : start + size], day[start] + _MOST_DAYS_APART, side="right"))
            if near > fewest:
                found[start : start + near], number = number, number + 1
            start += near
    return found


def _under_masters(draft: Draft, stock: Stock, *, members: Ints, group: Ints, first_group: int) -> Draft:
    first = members[np.searchsorted(group, group)] if len(group) else members
    forwarder = np.where(draft.forwarder[first] == NONE, stock.local_forwarder[draft.export[first]], draft.forwarder[first])
    ordinary = np.flatnonzero(draft.plan[members] == NONE)
    last = ordinary[np.append(group[ordinary][1:] != group[ordinary][:-1], True)] if len(ordinary) else ordinary
    masters = members[last]
    columns = {
        name: getattr(draft, name).copy()
        for name in ("day", "group", "master", "forwarder", "supplier", "buyer", "stranger", "private", "broker")
    }
    columns["day"][members] = draft.day[first]
    columns["forwarder"][members] = forwarder
    columns["group"][members] = group + first_group
    columns["master"][masters] = True
    columns["supplier"][masters] = forwarder[last]
    columns["buyer"][masters] = stock.local_forwarder[draft.destination[masters]]
    columns["stranger"][masters] = NONE
    columns["private"][masters] = False
    columns["broker"][masters] = stock.local_broker[draft.destination[masters]]
    return replace(draft, **columns)


def leads(draft: Draft) -> Ints:
    """Give for each record the first of its group, from which it has its carrier, ports and dates; itself where it has no group."""
    found = np.arange(len(draft), dtype=np.int64)
    members = np.flatnonzero(draft.group != NONE)
    _, first, inverse = np.unique(draft.group[members], return_index=True, return_inverse=True)
    found[members] = members[first[inverse]]
    return found


def with_master_sums(measures: Measures, draft: Draft, *, missing_share: Floats) -> Measures:
    """Let each master bill carry the sums of its house bills, and more where a share of it is in no house bill.

    Args:
        measures: of all records.
        draft: of all records.
        missing_share: by record; for a master, the share of its pieces and masses that no house bill names.
    """
    masters, houses = np.flatnonzero(draft.master), np.flatnonzero((draft.group != NONE) & ~draft.master)
    _, place = np.unique(draft.group[np.concatenate([masters, houses])], return_inverse=True)
    more = 1 / (1 - missing_share[masters])

    def summed(values: Floats, *, digits: int) -> Floats:
        sums = np.bincount(place[len(masters) :], values[houses], minlength=place.max() + 1 if len(place) else 0)
        found = values.copy()
        found[masters] = np.round(sums[place[: len(masters)]] * more, digits)
        return found

    packages = summed(measures.packages, digits=0)
    return replace(
        measures,
        quantity=np.where(draft.master, np.nan, measures.quantity),
        net_kg=np.where(draft.master, np.nan, measures.net_kg),
        gross_kg=summed(measures.gross_kg, digits=3),
        volume_m3=summed(measures.volume_m3, digits=4),
        packages=packages,
        value_usd=np.where(draft.master, np.nan, measures.value_usd),
        freight_usd=np.where(draft.master, np.nan, measures.freight_usd),
    )
