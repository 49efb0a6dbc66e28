"""Make the generated pages of docs/ from the code. With --check, fail where one is stale."""

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from names_page import names_page
from typer.main import get_command
from typer.testing import CliRunner

from tidewaiter.classes.page import class_page, class_pictures
from tidewaiter.cli import app
from tidewaiter.law import Given, legal_status, read_subjects
from tidewaiter.law.register import Entry, entries_of, state_of
from tidewaiter.law.scope import SCOPE_FILE, UNDEFINED
from tidewaiter.parties.lists.form import ListFormat
from tidewaiter.parties.lists.formats import FORMATS
from tidewaiter.parties.lists.publishers import published_lists
from tidewaiter.reference import control_rows, reference_rows, substance_rows
from tidewaiter.signals import FAMILIES, Signal, all_signals
from tidewaiter.tables import TABLES, columns

_MADE = "<!-- Made by `make docs`; change the code it comes from. -->\n"


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them."""
    pages = {
        "glossary.md": glossary(),
        "signals.md": signals(),
        "commands.md": commands(),
        "classes.md": classes(),
        "lists.md": lists(),
        "names.md": names_page(_MADE),
        "law.md": law(),
        **class_pictures(),
    }
    pages |= {f"law/{jurisdiction}.md": entries_page(jurisdiction) for jurisdiction in _with_lists()}
    stale = [name for name, text in pages.items() if _differs(Path("docs") / name, text)]
    if "--check" in arguments:
        print(f"stale: {', '.join(stale)}; run make docs" if stale else "the generated pages are fresh")
        return 1 if stale else 0
    for name in stale:
        (Path("docs") / name).parent.mkdir(parents=True, exist_ok=True)
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


def classes() -> str:
    """Every class-wide definition of the law, clause by clause, with examples."""
    return f"# Class-wide definitions\n{_MADE}\n{class_page()}"


def law() -> str:
    """How the law of a day is asked, what each scope word means, and where the entries stand."""
    substances = {row["id"]: row["name"] for row in substance_rows().to_pylist()}
    words = [
        f"| `{row['word']}` | {row['means']} | {_smarts(row)} | {_of(row, substances)} | {row['source']} |"
        for row in reference_rows(SCOPE_FILE)
    ]
    pages = [f"- [{jurisdiction}](law/{jurisdiction}.md): {len(entries_of(jurisdiction))} entries" for jurisdiction in _with_lists()]
    return "\n".join(
        (
            "# The law of a day",
            _MADE,
            "`tidewaiter substances` answers for a name, a CAS number or a structure in a jurisdiction on a day. An entry decides only",
            "where its text or a reproduction of it was read; the others are shown and never decide. An entry names a substance and,",
            "by its scope words, some that differ from it. Not defined by structure in any law that was read, so asking for review and",
            f"not deciding: {', '.join(sorted(UNDEFINED))}. This is no legal advice.",
            "",
            "## Scope words",
            "",
            "| word | means | atom of the substance, and how what it bears begins (SMARTS) | example | source |",
            "|---|---|---|---|---|",
            *words,
            "",
            "## Entries",
            "",
            *pages,
            "",
        )
    )


def _with_lists() -> list[str]:
    return sorted(set(control_rows()["jurisdiction"].to_pylist()))


def _smarts(row: dict[str, str]) -> str:
    parts = [f"`{row[column]}`".replace("|", "\\|") for column in ("parent_atom", "group", "variant") if row[column]]
    return ", ".join(parts) or row["kind"]


def _of(row: dict[str, str], substances: dict[str, str]) -> str:
    return f"`{row['example']}` of {substances[row['of']]}" if row["example"] else ""


def entries_page(jurisdiction: str) -> str:
    """Every entry of a jurisdiction: dates, scope, citation, what of it was read, and what is answered around its first day."""
    head = [f"# Entries of {jurisdiction}", _MADE, f"State: {state_of(jurisdiction)}.", ""]
    cas = {row["id"]: row["cas"] for row in substance_rows().to_pylist()}
    return "\n".join((*head, *(_entry(entry, cas[entry.substance]) for entry in entries_of(jurisdiction))))


def _entry(entry: Entry, cas: str | None) -> str:
    ends = f" until {entry.ends}" if entry.ends is not None else ""
    answers = "; ".join(f"{day}: {_answer(entry, cas, day)}" for day in (entry.begins - timedelta(days=1), entry.begins))
    return (
        f"## {entry.name}, {entry.list}\n\n"
        f"- **Status** {entry.status}, {'decides' if entry.decides else 'shown, does not decide'}; **from** {entry.begins}"
        f" (precision: {entry.precision}){ends}\n"
        f"- **Citation** {entry.citation}; {entry.instrument}\n"
        f"- **Scope** {entry.scope or 'the substance itself'}; words evaluated: {', '.join(sorted(entry.covers)) or 'none'}\n"
        f"- **Read** {entry.verified}\n- **Answered** {'CAS ' + cas if cas else entry.name} on {answers}\n"
    )


def _answer(entry: Entry, cas: str | None, day: date) -> str:
    (subject,) = read_subjects([Given(cas=cas) if cas else Given(name=entry.name)])
    return legal_status(subject, jurisdiction=entry.jurisdiction, on=day).status


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


def lists() -> str:
    """Which lists are fetched, how they are kept, and what is taken from each form."""
    rows = [
        f"| `{one.name}` | {one.publisher} | {one.title} | `{one.format}` | {' '.join(f'`{address}`' for address in one.addresses)} |"
        for one in published_lists(Path("no workspace")).values()
    ]
    fetched = ["| name | publisher | list | form | address |", "|---|---|---|---|---|", *rows]
    parts = [
        "# Lists of parties",
        _MADE,
        _LISTS,
        "## Lists that are fetched\n",
        *fetched,
        "",
        _FETCHED,
        "## What is taken from each form\n",
    ]
    return "\n".join([*parts, *map(_form, FORMATS)])


def _form(form: ListFormat) -> str:
    taken = "\n".join(f"| {field} | {place} |" for field, place in form.takes)
    publisher = f"- **Publisher** {form.publisher}\n" if form.publisher else ""
    return (
        f"### {form.title} (`{form.id}`)\n\n{publisher}- **Form** {form.source}\n- **Left alone** {form.leaves}\n\n"
        f"| of a party | from |\n|---|---|\n{taken}\n"
    )


_LISTS = """\
`tidewaiter lists update` fetches the published lists, `tidewaiter lists add NAME FILE` reads one from files, `tidewaiter lists` shows what
is in force, `tidewaiter lists diff OLD NEW` says what changed. `screen --lists FILE...` takes a file in any of these forms for one run.
Files may be packed with gzip; CSV may be in UTF-8 or Windows' Latin. A form is known by what is in the file, never by its name.

- **Kinds of names** `primary`; `strong`, a good alias; `weak`, a broad one such as a nickname, which counts for less.
- **Day and checksum** A copy is dated by its own content, else by its publisher's server (`Last-Modified`), else by `--dated`, else by the
  day on which it was added. The SHA-256 of each file is kept.
- **Delisting** A party that a new copy lacks is kept with the day of that copy as its end: a shipment from before is still judged by the
  list of its day, one from after is not. A party that comes back is on the list again, as if it had never left it. Where a list doesn't
  say when a party was listed, it counts as listed all along.
- **What leaves the old copy in force** A file that is missing, empty, cut off, malformed or of no known form; one that holds no party; one
  that is older than the copy in force, or has lost three in ten of its parties or more (of ten parties at least), unless `--anyway` is
  said. The message names the file, what is wrong with it and what to do; the command exits with 2. `update` warns, goes on with the other
  lists, and exits with 2 at its end. What the checks cannot see: the first copy of a CSV that was cut exactly between two rows.
- **A process that is killed** leaves the old copy whole: a new one is written beside it and named in `list.json` at a stroke.
- **XML** is read one record at a time; a file that declares entities is refused before it is read.
- **Copies** The last ten are kept. `lists diff NAME@before NAME` compares the copy in force with the one before, `NAME@2026-11-01` names
  the newest of a day. With `--runs RUN...` it names the shipments whose parties are like a party that was added, ended or renamed.

Nationality, birth, gender and passports are read from no list: they are no input of any screening. Nor are identity cards, but for the
Colombian cédula, which customs papers carry as a trader's tax number.
"""
_FETCHED = """\
A file `lists/publishers.yml` in the workspace takes the place of these addresses: only what it names is fetched. An entry there may leave
out what an entry of the same name above has.

```yaml
un: {}
ofac_sdn:
  format: ofac_sdn_csv
  addresses: [https://mirror.firm.example/sdn.csv, https://mirror.firm.example/add.csv, https://mirror.firm.example/alt.csv]
customers_blocked:
  addresses: [https://compliance.firm.example/blocked.csv]
```

A list that its publisher says is unchanged (`ETag`, `Last-Modified`) is not sent again. A server may keep us waiting for a minute and take
half an hour for a file; a file may have 500 MB. A proxy named in the environment is used.
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
