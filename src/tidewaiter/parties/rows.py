"""Parties as rows of an Arrow table, and back."""

from collections.abc import Iterable, Iterator

import pyarrow as pa

from tidewaiter.parties.party import Address, Party, PartyName

__all__ = ["PARTY_SCHEMA", "party_rows", "party_table"]

_TEXTS = pa.list_(pa.string())
_SEVERAL = ("countries", "phones", "emails", "registration_ids", "wallets", "imo_numbers")
PARTY_SCHEMA = pa.schema(
    [
        ("list", pa.string()),
        ("list_id", pa.string()),
        ("names", pa.list_(pa.struct([("name", pa.string()), ("strength", pa.string())]))),
        ("schema", pa.string()),
        ("countries", _TEXTS),
        ("addresses", pa.list_(pa.struct([("text", pa.string()), ("city", pa.string()), ("country", pa.string())]))),
        ("phones", _TEXTS),
        ("emails", _TEXTS),
        ("registration_ids", _TEXTS),
        ("kind", pa.string()),
        ("listed_on", pa.date32()),
        ("delisted_on", pa.date32()),
        ("wallets", _TEXTS),
        ("imo_numbers", _TEXTS),
    ]
)


def party_table(parties: Iterable[tuple[str, Party]]) -> pa.Table:
    """Give parties with the name of their list as a table sorted by list and id."""
    rows = [_row(name, party) for name, party in sorted(parties, key=lambda pair: (pair[0], pair[1].list_id))]
    return pa.Table.from_pylist(rows, schema=PARTY_SCHEMA)


def party_rows(table: pa.Table) -> Iterator[tuple[str, Party]]:
    """Give the parties of a table with the names of their lists."""
    for row in table.to_pylist():
        yield row.pop("list"), Party(**{
            **row,
            "names": tuple(PartyName(**name) for name in row["names"]),
            "addresses": tuple(Address(**address) for address in row["addresses"]),
            **{field: tuple(row[field]) for field in _SEVERAL},
        })  # fmt: skip


def _row(name: str, party: Party) -> dict[str, object]:
    return {"list": name} | {
        "list_id": party.list_id,
        "names": [{"name": kept.name, "strength": kept.strength} for kept in sorted(party.names)],
        "schema": party.schema,
        "addresses": [{"text": a.text, "city": a.city, "country": a.country} for a in sorted(party.addresses)],
        "kind": party.kind,
        "listed_on": party.listed_on,
        "delisted_on": party.delisted_on,
        **{field: sorted(getattr(party, field)) for field in _SEVERAL},
    }
