"""G1: a substance under control or surveillance stands in the record."""

from datetime import date

import ibis

from tidewaiter.signals.batches import record
from tidewaiter.signals.form import Example, Signal, Source, decibans

_STRENGTH_OF_STATUS = {"controlled": 10.0, "surveillance": 6.0, "proposed": 3.0}
"""chosen: decibans by status, until outcomes have measured them."""
_CERTAINTY = {"cas": 1.0, "hs": 0.8, "misspelt": 0.7, "name": 1.0, "synonym": 0.8}
"""chosen: share of the points by how the substance was found; an HS code may be a clerk's slip, a short name another thing."""
_ENTRIES = {1.0: 0.0, 4.0: 2.0}
"""chosen: more points where several lists, at both ends, name the substance."""
_EVERYDAY_POINTS = 1.0
"""chosen: solvents and acids of every trade are listed too; on their own they say next to nothing."""
_SHOWN_POINTS = 2.0
"""chosen: an entry whose text or date was not verified is shown for review and cannot make a record suspicious by itself; an everyday
chemical under such an entry alone is shown without points."""

SIGNAL = Signal(
    id="goods.listed_substance",
    code="G1",
    question="Does the record name a substance that the law of either end of the lane lists on that day?",
    family="goods",
    sources=(
        Source("FinCEN", "FIN-2024-A002, Supplemental Advisory on the Procurement of Precursor Chemicals", "red flags", date(2026, 11, 1)),
        Source("UNODC", "United Nations Convention against Illicit Traffic, 1988", "article 12", date(2026, 11, 1)),
    ),
    needs=("goods_text or hs_code",),
    unit="entries of the control register",
    fires=lambda t: t.control_substance.notnull(),
    points=lambda t: ibis.cases(
        (t.control_everyday & ~t.control_decides, 0.0),
        (t.control_everyday, _EVERYDAY_POINTS),
        (~t.control_decides, _SHOWN_POINTS),
        else_=t.control_status.cases(*_STRENGTH_OF_STATUS.items(), else_=_SHOWN_POINTS)
        * t.control_found_as.cases(*_CERTAINTY.items(), else_=0.5)
        + decibans(t.control_entries_n, at=_ENTRIES),
    ),
    values=(
        "control_name",
        "control_cas",
        "control_found_as",
        "control_spot_text",
        "control_jurisdiction",
        "control_end",
        "control_list",
        "control_status",
        "control_since",
        "control_citation",
        "control_verified",
        "control_decides",
        "control_entries",
        "control_entries_n",
        "control_law",
    ),
    says="The record names {control_name} ({control_found_as}: “{control_spot_text}”), {control_status} by {control_jurisdiction} "
    "({control_end}), {control_list}, since {control_since} ({control_citation}; read: {control_verified}). {control_law}. "
    "All entries met: {control_entries}.",
    innocent=(
        "most listed chemicals move lawfully between licensed firms",
        "a reference standard or sample of a few grams for a laboratory",
        "the text names what the goods are free of, or are tested for",
    ),
    fires_on=Example(
        "A kilogram of a listed precursor goes to a country that lists it",
        (record("drum", goods_text="4-piperidone, CAS 41661-47-6, 1 kg", hs_code="293339", net_mass_kg=1.0),),
        "drum",
    ),
    quiet_on=Example(
        "The same drum, lodged before any law at either end named the substance",
        (record("drum", goods_text="4-piperidone, CAS 41661-47-6, 1 kg", hs_code="293339", net_mass_kg=1.0, lodged_date=date(2015, 1, 5)),),
        "drum",
    ),
)
