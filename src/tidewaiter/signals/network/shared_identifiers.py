"""N1: importers that seem unrelated share an identifier and a supplier."""

from datetime import date
from typing import TYPE_CHECKING

from tidewaiter.network.shared import LEAST_NAMES
from tidewaiter.signals.batches import record
from tidewaiter.signals.form import Example, Known, Signal, Source, decibans

if TYPE_CHECKING:
    import ibis.expr.types as ir

_POINTS_BY_NAMES = {3.0: 4.0, 5.0: 8.0, 10.0: 11.0}
_TWO_SUPPLIERS = 2.0
"""chosen: decibans, until outcomes have measured them."""
_PHONE = "+12025550119"
_NAMES = ("Copperfield Imaginary LLC", "Driftwood Sample Inc", "Elderberry Model LLC", "Fernleaf Specimen Inc")


def _finds(known: Known) -> "ir.Table":
    from tidewaiter.network.shared import shared_contacts

    return shared_contacts(known.shipments, names=known.names, addresses=known.addresses, as_of=known.as_of, engine=known.engine)


SIGNAL = Signal(
    id="network.shared_identifiers",
    code="N1",
    question="Do importers that seem unrelated share a phone, e-mail, address or number, and buy from the same supplier?",
    family="network",
    sources=(Source("FinCEN", "FIN-2024-A002", "red flags 7, 8 and 10: importers that share contacts and suppliers", date(2026, 11, 1)),),
    needs=(
        "consignee_phone or consignee_email or consignee_address or consignee_registration_id or notify_party_phone or notify_party_email",
        "consignee_name or notify_party_name or buyer_name",
        "shipper_name",
    ),
    unit="importers that share the identifier",
    fires=lambda t: t.contact_names_n >= LEAST_NAMES,
    points=lambda t: decibans(t.contact_names_n, at=_POINTS_BY_NAMES) + (t.contact_suppliers_n >= 2).ifelse(_TWO_SUPPLIERS, 0.0),
    values=("contact_kind", "contact", "contact_names_n", "contact_names", "contact_suppliers_n"),
    says="{contact_names_n} importers give the {contact_kind} {contact} ({contact_names}), and {contact_suppliers_n} supplier(s) sell to "
    "two or more of them.",
    innocent=(
        "a customs broker, accountant or freight agent who files for them all under his own phone",
        "firms of one group or one family of brands",
        "a phone number given to a new owner",
    ),
    finds=_finds,
    fires_on=Example(
        "Four importers on one phone buy from one supplier",
        tuple(record(f"ring-{place}", consignee_name=name, consignee_phone=_PHONE) for place, name in enumerate(_NAMES)),
        "ring-0",
    ),
    quiet_on=Example(
        "The phone is that of the broker who lodged all four records",
        tuple(
            record(f"ring-{place}", consignee_name=name, consignee_phone=_PHONE, declarant_name="Imaginary Brokers", declarant_phone=_PHONE)
            for place, name in enumerate(_NAMES)
        ),
        "ring-0",
    ),
)
