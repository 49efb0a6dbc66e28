"""Why a record stands where it stands, as text."""

import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tidewaiter.report.sentences import plain, share
from tidewaiter.tables import columns

__all__ = ["brief", "explanation"]

_WIDTH = 100
_NOT_DECLARED = {"shipment_id", "repairs", "extra"}


def explanation(finding: Mapping[str, Any]) -> str:
    """Give the whole explanation of a record.

    Args:
        finding: as report.findings.finding_of gives it.
    """
    return "\n".join(_lines(finding))


def brief(finding: Mapping[str, Any]) -> str:
    """Give a record of the list in a few lines: its place, what it declares, the sentence of each reason.

    Args:
        finding: as report.findings.findings gives it.
    """
    declared = finding["declared"]
    place = f"{finding['rank']:>4}  {finding['tier']:<10} {finding['score']:5.1f}  {plain(finding['shipment_id'])}"
    goods = textwrap.shorten(plain(declared.get("goods_text") or ""), _WIDTH, placeholder=" ...")
    reasons = [line for reason in finding["reasons"] for line in _brief_reason(reason)]
    return "\n".join([f"{place}  {goods}", *reasons])


def _brief_reason(reason: Mapping[str, Any]) -> list[str]:
    said = _wrapped(f"{reason['points']:4g}  {reason['sentence']}", indent="        ")
    return [*said, *_wrapped(f"      or: {'; '.join(reason['innocent'])}", indent="        ")]


def _lines(finding: Mapping[str, Any]) -> Iterator[str]:
    yield f"{plain(finding['shipment_id'])}: rank {finding['rank']}, score {finding['score']:g} of 100, tier {finding['tier']}"
    drawn = "drawn" if finding["selected"] else "not drawn"
    yield f"{share(finding['inclusion_probability'])} to be drawn; {drawn} in the preview"
    yield "A signal is a reason to look, never an accusation."
    for reason in finding["reasons"]:
        yield ""
        yield from _reason_lines(reason)
    if not finding["reasons"]:
        yield ""
        yield "No signal fired."
    yield ""
    yield "Declared:"
    yield from _declared_lines(finding["declared"])


def _reason_lines(reason: Mapping[str, Any]) -> Iterator[str]:
    yield f"{reason['code']} {reason['signal_id']} ({reason['family']}, {reason['points']:g} points)"
    yield from _wrapped(reason["sentence"], indent="  ")
    yield "  It may be innocent:"
    for cause in reason["innocent"]:
        yield from _wrapped(f"- {cause}", indent="    ")
    for source in reason["sources"]:
        yield from _wrapped(f"Source: {source.publisher}, {source.title}, {source.section}", indent="  ")


def _declared_lines(declared: Mapping[str, Any]) -> Iterator[str]:
    for column in columns("shipments"):
        value = declared.get(column.name)
        if value is None or column.name in _NOT_DECLARED:
            continue
        written = value.isoformat() if isinstance(value, date) else f"{value:,.10g}" if isinstance(value, float) else plain(str(value))
        yield from _wrapped(f"{column.name}: {written}", indent="  ")
    for repair in declared.get("repairs") or []:
        yield from _wrapped(plain(f"repaired: {repair}"), indent="  ")


def _wrapped(text: str, *, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")
