"""P1: a party of the record resembles a party of a list that is in force."""

from datetime import date

import ibis

from tidewaiter.parties.strengths import CONTACT, STRONG
from tidewaiter.signals.batches import record
from tidewaiter.signals.form import Example, Signal, Source, decibans

_STRONG_POINTS = {0.5: 15.0, 1.0: 20.0}
_CONTACT_POINTS = 8.0
_NAME_POINTS = {0.5: 2.0, 0.9: 4.0, 1.0: 6.0}
"""chosen: decibans by score of the name, which is a probability; a name alone says little, as names repeat by the
thousand; a listed phone or number under another name says more."""
_LISTED = (
    {
        "id": "X-1",
        "name": "Vermilion Quill Fictitious Chemical Co., Ltd.",
        "schema": "company",
        "country": "CN",
        "kind": "made up",
        "date": "2024-05-01",
        "phone": "+12025550147",
    },
)

SIGNAL = Signal(
    id="party.list_match",
    code="P1",
    question="Does a party of the record stand on a sanctions or surveillance list?",
    family="party",
    sources=(
        Source("OFAC", "Executive Order 14059, persons involved in the global illicit drug trade", "section 1", date(2026, 11, 1)),
        Source("FinCEN", "FIN-2024-A002", "red flags on listed counterparties", date(2026, 11, 1)),
    ),
    needs=("lists", "shipper_name or consignee_name or notify_party_name or buyer_name or declarant_name or forwarder_name"),
    unit="score of the name, 0 to 1",
    fires=lambda t: t.hit_list_id.notnull(),
    points=lambda t: ibis.cases(
        (t.hit_strength == STRONG, decibans(t.hit_score, at=_STRONG_POINTS)),
        (t.hit_strength == CONTACT, _CONTACT_POINTS),
        else_=decibans(t.hit_score, at=_NAME_POINTS),
    ),
    values=(
        "hit_role",
        "hit_name",
        "hit_list",
        "hit_list_id",
        "hit_matched_name",
        "hit_score",
        "hit_strength",
        "hit_attributes",
        "hit_reason",
        "hit_hits_n",
    ),
    says="The {hit_role} {hit_name} against {hit_matched_name} (list {hit_list}, entry {hit_list_id}): {hit_strength} hit, "
    "score {hit_score}: {hit_reason}",
    innocent=(
        "another party of the same name; names of firms and persons repeat by the thousand",
        "a phone or office that has passed to somebody else",
        "the party was taken off the list after this copy of it was made",
        "a licence of the listing authority covers the trade",
    ),
    fires_on=Example(
        "The shipper has the name and the phone of a listed firm",
        (record("listed", shipper_name="VERMILION QUILL FICTITIOUS CHEMICAL CO LTD", shipper_country="CN", shipper_phone="+12025550147"),),
        "listed",
        lists=_LISTED,
    ),
    quiet_on=Example(
        "The shipper shares only ordinary words with a listed firm",
        (record("other", shipper_name="Cobalt Heron Fictitious Chemical Co Ltd", shipper_country="CN", shipper_phone="+12025550162"),),
        "other",
        lists=_LISTED,
    ),
    fact=lambda t: t.hit_strength == STRONG,
)
