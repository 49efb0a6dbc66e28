"""OFAC's lists as CSV: names in the main file, addresses, aliases and long remarks in three more, identifiers in the remarks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from tidewaiter.errors import BadInput
from tidewaiter.parties.lists.files import raw_rows, read_head
from tidewaiter.parties.lists.form import Companions, Content, Head, ListFormat
from tidewaiter.parties.lists.values import label_field, make_address, make_party, name_of
from tidewaiter.parties.party import Address, Party, PartyName
from tidewaiter.reference.lists import list_rows

__all__ = ["FORMAT"]

_MAIN, _ADDRESS, _ALIAS, _COMMENT = 12, 6, 5, 2
"""Columns of the four files, which have no heading line."""
_NULL = "-0-"
_ALIAS_TYPES = {"aka", "fka", "nka"}
_WEAK_ALIAS = re.compile(r"\b[afn]\.k\.a\.,? ['\"“](.+?)['\"”](?=[;.,)]|$)")
_SCHEMAS = {"individual": "person", "vessel": "vessel", _NULL: "company", "": "company", "entity": "company"}
_BESIDE = {"sdn": ("add", "alt", "sdn_comments"), "prim": ("add", "alt", "comments")}
"""What stands in the name of a main file, and what stands there instead in the names of its companions."""


def _knows(head: Head) -> bool:
    """Twelve columns, a number first, `-0-` for null; somebody may have put a heading line on top."""
    body = _body(head.rows)
    return bool(body) and all(len(row) == _MAIN for row in body) and any(cell.strip() == _NULL for row in body for cell in row)


def _knows_companion(head: Head) -> bool:
    return _companion_kind(head) is not None


def _companion_kind(head: Head) -> int | None:
    """The columns of a companion's rows, which say what it is."""
    row = next(iter(_body(head.rows)), ())
    if len(row) == _ALIAS and row[1].strip().isdigit() and row[2].strip().lower() in _ALIAS_TYPES:
        return _ALIAS
    if len(row) == _ADDRESS and row[0].strip().isdigit() and row[1].strip().isdigit():
        return _ADDRESS
    return _COMMENT if len(row) == _COMMENT and row[0].strip().isdigit() else None


def _body(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    return rows[1:] if rows and not rows[0][0].strip().isdigit() else rows


def _beside(main: Path) -> list[Path]:
    """Where the companions of a main file would lie.

    >>> [path.name for path in _beside(Path("2026_SDN.CSV.gz"))], [path.name for path in _beside(Path("cons_prim.csv"))]
    (['2026_ADD.CSV.gz', '2026_ALT.CSV.gz', '2026_SDN_COMMENTS.CSV.gz'], ['cons_add.csv', 'cons_alt.csv', 'cons_comments.csv'])
    """
    for word, others in _BESIDE.items():
        start = main.name.lower().rfind(word)
        if start >= 0:
            end, upper = start + len(word), main.name[start].isupper()
            return [main.with_name(f"{main.name[:start]}{other.upper() if upper else other}{main.name[end:]}") for other in others]
    return []


def _read(files: Sequence[Path]) -> Content:
    companions: dict[int, list[list[str]]] = {}
    for path in files[1:]:
        kind = _companion_kind(read_head(path))
        if kind is None:
            raise BadInput(f"{path} is neither OFAC's addresses (add.csv) nor its aliases (alt.csv) nor long remarks; leave it out")
        companions.setdefault(kind, []).extend(_whole(path, kind))
    return Content(_parties(files[0], companions))


def _parties(main: Path, companions: Mapping[int, list[list[str]]]) -> Iterator[Party]:
    addresses, aliases = _addresses(companions.get(_ADDRESS, [])), _aliases(companions.get(_ALIAS, []))
    comments = {row[0].strip(): row[1] for row in companions.get(_COMMENT, [])}
    for number, row in enumerate(raw_rows(main), start=0):
        id_ = row[0].strip()
        if number == 0 and not id_.isdigit():
            continue
        if len(row) != _MAIN or not id_.isdigit() or not _value(row[1]):
            raise BadInput(f"{main}: row {number} is not a row of an SDN file ({', '.join(row)[:80]!r}); fetch the file anew")
        yield _party(row, f"{_value(row[11])}{comments.get(id_, '')}", addresses.get(id_, ()), aliases.get(id_, ()))


def _party(row: list[str], remarks: str, addresses: Iterable[Address], aliases: Iterable[PartyName]) -> Party:
    weak = [name_of(alias, strength="weak") for alias in _WEAK_ALIAS.findall(remarks)]
    return make_party(
        row[0].strip(),
        [name_of(_value(row[1]), strength="primary"), *aliases, *weak],
        schema=_SCHEMAS.get(row[2].strip().lower()),
        addresses=addresses,
        numbers=_numbers(remarks),
        kinds=re.split(r"\]\s*\[", _value(row[3]).strip("[]")),
    )


def _addresses(rows: list[list[str]]) -> dict[str, list[Address]]:
    found: dict[str, list[Address]] = defaultdict(list)
    for row in rows:
        found[row[0].strip()].append(make_address(_value(row[2]), city=_value(row[3]), in_country=_value(row[4])))
    return found


def _aliases(rows: list[list[str]]) -> dict[str, list[PartyName]]:
    found: dict[str, list[PartyName]] = defaultdict(list)
    for row in rows:
        found[row[0].strip()].append(name_of(_value(row[3]), strength="strong"))
    return found


def _numbers(remarks: str) -> Iterator[tuple[str | None, str]]:
    """Registration numbers, phones, e-mails, wallets and IMO numbers; passports and birth are left alone."""
    labels = _labels()
    for remark in remarks.split(";"):
        hit = labels.match(remark)
        if hit is not None:
            field, value = label_field(hit["label"]), (hit["value"] or "").strip(" .")
            yield field, value.rpartition(" ")[2] if field == "wallet" else value


@cache
def _labels() -> re.Pattern[str]:
    longest_first = sorted((row["label"] for row in list_rows("ofac_remarks.csv")), key=lambda label: (-len(label), label))
    return re.compile(rf"\s*(?:alt\. )?(?P<label>{'|'.join(map(re.escape, longest_first))})\s*(?P<value>[^\s(][^(]*)?")


def _whole(path: Path, columns: int) -> Iterator[list[str]]:
    """The rows of a companion file.

    Raises:
        BadInput: one is cut off.
    """
    for number, row in enumerate(raw_rows(path)):
        if number == 0 and not row[0].strip().isdigit():
            continue
        if len(row) != columns:
            raise BadInput(f"{path}: a row has {len(row)} columns instead of {columns} ({', '.join(row)[:80]!r}); fetch the file anew")
        yield row


def _value(cell: str) -> str:
    text = cell.strip()
    return "" if text == _NULL else text


FORMAT = ListFormat(
    id="ofac_sdn_csv",
    title="OFAC SDN and non-SDN consolidated list, CSV",
    publisher="US Treasury, OFAC",
    source="OFAC, SDN List Data Formats & Data Schemas: file specification of SDN.CSV, ADD.CSV, ALT.CSV, SDN_COMMENTS.CSV; "
    "CONS_PRIM.CSV and its companions have the same form",
    numbering="OFAC",
    takes=(
        ("list_id", "main file, column 1"),
        ("names", "main file, column 2 (primary); alias file, column 4; `a.k.a. '...'` in quotes in the remarks (weak)"),
        ("schema", "main file, column 3: individual, vessel, empty for firms; aircraft have none"),
        ("addresses, countries", "address file, columns 3 to 5"),
        ("registration_ids, phones, emails, wallets, imo_numbers", "remarks, by the labels in `reference/lists/ofac_remarks.csv`"),
        ("kind", "main file, column 4"),
    ),
    leaves="Birth, nationality, gender, passports, identity cards but for the cédula; listing days, which the form lacks.",
    knows=_knows,
    read=_read,
    companions=Companions(_knows_companion, _beside),
)
