"""OpenSanctions' simplified table of targets, `targets.simple.csv`: a row a party, several values of a cell parted by semicolons."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tidewaiter.parties.lists.form import Content, Head, ListFormat
from tidewaiter.parties.lists.formats.ftm_json import SCHEMAS
from tidewaiter.parties.lists.tables import Row, has_headings, rows_by_id
from tidewaiter.parties.lists.values import country, imo_numbers, make_address, make_party, name_of
from tidewaiter.parties.party import Party, PartyName

__all__ = ["FORMAT"]

_COLUMNS = ("schema", "name", "aliases", "countries", "addresses", "identifiers", "sanctions", "phones", "emails", "program_ids", "dataset")


def _knows(head: Head) -> bool:
    return has_headings(head, "id", "schema", "name", "aliases", "countries", "dataset")


def _read(files: Sequence[Path]) -> Content:
    found = rows_by_id(files[0], id_column="id", columns=_COLUMNS, needs=["name", "schema"])
    return Content(_party(id_, rows) for id_, rows in found.items())


def _party(list_id: str, rows: list[Row]) -> Party:
    schema = next((SCHEMAS[row["schema"]] for row in rows if row["schema"] in SCHEMAS), None)
    return make_party(
        list_id,
        [name for row in rows for name in _names(row)],
        schema=schema,
        countries=[] if schema == "person" else [country(code) for row in rows for code in _parts(row["countries"])],
        addresses=[make_address(text) for row in rows for text in _parts(row["addresses"])],
        numbers=[number for row in rows for number in _numbers(row, schema)],
        kinds=[kind for row in rows for kind in _parts(row["program_ids"] or row["sanctions"] or row["dataset"])],
    )


def _names(row: Row) -> Iterator[PartyName]:
    yield name_of(row["name"], strength="primary")
    for alias in _parts(row["aliases"]):
        yield name_of(alias, strength="strong")


def _parts(text: str) -> list[str]:
    return [part for piece in text.split(";") if (part := piece.strip())]


def _numbers(row: Row, schema: str | None) -> Iterator[tuple[str | None, str]]:
    """Identifiers are not told apart; those of persons are mostly passports and are left alone."""
    for field, column in (("phone", "phones"), ("email", "emails")):
        for value in _parts(row[column]):
            yield field, value
    for value in _parts(row["identifiers"]) if schema != "person" else []:
        ship = schema == "vessel" and value.upper().startswith("IMO") and bool(imo_numbers(value))
        yield "imo" if ship else "registration_id", value


FORMAT = ListFormat(
    id="opensanctions_csv",
    title="OpenSanctions `targets.simple.csv`",
    publisher="",
    source="OpenSanctions, simplified tabular format, headings as public readers of it show; no copy was at hand",
    numbering="OpenSanctions",
    takes=(
        ("list_id", "`id`"),
        ("names", "`name`; `aliases`; the form marks no weak ones"),
        ("schema", "`schema`: Person; Company, Organization, PublicBody; Vessel; others have none"),
        ("addresses, countries", "`addresses`; `countries`, but not of persons, as the column holds nationalities, too"),
        ("registration_ids, imo_numbers", "`identifiers`, but not of persons, whose are mostly passports"),
        ("phones, emails", "`phones`, `emails`"),
        ("kind", "`program_ids`, else `sanctions`, else `dataset`"),
    ),
    leaves="Birth; days of first and last sight, which are no days of listing.",
    knows=_knows,
    read=_read,
)
