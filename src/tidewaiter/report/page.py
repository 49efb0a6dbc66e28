"""report.html: one page of a run for a person, readable without a server."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from tidewaiter.report.findings import findings, top_ids
from tidewaiter.report.sentences import percent, share, shown
from tidewaiter.run.record import read_record
from tidewaiter.signals import all_signals

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["write_page"]

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


def write_page(run: Path) -> None:
    """Write report.html into a run folder that has everything else."""
    page = _environment().get_template("report.html.j2").render(**_content(run))
    (run / "report.html").write_text(page, encoding="utf-8")


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("tidewaiter.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"shown": shown, "share": share, "percent": percent}
    return environment


def _content(run: Path) -> dict[str, Any]:
    record = read_record(run)
    return {
        "run": record,
        "funnel": _funnel(record["counts"]),
        "signals": _signals(record),
        "stages": _bars([(stage["name"], stage["wall_seconds"], f"{stage['cpu_seconds']:.1f} CPU s") for stage in record["stages"]]),
        "top": findings(run, top_ids(run, most=_TOP), columns=_DECLARED),
        "reject_reasons": _reject_reasons(run),
        "rejects_shown": _first_rejects(run),
        "quality": [_quality(file) for file in record["inputs"]],
    }


def _funnel(counts: Mapping[str, Any]) -> list[_Bar]:
    tiers = counts["tiers"]
    raised = tiers["fact"] + tiers["suspicious"] + tiers["review"]
    return _bars(
        [
            ("records read", counts["rows_in"], ""),
            ("accepted", counts["accepted"], f"{counts['rejected']:,} rejected, see below"),
            ("any reason to look", raised, "tiers fact, suspicious and review"),
            (
                "two families agree, or fact",
                tiers["fact"] + tiers["suspicious"],
                f"{tiers['fact']:,} fact, {tiers['suspicious']:,} suspicious",
            ),
            ("drawn in the preview", counts["selected"], "by known chances, also from the rest"),
        ]
    )


def _bars(rows: list[tuple[str, float, str]]) -> list[_Bar]:
    widest = max((count for _, count, _ in rows), default=0) or 1
    return [_Bar(label, count, count / widest, note) for label, count, note in rows]


def _signals(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    counts, assessed = record["counts"]["signals"], set(record["signals"]["assessed"])
    return [
        {"signal": signal, "count": counts.get(signal.id, 0), "assessed": signal.id in assessed, "needs": " and ".join(signal.needs)}
        for signal in all_signals()
    ]


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
