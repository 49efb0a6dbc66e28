import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from batches import AS_OF, screen
from tidewaiter.screening import Order, screen_files
from tidewaiter.signals.batches import record

SIGNAL = "route.master_house"


def bill(
    shipment_id: str, kind: str | None, master_id: str | None, packages: float | None, kg: float | None, **more: Any
) -> Mapping[str, Any]:
    return record(
        shipment_id,
        **({"channel": "air", "record_kind": kind, "master_id": master_id, "packages": packages, "gross_mass_kg": kg} | more),
    )


def test_the_more_is_unaccounted_for_the_more_it_weighs_and_within_tolerance_nothing(tmp_path: Path) -> None:
    batch = [
        row
        for name, kg in (("all", 100.0), ("pallet", 97.1), ("tenth", 88.0), ("half", 50.0), ("more", 130.0))
        for row in (bill(name, "master", None, None, 100.0), bill(f"{name}-house", "house", name, None, kg))
    ]

    points = screen(batch, tmp_path).points(SIGNAL)

    assert set(points) == {"tenth", "half"}
    assert points["half"] > points["tenth"] > 0


def test_a_domestic_label_counts_on_an_international_way_alone_with_or_without_the_master(tmp_path: Path) -> None:
    batch = [
        bill("labelled", "house", "M-1", 1.0, 1.0, label_kind="domestic"),
        bill("no kind", None, "M-1", 1.0, 1.0, label_kind="domestic"),
        bill("international", "house", "M-1", 1.0, 1.0, label_kind="international"),
        bill("at home", "house", "M-2", 1.0, 1.0, label_kind="domestic", export_country="US"),
        bill("nowhere", "house", "M-3", 1.0, 1.0, label_kind="domestic", export_country=None),
        bill("no master", "house", None, 1.0, 1.0, label_kind="domestic"),
    ]

    result = screen(batch, tmp_path)

    assert set(result.points(SIGNAL)) == {"labelled", "no kind"}
    assert result.values("labelled", SIGNAL)["bill_labels_n"] == 2


def test_a_master_bill_that_is_filed_twice_or_in_parts_leaves_no_gap(tmp_path: Path) -> None:
    twice = [bill("M-1", "master", "M-1", 10.0, 100.0), bill("M-1 again", "master", "M-1", 10.0, 100.0)]
    houses = [bill("H-1", "house", "M-1", 10.0, 100.0)]
    parts = [bill("P-1", "master", "P", 5.0, 50.0), bill("P-2", "master", "P", 5.0, 50.0), bill("H-2", "house", "P", 10.0, 100.0)]

    assert screen([*twice, *houses, *parts], tmp_path).points(SIGNAL) == {}


def test_house_bills_without_mass_take_weight_from_the_gap_and_are_told(tmp_path: Path) -> None:
    batch = [
        bill("M-1", "master", "M-1", None, 100.0),
        bill("H-1", "house", "M-1", None, 50.0),
        bill("M-2", "master", "M-2", None, 100.0),
        bill("H-2", "house", "M-2", None, 50.0),
        bill("H-3", "house", "M-2", None, None),
        bill("M-3", "master", "M-3", None, 100.0),
        bill("H-4", "house", "M-3", None, None),
        bill("M-4", "master", "M-4", 5.0, 100.0),
    ]

    result = screen(batch, tmp_path)

    points = result.points(SIGNAL)
    assert set(points) == {"M-1", "M-2"}
    assert points["M-1"] > points["M-2"]
    assert result.values("M-2", SIGNAL)["bill_no_mass_n"] == 1


def test_a_gap_that_is_usual_for_its_filer_is_a_matter_for_the_filer(tmp_path: Path) -> None:
    gaps = {f"M-{place:02d}": 90.0 - place % 3 for place in range(12)} | {"M-99": 20.0}
    batch = [
        row
        for name, kg in gaps.items()
        for row in (
            bill(name, "master", name, 10.0, 100.0, declarant_name="Imaginary Brokers Inc"),
            bill(f"{name}-house", "house", name, 10.0, kg),
        )
    ]

    result = screen(batch, tmp_path)

    assert set(result.points(SIGNAL)) == {"M-99"}
    assert result.values("M-99", SIGNAL)["bill_filer_n"] == 12


def test_numbers_that_no_ship_carries_are_not_added_up(tmp_path: Path) -> None:
    batch = [
        bill("M-1", "master", "M-1", 1e300, 1e300),
        bill("H-1", "house", "M-1", 1.0, 1.0),
        bill("M-2", "master", "M-2", 10.0, 1e9),
        *(bill(f"H-2-{place}", "house", "M-2", float("nan"), 1e9) for place in range(9)),
        bill("H-3", "house", "M-2", -4.0, float("inf")),
        bill("M-4", "master", "M-4", 0.0, 0.0),
        bill("H-4", "house", "M-4", 0.0, 0.0),
    ]

    result = screen(batch, tmp_path)

    assert result.points(SIGNAL) == {}
    assert len(result.scores) == len(batch)


def test_what_is_dated_after_the_screening_accounts_for_nothing_and_is_not_judged(tmp_path: Path) -> None:
    later = {"lodged_date": date(2027, 1, 1)}
    batch = [
        bill("M-1", "master", "M-1", None, 100.0),
        bill("H-1", "house", "M-1", None, 50.0),
        bill("H-2", "house", "M-1", None, 50.0, **later),
        bill("M-2", "master", "M-2", None, 100.0, **later),
        bill("H-3", "house", "M-2", None, 50.0),
    ]

    assert set(screen(batch, tmp_path).points(SIGNAL)) == {"M-1"}


def test_house_bills_of_another_file_are_added_up_too(tmp_path: Path) -> None:
    headings = ("shipment_id", "record_kind", "master_id", "packages", "gross_mass_kg", "goods_text", "consignee_name")
    files = {
        "masters": [("M-1", "master", "M-1", 10, 100), ("M-2", "master", "M-2", 10, 100)],
        "morning": [("H-1", "house", "M-1", 4, 40), ("H-3", "house", "M-2", 4, 40)],
        "evening": [("H-2", "house", "M-1", 6, 60)],
    }
    paths = tuple(tmp_path / f"{name}.csv" for name in files)
    for path, rows in zip(paths, files.values(), strict=True):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([headings, *((*row, "cotton shirts for men", "Imaginary Retail Inc") for row in rows)])

    screen_files(Order(paths, tmp_path / "run", AS_OF, workspace=tmp_path / "workspace"))

    evidence = pq.read_table(tmp_path / "run" / "evidence.parquet").to_pylist()
    assert {row["shipment_id"] for row in evidence if row["signal_id"] == SIGNAL} == {"M-2"}
