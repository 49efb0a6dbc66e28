"""The workspace keeps lists with their dates, and a bad file never puts a good list out of force."""

from datetime import date
from pathlib import Path

import pytest

from tidewaiter.errors import BadInput, Misconfigured
from tidewaiter.parties.index import load_index
from tidewaiter.parties.workspace import add_list, installed_lists, open_lists

_DAY = date(2026, 3, 1)


def _own(folder: Path, text: str, name: str = "own.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_an_added_list_is_in_force_with_its_age(tmp_path: Path) -> None:
    file = _own(tmp_path, "id,name\nA,Example One\nA,Example Uno\n")

    add_list(tmp_path / "ws", "mine", [file], added_on=date(2026, 2, 1))

    (facts,) = installed_lists(tmp_path / "ws", on=_DAY)
    assert (facts.name, facts.parties, facts.names, facts.dated, facts.age_days) == ("mine", 1, 2, date(2026, 2, 1), 28)
    assert len(facts.checksums["own.csv"]) == 64


def test_a_malformed_file_leaves_the_old_list_in_force(tmp_path: Path) -> None:
    add_list(tmp_path / "ws", "mine", [_own(tmp_path, "id,name\nA,Example One\n")])

    with pytest.raises(BadInput):
        add_list(tmp_path / "ws", "mine", [_own(tmp_path, "id,name\nA,\n")])

    path, _ = open_lists(tmp_path / "ws", as_of=_DAY, workdir=tmp_path)
    assert path is not None
    assert load_index(path).keys == ["example one"]
    assert [entry.name for entry in (tmp_path / "ws" / "lists").iterdir() if entry.name.startswith(".new")] == []


def test_a_newer_copy_takes_the_place_of_the_older(tmp_path: Path) -> None:
    add_list(tmp_path / "ws", "mine", [_own(tmp_path, "id,name\nA,Example One\n")])
    add_list(tmp_path / "ws", "mine", [_own(tmp_path, "id,name\nB,Sample Two\n")])

    path, facts = open_lists(tmp_path / "ws", as_of=_DAY, workdir=tmp_path)

    assert path is not None
    assert (load_index(path).keys, len(facts)) == (["sample two"], 1)


def test_files_of_the_call_count_beside_the_installed_lists(tmp_path: Path) -> None:
    add_list(tmp_path / "ws", "mine", [_own(tmp_path, "id,name\nA,Example One\n")])

    path, facts = open_lists(tmp_path / "ws", [str(_own(tmp_path, "id,name\nB,Sample Two\n", "call.csv"))], as_of=_DAY, workdir=tmp_path)

    assert path is not None
    assert load_index(path).keys == ["example one", "sample two"]
    assert [one.name for one in facts] == ["mine", "call"]


def test_parties_listed_after_the_day_asked_about_are_left_out(tmp_path: Path) -> None:
    file = _own(tmp_path, "id,name,date\nA,Example One,2026-02-28\nB,Sample Two,2026-03-02\n")

    path, _ = open_lists(tmp_path / "ws", [str(file)], as_of=_DAY, workdir=tmp_path)

    assert path is not None
    assert load_index(path).keys == ["example one"]


def test_without_a_list_there_is_no_index(tmp_path: Path) -> None:
    assert open_lists(tmp_path / "ws", as_of=_DAY, workdir=tmp_path) == (None, ())


def test_the_demo_list_is_used_only_when_asked_for(tmp_path: Path) -> None:
    path, (facts,) = open_lists(tmp_path / "ws", ["demo"], as_of=_DAY, workdir=tmp_path)

    assert path is not None
    assert (facts.name, facts.parties) == ("demo", 40)


def test_a_list_that_is_nowhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"gone\.csv"):
        open_lists(tmp_path / "ws", ["gone.csv"], as_of=_DAY, workdir=tmp_path)


@pytest.mark.parametrize("name", ["", "../out", "a/b", ".hidden", "demo", "my list", "a.b", "x\n"])
def test_a_list_cannot_be_called_what_no_folder_can(name: str, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured):
        add_list(tmp_path / "ws", name, [_own(tmp_path, "id,name\nA,Example One\n")])
