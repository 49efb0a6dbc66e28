"""P4: the goods do not fit the line of business that a party's own name says."""

from datetime import date
from typing import TYPE_CHECKING, Any

import ibis

from tidewaiter.history.norms import goods_in_words
from tidewaiter.signals.batches import record
from tidewaiter.signals.form import Example, Known, Signal, Source
from tidewaiter.signals.words import counted

if TYPE_CHECKING:
    import ibis.expr.types as ir

_MOST_DECIBANS = 12.0
"""chosen: what a batch can show of one name is capped here, as anybody can choose a name and firms take up new lines."""
_WATCHED_WEIGHT = 0.8
_WEIGHTS = {"chemicals": 0.5, "machines": 0.5, "raw materials": 0.4}
_EVERYDAY_WEIGHT = 0.3
"""chosen: share of the decibans that counts as points: all but whole for goods under watch, little for what any firm may deal in."""
_BOTH_POINTS = 1.0
"""chosen: decibans more where neither the sender nor the receiver deals in such goods by its name."""
_OWN_TRADE_DAYS = 10
"""chosen: goods that a party has dealt in on ten days or more are its trade, whatever its name says, unless they are watched."""
_ROSES = ("Rose", "Tulip", "Daisy", "Poppy", "Aster", "Lily", "Iris", "Dahlia", "Peony", "Zinnia")


def _finds(known: Known) -> "ir.Table":
    from tidewaiter.parties.business import business_misfits

    return business_misfits(known.goods, records=known.records, names=known.names, engine=known.engine)


def _firms(kind: str, **declared: Any) -> tuple[Any, ...]:  # Any: a record's columns are of many types
    """Twenty firms of a kind that receive the same goods."""
    return tuple(
        record(f"{kind}-{place}", consignee_name=f"Imaginary {flower} {kind} {place // 10} LLC", **declared)
        for place, flower in enumerate(_ROSES * 2)
    )


_TOYS = _firms("Toys", goods_text="toy cars of plastic", hs_code="9503000000")
_CHEMICALS = _firms("Chemicals", goods_text="silica gel in bags", hs_code="2811220000")
_SILICA: dict[str, Any] = {"goods_text": "silica gel in bags", "hs_code": "2811220000"}  # Any: as records are declared

SIGNAL = Signal(
    id="party.business_goods",
    code="P4",
    question="Do the goods fit the line of business that the name of the receiver or sender says?",
    family="party",
    sources=(
        Source(
            "FinCEN and BIS",
            "Supplemental joint alert on evasion of export controls, 2023",
            "product does not fit the line of business",
            date(2026, 11, 24),
        ),
        Source(
            "FinCEN",
            "FIN-2024-A002, Supplemental Advisory on the Procurement of Precursor Chemicals",
            "importers outside chemicals and pharmacy",
            date(2026, 11, 24),
        ),
    ),
    needs=("consignee_name or buyer_name or shipper_name", "goods_text or hs_code"),
    unit="decibans of rarity among firms of that line",
    fires=lambda t: t.fit_misfit.notnull() & (t.fit_watched.notnull() | (t.fit_days_n < _OWN_TRADE_DAYS)),
    points=lambda t: (
        ibis.least(t.fit_misfit, _MOST_DECIBANS)
        * t.fit_watched.notnull().ifelse(_WATCHED_WEIGHT, t.fit_goods_class.cases(*_WEIGHTS.items(), else_=_EVERYDAY_WEIGHT))
        + (t.fit_sides_n > 1).ifelse(_BOTH_POINTS, 0.0)
    ),
    values=(
        "fit_role",
        "fit_name",
        "fit_line",
        "goods_in_words",
        "fit_goods_class",
        "fit_watched",
        "fit_misfit",
        "firms",
        "fit_firms_n",
        "fit_alike_n",
        "fit_expected_n",
        "fit_days_n",
        "fit_sides_n",
    ),
    says="The name of the {fit_role}, {fit_name}, says its line of business: {fit_line}. Of {firms} whose names say a line and that deal "
    "in {goods_in_words}, {fit_alike_n} say that one, where chance alone would give {fit_expected_n} ({fit_misfit} decibans of rarity, "
    "wider groups counted in).",
    words=lambda t: {
        "goods_in_words": t.fit_goods.contains("hs:").ifelse(goods_in_words(t.fit_goods), t.fit_goods),
        "firms": counted(t.fit_firms_n, "other firm of this batch", many="other firms of this batch"),
    },
    innocent=(
        "a firm of several lines, or one that has just taken up a new one",
        "a buyer for somebody else, or for the firm's own use: a paint shop cleans its floor",
        "a name that is older than the trade, or a word that means something else",
        "a wrong HS code",
    ),
    finds=_finds,
    fires_on=Example(
        "A toy shop receives a chemical that only firms of chemistry receive otherwise",
        (*_TOYS, *_CHEMICALS, record("odd", consignee_name="Sample Orchid Toys LLC", **_SILICA)),
        "odd",
    ),
    quiet_on=Example(
        "A firm of chemistry receives it",
        (*_TOYS, *_CHEMICALS, record("odd", consignee_name="Sample Orchid Chemicals LLC", **_SILICA)),
        "odd",
    ),
)
