"""Make the generated pages of docs/ from the code: glossary, signals, commands, names. With --check, fail where one is stale."""

import sys
from pathlib import Path
from typing import Any

from names_page import names_page
from typer.main import get_command
from typer.testing import CliRunner

from tidewaiter.cli import app
from tidewaiter.signals import FAMILIES, Signal, all_signals
from tidewaiter.tables import TABLES, columns

_MADE = "<!-- Made by `make docs`; change the code it comes from. -->\n"


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them."""
    pages = {"glossary.md": glossary(), "signals.md": signals(), "commands.md": commands(), "names.md": names_page(_MADE)}
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
    head = f"# Signals\n{_MADE}\nA signal is a reason to look, never an accusation.\n\n"
    table = f"| family | cap, decibans | looks at |\n|---|---|---|\n{caps}\n\n"
    return head + table + "\n".join(_signal(signal) for signal in all_signals())


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
    """The help of every command, as it prints it."""
    runner = CliRunner(env={"COLUMNS": "110", "TERM": "dumb", "NO_COLOR": "1"})
    parts = ["# Commands", _MADE]
    for words in _command_words(get_command(app), ()):
        said = runner.invoke(app, [*words, "--help"]).output.strip()
        parts += [f"## `{' '.join(('tidewaiter', *words))}`", "", "```", said, "```", ""]
    return "\n".join(parts)


def _command_words(command: Any, words: tuple[str, ...]) -> list[tuple[str, ...]]:  # Any: Typer's own copy of Click is private
    inner = sorted(getattr(command, "commands", {}).items())
    return [words, *(found for name, sub in inner for found in _command_words(sub, (*words, name)))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
