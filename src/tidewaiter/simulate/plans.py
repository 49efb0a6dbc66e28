"""Plans of single records: what a scheme or a lawful twin wants of a record; everything else is as in ordinary trade."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.simulate.catalogue import catalogue
from tidewaiter.simulate.drafts import BY_LANE, NONE, Draft
from tidewaiter.simulate.draws import Floats, Ints, Texts
from tidewaiter.simulate.firms import Firms

__all__ = ["Plan", "drafted", "overridden"]


@dataclass(frozen=True, slots=True)
class Plan:
    """One planned record.

    Attributes:
        day: days after the first of the period.
        channel: way of travel.
        goods: commodity that the text and the HS code say.
        actual: commodity that masses, pieces, volume and value follow; the same unless said.
        supplier: place of the shipper in the table of firms.
        buyer: place of the consignee; None for a private person.
        person: id of the private person.
        kilograms: net mass to aim at.
        pieces: quantity, instead of a mass.
        transit: country passed on the way: '' for none, None for the lane's usual.
        group: running number of the bill within its case, 0 for none.
        master: the record is the master of its group.
        missing_share: for a master, the share of its pieces and masses that no house bill names.
        texts: canonical columns with the text that the record carries instead; None empties the cell.
        scheme, case, twin, strength: what the record belongs to.
    """

    day: int
    channel: str
    goods: str
    supplier: int
    destination: str
    buyer: int | None = None
    person: int = 0
    actual: str | None = None
    origin: str | None = None
    export: str | None = None
    transit: str | None = None
    broker: int = NONE
    forwarder: int = NONE
    kilograms: float | None = None
    pieces: float | None = None
    value_factor: float = 1.0
    freight_factor: float = 1.0
    gross_factor: float = 1.0
    volume_factor: float = 1.0
    group: int = 0
    master: bool = False
    missing_share: float = 0.0
    texts: Mapping[str, str | None] = field(default_factory=dict)
    scheme: str = ""
    case: int = 0
    twin: bool = False
    strength: str = ""


def drafted(plans: Sequence[Plan], firms: Firms, *, first_plan: int) -> Draft:
    """Give planned records as a draft; `first_plan` is the place of the first in the list of all plans."""
    known = catalogue()

    def whole(values: list[int]) -> Ints:
        return np.array(values, dtype=np.int64)

    def real(values: list[float | None]) -> Floats:
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)

    supplier = whole([plan.supplier for plan in plans])
    export = whole([int(firms.country[plan.supplier]) if plan.export is None else known.country(plan.export) for plan in plans])
    return Draft(
        day=whole([plan.day for plan in plans]),
        channel=whole([known.channel(plan.channel) for plan in plans]),
        commodity=whole([known.commodity(plan.goods) for plan in plans]),
        actual=whole([known.commodity(plan.actual or plan.goods) for plan in plans]),
        supplier=supplier,
        buyer=whole([NONE if plan.buyer is None else plan.buyer for plan in plans]),
        stranger=whole([plan.person if plan.buyer is None else NONE for plan in plans]),
        private=np.array([plan.buyer is None for plan in plans], dtype=bool),
        origin=whole([int(home) if plan.origin is None else known.country(plan.origin) for plan, home in zip(plans, export)]),
        export=export,
        destination=whole([known.country(plan.destination) for plan in plans]),
        transit=whole([BY_LANE if plan.transit is None else known.country(plan.transit) if plan.transit else NONE for plan in plans]),
        broker=whole([plan.broker for plan in plans]),
        forwarder=whole([plan.forwarder for plan in plans]),
        kilograms=real([1.0 if plan.kilograms is None else plan.kilograms for plan in plans]),
        pieces=real([plan.pieces for plan in plans]),
        value_factor=real([plan.value_factor for plan in plans]),
        freight_factor=real([plan.freight_factor for plan in plans]),
        gross_factor=real([plan.gross_factor for plan in plans]),
        volume_factor=real([plan.volume_factor for plan in plans]),
        group=whole([plan.group - 1 if plan.group else NONE for plan in plans]),
        master=np.array([plan.master for plan in plans], dtype=bool),
        plan=whole(list(range(first_plan, first_plan + len(plans)))),
    )


def overridden(columns: dict[str, Texts], draft: Draft, plans: Sequence[Plan]) -> dict[str, Texts]:
    """Write the texts that plans ask for over those that were worked out."""
    places = np.flatnonzero(draft.plan != NONE)
    wanted: dict[str, dict[int, str | None]] = {}
    for place in places:
        for name, text in plans[draft.plan[place]].texts.items():
            wanted.setdefault(name, {})[int(place)] = text
    found = dict(columns)
    for name, texts in wanted.items():
        mask = np.zeros(len(draft), dtype=bool)
        mask[list(texts)] = True
        given = pa.array([texts[place] for place in sorted(texts)], pa.string()).cast(found[name].type)
        found[name] = pc.replace_with_mask(found[name], pa.array(mask), given)
    return found
