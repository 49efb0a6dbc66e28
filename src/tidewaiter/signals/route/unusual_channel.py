"""R1, the means of transport: goods travel by a channel that hardly any of their kind takes."""

from datetime import date
from typing import TYPE_CHECKING, Any

from tidewaiter.engine.safe import divide
from tidewaiter.history.channels import LEAST_OF_HEADING
from tidewaiter.signals.batches import crowd, record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans
from tidewaiter.signals.words import counted

if TYPE_CHECKING:
    import ibis.expr.types as ir

_POINTS = {50.0: 2.0, 200.0: 4.0, 1000.0: 6.0}
"""chosen: decibans by one over the share of the goods that travels this way, until outcomes have measured them."""
_FEW_SHIPPERS = 3
_VERY_RARE = 200
"""chosen: a channel that more shippers use for such goods is one of theirs, unless not one record in 200 takes it."""
_DRAINS: dict[str, Any] = {"goods_text": "drain opener granules", "hs_code": "3402900000"}  # Any: as records are declared


def _finds(known: Known) -> "ir.Table":
    from tidewaiter.history.channels import rare_channels

    return rare_channels(known.records, engine=known.engine)


SIGNAL = Signal(
    id="route.unusual_channel",
    code="R1",
    question="Do such goods ever travel this way?",
    family="route",
    sources=(
        Source("Canada", "Precursor Control Regulations, section 86", "means of transport unusual for the precursor", date(2026, 11, 24)),
    ),
    needs=("hs_code", "channel", "shipper_name"),
    unit="records of the heading for one that travels this way",
    fires=lambda t: (t.channel_shippers_n <= _FEW_SHIPPERS) | (t.channel_own_n * _VERY_RARE <= t.channel_goods_n),
    points=lambda t: decibans(divide(t.channel_goods_n, t.channel_own_n), at=_POINTS),
    values=("channel", "channel_goods", "channel_goods_n", "channel_own_n", "channel_shippers_n", "channel_shippers", "mass_kg"),
    says="{mass_kg} kg travel by {channel}: of {channel_goods_n} records of {channel_goods}, {channel_own_n} do, of {channel_shippers}.",
    words=lambda t: {"channel_shippers": counted(t.channel_shippers_n, "shipper", many="shippers")},
    innocent=(
        "a sample, or a plant that stands still for want of it",
        "a strike, or a port that is closed",
        "a channel entered by mistake",
    ),
    finds=_finds,
    fires_on=Example(
        "Drain opener flies, where all others of its heading go by sea",
        (*crowd(LEAST_OF_HEADING + 1, **_DRAINS), record("flown", **_DRAINS, channel="air", net_mass_kg=375.0)),
        "flown",
    ),
    quiet_on=Example(
        "Drain opener goes by sea, as others of its heading do",
        (*crowd(LEAST_OF_HEADING + 1, **_DRAINS), record("flown", **_DRAINS, channel="sea", net_mass_kg=12.0)),
        "flown",
    ),
)
