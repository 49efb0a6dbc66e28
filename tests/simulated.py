"""Reads simulated worlds, for the tests of what they hold."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tidewaiter.simulate import open_world, simulate

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Simulated:
    """The folder of a world and what it holds."""

    folder: Path
    shipments: Sequence[Row]
    truth: Sequence[Row]
    twins: Sequence[Row]
    cases: Sequence[Row]

    def of(self, scheme: str, *, twin: bool = False) -> list[Row]:
        """Give the shipments of a scheme, or of its look-alikes."""
        ids = {row["shipment_id"] for row in (self.twins if twin else self.truth) if row["scheme"] == scheme}
        return [row for row in self.shipments if row["House Waybill No."] in ids]

    def ordinary(self) -> list[Row]:
        """Give the shipments that are neither planted nor look-alikes."""
        special = {row["shipment_id"] for row in (*self.truth, *self.twins)}
        return [row for row in self.shipments if row["House Waybill No."] not in special]


def rows_of(path: Path) -> list[Row]:
    """Read a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def make(folder: Path, *, world: str | None = None, shipments: int, seed: int = 7) -> Simulated:
    """Make a world and read it."""
    simulate(open_world(world), folder, shipments=shipments, seed=seed)
    return Simulated(folder, *(rows_of(folder / f"{name}.csv") for name in ("shipments", "truth", "twins", "cases")))
