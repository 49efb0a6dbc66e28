"""P5: the phone or e-mail of a party points to another country than the one it declares."""

from datetime import date
from typing import TYPE_CHECKING

import ibis

from tidewaiter.parties.geography import BOTH, PHONE
from tidewaiter.signals.batches import record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans

if TYPE_CHECKING:
    import ibis.expr.types as ir

_USUAL_SHARE = 0.2
"""chosen: where one in five firms of the channel does so, it is how that trade works."""
_POINTS_BY_SHARE = {0.0: 3.0, 0.05: 2.0, _USUAL_SHARE: 0.5}
"""chosen: decibans, falling with the share of like conflicts in the channel; FinCEN and BIS name the flag, and it is weak alone."""
_BOTH_POINTS = 2.0
"""chosen: decibans more where phone and e-mail point to one place; a phone that is kept after a move has no such e-mail."""
_HALF = 0.5
"""chosen: an e-mail alone, or a phone against the e-mail, says half as much."""
_LEAST_NAMES = 3
_MOST_NAMES = 25
"""chosen: as for ties between importers; a phone of more names is that of an agent or a hotline."""
_POINTS_BY_NAMES = {float(_LEAST_NAMES): 1.0, 6.0: 2.0}
"""chosen: decibans; that they share it is told, and weighed, among the ties."""
_ABROAD = "+441632960107"


def _shared(facts: "ir.Table") -> "ir.BooleanValue":
    shared: ir.BooleanValue = facts.geography_names_n.between(_LEAST_NAMES, _MOST_NAMES)
    return shared


def _points(facts: "ir.Table") -> "ir.NumericValue":
    usual = decibans(facts.geography_share, at=_POINTS_BY_SHARE)
    alone = ibis.cases((facts.geography == BOTH, usual + _BOTH_POINTS), (facts.geography == PHONE, usual), else_=usual * _HALF)
    points: ir.NumericValue = alone + _shared(facts).ifelse(decibans(facts.geography_names_n, at=_POINTS_BY_NAMES), 0.0)
    return points


def _finds(known: Known) -> "ir.Table":
    from tidewaiter.parties.conflicts import contact_conflicts

    return contact_conflicts(known.shipments, names=known.names, as_of=known.as_of, keep=known.engine.keep)


SIGNAL = Signal(
    id="party.contact_geography",
    code="P5",
    question="Does the phone or e-mail of a firm point to another country than the one it declares?",
    family="party",
    sources=(
        Source(
            "FinCEN and BIS", "Joint notice on global export-control evasion (2023)", "phone does not match the country", date(2026, 11, 24)
        ),
        Source("FinCEN", "FIN-2024-A002", "red flag on phones of foreign chemical sellers' sites", date(2026, 11, 24)),
    ),
    needs=(
        "consignee_phone or consignee_email or buyer_phone or buyer_email or shipper_phone or shipper_email",
        "consignee_country or buyer_country or shipper_country",
        "consignee_name or buyer_name or shipper_name",
    ),
    unit="share of other firms of the channel with such a conflict",
    fires=lambda t: t.geography.notnull() & ((t.geography_share < _USUAL_SHARE) | _shared(t)),
    points=_points,
    values=(
        "geography",
        "geography_role",
        "geography_name",
        "geography_country",
        "geography_says",
        "geography_names_n",
        "geography_others_n",
        "geography_others_conflicts_n",
        "geography_share",
        "channel",
    ),
    says="The {geography_role} {geography_name} declares {geography_country}, but its {geography_says}. Of {geography_others_n} other "
    "firm(s) by {channel} that give contacts as {geography_role}, {geography_others_conflicts_n} have such a conflict; firms that give "
    "this phone from abroad: {geography_names_n}.",
    innocent=(
        "a firm that trades across a border and keeps a phone on the other side",
        "the phone or mailbox of the parent firm, the owner or an agent abroad",
        "a number kept after a move, or typed with the wrong country code",
    ),
    finds=_finds,
    fires_on=Example(
        "A firm that declares Mexico gives a phone and an e-mail of the United Kingdom",
        (
            record(
                "abroad",
                consignee_name="Imaginaria Industrial S.A. de C.V.",
                consignee_country="MX",
                consignee_phone=_ABROAD,
                consignee_email="orders@example.co.uk",
            ),
        ),
        "abroad",
    ),
    quiet_on=Example(
        "On a lane of traders from over the border every firm gives such a phone",
        tuple(
            record(
                f"trader-{place}",
                channel="road",
                consignee_name=f"{name} Sample Trading LLC",
                consignee_country="MX",
                consignee_phone=f"+1202555014{place}",
            )
            for place, name in enumerate(("Aster", "Birch", "Cedar", "Dahlia", "Elm", "Fern"))
        ),
        "trader-0",
    ),
)
