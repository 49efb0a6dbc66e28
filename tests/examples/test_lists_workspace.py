"""The workspace keeps lists with their dates, and a bad file never puts a good list out of force."""

import os
from datetime import date
from pathlib import Path

import pytest

from list_files import own_list, write_form
from tidewaiter.errors import BadInput, BadReference, Misconfigured
from tidewaiter.parties.attributes import Contact, Found, compare_attributes
from tidewaiter.parties.index import load_index
from tidewaiter.parties.lists.kept import earlier_copies
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
    index = load_index(path)
    assert (index.keys, len(facts), facts[0].parties, facts[0].ended) == (["example one", "sample two"], 1, 1, 1)
    assert index.parties["mine", "A"].delisted_on == facts[0].dated


def test_a_party_that_a_new_copy_lacks_ends_on_its_day_and_is_still_found_for_the_days_before(tmp_path: Path) -> None:
    add_list(tmp_path / "ws", "mine", [_own(tmp_path, own_list("Example One", "Sample Two"))], dated=date(2026, 1, 10))
    add_list(tmp_path / "ws", "mine", [_own(tmp_path, own_list("Sample Two", first=2))], dated=date(2026, 2, 10))
    add_list(tmp_path / "ws", "mine", [_own(tmp_path, own_list("Sample Two", "Other Three", first=2))], dated=date(2026, 2, 20))

    path, _ = open_lists(tmp_path / "ws", as_of=_DAY, workdir=tmp_path)

    assert path is not None
    party = load_index(path).parties["mine", "1"]
    assert party.delisted_on == date(2026, 2, 10)
    before, after = (Found("Example One", 1.0, on=day) for day in (date(2026, 2, 1), date(2026, 2, 25)))
    assert compare_attributes(party, Contact(), before) is not None
    assert compare_attributes(party, Contact(), after) is None


def test_a_party_that_comes_back_is_on_the_list_again(tmp_path: Path) -> None:
    for month, text in enumerate(
        (own_list("Example One", "Sample Two"), own_list("Example One"), own_list("Example One", "Sample Two")), 1
    ):
        added = add_list(tmp_path / "ws", "mine", [_own(tmp_path, text)], dated=date(2026, month, 1))

    assert (added.facts.parties, added.facts.ended) == (2, 0)
    assert added.changes is not None
    assert [party.list_id for party in added.changes.added] == ["2"]


def test_a_list_that_has_lost_a_third_of_its_parties_leaves_the_old_one_in_force(tmp_path: Path) -> None:
    long, short = own_list(*(f"Example {number}" for number in range(30))), own_list(*(f"Example {number}" for number in range(15)))
    add_list(tmp_path / "ws", "mine", [_own(tmp_path, long)])

    with pytest.raises(BadInput, match=r"mine: the new copy has 15 parties, the list in force 30; fetch the file anew, or .* --anyway"):
        add_list(tmp_path / "ws", "mine", [_own(tmp_path, short)])
    (facts,) = installed_lists(tmp_path / "ws", on=_DAY)
    assert facts.parties == 30
    assert add_list(tmp_path / "ws", "mine", [_own(tmp_path, short)], anyway=True).facts.ended == 15


def test_an_older_copy_leaves_the_newer_one_in_force(tmp_path: Path) -> None:
    add_list(tmp_path / "ws", "mine", [_own(tmp_path, own_list("Example One"))], dated=date(2026, 2, 1))

    with pytest.raises(BadInput, match="of 2026-01-01, the list in force of 2026-02-01"):
        add_list(tmp_path / "ws", "mine", [_own(tmp_path, own_list("Example Uno"))], dated=date(2026, 1, 1))


def test_a_list_in_another_form_takes_the_place_of_one_whose_ids_mean_others(tmp_path: Path) -> None:
    add_list(tmp_path / "ws", "mine", [_own(tmp_path, own_list("Example One"))])

    added = add_list(tmp_path / "ws", "mine", [write_form(tmp_path, "un_xml")])

    assert (added.changes, added.facts.parties, added.facts.ended) == (None, 2, 0)


def test_a_process_that_dies_while_it_writes_leaves_the_old_list_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_list(tmp_path / "ws", "mine", [_own(tmp_path, own_list("Example One"))], dated=date(2026, 1, 1))
    replace, left = os.replace, [0]

    def dies(source: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        replace(source, target)

    for written in range(3):
        left[0] = written
        monkeypatch.setattr(os, "replace", dies)
        with pytest.raises(KeyboardInterrupt):
            add_list(tmp_path / "ws", "mine", [_own(tmp_path, own_list("Sample Two"))], dated=date(2026, 2, 1))
        monkeypatch.undo()
        path, (facts,) = open_lists(tmp_path / "ws", as_of=_DAY, workdir=tmp_path)
        assert path is not None
        assert (load_index(path).keys, facts.dated) == (["example one"], date(2026, 1, 1))


def test_ten_copies_are_kept_to_compare_with(tmp_path: Path) -> None:
    for day in range(1, 15):
        add_list(tmp_path / "ws", "mine", [_own(tmp_path, own_list(f"Example {day}"))], dated=date(2026, 1, day))

    copies = earlier_copies(tmp_path / "ws" / "lists" / "mine")

    assert len(copies) == 10
    assert [copies[0][:10], copies[-1][:10]] == ["2026-01-05", "2026-01-14"]
    assert len(list((tmp_path / "ws" / "lists" / "mine").glob("*.parquet"))) == 10


def test_indexes_that_were_used_long_ago_are_deleted(tmp_path: Path) -> None:
    paths = []
    for number in range(6):
        add_list(tmp_path / "ws", "mine", [_own(tmp_path, own_list(*(f"Example {one}" for one in range(number + 1))))])
        paths.append(open_lists(tmp_path / "ws", as_of=_DAY, workdir=tmp_path)[0])

    assert [path is not None and Path(path).is_dir() for path in paths] == [False, False, True, True, True, True]


def test_a_workspace_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "ws").write_text("a file where the folder should be", encoding="utf-8")

    with pytest.raises(Misconfigured, match="cannot write in"):
        add_list(tmp_path / "ws", "mine", [_own(tmp_path, own_list("Example One"))])


def test_damaged_facts_are_named_and_mended_by_adding_the_list_again(tmp_path: Path) -> None:
    add_list(tmp_path / "ws", "mine", [_own(tmp_path, own_list("Example One"))])
    (tmp_path / "ws" / "lists" / "mine" / "list.json").write_text("{}", encoding="utf-8")

    with pytest.raises(BadReference, match=r"damaged .* add the list again"):
        installed_lists(tmp_path / "ws", on=_DAY)
    assert add_list(tmp_path / "ws", "mine", [_own(tmp_path, own_list("Example One"))]).changes is None
    assert installed_lists(tmp_path / "ws", on=_DAY)[0].parties == 1


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
    assert (facts.name, facts.parties, facts.ended) == ("demo", 39, 1)


def test_a_list_that_is_nowhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"gone\.csv"):
        open_lists(tmp_path / "ws", ["gone.csv"], as_of=_DAY, workdir=tmp_path)


@pytest.mark.parametrize("name", ["", "../out", "a/b", ".hidden", "demo", "my list", "a.b", "x\n"])
def test_a_list_cannot_be_called_what_no_folder_can(name: str, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured):
        add_list(tmp_path / "ws", name, [_own(tmp_path, "id,name\nA,Example One\n")])
