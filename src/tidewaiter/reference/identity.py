"""Who is who among the listed substances: ids, CAS numbers, names in several languages, and the HS headings they travel under."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pyarrow as pa

from tidewaiter.errors import BadReference
from tidewaiter.reference.checks import check_headings, check_sources, check_substances
from tidewaiter.reference.register import Row, listed, reference_rows, truth

__all__ = ["guarded_names", "name_rows", "precursor_headings", "substance_rows", "watched_headings"]

_TEXTS = pa.list_(pa.string())
_SUBSTANCES = pa.schema(
    [
        ("id", pa.string()),
        ("name", pa.string()),
        ("cas", pa.string()),
        ("other_cas", _TEXTS),
        ("synonyms", _TEXTS),
        ("needs_context", _TEXTS),
        ("kind", pa.string()),
        ("everyday", pa.bool_()),
    ]
)
_NAMES = pa.schema([("substance", pa.string()), ("text", pa.string()), ("role", pa.string()), ("needs_context", pa.bool_())])
_HEADINGS = pa.schema(
    [("id", pa.string()), ("hs2022", pa.string()), ("specific", pa.bool_()), ("substances", _TEXTS), ("items", pa.string())]
)
_GUARDED = pa.schema([("substance", pa.string()), ("text", pa.string())])
_ITEMS_NAMED = 3
"""chosen: as many as a sentence holds; the heading of all others is a click away."""
_SHORT_NAME = 20
"""chosen: letters; a longer systematic name tells a reader less than a synonym."""


@cache
def substance_rows() -> pa.Table:
    """Give the listed substances, classes and machines.

    `other_cas` are CAS numbers of salts and single forms. `needs_context` are short synonyms that also mean other things. `everyday`
    is true for large-volume industrial chemicals (chosen: common reagents of UN Table II, of surveillance lists and of List I that move
    by the tanker; a listed chemical that any trade orders says little on its own).

    Raises:
        BadReference: see `checks.check_substances`.
    """
    rows = reference_rows("substances/substances.csv")
    check_substances(rows)
    return pa.Table.from_pylist([_substance(row) for row in rows], schema=_SUBSTANCES)


@cache
def name_rows() -> pa.Table:
    """Give every text by which a substance or class may be named: `substance`, `text`, `role` (`name`, `synonym`), `needs_context`."""
    translations = reference_rows("substances/translations.csv")
    check_sources(translations, "translations")
    named = [row for substance in substance_rows().to_pylist() if substance["kind"] != "equipment" for row in _names(substance)]
    translated = [(row["substance"], row["name"], "synonym", False) for row in translations]
    return pa.Table.from_pylist([dict(zip(_NAMES.names, row, strict=True)) for row in [*named, *translated]], schema=_NAMES)


@cache
def guarded_names() -> pa.Table:
    """Give the names of which disguised and misspelt forms are looked for too: `substance`, `text`.

    Raises:
        BadReference: a row without source, or of an unknown substance.
    """
    rows = reference_rows("substances/guarded_names.csv")
    check_sources(rows, "guarded_names")
    known = set(substance_rows()["id"].to_pylist())
    for row in rows:
        if row["substance"] not in known:
            raise BadReference(f"guarded_names, {row['name']}: no substance {row['substance']!r} in substances.csv; add it there")
    return pa.Table.from_pylist([{"substance": row["substance"], "text": row["name"]} for row in rows], schema=_GUARDED)


@cache
def watched_headings() -> pa.Table:
    """Give the watched HS 2022 subheadings: `id`, `hs2022` (six digits), `specific`, `substances` (their ids), `items` (in words).

    `specific` is true where the subheading is that substance (and its salts) alone and the substance is not everyday: then the code
    by itself names it; chosen: also the two subheadings that name the fentanyls, which stand for their class although lawful medicines
    share them. Others are baskets, or solvents and acids that every trade declares.

    Raises:
        BadReference: see `checks.check_headings`.
    """
    rows = reference_rows("hs_watch/hs_watch.csv")
    check_headings(rows, substances=substance_rows()["id"].to_pylist())
    codes = sorted({row["hs2022"] for row in rows})
    return pa.Table.from_pylist([_heading(code, [row for row in rows if row["hs2022"] == code]) for code in codes], schema=_HEADINGS)


@cache
def precursor_headings() -> tuple[str, ...]:
    """Give the ids of the watched headings of substances none of which is an everyday chemical; machines are left out."""
    plain = {row["id"] for row in substance_rows().to_pylist() if row["everyday"] or row["kind"] == "equipment"}
    return tuple(sorted(row["id"] for row in watched_headings().to_pylist() if row["substances"] and not plain & set(row["substances"])))


def _substance(row: Row) -> dict[str, object]:
    lists = {column: list(listed(row[column])) for column in ("other_cas", "synonyms", "needs_context")}
    return {**row, **lists, "cas": row["cas"] or None, "everyday": truth(row["everyday"], row["id"])}


def _names(substance: dict[str, object]) -> Iterator[tuple[object, object, str, bool]]:
    yield substance["id"], substance["name"], "name", False
    for column in ("synonyms", "needs_context"):
        for text in substance[column]:  # type: ignore[attr-defined]
            yield substance["id"], text, "synonym", column == "needs_context"


def _heading(code: str, rows: list[Row]) -> dict[str, object]:
    return {
        "id": f"hs:{code}",
        "hs2022": code,
        "specific": truth(rows[0]["specific"], code),
        "substances": sorted({row["substance"] for row in rows}),
        "items": _in_words(rows),
    }


def _in_words(rows: list[Row]) -> str:
    """The first few of a heading by their short names, in the order of the file."""
    identities = {substance["id"]: substance for substance in substance_rows().to_pylist()}
    first_rows = {row["substance"]: row for row in reversed(rows)}
    names = [_short_name(row, identities[row["substance"]]) for row in rows if row is first_rows[row["substance"]]]
    return ", ".join(names[:_ITEMS_NAMED]) + (" and others" if len(names) > _ITEMS_NAMED else "")


def _short_name(row: Row, substance: dict[str, Any]) -> str:
    if substance["kind"] != "substance":
        return row["substance_or_item"]
    names: list[str] = [*substance["needs_context"][:1], substance["name"], *sorted(substance["synonyms"], key=len)]
    return next((name for name in names if len(name) <= _SHORT_NAME), substance["name"])
