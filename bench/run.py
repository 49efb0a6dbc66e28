"""Measure `tidewaiter screen` on simulated trade: `TIDEWAITER_DATA=folder python bench/run.py --append docs/benchmarks.md`.

Prints, for a million records with mostly known and with mostly new consignees, what each stage takes beside the floor (DuckDB reading the
same CSV as text and writing Parquet, in the same run), then how four million grow, then the speed of names. All figures are of one run
each: read them as ratios. Without TIDEWAITER_DATA no list of 55,000 names is there, and it says so.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from published import published_names, write_list

_HERE = Path(__file__).parent
_FLOOR = (
    "import duckdb, sys; duckdb.connect().execute("
    "f\"copy (select * from read_csv('{sys.argv[1]}', all_varchar = true)) to '{sys.argv[2]}' (format parquet)\")"
)


@dataclass(frozen=True, slots=True)
class _Took:
    """What a command took, the processes that it started included."""

    wall_seconds: float
    cpu_seconds: float


def main() -> None:
    """Run the cases and print; append the same lines to a page where asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--growth", type=int, default=4, help="times as many records for the growth of case a; 0 leaves it out")
    asked.add_argument("--cases", nargs="*", default=["known", "new"])
    asked.add_argument("--seed", type=int, default=11)
    asked.add_argument("--append", type=Path, help="page to append the lines to")
    asked.add_argument("--no-names", action="store_true", help="leave out bench/names.py")
    options = asked.parse_args()
    lines = []
    for line in _lines(options):
        print(line, flush=True)
        lines.append(line)
    if options.append:
        with options.append.open("a", encoding="utf-8") as page:
            page.write("\n" + "\n".join(lines) + "\n")


def _lines(options: argparse.Namespace) -> Iterator[str]:
    yield f"## {datetime.now(UTC):%Y-%m-%d}, `make bench`, simulated worlds of seed {options.seed}"
    yield ""
    yield f"{_machine()}; load at the start {os.getloadavg()[0]:.1f}. One run each."
    data = os.environ.get("TIDEWAITER_DATA")
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder, "workspace")
        yield _installed(Path(data), workspace) if data else "TIDEWAITER_DATA is not set: no list is screened against."
        walls: dict[str, tuple[float, float]] = {}
        for case in options.cases:
            yield from _case(case, options.rows, options.seed, Path(folder), workspace, walls)
        if options.growth and "known" in options.cases:
            yield from _case("known", options.rows * options.growth, options.seed, Path(folder), workspace, walls)
            one, many = walls[f"known {options.rows}"], walls[f"known {options.rows * options.growth}"]
            yield f"\n{options.growth} times the records: {many[0] / one[0]:.2f} times the time, {many[1] / one[1]:.2f} times the memory."
    if data and not options.no_names:
        yield "\nNames:\n\n```"
        yield _output([sys.executable, str(_HERE / "names.py"), "--seed", str(options.seed)])
        yield "```"


def _machine() -> str:
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory_gib:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def _installed(data: Path, workspace: Path) -> str:
    """Install the published names as a list, and have its index compiled."""
    listed = published_names(data)
    workspace.mkdir()
    write_list(listed, workspace / "published.csv")
    _timed([*_tidewaiter("lists", "add", "published", str(workspace / "published.csv")), "--workspace", str(workspace)])
    _screen(_world("known", 100, 1, workspace), workspace / "warm", workspace)
    return f"List: {len(listed):,} names of OFAC, the US consolidated list and the UN; its index is compiled before, answers are cold."


def _case(case: str, rows: int, seed: int, folder: Path, workspace: Path, walls: dict[str, tuple[float, float]]) -> Iterator[str]:
    source = _world(case, rows, seed, folder)
    floor = _timed([sys.executable, "-c", _FLOOR, str(source), str(folder / "floor.parquet")])
    for answered in workspace.glob("lists/.compiled/*/answered"):
        subprocess.run(["rm", "-r", str(answered)], check=True)
    run = folder / "run"
    took = _screen(source, run, workspace)
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    peak = max(stage["peak_memory_mib"] for stage in record["stages"])
    walls[f"{case} {rows}"] = (took.wall_seconds, peak)
    yield f"\n{rows:,} records, consignees mostly {case} ({source.stat().st_size / 2**20:,.0f} MiB of CSV):\n"
    yield "| stage | wall s | CPU s | peak MiB so far |\n|---|---|---|---|"
    for stage in record["stages"]:
        yield f"| {stage['name']} | {stage['wall_seconds']:.1f} | {stage['cpu_seconds']:.1f} | {stage['peak_memory_mib']:,.0f} |"
    yield f"| **all** | **{took.wall_seconds:.1f}** | **{took.cpu_seconds:.1f}** | **{peak:,.0f}** |"
    yield f"| floor | {floor.wall_seconds:.1f} | {floor.cpu_seconds:.1f} | |"
    yield f"\nCPU: {took.cpu_seconds / floor.cpu_seconds:.1f} times the floor's. Tiers: {record['counts']['tiers']}."
    subprocess.run(["rm", "-r", str(run), str(source.parent)], check=True)


def _world(case: str, rows: int, seed: int, folder: Path) -> Path:
    out = folder / f"{case}-{rows}"
    world = _HERE / "worlds" / f"mostly_{case}.yml"
    _timed(_tidewaiter("simulate", "--world", str(world), "--out", str(out), "--shipments", str(rows), "--seed", str(seed)))
    return out / "shipments.csv"


def _screen(source: Path, run: Path, workspace: Path) -> _Took:
    return _timed(_tidewaiter("screen", str(source), "--out", str(run), "--workspace", str(workspace), "--as-of", "2026-11-24"))


def _tidewaiter(*words: str) -> list[str]:
    return [sys.executable, "-m", "tidewaiter", *words]


def _timed(command: Sequence[str]) -> _Took:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return _Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _output(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
