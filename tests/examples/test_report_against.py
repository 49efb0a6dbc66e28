"""A run beside an earlier one: what is said to have changed, and what is refused."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from batches import AS_OF, write_list
from commands import Said
from pages import Page
from tidewaiter.errors import BadInput
from tidewaiter.report.against import Comparison, compare, open_earlier
from tidewaiter.report.findings import top_ids
from tidewaiter.run.record import read_record
from tidewaiter.screening import Order, screen_files

_HEADINGS = ("shipment_id", "channel", "shipper_name", "consignee_name", "goods_text", "net_mass_kg")
_CROWD = [(f"crowd-{n:02d}", "air", "Imaginary Exports Ltd", f"Buyer {n} LLC", "pool cleaner tablets", f"{4 + n % 3}") for n in range(24)]
_BULK = ("bulk", "air", "Imaginary Exports Ltd", "Imaginary Garden LLC", "pool cleaner tablets", "227")
_SMALL = ("bulk", "air", "Imaginary Exports Ltd", "Imaginary Garden LLC", "pool cleaner tablets", "5")
_DRUM = ("drum", "sea", "Imaginary Exports Ltd", "Imaginary Labs Inc", "4-piperidone, CAS 41661-47-6", "")
_LISTED = [{"id": "X-1", "name": "Vermilion Quill Fictitious Chemical Co., Ltd.", "schema": "company", "country": "CN"}]


def _screen(folder: Path, name: str, rows: Sequence[tuple[str, ...]], *, lists: tuple[str, ...] = ()) -> Path:
    with (folder / "orders.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([_HEADINGS, *rows])
    screen_files(Order((folder / "orders.csv",), folder / name, AS_OF, workspace=folder / "workspace", lists=lists))
    return folder / name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An earlier run and a later one: a list came into force, a large order became small, a listed substance is new."""
    made = tmp_path_factory.mktemp("against")
    _screen(made, "earlier", [*_CROWD, _BULK])
    _screen(made, "later", [*_CROWD, _SMALL, _DRUM], lists=(str(write_list(_LISTED, made / "watched.csv")),))
    return made


def _compared(run: Path, earlier: Path) -> Comparison:
    return compare(run, read_record(run), open_earlier(earlier, most=50), top=top_ids(run, most=50))


def _by_label(changes: Sequence[Any]) -> dict[str, tuple[float | None, float | None]]:
    return {change.label: (change.before, change.now) for change in changes}


def test_a_run_does_not_differ_from_itself(folder: Path) -> None:
    same = _compared(folder / "earlier", folder / "earlier")

    assert {change.change for change in (*same.counts, *same.tiers, *same.signals, *same.stages)} == {0}
    assert (same.fresh, same.gone, same.quality) == ((), (), ())
    assert [moved.before for moved in same.both] == [moved.now for moved in same.both]
    assert all(before == now for _, before, now in same.lists)


def test_counts_and_rates_are_told_before_and_now(folder: Path) -> None:
    compared = _compared(folder / "later", folder / "earlier")

    assert _by_label(compared.counts)["records read"] == (25, 26)
    assert _by_label(compared.signals)["quantity.buyer_commodity"] == (4000.0, 0.0)
    assert _by_label(compared.signals)["party.list_match"] == (None, 0.0)
    assert list(_by_label(compared.tiers)) == ["fact", "suspicious", "review", "none"]


def test_records_of_the_top_are_told_as_new_and_gone(folder: Path) -> None:
    compared = _compared(folder / "later", folder / "earlier")

    assert [(moved.shipment_id, moved.before, moved.now) for moved in compared.fresh] == [("drum", None, 1)]
    assert [(moved.shipment_id, moved.before) for moved in compared.gone] == [("bulk", 1)]
    assert compared.gone[0].now is not None
    assert compared.both == ()


def test_a_list_that_came_into_force_is_told(folder: Path) -> None:
    ((name, before, now),) = _compared(folder / "later", folder / "earlier").lists

    assert (name, before) == ("watched", None)
    assert now is not None
    assert "1 parties" in now


def test_a_column_is_told_where_it_moved_by_five_points(folder: Path, tmp_path: Path) -> None:
    emptied = [(*row[:5], "") if place < 5 else row for place, row in enumerate(_CROWD)]

    moved = _by_label(_compared(_screen(tmp_path, "run", emptied), folder / "earlier").quality)

    assert set(moved) == {"net_mass_kg"}
    assert moved["net_mass_kg"] == (1.0, 19 / 24)


def test_the_page_and_run_json_name_the_earlier_run_without_its_place(folder: Path, tell: Callable[..., Said]) -> None:
    said = tell(folder, "report", "later", "--against", str(folder / "earlier"))
    text = (folder / "later" / "report.html").read_text(encoding="utf-8")
    page = Page(text)

    assert (said.code, said.errors) == (0, [])
    assert page.faults == []
    assert "Beside the earlier run earlier" in page.words
    assert "0 in both, 1 new, 1 gone." in page.words
    assert read_record(folder / "later")["compared_with"] == "earlier"
    assert str(folder) not in text + (folder / "later" / "run.json").read_text(encoding="utf-8")


def test_a_run_may_be_screened_anew_beside_itself(folder: Path, tmp_path: Path, tell: Callable[..., Said]) -> None:
    run = _screen(tmp_path, "run", [*_CROWD, _BULK])

    said = tell(tmp_path, "screen", "orders.csv", "--out", "run", "--replace", "--against", "run", "--as-of", AS_OF.isoformat())

    assert (said.code, said.complaints) == (0, [])
    assert read_record(run)["compared_with"] == "run"
    assert "1 in both, 0 new, 0 gone." in Page((run / "report.html").read_text(encoding="utf-8")).words


@pytest.mark.parametrize(
    "words", [("screen", "orders.csv", "--out", "never", "--against", "no-run"), ("report", "later", "--against", "no-run")]
)
def test_a_folder_that_is_no_run_is_refused_before_any_work(words: tuple[str, ...], folder: Path, tell: Callable[..., Said]) -> None:
    (folder / "no-run").mkdir(exist_ok=True)

    said = tell(folder, *words)

    assert (said.code, said.out, len(said.errors)) == (2, "", 1)
    assert said.errors[0].startswith("tidewaiter: no-run is not a run folder")
    assert not (folder / "never").exists()


@pytest.mark.parametrize(
    ("text", "about"), [("{", "damaged"), ("[]", "damaged"), (json.dumps({"as_of": "2026-01-01"}), "does not say counts")]
)
def test_a_run_json_of_another_form_is_refused(text: str, about: str, folder: Path, tmp_path: Path) -> None:
    for path in (folder / "earlier").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "run.json").write_text(text, encoding="utf-8")

    with pytest.raises(BadInput, match=about):
        open_earlier(tmp_path, most=50)
