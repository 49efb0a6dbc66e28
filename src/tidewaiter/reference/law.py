"""The control register: who lists which substance since when, and which countries a union's law holds in."""

from functools import cache

import pyarrow as pa

from tidewaiter.reference.checks import check_controls, check_unions
from tidewaiter.reference.identity import substance_rows
from tidewaiter.reference.register import Row, day, listed, names_in, reference_rows

__all__ = ["control_rows", "unions"]

_CONTROLS = pa.schema(
    [
        ("substance", pa.string()),
        ("name", pa.string()),
        ("cas", pa.string()),
        ("everyday", pa.bool_()),
        ("jurisdiction", pa.string()),
        ("instrument", pa.string()),
        ("list", pa.string()),
        ("status", pa.string()),
        ("valid_from", pa.date32()),
        ("valid_to", pa.date32()),
        ("date_precision", pa.string()),
        ("scope", pa.string()),
        ("covers", pa.list_(pa.string())),
        ("citation", pa.string()),
        ("source", pa.string()),
        ("retrieved", pa.date32()),
        ("verified", pa.string()),
        ("decides", pa.bool_()),
    ]
)
_UNIONS = pa.schema([("union", pa.string()), ("country", pa.string()), ("valid_from", pa.date32()), ("valid_to", pa.date32())])


@cache
def control_rows() -> pa.Table:
    """Give every control row of every jurisdiction, with name and `everyday` of its substance.

    `decides` is true where the text or the listing was read by us or by a named secondary source (`verified` begins with yes); the other
    rows are shown and never decide alone. `valid_from` is the first day in force; where only the year is known it is the last day of that
    year, so that no row decides too early; with precision `by` it is a day on which it was read to be in force, begun before; null where
    the start is unknown. `valid_to` is the first day no longer in force, null if open. `covers` are the scope words of the entry.

    Raises:
        BadReference: see `checks.check_controls`.

    >>> control_rows().num_rows
    221
    """
    rows = [row for name in names_in("controls") for row in reference_rows(f"controls/{name}")]
    identities = {substance["id"]: substance for substance in substance_rows().to_pylist()}
    check_controls(rows, substances=identities)
    return pa.Table.from_pylist([_control(row, identities[row["substance"]]) for row in rows], schema=_CONTROLS)


@cache
def unions() -> pa.Table:
    """Give `union`, `country`, `valid_from`, `valid_to`: on which days the law of a union holds in a country.

    Raises:
        BadReference: see `checks.check_unions`.
    """
    rows = reference_rows("unions/unions.csv")
    check_unions(rows)
    return pa.Table.from_pylist([row | _dates(row, "unions") for row in rows], schema=_UNIONS)


def _control(row: Row, substance: dict[str, object]) -> dict[str, object]:
    where = f"controls, {row['substance']} in {row['jurisdiction']}"
    return {
        **row,
        **_dates(row, where),
        "cas": row["cas"] or None,
        "covers": list(listed(row["covers"])),
        "retrieved": day(row["retrieved"], where),
        "decides": row["verified"].startswith("yes"),
        "name": substance["name"],
        "everyday": substance["everyday"],
    }


def _dates(row: Row, where: str) -> dict[str, object]:
    return {"valid_from": day(row["valid_from"], where), "valid_to": day(row["valid_to"], where)}
