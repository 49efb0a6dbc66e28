"""Names of ordinary chemicals that a slip of the pen away are a listed one: `python tools/near_names.py`.

Writes `reference/substances/near_names.csv`, so that a chemical that is written right is not taken for a listed one that is written
wrong. Identity only; run it again when a listed name is added.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from tidewaiter.goods import READ_GOODS
from tidewaiter.goods.compiled import chemical_names
from tidewaiter.goods.fold import fold
from tidewaiter.goods.squash import bare
from tidewaiter.reference import name_rows, substance_rows

_OUT = Path(__file__).parent.parent / "src/tidewaiter/reference/substances/near_names.csv"
_SOURCE = "PubChem names as of the chemicals package 1.5.2"
_DAY = "2026-11-24"
_BLOCK = 50_000


def main() -> None:
    """Write the names that are new beside those that are there; repeat until none is."""
    with _OUT.open(encoding="utf-8", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    for name, near, cas in _near():
        rows.setdefault(name, {"name": name, "near": near, "cas": cas, "source": _SOURCE, "retrieved": _DAY})
    with _OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["name", "near", "cas", "source", "retrieved"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[name] for name in sorted(rows))
    print(f"{len(rows)} names")


def _near() -> Iterator[tuple[str, str, str]]:
    """Whole names of other chemicals that are taken for a misspelt listed one: the name, the listed substance, the other's number."""
    own = {row["id"]: {row["cas"], *row["other_cas"]} for row in substance_rows().to_pylist()}
    listed = {bare(fold(name)) for name in name_rows()["text"].to_pylist()}
    names = list(chemical_names())
    for begin in range(0, len(names), _BLOCK):
        block = names[begin : begin + _BLOCK]
        texts = pa.array([name for _, name in block])
        for (cas, name), read in zip(block, READ_GOODS.function(texts, pa.nulls(len(block), pa.string())).to_pylist(), strict=True):
            for spot in read["spots"]:
                if (
                    spot["found_as"] == "misspelt"
                    and spot["text"] == name
                    and bare(name) not in listed
                    and cas not in own[spot["substance"]]
                ):
                    yield name, spot["substance"], cas


if __name__ == "__main__":
    main()
