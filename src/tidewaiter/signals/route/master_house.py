"""R2: a master bill holds more than its house bills account for, or inner parcels carry domestic labels."""

from datetime import date
from typing import TYPE_CHECKING

import ibis

from tidewaiter.signals.batches import record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans

if TYPE_CHECKING:
    import ibis.expr.types as ir

_POINTS_BY_GAP = {30.0: 2.0, 100.0: 4.0, 300.0: 7.0, 600.0: 9.0}
"""chosen: decibans by parts of a thousand that no house bill accounts for, less where house bills state neither packages nor mass."""
_POINTS_BY_LABELS = {1.0: 3.0, 5.0: 4.5, 30.0: 6.0}
"""chosen: decibans by inner parcels with a domestic label; CBP names the label beside parcels that stand in no manifest."""
_TIMES_USUAL = 2.0
"""chosen: up to twice what the filer's other master bills leave open is the filer's way of filing, to be taken up with him."""
_LANE = {"export_country": "CN", "destination_country": "US", "channel": "air"}


def _has_gap(facts: "ir.Table") -> "ir.BooleanValue":
    """Whether there is a gap that is large for the filer, too."""
    usual = (facts.bill_gap <= facts.bill_filer_gap * _TIMES_USUAL).fill_null(False)
    gap: ir.BooleanValue = ((facts.bill_gap > 0) & ~usual).fill_null(False)
    return gap


def _points(facts: "ir.Table") -> "ir.NumericValue":
    gap = ibis.cases((_has_gap(facts), decibans(facts.bill_gap, at=_POINTS_BY_GAP) * facts.bill_known_share), else_=0.0)
    points: ir.NumericValue = gap + decibans(facts.bill_labels_n, at=_POINTS_BY_LABELS)
    return points


def _finds(known: Known) -> "ir.Table":
    from tidewaiter.network.consolidation import master_gaps

    return master_gaps(known.shipments, names=known.names, as_of=known.as_of, keep=known.engine.keep)


SIGNAL = Signal(
    id="route.master_house",
    code="R2",
    question="Does a master bill hold more than its house bills account for, or parcels with labels of another way?",
    family="route",
    sources=(
        Source("CBP", "Counter-synthetic-drugs notice to industry (2023)", "master carton", date(2026, 11, 24)),
        Source("CBP", "Counter-synthetic-drugs notice to industry (2023)", "incomplete data on consolidated freight", date(2026, 11, 24)),
    ),
    needs=("master_id", "record_kind or label_kind"),
    unit="parts of a thousand of the master bill unaccounted for, and inner parcels with a domestic label",
    fires=lambda t: _has_gap(t) | (t.bill_labels_n > 0),
    points=_points,
    values=(
        "bill_kind",
        "bill_id",
        "bill_gap",
        "bill_packages_gap",
        "bill_packages",
        "bill_kg_gap",
        "bill_kg",
        "bill_houses_n",
        "bill_no_mass_n",
        "bill_labels_n",
        "bill_filer_n",
        "bill_filer_gap",
        "bill_says",
    ),
    says="Master bill {bill_id}: {bill_says}.",
    innocent=(
        "house bills that are lodged later or in another file",
        "packages counted as pallets on the one bill and as cartons on the other; the mass of pallets and nets",
        "another consolidator's master bill that travels within this one",
        "a seller who prints the label of the last mile beforehand and declares every parcel",
    ),
    finds=_finds,
    fires_on=Example(
        "House bills account for 168 of 212 kg, and one of the inner parcels carries a domestic label",
        (
            record("MB-1", record_kind="master", master_id="MB-1", packages=40.0, gross_mass_kg=212.0, **_LANE),
            record("HB-1", record_kind="house", master_id="MB-1", packages=20.0, gross_mass_kg=100.0, **_LANE),
            record("HB-2", record_kind="house", master_id="MB-1", packages=10.0, gross_mass_kg=68.0, label_kind="domestic", **_LANE),
        ),
        "MB-1",
    ),
    quiet_on=Example(
        "The house bills add up to the master bill but for the mass of the pallet",
        (
            record("MB-1", record_kind="master", master_id="MB-1", packages=40.0, gross_mass_kg=212.0, **_LANE),
            record("HB-1", record_kind="house", master_id="MB-1", packages=20.0, gross_mass_kg=100.0, **_LANE),
            record("HB-2", record_kind="house", master_id="MB-1", packages=20.0, gross_mass_kg=108.0, label_kind="international", **_LANE),
        ),
        "MB-1",
    ),
)
