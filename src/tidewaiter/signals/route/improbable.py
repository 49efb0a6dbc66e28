"""R1: goods go a lane by a way that hardly any other record of the lane goes."""

from datetime import date
from typing import TYPE_CHECKING, Any

import ibis

from tidewaiter.engine.safe import divide
from tidewaiter.history.norms import goods_in_words
from tidewaiter.history.routes import LEAST_ON_LANE
from tidewaiter.signals.batches import crowd, record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans
from tidewaiter.signals.words import counted, lane_in_words

if TYPE_CHECKING:
    import ibis.expr.types as ir

_POINTS = {50.0: 3.0, 200.0: 5.0, 1000.0: 7.0, 10000.0: 10.0}
"""chosen: decibans by one over the share of the lane that goes this way, until outcomes have measured them."""
_FEW_SHIPPERS = 3
"""chosen: a way that more shippers use is a carrier's, or a disruption that everybody sails around."""
_GOODS_SHARE = 0.1
"""chosen: a way that a tenth of the same goods on the lane take is theirs, however few go it otherwise."""
_LANE: dict[str, Any] = {"export_country": "CN", "destination_country": "MX", "channel": "air"}  # Any: as records are declared


def _finds(known: Known) -> "ir.Table":
    from tidewaiter.history.routes import rare_routes

    return rare_routes(known.records, engine=known.engine)


SIGNAL = Signal(
    id="route.improbable",
    code="R1",
    question="Do the goods go by a way that hardly anybody on this lane goes?",
    family="route",
    sources=(
        Source("BIS", "Red flag indicators", "abnormal shipping route for the product and destination", date(2026, 11, 24)),
        Source(
            "Canada",
            "Precursor Control Regulations, section 86",
            "means of transport, route, origin or destination unusual",
            date(2026, 11, 24),
        ),
    ),
    needs=(
        "transit_countries or loading_port",
        "export_country or shipper_country or origin_country",
        "destination_country or consignee_country",
    ),
    unit="records of the lane for one that goes this way",
    fires=lambda t: (t.route_shippers_n <= _FEW_SHIPPERS) & ~(divide(t.route_goods_path_n, t.route_goods_n).fill_null(0.0) >= _GOODS_SHARE),
    points=lambda t: decibans(divide(t.route_lane_n, t.route_path_n), at=_POINTS),
    values=(
        "route_path",
        "lane_in_words",
        "route_channel",
        "route_lane_n",
        "route_path_n",
        "route_shippers_n",
        "shippers",
        "route_goods_n",
        "route_goods_path_n",
        "goods_on_route",
    ),
    says="The way from {lane_in_words} is by {route_path}, taken by {route_path_n} of {route_lane_n} records of the lane by "
    "{route_channel} ({shippers}); {goods_on_route}.",
    words=lambda t: {
        "lane_in_words": lane_in_words(t.route_lane),
        "shippers": counted(t.route_shippers_n, "shipper", many="shippers"),
        "goods_on_route": _goods_on_route(t),
    },
    innocent=(
        "a strike, a war, a drought in a canal or a full airport",
        "a carrier's hub, or goods stored on the way and sold on",
        "a port entered for the place of a branch office",
    ),
    finds=_finds,
    fires_on=Example(
        "One record in fifty-one of a lane goes through a third country",
        (
            *crowd(LEAST_ON_LANE, prefix="lane", **_LANE),
            record("detour", **_LANE, transit_countries="PA", shipper_name="Imaginary Detours Ltd", net_mass_kg=10.0),
        ),
        "detour",
    ),
    quiet_on=Example(
        "One record in ten of the lane goes through another country",
        (
            *crowd(LEAST_ON_LANE, prefix="lane", **_LANE),
            *(record(f"detour-{place}", **_LANE, transit_countries="CR", net_mass_kg=10.0) for place in range(6)),
        ),
        "detour-1",
    ),
)


def _goods_on_route(t: "ir.Table") -> "ir.StringValue":
    number = counted(t.route_goods_path_n, "goes", many="go")
    same = ibis.literal("of ").concat(
        t.route_goods_n.cast("string"), " under ", goods_in_words(t.heading), " on this lane, ", number, " so"
    )
    words: ir.StringValue = ibis.coalesce((t.route_goods_n > 0).ifelse(same, ibis.null("string")), "no others of its HS heading are known")
    return words
