"""Substances whose legal status is documented, and ordinary ones, for the tests of the class definitions."""

import csv
import os
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_FILES = ("chemical identifiers pubchem large.tsv", "chemical identifiers pubchem small.tsv", "chemical identifiers example user db.tsv")
_CAS, _SMILES = 1, 4


def rows(name: str) -> list[dict[str, str]]:
    """Give the rows of a file of tests/data."""
    with (Path(__file__).parent / "data" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def smiles_by_cas() -> dict[str, str]:
    """Give the structure of every substance of the `chemicals` package, by its exact CAS number."""
    return {cells[_CAS]: cells[_SMILES] for cells in _chemicals()}


def ordinary_substances() -> Iterator[tuple[str, str]]:
    """Give name and structure of medicines, opioids of other families and piperidines."""
    for row in rows("legitimate_substances.csv"):
        yield row["name"], row["smiles"] or smiles_by_cas()[row["cas"]]


def _chemicals() -> Iterator[list[str]]:
    package = find_spec("chemicals")
    assert package is not None
    assert package.origin is not None
    folder = Path(os.fspath(package.origin)).parent / "Identifiers"
    for name in _FILES:
        with (folder / name).open(encoding="utf-8") as lines:
            yield from (line.split("\t", 9) for line in lines)
