"""OFAC's SDN list as CSV: names in the main file, addresses and aliases in two more, identifiers in the remarks.

Source:
    OFAC, "SDN List Data Formats & Data Schemas" (file specification of SDN.CSV, ADD.CSV, ALT.CSV); the files have no header
    line, and `-0-` stands for null.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from tidewaiter.errors import BadInput
from tidewaiter.parties.party import Address, Party, PartyName, alpha2
from tidewaiter.reference.lists import list_rows

__all__ = ["companion_kind", "is_companion", "is_sdn", "sdn_companions", "sdn_parties"]

_Rows = list[list[str]]
_SDN_COLUMNS = 12
_ADD_COLUMNS = 6
_ALT_COLUMNS = 5
_NULL = "-0-"
_ALIAS_TYPES = {"aka", "fka", "nka"}
_WEAK_ALIAS = re.compile(r"\b[afn]\.k\.a\.,? ['\"“](.+?)['\"”](?=[;.,)]|$)")
_SCHEMAS = {"individual": "person", "vessel": "vessel", _NULL: "company", "": "company", "entity": "company"}


def is_sdn(rows: _Rows) -> bool:
    """Tell an SDN main file by its shape: twelve columns, a number first, `-0-` for null; a header line may stand above."""
    body = _body(rows)[:20]
    return bool(body) and all(len(row) == _SDN_COLUMNS for row in body) and any(cell.strip() == _NULL for row in body for cell in row)


def companion_kind(path: Path, rows: _Rows) -> str:
    """Tell `add` from `alt` by shape.

    Raises:
        BadInput: the file is neither.
    """
    kind = _kind(rows)
    if kind is None:
        raise BadInput(f"{path} is neither OFAC's addresses (add.csv) nor its aliases (alt.csv); leave it out")
    return kind


def is_companion(rows: _Rows) -> bool:
    """Tell OFAC's address and alias files from others."""
    return _kind(rows) is not None


def _kind(rows: _Rows) -> str | None:
    row = next(iter(_body(rows)), [])
    if len(row) not in (_ALT_COLUMNS, _ADD_COLUMNS) or not (row[0].strip().isdigit() and row[1].strip().isdigit()):
        return None
    if len(row) == _ADD_COLUMNS:
        return "add"
    return "alt" if row[2].strip().lower() in _ALIAS_TYPES else None


def sdn_companions(sdn: Path) -> list[Path]:
    """Give the places beside an SDN file where its addresses and aliases would lie.

    >>> [path.name for path in sdn_companions(Path("2026_sdn.csv.gz"))]
    ['2026_add.csv.gz', '2026_alt.csv.gz']
    """
    head, found, _tail = sdn.name.lower().rpartition("sdn")
    if not found:
        return []
    start, end = sdn.name[: len(head)], sdn.name[len(head) + len(found) :]
    upper = sdn.name[len(head)].isupper()
    return [sdn.with_name(f"{start}{part.upper() if upper else part}{end}") for part in ("add", "alt")]


def sdn_parties(rows: _Rows, companions: dict[str, _Rows], *, file: Path) -> Iterator[Party]:
    """Give the parties of an SDN file.

    Raises:
        BadInput: a row has not twelve columns or no name.
    """
    addresses, aliases = _addresses(companions.get("add", [])), _aliases(companions.get("alt", []))
    for number, row in enumerate(_body(rows), start=1):
        if len(row) != _SDN_COLUMNS or not row[0].strip().isdigit() or not _value(row[1]):
            raise BadInput(f"{file}: party {number} is not a row of an SDN file ({', '.join(row)[:80]!r}); fetch the file anew")
        yield _party(row, addresses.get(row[0].strip(), ()), aliases.get(row[0].strip(), ()))


def _party(row: list[str], addresses: tuple[Address, ...], aliases: tuple[PartyName, ...]) -> Party:
    remarks = _value(row[11])
    weak = (PartyName(alias, "weak") for alias in _WEAK_ALIAS.findall(remarks))
    contacts = _identifiers(remarks)
    return Party(
        list_id=row[0].strip(),
        names=tuple(sorted({PartyName(_value(row[1]), "primary"), *aliases, *weak})),
        schema=_SCHEMAS.get(row[2].strip().lower()),
        countries=tuple(sorted({address.country for address in addresses if address.country})),
        addresses=tuple(address for address in addresses if address.text or address.city),
        phones=contacts["phone"],
        emails=contacts["email"],
        registration_ids=contacts["registration_id"],
        kind=_value(row[3]).replace("] [", "; ").strip("[]") or None,
    )


def _addresses(rows: _Rows) -> dict[str, tuple[Address, ...]]:
    found: dict[str, set[Address]] = defaultdict(set)
    for row in _whole(rows, _ADD_COLUMNS):
        found[row[0].strip()].add(Address(_value(row[2]), _value(row[3]), _country(_value(row[4]))))
    return {id_: tuple(sorted(kept)) for id_, kept in found.items()}


def _aliases(rows: _Rows) -> dict[str, tuple[PartyName, ...]]:
    found: dict[str, set[PartyName]] = defaultdict(set)
    for row in _whole(rows, _ALT_COLUMNS):
        if _value(row[3]):
            found[row[0].strip()].add(PartyName(_value(row[3]), "strong"))
    return {id_: tuple(sorted(kept)) for id_, kept in found.items()}


def _identifiers(remarks: str) -> dict[str, tuple[str, ...]]:
    """Registration numbers, phones and e-mails of the remarks; passports and birth are left alone."""
    found: dict[str, set[str]] = {"registration_id": set(), "phone": set(), "email": set()}
    labels, fields = _labels()
    for remark in remarks.split(";"):
        hit = labels.match(remark)
        if hit is not None:
            found[fields[hit["label"]]].add(hit["value"].strip(" .") if hit["value"] else "")
    return {field: tuple(sorted(values - {""})) for field, values in found.items()}


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    fields = {row["label"]: row["field"] for row in list_rows("ofac_remarks.csv")}
    longest_first = sorted(fields, key=lambda label: (-len(label), label))
    return re.compile(rf"\s*(?:alt\. )?(?P<label>{'|'.join(map(re.escape, longest_first))})\s*(?P<value>[^\s(][^(]*)?"), fields


def _body(rows: _Rows) -> _Rows:
    """Rows without a header line that someone may have put on top."""
    return rows[1:] if rows and not rows[0][0].strip().isdigit() else rows


def _whole(rows: _Rows, columns: int) -> _Rows:
    """The rows of a companion file.

    Raises:
        BadInput: one is cut off.
    """
    body = _body(rows)
    for row in body:
        if len(row) != columns:
            raise BadInput(
                f"an OFAC address or alias row has {len(row)} columns instead of {columns} ({', '.join(row)[:80]!r}); fetch the file anew"
            )
    return body


def _value(cell: str) -> str:
    text = cell.strip()
    return "" if text == _NULL else text


@lru_cache(maxsize=1000)
def _country(name: str) -> str:
    return alpha2(name)
