"""Phones, e-mail addresses and registration numbers as keys, and those of listed parties, to find a listed party under another name."""

import re
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tidewaiter.kernels import Kernel, once_per_value
from tidewaiter.parties.party import Party

__all__ = ["CONTACT_KEY", "CONTACT_KINDS", "contact_key", "contact_table", "id_key", "phone_digits", "read_contacts"]

CONTACT_KINDS = {
    "registration_id": "registration_ids",
    "phone": "phones",
    "email": "emails",
    "wallet": "wallets",
    "imo": "imo_numbers",
}
"""What a record can say of a party by which a listed one is found without its name, and where a party keeps it."""
FEWEST_PHONE_DIGITS = 8
"""chosen: eight digits are a whole number without its country and area; fewer may be an extension."""
FEWEST_ID_SIGNS = 5
"""chosen: a shorter number says nothing about who has it."""
_IMO_DIGITS = 7
"""IMO resolution A.1117(30): an IMO ship number has seven digits."""
_FEWEST_WALLET_SIGNS = 20
"""chosen: no usual currency has shorter addresses; case tells them apart."""
_FEWEST_DISTINCT = 3
"""chosen: what is written with one or two different signs (00000000, 1111-1112) fills a field and names nobody."""
_NOBODY = frozenset({"email", "example", "mail", "n.a", "na", "no", "noemail", "nomail", "none", "noreply", "no-reply", "test", "unknown"})
"""chosen: what stands before the @ where a form wants an e-mail and nobody has one."""
_CONTACTS_SCHEMA = pa.schema([(name, pa.string()) for name in ("contact_kind", "contact_key", "list", "list_id", "matched_name")])


def contact_key(kind: str, text: str) -> str | None:
    """Give the key that two spellings of a contact share; None for one that says nothing, such as a filler.

    >>> contact_key("phone", "+1 202 555-0147"), contact_key("email", "Sales@Example.com"), contact_key("phone", "000000000")
    ('12025550147', 'sales@example.com', None)
    >>> contact_key("registration_id", "reg-12345 x"), contact_key("email", "none@example.com")
    ('REG12345X', None)
    """
    if kind == "email":
        local, at, _domain = (key := text.strip().casefold()).rpartition("@")
        return key if at and local and local not in _NOBODY else None
    if kind == "imo":
        number = re.sub("[^0-9]", "", text)
        return number if len(number) == _IMO_DIGITS else None
    if kind == "wallet":
        return text.strip() if len(text.strip()) >= _FEWEST_WALLET_SIGNS else None
    key = phone_digits(text) if kind == "phone" else id_key(text)
    says_nothing = len(set(key)) < _FEWEST_DISTINCT or len(key) < (FEWEST_PHONE_DIGITS if kind == "phone" else FEWEST_ID_SIGNS)
    return None if says_nothing or not any(map(str.isdigit, key)) else key


def phone_digits(phone: str) -> str:
    """Give the digits of a phone number without leading zeros."""
    return re.sub(r"[^0-9]", "", phone).lstrip("0")


def id_key(id_: str) -> str:
    """Give a number of a register without blanks and signs."""
    return re.sub(r"[^0-9A-Z]", "", id_.upper())


def contact_table(parties: Iterable[tuple[str, Party]]) -> pa.Table:
    """Give the contacts of listed parties with the name of their list: `contact_kind,contact_key,list,list_id,matched_name`."""
    rows = {
        (kind, key, name, party.list_id, _called(party))
        for name, party in parties
        if party.names
        for kind, field in CONTACT_KINDS.items()
        for text in getattr(party, field)
        if (key := contact_key(kind, text)) is not None
    }
    return pa.Table.from_pylist([dict(zip(_CONTACTS_SCHEMA.names, row)) for row in sorted(rows)], schema=_CONTACTS_SCHEMA)


def read_contacts(index_path: str) -> pa.Table:
    """Give the contacts of a compiled index."""
    return pq.read_table(Path(index_path) / "contacts.parquet")


def _called(party: Party) -> str:
    """The primary name, or the first in order of the alphabet."""
    return min(party.names, key=lambda kept: (kept.strength != "primary", kept)).name


def _contact_keys(kinds: pa.Array, texts: pa.Array) -> pa.Array:
    kind = next((value for value in kinds.to_pylist() if value is not None), "")
    return once_per_value(texts, lambda distinct: [contact_key(kind, text) for text in distinct], pa.string())


CONTACT_KEY = Kernel("tw_contact_key", _contact_keys, (pa.string(), pa.string()), pa.string())
"""`CONTACT_KEY(kind, text) -> string`, the kind a literal: see `contact_key`."""
