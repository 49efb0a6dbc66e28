"""What a person reads of a run: the explanation of a record, its brief, and the page of the run."""

import csv
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from batches import AS_OF
from tidewaiter.report.explain import brief, explanation
from tidewaiter.report.findings import finding_of, findings, top_ids
from tidewaiter.screening import Order, screen_files
from tidewaiter.signals import signal_of

_SCRIPT = "<script>alert('x')</script>"
_HEADINGS = ("shipment_id", "channel", "shipper_name", "consignee_name", "goods_text", "net_mass_kg", "Remark <b>")


def _records() -> Iterator[tuple[str, ...]]:
    for place in range(24):
        yield (f"crowd-{place:02d}", "air", "Imaginary Exports Ltd", f"Buyer {place} LLC", "pool cleaner tablets", f"{4 + place % 3}", "")
    yield "bulk", "air", "Imaginary Exports Ltd", "Imaginary Garden LLC", "pool cleaner tablets", "227", ""
    yield "drum", "sea", "Imaginary Exports Ltd", "Imaginary Labs Inc", f"4-piperidone, CAS 41661-47-6 {_SCRIPT}", "heavy", _SCRIPT
    yield "quiet", "sea", "Imaginary Exports Ltd", f"Shirts & {_SCRIPT} Ltd", "cotton shirts for men", "12.5", ""
    yield "TOTAL", "", "", "", "", "372.5", ""
    yield "", "", "", "", "", "1", _SCRIPT


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a crowd, a large order, a listed substance, a quiet record and two rejects, without any list."""
    folder = tmp_path_factory.mktemp("explained")
    with (folder / "<b>orders.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([_HEADINGS, *_records()])
    order = Order((folder / "<b>orders.csv",), folder / "run", AS_OF, workspace=folder / "workspace", budget=3.0)
    screen_files(order)
    return folder / "run"


@pytest.fixture(scope="module")
def page(run: Path) -> str:
    """report.html of the run."""
    return (run / "report.html").read_text(encoding="utf-8")


def _plain(text: str) -> str:
    """A text with its lines joined, as a reader takes it in."""
    return re.sub(r"\s+", " ", text)


def test_an_explanation_says_the_sentence_with_the_group_it_was_compared_with(run: Path) -> None:
    said = _plain(explanation(finding_of(run, "bulk")))

    assert "Q1 quantity.buyer_commodity (quantity, " in said
    assert re.search(r"227 kg is [\d.]+ times the usual [\d.]+ kg of 25 records of “pool cleaner tablets” by air to firms", said)
    assert "the buyer has 1 record(s) of such goods in this batch" in said


def test_an_explanation_names_every_innocent_cause_and_every_source(run: Path) -> None:
    said = _plain(explanation(finding_of(run, "drum")))
    signal = signal_of("goods.listed_substance")

    assert signal.innocent
    assert all(f"- {cause}" in said for cause in signal.innocent)
    assert all(f"Source: {source.publisher}, {source.title}, {source.section}" in said for source in signal.sources)
    assert "A signal is a reason to look, never an accusation." in said


def test_an_explanation_shows_what_was_declared_and_what_was_mended(run: Path) -> None:
    said = _plain(explanation(finding_of(run, "drum")))

    assert f"goods_text: 4-piperidone, CAS 41661-47-6 {_SCRIPT}" in said
    assert "repaired: net_mass_kg: 'heavy' is not a number" in said
    assert "source_file: <b>orders.csv" in said
    assert "source_row: 27" in said


def test_a_record_without_evidence_says_so(run: Path) -> None:
    said = explanation(finding_of(run, "quiet"))

    assert "No signal fired." in said
    assert "score 0 of 100, tier none" in said
    assert "It may be innocent" not in said


def test_a_brief_says_the_sentence_and_the_innocent_causes_of_the_top(run: Path) -> None:
    ids = top_ids(run, most=10)
    told = {id_: _plain(brief(finding)) for id_, finding in zip(ids, findings(run, ids), strict=True)}

    assert set(ids) == {"bulk", "drum"}
    assert told["bulk"].lstrip().startswith(f"{ids.index('bulk') + 1} review ")
    assert "of 25 records of “pool cleaner tablets” by air to firms" in told["bulk"]
    assert all(f"or: {'; '.join(signal_of(name).innocent)}" in told[id_] for id_, name in _FIRED.items())


_FIRED = {"bulk": "quantity.buyer_commodity", "drum": "goods.listed_substance"}


class _Page(HTMLParser):
    """Tags of a page and every value of an attribute that a browser would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.fetched: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.fetched += [
            value or "" for name, value in attrs if name in ("src", "href", "srcset", "data", "action", "poster", "xlink:href")
        ]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _read(page: str) -> _Page:
    reader = _Page()
    reader.feed(page)
    return reader


def test_the_page_is_one_file_that_fetches_nothing(page: str) -> None:
    read = _read(page)

    assert not re.search(r"https?:|//[a-z]|@import|url\(", page)
    assert not {"script", "link", "iframe", "img", "object", "embed", "base"} & read.tags
    assert [value for value in read.fetched if not value.startswith("#")] == []
    assert "default-src 'none'" in page


def test_the_page_shows_strange_text_as_text(page: str) -> None:
    read = _read(page)

    assert "<script" not in page.lower()
    assert "<b>orders" not in page
    assert any(_SCRIPT in words for words in read.words)
    assert any("<b>orders.csv" in words for words in read.words)


def test_the_page_warns_and_shows_rejects_and_what_was_not_assessed(page: str) -> None:
    words = _plain(" ".join(_read(page).words))

    assert "no list of parties is in force" in words
    assert "nobody was screened by name" in words
    assert words.count("not assessed") >= 4
    assert "a sum of other rows" in words
    assert "nothing to screen" in words
    assert "2 rejected, see below" in words


def test_the_page_shows_the_reasons_of_the_top_with_their_innocent_causes(page: str) -> None:
    words = _plain(" ".join(_read(page).words))

    assert "of 25 records of “pool cleaner tablets” by air to firms" in words
    assert all(f"It may be innocent: {'; '.join(signal_of(name).innocent)}." in words for name in _FIRED.values())
    assert "A signal is a reason to look, never an accusation." in words
