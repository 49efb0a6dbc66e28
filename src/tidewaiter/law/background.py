"""What is known of substances outside the dictionary: ordinary chemicals of the `chemicals` package, and systematic names read by OPSIN."""

import tempfile
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import which

__all__ = ["Chemical", "Chemicals", "ordinary_chemicals", "structures_of_names"]

_FILES = "Identifiers/*identifiers*.tsv"
_CAS, _SMILES, _COMMON_NAME, _FIRST_NAME = 1, 4, 8, 7
"""Columns of the package's files, as `chemicals.identifiers.ChemicalMetadataDB.load` reads them."""
_MOST_NAMES = 5_000
"""chosen: systematic names read at a time; OPSIN reads some thousands a second."""


@dataclass(frozen=True, slots=True)
class Chemical:
    """One chemical of the package."""

    cas: str
    smiles: str
    name: str


@dataclass(frozen=True, slots=True)
class Chemicals:
    """Chemicals that were asked for, by CAS number and by lower-case name; a name may be that of several."""

    by_cas: dict[str, Chemical]
    by_name: dict[str, tuple[Chemical, ...]]


def ordinary_chemicals(*, names: set[str], numbers: set[str]) -> Chemicals:
    """Look names and CAS numbers up in the `chemicals` package, all in one pass over its files.

    The package's own search by any identifier guesses; this takes equal names and numbers only.

    Args:
        names: in lower case.
        numbers: as `12-34-5`.

    >>> ordinary_chemicals(names={"benzoic acid"}, numbers={"50-00-0"}).by_cas["50-00-0"].name
    'formaldehyde'
    """
    by_cas: dict[str, Chemical] = {}
    by_name: dict[str, dict[str, Chemical]] = defaultdict(dict)
    for cells in _lines() if names or numbers else ():
        meant = names.intersection(cells[_FIRST_NAME:]) if names else set[str]()
        if meant or cells[_CAS] in numbers:
            chemical = Chemical(cells[_CAS], cells[_SMILES], cells[_COMMON_NAME])
            by_cas.setdefault(chemical.cas, chemical)
            for name in meant:
                by_name[name].setdefault(chemical.cas, chemical)
    return Chemicals(by_cas, {name: tuple(found.values()) for name, found in by_name.items()})


def _lines() -> Iterator[list[str]]:
    spec = find_spec("chemicals")
    for folder in spec.submodule_search_locations or () if spec is not None else ():
        for path in sorted(Path(folder).glob(_FILES)):
            with path.open(encoding="utf-8") as file:
                for line in file:
                    cells = line.rstrip("\n").split("\t")
                    if len(cells) > _COMMON_NAME:
                        cells[_FIRST_NAME:] = [cell.lower() for cell in cells[_FIRST_NAME:]]
                        yield cells


def structures_of_names(names: Iterable[str]) -> dict[str, str]:
    """Give the SMILES of systematic names that OPSIN can read; of none where the extra `opsin` or Java is missing."""
    asked = list(dict.fromkeys(" ".join(name.split()) for name in names))[:_MOST_NAMES]
    if not asked or find_spec("py2opsin") is None or which("java") is None:
        return {}
    from py2opsin import py2opsin

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        # It warns of every name that is not systematic, which most names in trade are not.
        warnings.simplefilter("ignore")
        read = py2opsin(asked, tmp_fpath=str(Path(folder) / "names.txt"))
    found = [read] if isinstance(read, str) else read or []
    return {name: smiles for name, smiles in zip(asked, found) if smiles}
