"""T3: goods that come onto a lane anew, from few suppliers at once to several buyers. It steers the sample more than it accuses."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tidewaiter.signals.batches import crowd, record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans

if TYPE_CHECKING:
    import ibis.expr.types as ir

_POINTS = {20.0: 2.0, 40.0: 3.0, 100.0: 4.0}
"""chosen: decibans by surprise, until outcomes have measured them; new products come all the time."""
_FEW_SUPPLIERS = 2
"""chosen: a fashion or a season is sold by many at once."""
_CODE = "2933790000"
_LATE = date(2026, 3, 2) + timedelta(days=80)


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
        "new_commodity",
        "new_lane",
        "new_first_day",
        "new_line_n",
        "new_before_n",
        "new_suppliers_n",
        "new_buyers_n",
        "new_supplier_before_n",
        "new_surprise",
    ),
    says="{new_commodity} on the lane {new_lane} begins on {new_first_day}, after {new_before_n} records of the lane without it, and has "
    "{new_line_n} since: {new_suppliers_n} supplier(s), {new_buyers_n} buyer(s); this supplier had {new_supplier_before_n} other record(s) "
    "before.",
    innocent=(
        "a new product, a season, a trade fair",
        "a firm that has just taken up the lane",
        "a tariff code that was renumbered",
    ),
    finds=_finds,
    fires_on=Example(
        "A supplier turns to new goods after eighty days and sells them to four buyers",
        (
            *(row for place in range(2) for row in crowd(55, prefix=f"old-{place}", hs_code="6109100012")),
            *(
                record(
                    f"new-{place}",
                    hs_code=_CODE,
                    goods_text="organic intermediate powder",
                    consignee_name=f"Imaginary Buyer {place} LLC",
                    lodged_date=_LATE,
                )
                for place in range(12)
            ),
        ),
        "new-1",
    ),
    quiet_on=Example(
        "The same goods come from five suppliers at once",
        (
            *(row for place in range(2) for row in crowd(55, prefix=f"old-{place}", hs_code="6109100012")),
            *(
                record(
                    f"new-{place}",
                    hs_code=_CODE,
                    goods_text="organic intermediate powder",
                    shipper_name=f"Imaginary Supplier {place % 5} Ltd",
                    lodged_date=_LATE,
                )
                for place in range(12)
            ),
        ),
        "new-1",
    ),
)
