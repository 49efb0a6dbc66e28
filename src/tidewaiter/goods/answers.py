"""`tidewaiter goods`: what is in the box, row by row, of any table file."""

from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from tidewaiter.goods.cas import plain_numbers
from tidewaiter.goods.compiled import ordinary_chemicals
from tidewaiter.goods.fold import fold, original_span
from tidewaiter.goods.heading import HS_CANDIDATES
from tidewaiter.goods.ordinary import OrdinaryChemicals, OrdinaryName, ordinary_names
from tidewaiter.goods.reading import READ_GOODS
from tidewaiter.goods.requests import request_for
from tidewaiter.goods.substances import says_chemicals
from tidewaiter.goods.texts import fold_texts
from tidewaiter.reference import watched_headings
from tidewaiter.rows import Rows, add_columns

__all__ = ["answer_file", "answer_goods"]

_BLOCK = 16_384
"""chosen: rows answered at a time, so that memory stays small."""
_MOST_CODES = 5
"""chosen: as many as HS_CANDIDATES gives."""
_TEXTS = pa.list_(pa.string())
_SPANS = pa.list_(
    pa.struct([("what", pa.string()), ("found_as", pa.string()), ("text", pa.string()), ("start", pa.int32()), ("end", pa.int32())])
)
_ADDS = pa.schema(
    [
        ("substances", _TEXTS),
        ("hs_candidates", _TEXTS),
        ("quality", _TEXTS),
        ("listed", _TEXTS),
        ("equipment", _TEXTS),
        ("request", pa.string()),
        ("spans", _SPANS),
    ]
)


def answer_file(path: Path, out: Path, *, kept: Path | None) -> int:
    """Write the rows of a file with what their goods texts say, and give how many rows that were.

    Args:
        path: a table with `goods_text` and, where known, `hs_code`.
        out: the file to write, by its ending.
        kept: folder in which the index of ordinary chemicals is kept; None to compile it anew.

    Raises:
        BadInput: the file cannot be read as a table, or has no `goods_text`.
        Misconfigured: `out` cannot be written.
    """
    chemicals = ordinary_chemicals(kept)

    def answer(rows: Rows, columns: dict[str, str | None]) -> list[pa.Array]:
        texts, codes = rows.texts(columns["goods_text"]), rows.texts(columns["hs_code"])
        begins = range(0, max(1, len(texts)), _BLOCK)
        parts = [answer_goods(texts.slice(begin, _BLOCK), codes.slice(begin, _BLOCK), chemicals) for begin in begins]
        return [pa.concat_arrays(column) for column in zip(*parts, strict=True)]

    return add_columns(path, out, answer, columns=("goods_text", "hs_code"), adds=_ADDS, any_of=("goods_text",))


def answer_goods(texts: pa.Array, codes: pa.Array, chemicals: OrdinaryChemicals) -> list[pa.Array]:
    """Give the columns that the command adds.

    Returns:
        `substances`, CAS numbers (or the list's name of a class without one) in the order of the text, listed ones and ordinary ones;
        `hs_candidates`, best first; `quality`, the flags of the description; `listed`, names of the listed substances among them;
        `equipment`, machines and tools for tablets and capsules; `request`, what to ask the filer for; `spans`, where in the text each of
        these stands (-1 where the HS code alone says it).
    """
    read = READ_GOODS.function(texts, codes).to_pylist()
    distinct = list(dict.fromkeys(text for text in texts.to_pylist() if text is not None))
    named = dict(zip(distinct, _ordinary(distinct, chemicals), strict=True))
    rows = [
        _row(text, code, said, named.get(text, [])) for text, code, said in zip(texts.to_pylist(), codes.to_pylist(), read, strict=True)
    ]
    candidates = HS_CANDIDATES.function(texts, codes).to_pylist()
    for row, spoken_for in zip(rows, candidates, strict=True):
        row["hs_candidates"] = _codes(row["listed"], spoken_for or [])
    return [pa.array([row[field.name] for row in rows], type=field.type) for field in _ADDS]


def _codes(listed: list[str], spoken_for: list[str]) -> list[str]:
    """The codes of the listed substances that a text names, then those that its words speak for."""
    known = (code for substance in listed for code in _codes_of_substances().get(substance, ()))
    return list(dict.fromkeys([*known, *spoken_for]))[:_MOST_CODES]


@cache
def _codes_of_substances() -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for row in watched_headings().to_pylist():
        for substance in row["substances"]:
            codes.setdefault(substance, []).append(row["hs2022"])
    return codes


def _ordinary(texts: list[str], chemicals: OrdinaryChemicals) -> list[list[OrdinaryName]]:
    found = ordinary_names(fold_texts(texts), chemicals)
    return [found.get(place, []) for place in range(len(texts))]


def _row(text: str | None, code: str | None, said: dict[str, Any], ordinary: list[OrdinaryName]) -> dict[str, Any]:
    listed = [_span(spot["cas"] or spot["substance"], spot["found_as"], spot) for spot in said["spots"] or []]
    machines = [_span(spot["item"], "equipment", spot) for spot in said["equipment_spots"] or []]
    others = _others(text or "", ordinary, listed, among_chemicals=says_chemicals(code or ""))
    substances = sorted([*listed, *others], key=lambda span: (span["start"] < 0, span["start"]))
    return {
        "substances": list(dict.fromkeys(span["what"] for span in substances)),
        "quality": said["goods_flags"],
        "listed": list(dict.fromkeys(spot["substance"] for spot in said["spots"] or [])),
        "equipment": list(dict.fromkeys(span["what"] for span in machines)),
        "request": request_for(text, said["goods_flags"]),
        "spans": [*substances, *machines],
    }


def _others(text: str, ordinary: list[OrdinaryName], listed: list[dict[str, Any]], *, among_chemicals: bool) -> list[dict[str, Any]]:
    """Spans of ordinary chemicals, and of CAS numbers of no list, that overlap no listed substance."""
    places = [(name.cas, "ordinary", name.start, name.end) for name in ordinary if among_chemicals or not name.is_doubtful]
    places += [(cas, "cas", start, end) for cas, start, end in plain_numbers(fold(text))]
    spans = []
    for cas, found_as, start, end in places:
        first, last = original_span(text, start, end)
        if not any(first < span["end"] and span["start"] < last for span in listed):
            spans.append({"what": cas, "found_as": found_as, "text": text[first:last], "start": first, "end": last})
    return spans


def _span(what: str, found_as: str, spot: dict[str, Any]) -> dict[str, Any]:
    return {"what": what, "found_as": found_as, "text": spot["text"], "start": spot["start"], "end": spot["end"]}
