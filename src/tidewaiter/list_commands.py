"""The command `tidewaiter lists`: parse, call the library, print. No rule stands here."""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tidewaiter.errors import BadInput, Misconfigured

if TYPE_CHECKING:
    from tidewaiter.parties.lists.changes import Changes
    from tidewaiter.parties.lists.update import Updated
    from tidewaiter.parties.workspace import Added, ListFacts
    from tidewaiter.relisted import Touched

__all__ = ["Workspace", "lists_app"]

lists_app = typer.Typer(help="The workspace's lists of parties.", invoke_without_command=True, rich_markup_mode=None)

Workspace = Annotated[Path, typer.Option("--workspace", help="Folder of installed lists.", metavar="DIR")]
_Anyway = Annotated[bool, typer.Option("--anyway", help="Even where a copy is older, or has lost a third of its parties.")]
_HEADINGS = ("name", "publisher", "date", "checksum", "parties", "names", "in force since")
_NUMBERS = ("parties", "names")
_CHECKSUM_SIGNS = 12


@lists_app.callback()
def _lists(context: typer.Context, workspace: Workspace = Path("workspace")) -> None:
    if context.invoked_subcommand is not None:
        return
    from tidewaiter.parties.workspace import installed_lists

    installed = installed_lists(workspace, on=datetime.now(UTC).date())
    if not installed:
        print(f"no list is installed in {workspace}; fetch the published ones with: tidewaiter lists update")
        print("or add one with: tidewaiter lists add NAME FILE")
        return
    _print_table([_HEADINGS, *map(_row, installed)])


def _row(facts: "ListFacts") -> tuple[str, ...]:
    checksum = next(iter(facts.checksums.values()), "")[:_CHECKSUM_SIGNS]
    counts = (f"{facts.parties:,}", f"{facts.names:,}")
    return (facts.name, facts.publisher or "-", str(facts.dated), checksum, *counts, str(facts.in_force_since))


def _print_table(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = [cell.rjust(width) if heading in _NUMBERS else cell.ljust(width) for heading, cell, width in zip(_HEADINGS, row, widths)]
        print("  ".join(cells).rstrip())


@lists_app.command("add")
def lists_add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call the list.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="A list in any form of docs/lists.md, with its companions.")],
    dated: Annotated[str | None, typer.Option("--dated", metavar="DATE", help="Day of the content, where the file has none.")] = None,
    anyway: _Anyway = False,
    workspace: Workspace = Path("workspace"),
) -> None:
    """Read a list from files and put it in force; a malformed file leaves the old one in force."""
    from tidewaiter.parties.workspace import add_list

    try:
        added = add_list(workspace, name, files, dated=_day(dated), anyway=anyway)
    except BadInput as error:
        raise BadInput(f"{error}{_stays(workspace, name)}") from error
    print(_said(added))


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Misconfigured(f"--dated {text!r} is not a day; write it as 2026-11-22") from error


def _stays(workspace: Path, name: str) -> str:
    """What is still in force, for the end of a complaint."""
    return f"; the copy of {name} that is in force stays" if (workspace / "lists" / name / "list.json").is_file() else ""


def _said(added: "Added") -> str:
    facts, changes = added.facts, added.changes
    changed = f"; {len(changes.added):,} added, {len(changes.ended):,} ended" if changes is not None else ""
    return f"{facts.name}: {facts.parties:,} parties, {facts.names:,} names, of {facts.dated}{changed}"


@lists_app.command("update")
def lists_update(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME...]", help="Which; all that have addresses unless said.")] = None,
    anyway: _Anyway = False,
    workspace: Workspace = Path("workspace"),
) -> None:
    """Fetch lists from their publishers and put them in force; one that fails leaves its old copy in force."""
    from tidewaiter.parties.lists.update import update_lists

    troubles: list[bool] = []
    for updated in update_lists(workspace, names or (), anyway=anyway, on_fetch=lambda name: print(f"fetching {name}", file=sys.stderr)):
        troubles.append(bool(updated.trouble))
        _print_updated(updated)
    if any(troubles):
        raise BadInput(f"{sum(troubles)} of {len(troubles)} lists could not be updated; the warnings say why")


def _print_updated(updated: "Updated") -> None:
    facts = updated.facts
    if updated.trouble:
        stays = f"the copy of {facts.dated} stays in force" if facts is not None else "no copy of it is in force"
        print(f"warning: {updated.name}: {updated.trouble}; {stays}", file=sys.stderr)
    elif updated.added is not None:
        print(_said(updated.added), flush=True)
    elif facts is not None:
        print(f"{updated.name}: unchanged since the copy of {facts.dated}", flush=True)


@lists_app.command("diff")
def lists_diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="An installed list, an earlier copy as NAME@DATE or NAME@before, or a file.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Likewise.")],
    runs: Annotated[list[Path] | None, typer.Option("--runs", metavar="RUN...", help="Past runs: which shipments are touched?")] = None,
    workspace: Workspace = Path("workspace"),
) -> None:
    """Say what changed between two copies of a list, and which shipments of past runs that touches."""
    from tidewaiter.parties.lists.copies import compare_copies
    from tidewaiter.relisted import touched_shipments

    changes = compare_copies(workspace, old, new)
    _print_changes(changes)
    if runs:
        touched = list(touched_shipments(changes, runs))
        print(f"{len({(one.run, one.shipment_id) for one in touched}):,} shipments touched")
        for one in touched:
            print(_touch(one))


def _print_changes(changes: "Changes") -> None:
    counts = f"{len(changes.added):,} added, {len(changes.ended):,} ended, {len(changes.renamed):,} with other names"
    print(f"{counts}, {changes.otherwise:,} changed otherwise")
    for sign, parties in (("+", changes.added), ("-", changes.ended)):
        for party in parties:
            names = "; ".join(kept.name for kept in sorted(party.names, key=lambda kept: (kept.strength != "primary", kept)))
            print(f"{sign} {party.list_id}  {names}{f' ({party.kind})' if party.kind else ''}")
    for found in changes.renamed:
        names = "; ".join([*(f"+{name}" for name in found.gained), *(f"-{name}" for name in found.lost)])
        print(f"~ {found.party.list_id}  {names}")


def _touch(one: "Touched") -> str:
    named = f"{one.role} {one.name} against {one.matched_name} ({one.list_id}, {one.change})"
    return f"{one.run}  {one.shipment_id}  {named}: {one.strength} hit, score {one.score:.2f}: {one.reason}"
