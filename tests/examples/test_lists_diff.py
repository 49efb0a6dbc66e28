"""Two copies of a list are compared, and the shipments of past runs that the difference touches are named."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from commands import Said, write_orders
from list_files import own_list, write_form
from tidewaiter.errors import BadInput
from tidewaiter.parties.lists.changes import changes_between, with_ended
from tidewaiter.parties.lists.copies import compare_copies
from tidewaiter.parties.party import Party, PartyName
from tidewaiter.parties.workspace import add_list

_OLD = """\
id,name,kind,phone
1,Vermilion Quill Fictitious Chemical Co Ltd,made up,
2,Imaginary Retail Inc,made up,
3,Cobalt Heron Fictitious Trading,made up,
4,Sample Stays Put,made up,
"""
_NEW = """\
id,name,kind,phone
2,Imaginary Retail Inc,made up,
2,Retail of Imagination,made up,
3,Cobalt Heron Fictitious Trading,made up,+12025550123
4,Sample Stays Put,made up,
5,Imaginary Cycles LLC,made up,
"""


def _copies(folder: Path) -> tuple[Path, Path]:
    for name, text in (("old.csv", _OLD), ("new.csv", _NEW)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "old.csv", folder / "new.csv"


def _party(list_id: str, *names: str, ended: date | None = None) -> Party:
    return Party(list_id, tuple(PartyName(name, "primary") for name in names), delisted_on=ended)


def test_parties_added_ended_and_renamed_are_told_apart(tmp_path: Path) -> None:
    old, new = _copies(tmp_path)

    changes = compare_copies(tmp_path / "ws", str(old), str(new))

    assert [[party.list_id for party in parties] for parties in (changes.added, changes.ended)] == [["5"], ["1"]]
    assert [(found.party.list_id, found.gained, found.lost) for found in changes.renamed] == [("2", ("Retail of Imagination",), ())]
    assert ([party.list_id for party in changes.same_names], changes.otherwise) == (["3", "4"], 1)


def test_a_party_with_an_end_counts_as_gone() -> None:
    old = [_party("1", "Imaginary One"), _party("2", "Imaginary Two", ended=date(2025, 1, 1))]

    changes = changes_between(old, with_ended([], old, on=date(2026, 1, 1)))

    assert [party.list_id for party in changes.ended] == ["1"]


def test_a_copy_from_before_is_compared_with_the_one_in_force(tmp_path: Path) -> None:
    old, new = _copies(tmp_path)
    add_list(tmp_path / "ws", "mine", [old], dated=date(2026, 1, 10))
    add_list(tmp_path / "ws", "mine", [new], dated=date(2026, 2, 10))

    by_date = compare_copies(tmp_path / "ws", "mine@2026-01-10", "mine")
    by_word = compare_copies(tmp_path / "ws", "mine@before", "mine")

    assert by_date == by_word
    assert ([party.list_id for party in by_date.ended], by_date.dated) == (["1"], date(2026, 2, 10))


@pytest.mark.parametrize(
    ("old", "says"),
    [
        ("gone.csv", "neither an installed list, nor NAME@DATE, nor a file"),
        ("mine@1999", "no copy '1999' of mine is kept; there are 2026-01-10-"),
        ("mine@", "no copy '' of mine is kept"),
        ("un.xml", "number their parties differently"),
    ],
)
def test_what_cannot_be_compared_is_named(old: str, says: str, tmp_path: Path) -> None:
    add_list(tmp_path / "ws", "mine", [_copies(tmp_path)[0]], dated=date(2026, 1, 10))
    (tmp_path / "un.xml").write_bytes(write_form(tmp_path, "un_xml").read_bytes())

    with pytest.raises(BadInput, match=says):
        compare_copies(tmp_path / "ws", str(tmp_path / old) if "." in old else old, "mine")


def test_the_shipments_that_a_change_touches_are_named_with_the_reason(tmp_path: Path, tell: Callable[..., Said]) -> None:
    write_orders(tmp_path)
    _copies(tmp_path)
    tell(tmp_path, "screen", "orders.csv", "--lists", "old.csv", "--out", "first", "--as-of", "2026-03-10")
    shutil.copytree(tmp_path / "first", tmp_path / "second")

    said = tell(tmp_path, "lists", "diff", "old.csv", "new.csv", "--runs", "first", "second")

    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[:5] == [
        "1 added, 1 ended, 1 with other names, 1 changed otherwise",
        "+ 5  Imaginary Cycles LLC (made up)",
        "- 1  Vermilion Quill Fictitious Chemical Co Ltd (made up)",
        "~ 2  +Retail of Imagination",
        "4 shipments touched",
    ]
    touched = [[*line.split("  ")[:2], line.split("(")[1].split(")")[0]] for line in lines[5:]]
    assert touched == [
        ["first", "A2", "1, ended"],
        ["first", "A3", "5, added"],
        ["second", "A2", "1, ended"],
        ["second", "A3", "5, added"],
    ]
    assert "name hit, score " in lines[5]


def test_a_folder_that_is_no_run_is_named(tmp_path: Path, tell: Callable[..., Said]) -> None:
    _copies(tmp_path)

    said = tell(tmp_path, "lists", "diff", "old.csv", "new.csv", "--runs", "nowhere")

    assert said.code == 2
    assert said.errors[-1].startswith("tidewaiter: nowhere is not a run folder")


def test_the_command_adds_a_list_and_says_what_changed(tmp_path: Path, tell: Callable[..., Said]) -> None:
    _copies(tmp_path)

    first = tell(tmp_path, "lists", "add", "mine", "old.csv", "--dated", "2026-01-10")
    second = tell(tmp_path, "lists", "add", "mine", "new.csv", "--dated", "2026-02-10")
    table = tell(tmp_path, "lists")

    assert first.out == "mine: 4 parties, 4 names, of 2026-01-10\n"
    assert second.out == "mine: 4 parties, 5 names, of 2026-02-10; 1 added, 1 ended\n"
    assert table.out.splitlines()[1].split()[:3] == ["mine", "-", "2026-02-10"]


def test_a_file_that_is_refused_says_that_the_old_list_stays(tmp_path: Path, tell: Callable[..., Said]) -> None:
    (tmp_path / "good.csv").write_text(own_list("Imaginary One"), encoding="utf-8")
    (tmp_path / "bad.csv").write_text("id,name\n1,\n", encoding="utf-8")
    tell(tmp_path, "lists", "add", "mine", "good.csv")

    said = tell(tmp_path, "lists", "add", "mine", "bad.csv")
    never = tell(tmp_path, "lists", "add", "other", "bad.csv")
    day = tell(tmp_path, "lists", "add", "mine", "good.csv", "--dated", "last week")

    assert (said.code, never.code, day.code) == (2, 2, 3)
    assert said.errors == [
        "tidewaiter: bad.csv, party row 1: name is empty; fill it in or take the row out; the copy of mine that is in force stays"
    ]
    assert never.errors == ["tidewaiter: bad.csv, party row 1: name is empty; fill it in or take the row out"]
    assert day.errors == ["tidewaiter: --dated 'last week' is not a day; write it as 2026-11-22"]


def test_a_shipment_is_judged_by_the_list_of_its_day(tmp_path: Path, tell: Callable[..., Said]) -> None:
    write_orders(tmp_path)
    old, new = _copies(tmp_path)
    tell(tmp_path, "lists", "add", "mine", old.name, "--dated", "2026-01-10")
    tell(tmp_path, "screen", "orders.csv", "--out", "before", "--as-of", "2026-03-10")
    tell(tmp_path, "lists", "add", "mine", new.name, "--dated", "2026-03-02")
    tell(tmp_path, "screen", "orders.csv", "--out", "same-day", "--as-of", "2026-03-10")
    tell(tmp_path, "lists", "add", "mine", old.name, "--dated", "2026-03-03")
    tell(tmp_path, "lists", "add", "mine", new.name, "--dated", "2026-03-01", "--anyway")
    tell(tmp_path, "screen", "orders.csv", "--out", "after", "--as-of", "2026-03-10")

    listed = {run: "party.list_match" in tell(tmp_path, "explain", run, "A2").out for run in ("before", "same-day", "after")}

    assert listed == {"before": True, "same-day": True, "after": False}


@pytest.mark.parametrize("form", ["un_xml", "us_csl_csv", "ftm_json"])
def test_a_run_takes_a_list_in_any_form(form: str, tmp_path: Path, tell: Callable[..., Said]) -> None:
    write_orders(tmp_path)
    file = write_form(tmp_path, form)

    said = tell(tmp_path, "screen", "orders.csv", "--lists", file.name, "--out", "run", "--as-of", "2026-12-01")

    assert (said.code, said.complaints) == (0, [])
