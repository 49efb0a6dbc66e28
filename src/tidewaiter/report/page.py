"""report.html: one page of a run for a person, readable without a server."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from tidewaiter.report.against import Earlier, compare, open_earlier
from tidewaiter.report.countries import country_name
from tidewaiter.report.findings import findings, top_ids
from tidewaiter.report.lanes import LEAST_RECORDS, LaneTable, count_lanes, lane_table
from tidewaiter.report.plots import plots_of
from tidewaiter.report.sentences import changed, percent, share, shown
from tidewaiter.report.signal_counts import SignalCounts, count_signals
from tidewaiter.report.world_map import HEIGHT, WIDTH, draw_lanes, land_path
from tidewaiter.run.folder import open_run
from tidewaiter.run.record import read_record, write_record
from tidewaiter.score.combine import TIERS
from tidewaiter.signals import all_signals

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["earlier_run", "renew_page", "write_page"]

_TOP = 50
"""chosen: as many records as a reader goes through in a sitting; the rest stand in scores.parquet."""
_REJECTS_SHOWN = 20
_DECLARED = (
    "goods_text",
    "hs_code",
    "shipper_name",
    "shipper_country",
    "consignee_name",
    "consignee_country",
    "export_country",
    "origin_country",
    "destination_country",
    "channel",
    "net_mass_kg",
    "gross_mass_kg",
    "lodged_date",
    "arrival_date",
)
"""What a line of the list says of its record; `explain` says all."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """One step of the funnel or one row of a bar chart; `share` is of the widest."""

    label: str
    count: float
    share: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of a stacked bar, in hundredths of its width."""

    tier: str
    start: float
    width: float


def earlier_run(run: Path) -> Earlier:
    """Open a run that a page is to be compared with.

    Raises:
        BadInput: there is no whole run there.
    """
    return open_earlier(run, most=_TOP)


def renew_page(run: Path, *, against: Path | None) -> Path:
    """Make the page of a run anew and give its path; run.json says what it was compared with.

    Args:
        run: the run folder.
        against: an earlier run to compare with, if any.

    Raises:
        BadInput: one of them is no whole run.
    """
    earlier = earlier_run(against) if against is not None else None
    record = read_record(open_run(run))
    write_page(run, earlier=earlier)
    write_record(run, record | {"compared_with": earlier.name if earlier else None})
    return run / "report.html"


def write_page(run: Path, *, earlier: Earlier | None = None) -> None:
    """Write report.html into a run folder that has everything else.

    Args:
        run: the run folder.
        earlier: a run to compare it with.
    """
    page = _environment().get_template("report.html.j2").render(**_content(run, earlier))
    aside = run / "report.html.partial"
    aside.write_text(page, encoding="utf-8")
    os.replace(aside, run / "report.html")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("tidewaiter.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"shown": shown, "share": share, "percent": percent, "changed": changed, "country_name": country_name}
    return environment


def _content(run: Path, earlier: Earlier | None) -> dict[str, Any]:
    record = read_record(run)
    top = top_ids(run, most=_TOP)
    return {
        "run": record,
        "funnel": _funnel(record["counts"]),
        "against": compare(run, record, earlier, top=top) if earlier else None,
        "most_top": _TOP,
        "top": [_with_plots(finding) for finding in findings(run, top, columns=_DECLARED)],
        "lanes": _lanes(run, record["counts"]),
        "signals": _signals(record, count_signals(run, record)),
        "stages": _bars([(stage["name"], stage["wall_seconds"], f"{stage['cpu_seconds']:.1f} CPU s") for stage in record["stages"]]),
        "reject_reasons": _reject_reasons(run),
        "rejects_shown": _first_rejects(run),
        "quality": [_quality(file) for file in record["inputs"]],
    }


def _funnel(counts: Mapping[str, Any]) -> list[_Bar]:
    tiers = counts["tiers"]
    return _bars(
        [
            ("records read", counts["rows_in"], ""),
            ("accepted", counts["accepted"], f"{counts['rejected']:,} rejected, see below"),
            ("any reason to look", _raised(counts), "tiers fact, suspicious and review"),
            (
                "two families agree, or fact",
                tiers["fact"] + tiers["suspicious"],
                f"{tiers['fact']:,} fact, {tiers['suspicious']:,} suspicious",
            ),
            ("drawn in the preview", counts["selected"], "by known chances, also from the rest"),
        ]
    )


def _raised(counts: Mapping[str, Any]) -> int:
    return sum(counts["tiers"][tier] for tier in TIERS if tier != "none")


def _bars(rows: list[tuple[str, float, str]]) -> list[_Bar]:
    widest = max((count for _, count, _ in rows), default=0) or 1
    return [_Bar(label, count, count / widest, note) for label, count, note in rows]


def _with_plots(finding: dict[str, Any]) -> dict[str, Any]:
    return finding | {"reasons": [reason | {"plots": plots_of(json.loads(reason["values"]))} for reason in finding["reasons"]]}


def _lanes(run: Path, counts: Mapping[str, Any]) -> dict[str, Any]:
    table: LaneTable = lane_table(count_lanes(run))
    return {
        "table": table,
        "map": draw_lanes(table.shown, share=_raised(counts) / max(counts["accepted"], 1)),
        "land": land_path(),
        "width": WIDTH,
        "height": HEIGHT,
        "most": max((lane.records for lane in table.shown), default=1),
        "raised": _raised(counts),
        "least": LEAST_RECORDS,
    }


def _signals(record: Mapping[str, Any], counted: Mapping[str, SignalCounts]) -> list[dict[str, Any]]:
    most = max((counts.fired for counts in counted.values()), default=0) or 1
    return [
        {"signal": signal, "needs": " and ".join(signal.needs), "counts": counts, "segments": _segments(counts, most) if counts else []}
        for signal in all_signals()
        for counts in [counted.get(signal.id)]
    ]


def _segments(counts: SignalCounts, most: int) -> list[_Segment]:
    segments: list[_Segment] = []
    start = 0.0
    for tier in TIERS:
        width = counts.tiers.get(tier, 0) / most * 100
        segments.append(_Segment(tier, start, width))
        start += width
    return [segment for segment in segments if segment.width]


def _reject_reasons(run: Path) -> list[_Bar]:
    reasons = pq.read_table(run / "rejects.parquet", columns=["reason"])["reason"].value_counts().to_pylist()
    return _bars([(row["values"], row["counts"], "") for row in sorted(reasons, key=lambda row: (-row["counts"], str(row["values"])))][:10])


def _first_rejects(run: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(run / "rejects.parquet").slice(0, _REJECTS_SHOWN).to_pylist()
    return rows


def _quality(file: Mapping[str, Any]) -> dict[str, Any]:
    """Shares of each mapped column of a file that are present, repaired or nulled."""
    records = max(file["accepted"], 1)
    return {
        "name": file["name"],
        "accepted": file["accepted"],
        "rows_in": file["rows_in"],
        "format": file["format"],
        "encoding": file["encoding"],
        "unmapped": [heading for heading, column in file["mapping"]["columns"].items() if column is None],
        "columns": [
            {"name": name, "present": counts["present"] / records, "repaired": counts["repaired"], "nulled": counts["nulled"]}
            for name, counts in file["quality"].items()
        ],
    }
