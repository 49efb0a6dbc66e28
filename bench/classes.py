"""Judge every structure of the `chemicals` package by each class definition: who is of the class, and how many are judged a second.

python bench/classes.py [--append docs/benchmarks.md]
"""

import os
import sys
import time
from collections import Counter
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from tidewaiter.classes import Membership, class_jurisdictions, membership

_FILES = (
    "chemical identifiers pubchem large.tsv",
    "chemical identifiers pubchem small.tsv",
    "chemical identifiers example user db.tsv",
    "Inorganic db.tsv",
    "Anion db.tsv",
    "Cation db.tsv",
)
_CAS, _SMILES, _SYSTEMATIC_NAME, _NAME = 1, 4, 7, 8


def main(arguments: list[str]) -> None:
    substances = _substances()
    lines = [f"\n## {date.today()}, `bench/classes.py`: every structure of `chemicals`, {len(substances):,} CAS numbers, one process\n"]
    for jurisdiction in class_jurisdictions():
        lines += _judged(substances, jurisdiction)
    text = "\n".join(lines) + "\n"
    print(text)
    if "--append" in arguments:
        with Path(arguments[arguments.index("--append") + 1]).open("a", encoding="utf-8") as page:
            page.write(text)


def _substances() -> dict[str, tuple[str, str]]:
    """CAS number -> structure and name."""
    package = find_spec("chemicals")
    assert package is not None and package.origin is not None  # noqa: PT018
    folder = Path(os.fspath(package.origin)).parent / "Identifiers"
    found = {}
    for name in _FILES:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            cells = line.split("\t", 10)
            found[cells[_CAS]] = (cells[_SMILES], cells[_NAME] if len(cells) > _NAME else cells[_SYSTEMATIC_NAME])
    return found


def _judged(substances: dict[str, tuple[str, str]], jurisdiction: str) -> list[str]:
    began = time.process_time()
    answers = {cas: membership(smiles, jurisdiction, date(2026, 11, 24)) for cas, (smiles, _) in substances.items()}
    seconds = time.process_time() - began
    counts = Counter(answer.outcome for answer in answers.values())
    told = ", ".join(f"{outcome.replace('_', ' ')} {count:,}" for outcome, count in sorted(counts.items()))
    lines = [
        f"**{jurisdiction}**: {told}; {len(answers) / seconds:,.0f} structures a CPU second.\n",
        "| CAS | name | outcome | clauses met | named |",
    ]
    lines.append("|---|---|---|---|---|")
    for cas, answer in sorted(answers.items()):
        if answer.outcome in ("member", "listed", "review"):
            lines.append(f"| {cas} | {substances[cas][1].strip()} | {answer.outcome} | {_met(answer)} | {'yes' if answer.named else ''} |")
    return [*lines, ""]


def _met(answer: Membership) -> str:
    return ", ".join(reason.clause for reason in answer.reasons if reason.verdict == "met")


if __name__ == "__main__":
    main(sys.argv[1:])
