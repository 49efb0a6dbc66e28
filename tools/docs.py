"""Make the generated pages of docs/ from the code: glossary, signals, commands. With --check, fail where one is stale."""

import sys
from pathlib import Path

from tidewaiter.signals import FAMILIES, Signal, all_signals
from tidewaiter.tables import TABLES, columns

_MADE = "<!-- Made by `make docs`; change the code it comes from. -->\n"


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them."""
    pages = {"glossary.md": glossary(), "signals.md": signals(), "commands.md": commands()}
    stale = [name for name, text in pages.items() if _differs(Path("docs") / name, text)]
    if "--check" in arguments:
        print(f"stale: {', '.join(stale)}; run make docs" if stale else "the generated pages are fresh")
        return 1 if stale else 0
    for name in stale:
        (Path("docs") / name).write_text(pages[name], encoding="utf-8")
    print(f"wrote {', '.join(stale) or 'nothing'}")
    return 0


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


def glossary() -> str:
    """Every table and column."""
    parts = ["# Glossary", _MADE, "One word per thing: a column, an argument, a JSON key and a label on a page are the same word.\n"]
    for table in TABLES:
        parts += [f"## {table}", "", "| column | type | unit | meaning |", "|---|---|---|---|"]
        parts += [f"| `{column.name}` | {column.type} | {column.unit} | {column.meaning} |" for column in columns(table)]
        parts.append("")
    return "\n".join(parts)


def signals() -> str:
    """Every signal with its source, its sentence and what else it may mean."""
    caps = "\n".join(f"| {family.name} | {family.cap:g} | {family.meaning} |" for family in FAMILIES.values())
    head = f"# Signals\n{_MADE}\nA signal is a reason to look, never an accusation.\n\n| family | cap, decibans | looks at |\n|---|---|---|\n{caps}\n"
    return head + "\n" + "\n".join(_signal(signal) for signal in all_signals())


def _signal(signal: Signal) -> str:
    sources = "; ".join(f"{s.publisher}, {s.title}, {s.section} (retrieved {s.retrieved})" for s in signal.sources)
    innocent = "\n".join(f"- {cause}" for cause in signal.innocent)
    return (
        f"## {signal.code} `{signal.id}`\n\n{signal.question}\n\n"
        f"- **Family** {signal.family}; **unit** {signal.unit}; **needs** {', and '.join(f'`{need}`' for need in signal.needs)}\n"
        f"- **Source** {sources}\n- **Says** {signal.says}\n"
        f"- **Fires** {signal.fires_on.about}. **Quiet** {signal.quiet_on.about}.\n\nIt may be innocent:\n\n{innocent}\n"
    )


def commands() -> str:
    """The help of every command."""
    import click
    import typer

    from tidewaiter.cli import app

    root = typer.main.get_command(app)
    parts = ["# Commands", _MADE]
    for path, command in _walk(root, "tidewaiter"):
        context = click.Context(command, info_name=path, terminal_width=110, max_content_width=110)
        parts += [f"## `{path}`", "", "```", command.get_help(context), "```", ""]
    return "\n".join(parts)


def _walk(command: "object", path: str) -> "list[tuple[str, object]]":
    found = [(path, command)]
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        found += _walk(inner, f"{path} {name}")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
