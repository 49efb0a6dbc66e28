"""Text cells to the columns of `shipments`, with a note for each cell that was repaired or could not be read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.normalise.cells import Converted, Reading, each_value, join_filled
from tidewaiter.normalise.codes import read_container_ids, read_currency, read_imo, read_incoterm, read_registration_id, to_hs
from tidewaiter.normalise.contacts import to_emails, to_phones
from tidewaiter.normalise.countries import read_countries, read_country
from tidewaiter.normalise.dates import to_dates
from tidewaiter.normalise.money import CURRENCY_BESIDE, split_money
from tidewaiter.normalise.numbers import to_integers_or_numbers
from tidewaiter.normalise.units import read_package_kind, read_unit, to_measure
from tidewaiter.normalise.words import read_word
from tidewaiter.read.bounds import drop_absurd
from tidewaiter.read.headings import Mapping
from tidewaiter.read.votes import Votes
from tidewaiter.tables import CONTACT_ROLES, arrow_schema, columns

__all__ = ["Records", "convert_cells"]

_SAYS_NOTHING = ("", "_x0000_", "\\N", "NULL", "null", "None", "NaN", "nan", "#N/A", "N/A", "n/a", "-", "--")
"""chosen: what databases, spreadsheets and clerks write for nothing; a party called UNKNOWN stays, that is a finding."""

_BETWEEN_TEXTS = "; "

_WORDS: dict[str, Callable[[str], Reading]] = {
    "record_kind": partial(read_word, column="record_kind"),
    "channel": partial(read_word, column="channel"),
    "label_kind": partial(read_word, column="label_kind"),
    "vessel_imo": read_imo,
    "transit_countries": read_countries,
    "quantity_unit": read_unit,
    "package_kind": read_package_kind,
    "currency": read_currency,
    "incoterm": read_incoterm,
    "container_ids": read_container_ids,
}
_ENDINGS: dict[str, Callable[[str], Reading]] = {
    "_country": read_country,
    "_registration_id": read_registration_id,
}
_MEASURES = {"net_mass_kg": "mass", "gross_mass_kg": "mass", "volume_m3": "volume"}
_COUNTRIES_OF = {
    "shipper": ("export_country", "origin_country"),
    "declarant": ("destination_country", "export_country"),
    "forwarder": ("destination_country", "export_country"),
    "consignee": ("destination_country",),
    "notify_party": ("destination_country",),
    "buyer": ("destination_country",),
}
"""chosen: where a party whose own country is not given sits as a rule; only a phone of national form is read by it."""
_COUNTED = {"quantity": "quantity_unit", "packages": "package_kind"}
_LEAST = {"quantity": 0.0, "packages": 0.0}
_SCHEMA = arrow_schema("shipments")
_MADE_HERE = frozenset({"extra", "repairs", "source_file", "source_row"})


@dataclass(slots=True)
class Records:
    """Converted cells of a chunk, still open: our column to its values, and to its notes where there are any."""

    rows: int
    values: dict[str, pa.Array] = field(default_factory=dict)
    notes: dict[str, pa.Array] = field(default_factory=dict)

    def put(self, column: str, converted: Converted) -> None:
        """Set a column."""
        self.values[column] = converted.values
        if converted.notes is not None:
            self.notes[column] = converted.notes

    def get(self, column: str) -> pa.Array:
        """Give a column, all null where the source has none."""
        return self.values.get(column, pa.nulls(self.rows, _SCHEMA.field(column).type))

    def fill(self, column: str, values: pa.Array | pa.Scalar) -> None:
        """Set the cells of a column that are null."""
        self.values[column] = pc.coalesce(self.get(column), values)


def convert_cells(cells: pa.RecordBatch, mapping: Mapping, votes: Votes) -> Records:
    """Convert the mapped cells of a chunk."""
    records = Records(cells.num_rows)
    for column in columns("shipments"):
        text = _text(cells, mapping.sources(column.name))
        if text is not None and column.name not in _MADE_HERE:
            records.put(column.name, _converted(column.name, column.type, text, cells, mapping, votes))
    for column_name, unit_column in _COUNTED.items():
        _take_units_along(records, column_name, unit_column, _text(cells, mapping.sources(column_name)), votes)
    for name, constant in mapping.constants.items():
        records.fill(name, pa.scalar(constant))
    _take_currencies_along(records, _text(cells, mapping.sources("value")), votes)
    _convert_phones(records)
    drop_absurd(records.values, records.notes)
    _fill_value(records)
    return records


def _text(cells: pa.RecordBatch, headings: tuple[str, ...]) -> pa.Array | None:
    """The trimmed text of a column, several joined; None where the source has no such column."""
    there = [cells.column(heading) for heading in headings if heading in cells.schema.names]
    trimmed = [pc.utf8_trim_whitespace(column) for column in there]
    spoken = [pc.if_else(pc.is_in(text, pa.array(_SAYS_NOTHING)), None, text) for text in trimmed]
    if len(spoken) < 2:
        return spoken[0] if spoken else None
    return join_filled(spoken, _BETWEEN_TEXTS)


def _converted(name: str, type_: str, text: pa.Array, cells: pa.RecordBatch, mapping: Mapping, votes: Votes) -> Converted:
    if name == "hs_code":
        return to_hs(text)
    if name in _MEASURES:
        heading = mapping.unit_headings.get(name)
        units = mapping.unit_words.get(name) if heading is None else _text(cells, (heading,))
        return to_measure(text, units, decimal=votes.decimal(name), kind=_MEASURES[name])
    if name.endswith("_email"):
        return to_emails(text)
    if type_ == "number":
        return to_integers_or_numbers(text, decimal=votes.decimal(name), least=_LEAST.get(name))
    if type_ == "date":
        return to_dates(text, order=votes.order(name), odd_serials=votes.written_dates(name))
    read = _WORDS.get(name) or next((read for ending, read in _ENDINGS.items() if name.endswith(ending)), None)
    return Converted(text) if read is None else each_value(text, read, pa.string())


def _take_units_along(records: Records, column: str, unit_column: str, text: pa.Array | None, votes: Votes) -> None:
    """`3903 PCS` in one cell: the number, and the unit where no column gives it."""
    if text is None or column not in records.notes:
        return
    parts = pc.extract_regex(text, r"^\s*(?P<number>\d[\d.,\s]*?)\s*(?P<unit>[^\d.,\s].*)$")
    number, unit = pc.struct_field(parts, "number"), pc.struct_field(parts, "unit")
    read_as_unit = read_unit if unit_column == "quantity_unit" else read_package_kind
    units = each_value(unit, read_as_unit, pa.string()).values
    numbers = to_integers_or_numbers(pc.if_else(pc.is_valid(units), number, None), decimal=votes.decimal(column), least=0.0)
    split = pc.is_valid(numbers.values)
    records.fill(column, numbers.values)
    records.fill(unit_column, units)
    records.notes[column] = pc.if_else(split, None, records.notes[column])


def _take_currencies_along(records: Records, text: pa.Array | None, votes: Votes) -> None:
    """`USD 100` in one cell: the number, and the currency where its own column is empty."""
    if text is None or not pc.any(pc.match_substring_regex(text, CURRENCY_BESIDE)).as_py():
        return
    parts = each_value(text, split_money, pa.list_(pa.string()))
    if parts.notes is None:
        return
    numbers = to_integers_or_numbers(pc.list_element(parts.values, 0), decimal=votes.decimal("value")).values
    taken = pc.is_valid(numbers)
    told = pc.and_(taken, pc.is_null(records.get("currency")))
    if "value" in records.notes:
        records.notes["value"] = pc.if_else(taken, None, records.notes["value"])
    records.fill("value", numbers)
    records.fill("currency", pc.if_else(told, pc.list_element(parts.values, 1), None))
    notes = pc.if_else(told, parts.notes, None)
    records.notes["currency"] = pc.coalesce(notes, records.notes["currency"]) if "currency" in records.notes else notes


def _convert_phones(records: Records) -> None:
    """Phones, read in the country of their party; an e-mail address among them goes where it belongs."""
    for column in [name for name in records.values if name.endswith("_phone")]:
        role = column.removesuffix("_phone")
        text = records.values[column]
        if role in CONTACT_ROLES:
            mailed = pc.fill_null(pc.match_substring(text, "@"), False)
            if pc.any(mailed).as_py():
                records.fill(f"{role}_email", to_emails(pc.if_else(mailed, text, None)).values)
                text = pc.if_else(mailed, None, text)
        records.put(column, to_phones(text, _likely_country(records, role)))


def _likely_country(records: Records, role: str) -> pa.Array | None:
    """The party's own country, else the one where its trade puts it."""
    there = [records.values[name] for name in (f"{role}_country", *_COUNTRIES_OF[role]) if name in records.values]
    return pc.coalesce(*there) if there else None


def _fill_value(records: Records) -> None:
    """Declared values in US dollars are both the value and its worth in dollars; of others no dated rate is at hand."""
    if "value" in records.values:
        currency = records.get("currency")
        in_dollars = pc.fill_null(pc.equal(currency, "USD"), False)
        records.fill("value_usd", pc.if_else(in_dollars, records.get("value"), None))
    elif "value_usd" in records.values:
        records.values["value"] = records.values["value_usd"]
        records.values["currency"] = pc.if_else(pc.is_valid(records.values["value_usd"]), "USD", None)
