"""report.html of small runs: whole, offline, strange texts shown as texts, and as calm where there is nothing to show."""

import csv
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from batches import AS_OF, write_list
from commands import Said
from pages import Page
from tidewaiter.screening import Order, screen_files

_SCRIPT = "<script>alert('x')</script>"
_HEADINGS = (
    "shipment_id",
    "channel",
    "shipper_name",
    "shipper_country",
    "consignee_name",
    "destination_country",
    "goods_text",
    "net_mass_kg",
)
_CROWD = [
    (f"crowd-{place:02d}", "air", "Imaginary Exports Ltd", "CN", f"Buyer {place} LLC", "US", "pool cleaner tablets", f"{4 + place % 3}")
    for place in range(24)
]
_BULK = ("bulk", "air", "Imaginary Exports Ltd", "CN", "Imaginary Garden LLC", "MX", f"pool cleaner tablets {_SCRIPT}", "227")
_QUIET = ("quiet", "sea", "Imaginary Exports Ltd", "CN", "Imaginary Shirts Ltd", "", "cotton shirts for men", "12.5")


def _screen(folder: Path, rows: Sequence[tuple[str, ...]], *, name: str = "orders.csv", lists: tuple[str, ...] = ()) -> Path:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([_HEADINGS, *rows])
    screen_files(Order((folder / name,), folder / "run", AS_OF, workspace=folder / "workspace", lists=lists))
    return folder / "run"


def _page(run: Path) -> Page:
    return Page((run / "report.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a crowd, a large order and a quiet record, from a file of a strange name."""
    return _screen(tmp_path_factory.mktemp("paged"), [*_CROWD, _BULK, _QUIET], name="<script>orders.csv")


def test_the_page_is_well_formed_and_fetches_nothing(run: Path) -> None:
    text = (run / "report.html").read_text(encoding="utf-8")
    page = Page(text)

    assert page.faults == []
    assert len(set(page.ids)) == len(page.ids)
    assert not re.search(r"https?:|//[a-z]|@import|url\(|javascript:", text)
    assert not {"script", "link", "iframe", "img", "object", "embed", "base", "image", "use"} & page.tags
    assert {address.removeprefix("#") for address in page.fetched} <= set(page.ids)
    assert all(address.startswith("#") for address in page.fetched)
    assert page.handlers == []
    assert "default-src 'none'; style-src 'unsafe-inline'" in text


def test_strange_texts_of_goods_and_files_are_shown_as_texts(run: Path) -> None:
    assert "<script" not in (run / "report.html").read_text(encoding="utf-8")
    assert f"pool cleaner tablets {_SCRIPT}" in _page(run).words
    assert "<script>orders.csv" in _page(run).words


def test_a_reason_that_compares_says_its_plot_in_a_line(run: Path) -> None:
    assert re.search(r"this record 227 kg; .*of 25 like records", _page(run).words)


def test_the_lanes_and_all_records_are_told_in_numbers(run: Path) -> None:
    words = _page(run).words

    assert "CN–US China to United States 24 0 0 %" in words
    assert "CN–MX China to Mexico 1 1 too few" in words
    assert "a country is not known at one end or both 1 0 too few" in words
    assert "all records 26 1 4 %" in words


def test_each_signal_tells_its_tiers_and_at_how_many_records_it_could_look(run: Path) -> None:
    words = _page(run).words
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))

    assert record["signals"]["could_look"]["quantity.buyer_commodity"] == 26
    assert re.search(r"quantity\.buyer_commodity Does it make sense [^?]*\? 1 0 0 1 0 \S+ \S+ 0 0 % 100 %", words)
    assert "not assessed: it needs lists" in words


def test_a_run_without_any_reason_says_so(tmp_path: Path) -> None:
    page = _page(_screen(tmp_path, [_QUIET]))

    assert page.faults == []
    assert "No record gave a reason to look." in page.words
    assert "all records 1 0 too few" in page.words


def test_a_batch_of_one_record_and_a_list_is_a_whole_page(tmp_path: Path) -> None:
    listed = [{"id": "X-1", "name": "Imaginary Garden LLC", "schema": "company", "country": "US"}]

    page = _page(_screen(tmp_path, [_BULK], lists=(str(write_list(listed, tmp_path / "listed.csv")),)))

    assert page.faults == []
    assert "1 record screened" in page.words
    assert "listed" in page.words


def test_a_run_of_no_list_says_that_nobody_was_screened_by_name(run: Path) -> None:
    assert "None: nobody was screened by name." in _page(run).words


def test_the_page_is_made_anew_from_the_run_folder(run: Path, tell: Callable[..., Said]) -> None:
    before = (run / "report.html").read_text(encoding="utf-8")
    files = {path.name for path in run.iterdir()}
    (run / "report.html").write_text("gone", encoding="utf-8")

    said = tell(run.parent, "report", "run")
    after = (run / "report.html").read_text(encoding="utf-8")

    assert (said.code, said.out, said.errors) == (0, "run/report.html\n", [])
    assert before.partition('<section aria-labelledby="stages">')[0] == after.partition('<section aria-labelledby="stages">')[0]
    assert {path.name for path in run.iterdir()} == files
