"""The command `tidewaiter`: parse, call the library, print. No rule stands here."""

import gc
import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tidewaiter import __version__
from tidewaiter.errors import Misconfigured, ScreeningError
from tidewaiter.list_commands import Workspace, lists_app

if TYPE_CHECKING:
    from tidewaiter.screening import Order, Summary

__all__ = ["app", "main"]

app = typer.Typer(
    name="tidewaiter",
    help="Screens trade records so that the chemicals and machines of the fentanyl trade are not diverted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(lists_app, name="lists")

_Against = Annotated[Path | None, typer.Option("--against", help="An earlier run that the page is compared with.", metavar="EARLIER")]


def main() -> None:
    """Run the command; a known failure prints one line and sets the exit code."""
    from tidewaiter.arguments import spread_values

    # Relations are built of hundreds of thousands of small objects that live to the end: looking them through for cycles is in vain.
    gc.set_threshold(200_000, 20, 20)
    # A thread that builds relations must not keep those waiting that hand chunks to other processes.
    sys.setswitchinterval(0.0005)
    try:
        app(args=spread_values(sys.argv[1:]))
        code = 0
    except SystemExit as stop:
        code = int(stop.code or 0)
    except ScreeningError as error:
        _say(f"tidewaiter: {error}")
        code = error.exit_code
    except KeyboardInterrupt:
        code = 130
    _leave(code)


def _leave(code: int) -> None:
    """End at once: DuckDB's binding prints about its own leaks when Python tears modules down."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"tidewaiter {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass


@app.command()
def screen(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...", help="Shipment files: CSV, TSV, XLSX, JSON lines, Parquet.")],
    out: Annotated[Path, typer.Option(metavar="RUN", help="The run folder to make.")],
    lists: Annotated[list[str] | None, typer.Option(metavar="F...", help="More lists: files, or names of installed ones.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Use nothing dated later; today unless said.")] = None,
    budget: Annotated[float | None, typer.Option(metavar="N", help="Records to draw for inspection.")] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Seed of the preview draw.")] = 0,
    engine: Annotated[str, typer.Option(metavar="duckdb|spark", help="Engine of the relations.")] = "duckdb",
    memory: Annotated[
        str | None,
        typer.Option(metavar="SIZE", help="Most memory of the engine, such as 2GB (1.5 GiB unless said; what does not fit goes to disk)."),
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="NAME", help="Source profile that names the columns.")] = None,
    workspace: Workspace = Path("workspace"),
    replace: Annotated[bool, typer.Option("--replace", help="Write an existing run anew.")] = False,
    against: _Against = None,
) -> None:
    """Screen shipment files into a run folder: a ranked list with every reason shown."""
    from tidewaiter.screening import Order

    order = Order(
        inputs=tuple(inputs),
        out=out,
        as_of=_day(as_of),
        lists=tuple(lists or ()),
        source=source,
        workspace=workspace,
        engine=engine,
        memory=memory,
        budget=budget,
        seed=seed,
        replace=replace,
        against=against,
    )
    _print_summary(_screen_with_progress(order), out)


def _day(text: str | None, option: str = "--as-of") -> date:
    if text is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Misconfigured(f"{option} {text!r} is not a day; write it as 2026-11-22") from error


def _screen_with_progress(order: "Order") -> "Summary":
    from tidewaiter.progress import progress
    from tidewaiter.screening import screen_files

    with progress() as (on_stage, on_progress):
        return screen_files(order, on_stage=on_stage, on_progress=on_progress)


def _print_summary(summary: "Summary", out: Path) -> None:
    counts = summary.record["counts"]
    tiers = ", ".join(f"{count:,} {tier}" for tier, count in counts["tiers"].items())
    for warning in summary.record["warnings"]:
        _say(f"warning: {warning}")
    _say(f"{counts['rows_in']:,} records in = {counts['accepted']:,} accepted + {counts['rejected']:,} rejected")
    _say(f"tiers: {tiers}")
    _say(f"drawn in the preview: {counts['selected']:,}; the page to read: {out / 'report.html'}")


@app.command()
def top(
    run: Annotated[Path, typer.Argument(metavar="RUN")],
    most: Annotated[int, typer.Option(metavar="N", help="How many records.")] = 10,
) -> None:
    """Print the top of a run's list with the reasons."""
    from tidewaiter.report.explain import brief
    from tidewaiter.report.findings import findings, top_ids
    from tidewaiter.run.folder import open_run

    folder = open_run(run)
    for finding in findings(folder, top_ids(folder, most=most), columns=("goods_text",)):
        print(brief(finding))


@app.command()
def explain(
    run: Annotated[Path, typer.Argument(metavar="RUN")],
    shipment_id: Annotated[str, typer.Argument(metavar="SHIPMENT_ID")],
) -> None:
    """Say why a record stands where it stands: signals, fields, comparison groups, innocent explanations."""
    from tidewaiter.report.explain import explanation
    from tidewaiter.report.findings import finding_of

    print(explanation(finding_of(run, shipment_id)))


@app.command()
def report(run: Annotated[Path, typer.Argument(metavar="RUN")], against: _Against = None) -> None:
    """Make the page of a run anew, beside an earlier run where one is given."""
    from tidewaiter.report.page import renew_page

    print(renew_page(run, against=against))


@app.command()
def columns(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Print how the headings of a table are understood, as JSON."""
    from tidewaiter.read import table_columns

    print(json.dumps(table_columns(file), ensure_ascii=False, indent=2))


@app.command("compare-names")
def compare_names(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table with query, candidate and where known schema.")],
    out: Annotated[Path, typer.Option(metavar="OUT", help="The file to write; its ending decides the format.")],
) -> None:
    """Say of each pair of names how probable it is that they mean one party, and why."""
    from tidewaiter.parties.name_files import compare_file

    _say(f"{compare_file(file, out):,} rows written to {out}")


@app.command("screen-names")
def screen_names(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table with name and where known id, country, address, phone, email.")],
    against: Annotated[str, typer.Option(metavar="LIST", help="A list file, or the name of an installed list.")],
    out: Annotated[Path, typer.Option(metavar="OUT", help="The file to write; its ending decides the format.")],
    top: Annotated[int | None, typer.Option(metavar="K", help="Most hits for a name.")] = None,
    workspace: Workspace = Path("workspace"),
) -> None:
    """Give the parties of a list that each name may mean, a row per hit, with the score and the reason."""
    from tidewaiter.parties.name_files import screen_file

    _say(f"{screen_file(file, out, against=against, workspace=workspace, top=top):,} hits written to {out}")


@app.command()
def substances(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table with name, cas or smiles: CSV, TSV, XLSX, JSON lines, Parquet.")],
    jurisdiction: Annotated[str, typer.Option(metavar="XX", help="ISO 3166 alpha-2, UN or EU.")],
    on: Annotated[str, typer.Option(metavar="DATE", help="The day whose law counts.")],
    out: Annotated[Path, typer.Option(metavar="OUT", help="The file to write; its ending decides the format.")],
) -> None:
    """Say the legal status of each substance in a jurisdiction on a day: the entry, the rule in words, the citation, since when."""
    from tidewaiter.law import answer_file

    rows = answer_file(file, out, jurisdiction=jurisdiction, on=_day(on, "--on"))
    _say(f"{rows:,} rows written to {out}")


@app.command()
def goods(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A table with goods_text and perhaps hs_code: CSV, TSV, XLSX, JSON lines, Parquet.")
    ],
    out: Annotated[Path, typer.Option(metavar="OUT", help="The file to write; its ending decides the format.")],
) -> None:
    """Say what is in the box: substances, machines, HS codes, and what to ask the filer where the text says too little."""
    from tidewaiter.goods.answers import answer_file

    rows = answer_file(file, out, kept=Path.home() / ".cache" / "tidewaiter")
    _say(f"{rows:,} rows written to {out}")


@app.command()
def simulate(
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to make.")],
    shipments: Annotated[int, typer.Option(metavar="N", help="How many records.")],
    seed: Annotated[int, typer.Option(metavar="S", help="The same seed makes the same files.")],
    world: Annotated[str | None, typer.Option(metavar="FILE", help="A world file, or a built-in world: default, clean.")] = None,
) -> None:
    """Make trade records with planted schemes and lawful look-alikes, to try and to measure with."""
    from tidewaiter.simulate import open_world, simulate

    print(simulate(open_world(world), out, shipments=shipments, seed=seed).line())


if __name__ == "__main__":
    main()
