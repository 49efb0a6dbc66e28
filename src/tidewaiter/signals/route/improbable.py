"""R1: goods go a lane by a way that hardly any other record of the lane goes."""

from datetime import date
from typing import TYPE_CHECKING, Any

from tidewaiter.engine.safe import divide
from tidewaiter.history.routes import LEAST_ON_LANE
from tidewaiter.signals.batches import crowd, record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans

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
        "route_lane",
        "route_channel",
        "route_lane_n",
        "route_path_n",
        "route_shippers_n",
        "route_goods_n",
        "route_goods_path_n",
    ),
    says="By way of {route_path}: {route_path_n} of {route_lane_n} records on the lane {route_lane} ({route_channel}) go that way, those "
    "of {route_shippers_n} shipper(s); of {route_goods_n} with the same HS heading, {route_goods_path_n} do.",
    innocent=(
        "a strike, a war, a drought in a canal or a full airport",
        "a carrier's hub, or goods stored on the way and sold on",
        "a port entered for the place of a branch office",
    ),
    finds=_finds,
    fires_on=Example(
        "One record in sixty of a lane goes through a third country",
        (
            *crowd(LEAST_ON_LANE + 10, **_LANE),
            record("detour", **_LANE, transit_countries="PA", shipper_name="Imaginary Detours Ltd", net_mass_kg=10.0),
        ),
        "detour",
    ),
    quiet_on=Example(
        "One record in ten of the lane goes through that country",
        (
            *crowd(LEAST_ON_LANE, **_LANE),
            *(record(f"detour-{place}", **_LANE, transit_countries="PA", net_mass_kg=10.0) for place in range(6)),
        ),
        "detour-1",
    ),
)
