"""T3: goods that come onto a lane anew, from few suppliers at once to several buyers. It steers the sample more than it accuses."""

from datetime import date
from typing import TYPE_CHECKING, Any

from tidewaiter.history.norms import goods_in_words
from tidewaiter.signals.batches import crowd, record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans
from tidewaiter.signals.words import counted, lane_in_words

if TYPE_CHECKING:
    import ibis.expr.types as ir

_POINTS = {10.0: 2.0, 30.0: 3.0, 80.0: 4.0}
"""chosen: decibans by surprise, until outcomes have measured them; new products come all the time."""
_FEW_SUPPLIERS = 2
"""chosen: a fashion or a season is sold by many at once."""
_LANE: dict[str, Any] = {"export_country": "IN", "destination_country": "KE"}  # Any: as records are declared
_OLD = crowd(100, prefix="old", hs_code="6109100012", **_LANE)
_NEW = _LANE | {"hs_code": "2933790000", "goods_text": "organic intermediate powder", "lodged_date": date(2026, 5, 21)}
_SEASON = _NEW | {"hs_code": "9505100000", "goods_text": "ornaments for feasts"}


def _finds(known: Known) -> "ir.Table":
    from tidewaiter.history.novelty import new_lines

    return new_lines(known.records, engine=known.engine)


SIGNAL = Signal(
    id="time.new_line",
    code="T3",
    question="Are these goods new on this lane, after long without any, and from few suppliers?",
    family="time",
    sources=(
        Source("FinCEN and BIS", "Joint alert on evasion of export controls, 2022", "rapid shift to new purchasers", date(2026, 11, 24)),
    ),
    needs=(
        "hs_code",
        "lodged_date or departure_date or arrival_date",
        "export_country or shipper_country or origin_country",
        "shipper_name",
    ),
    unit="decibans of surprise",
    fires=lambda t: t.new_suppliers_n <= _FEW_SUPPLIERS,
    points=lambda t: decibans(t.new_surprise, at=_POINTS),
    values=(
        "goods_in_words",
        "lane_in_words",
        "new_first_day",
        "new_line_n",
        "new_before_n",
        "new_suppliers_n",
        "suppliers",
        "new_buyers_n",
        "buyers",
        "new_supplier_before_n",
        "supplier_before",
        "new_surprise",
    ),
    says="{goods_in_words} from {lane_in_words} begins on {new_first_day}, after {new_before_n} records of the lane without it, and has "
    "{new_line_n} since, from {suppliers} to {buyers} ({new_surprise} decibans of surprise); before that day this supplier had "
    "{supplier_before}.",
    words=lambda t: {
        "goods_in_words": goods_in_words(t.new_commodity),
        "lane_in_words": lane_in_words(t.new_lane),
        "suppliers": counted(t.new_suppliers_n, "supplier", many="suppliers"),
        "buyers": counted(t.new_buyers_n, "named buyer", many="buyers"),
        "supplier_before": counted(t.new_supplier_before_n, "record of other trade", many="records of other trade"),
    },
    innocent=(
        "a new product, a season, a trade fair",
        "a firm that has just taken up the lane",
        "a tariff code that was renumbered",
    ),
    finds=_finds,
    fires_on=Example(
        "A supplier turns to new goods after eighty days and sells them to four buyers",
        (
            *_OLD,
            *(record(f"new-{place}", **_NEW, consignee_name=f"Imaginary Buyer {place} LLC") for place in range(4)),
        ),
        "new-1",
    ),
    quiet_on=Example(
        "Such goods come from four suppliers at once",
        (
            *_OLD,
            *(
                record(
                    f"many-{place}",
                    **_SEASON,
                    consignee_name=f"Imaginary Buyer {place} LLC",
                    shipper_name=f"Imaginary Supplier {place} Ltd",
                )
                for place in range(4)
            ),
        ),
        "many-1",
    ),
)
