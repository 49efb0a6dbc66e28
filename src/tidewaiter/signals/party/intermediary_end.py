"""P6: chemicals or machines end at an intermediary, or at an address where no plant is."""

from datetime import date
from typing import TYPE_CHECKING

from tidewaiter.signals.batches import record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans

if TYPE_CHECKING:
    import ibis.expr.types as ir

_USUAL_SHARE = 0.3
"""chosen: where three in ten receivers of such goods by the channel in the country are of that kind, it is how they are declared there."""
_POINTS_BY_SHARE = {0.0: 2.5, 0.05: 2.0, _USUAL_SHARE: 1.0}
"""chosen: decibans, falling with the share of like ends; a forwarder at the end of a chain is named by FinCEN and BIS, and is common."""
_WATCHED_POINTS = 2.0
_TWICE_POINTS = 1.0
_ALONE_POINTS = 0.5
"""chosen: decibans more for watched goods, where name and address both say so, and where nobody else is named."""


def _finds(known: Known) -> "ir.Table":
    from tidewaiter.parties.chain_ends import chain_ends

    return chain_ends(
        known.shipments, goods=known.goods, names=known.names, addresses=known.addresses, as_of=known.as_of, keep=known.engine.keep
    )


SIGNAL = Signal(
    id="party.intermediary_end",
    code="P6",
    question="Do chemicals or machines end at a forwarder, an agent or a warehouse, or at an address where no plant is?",
    family="party",
    sources=(
        Source(
            "FinCEN and BIS", "Joint notice on global export-control evasion (2023)", "forwarder as final consignee", date(2026, 11, 24)
        ),
        Source("BIS", "Know Your Customer guidance and red flags", "freight forwarder as the final destination", date(2026, 11, 24)),
    ),
    needs=(
        "consignee_name or notify_party_name or buyer_name",
        "goods_text or hs_code",
    ),
    unit="share of other receivers of such goods that are of that kind",
    fires=lambda t: t.end_kind.notnull() & (t.end_share < _USUAL_SHARE),
    points=lambda t: (
        decibans(t.end_share, at=_POINTS_BY_SHARE)
        + t.end_watched.ifelse(_WATCHED_POINTS, 0.0)
        + t.end_twice.ifelse(_TWICE_POINTS, 0.0)
        + t.end_alone.ifelse(_ALONE_POINTS, 0.0)
    ),
    values=(
        "end_goods",
        "end_role",
        "end_name",
        "end_kind",
        "end_twice",
        "end_alone",
        "end_address",
        "end_address_names_n",
        "end_others_n",
        "end_others_alike_n",
        "end_share",
        "channel",
    ),
    says="The goods ({end_goods}) end at the {end_role} {end_name} (by its name or address: {end_kind}); no other firm is named as "
    "buyer or notify party. {end_address_names_n} other name(s) of the batch give the address {end_address}. Of {end_others_n} other "
    "receiver(s) of such goods by {channel} in that country {end_others_alike_n} are of that kind. Ask who uses the goods.",
    innocent=(
        "house bills and parcels that name the forwarder by custom, whose buyer stands in another paper",
        "a home business, a laboratory in a hotel for a congress, a farm without a street",
        "countries in which firms have their letters in a post box as a rule",
        "a firm whose name speaks of logistics and that uses the goods itself",
    ),
    finds=_finds,
    fires_on=Example(
        "A tablet press goes to a freight forwarder, and nobody else is named",
        (
            record(
                "press",
                goods_text="TDP 5 tablet press machine with die set",
                hs_code="847989",
                consignee_name="Imaginary Freight Forwarding LLC",
                consignee_address="Cargo Terminal 2, Sampletown",
            ),
        ),
        "press",
    ),
    quiet_on=Example(
        "The house bill names the forwarder by custom and a plant as the buyer",
        (
            record(
                "press",
                goods_text="TDP 5 tablet press machine with die set",
                hs_code="847989",
                consignee_name="Imaginary Freight Forwarding LLC",
                consignee_address="Cargo Terminal 2, Sampletown",
                buyer_name="Imaginary Pharmaceutical Inc",
            ),
        ),
        "press",
    ),
)
