"""Names screened before against an installed index aren't looked up again, and what is kept of them never changes an answer."""

import multiprocessing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tidewaiter.parties import answered
from tidewaiter.parties.answered import keep_answers, load_answers
from tidewaiter.parties.index import compile_index, load_index
from tidewaiter.parties.lookup import screen_names
from tidewaiter.parties.party import Party, PartyName

_NAMES = [*(f"Imaginary Firm {letter}{other}" for letter in "abcdefghijkl" for other in "mnopqrstuvwx"), "Xuguo Chemical Sample", "---"]


@pytest.fixture
def index(tmp_path: Path) -> str:
    parties = [
        Party("1", (PartyName("Xugou Chemical Sample", "primary"), PartyName("XUGOU", "weak"))),
        Party("2", (PartyName("Fictive Harbour", "primary"),)),
    ]
    path = str(compile_index([("made-up", parties)], tmp_path))
    keep_answers(path)
    return path


def _forget() -> None:
    """As another process would begin."""
    load_answers.cache_clear()
    load_index.cache_clear()


def _kept(index: str) -> list[Path]:
    return sorted(Path(index, "answered").glob("*.parquet"))


def test_names_screened_before_are_not_looked_up_again(index: str) -> None:
    first = screen_names(_NAMES, index)
    _forget()
    Path(index, "names.parquet").unlink()

    again = screen_names(_NAMES[::-1], index)

    assert again == first[::-1]
    assert [hit.list_id for hit in first[-2]] == ["1"]


def test_an_answer_holds_for_its_index_only(index: str, tmp_path: Path) -> None:
    screen_names(_NAMES, index)
    (kept,) = _kept(index)
    other = str(compile_index([("made-up", [Party("3", (PartyName("Imaginary Firm am", "primary"),))])], tmp_path / "other"))
    keep_answers(other)
    Path(other, "answered", kept.name).write_bytes(kept.read_bytes())

    assert [hit.list_id for hit in screen_names(_NAMES, other)[0]] == ["3"]


def test_no_name_is_kept_as_it_is_written(index: str) -> None:
    screen_names(_NAMES, index)

    (kept,) = _kept(index)

    assert b"imaginary" not in kept.read_bytes().lower()


def test_new_names_among_known_ones_are_looked_up(index: str) -> None:
    screen_names(_NAMES, index)
    _forget()

    known, new = screen_names([_NAMES[0], "Fictive Harbuor"], index)

    assert (known, [hit.list_id for hit in new]) == ([], ["2"])


def test_an_index_of_one_run_keeps_no_answers(tmp_path: Path) -> None:
    index = str(compile_index([("made-up", [Party("1", (PartyName("Fictive Harbour", "primary"),))])], tmp_path))

    screen_names(_NAMES, index)

    assert not Path(index, "answered").exists()


def test_another_threshold_is_not_answered_from_what_is_kept(index: str) -> None:
    screen_names(_NAMES, index)
    _forget()

    assert screen_names(["Xuguo Chemical Sample"], index, threshold=0.99) == [[]]


@pytest.mark.parametrize("damage", ["cut", "text", "foreign", "of another index", "null"])
def test_damaged_and_foreign_files_are_left_out(damage: str, index: str) -> None:
    right = screen_names(_NAMES, index)
    (kept,) = _kept(index)
    table = pq.read_table(kept)
    wrong = table.set_column(1, "hits", pa.array([[]] * len(table), type=table["hits"].type))
    if damage == "cut":
        kept.write_bytes(kept.read_bytes()[:-20])
    elif damage == "text":
        kept.write_text("no table", encoding="utf-8")
    elif damage == "foreign":
        pq.write_table(wrong.drop_columns("hits").append_column("hits", pa.array(["?"] * len(table))), kept)
    elif damage == "of another index":
        other = bytes(16)
        pq.write_table(wrong.set_column(0, "mark", pa.array([other] * len(table), type=table["mark"].type)), kept)
    else:
        pq.write_table(table.set_column(1, "hits", pa.nulls(len(table), table["hits"].type)), kept)
    _forget()

    assert screen_names(_NAMES, index) == right


def test_many_files_are_put_into_one(index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answered, "_FEWEST_NAMES", 1)
    monkeypatch.setattr(answered, "_MOST_FILES", 3)
    right = [screen_names([name], index) for name in _NAMES[-6:]]
    assert len(_kept(index)) > 3
    _forget()

    assert [screen_names([name], index) for name in _NAMES[-6:]] == right
    assert len(_kept(index)) == 1


def test_no_more_names_are_kept_than_the_bound(index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answered, "_MOST_NAMES", 50)
    screen_names(_NAMES, index)
    _forget()

    answers = load_answers(index)

    assert answers is not None
    assert len(answers.marks) == 50


def test_a_folder_that_may_not_be_written_to_changes_no_answer(index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(pq, "write_table", full)

    hits = screen_names(_NAMES, index)

    assert [hit.list_id for hit in hits[-2]] == ["1"]
    assert list(Path(index, "answered").iterdir()) == []


def test_a_new_process_needs_the_path_only_and_gives_the_same_hits(index: str) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as processes:
        found = processes.starmap(screen_names, [(_NAMES, index), (_NAMES, index)])

    assert found[0] == found[1] == screen_names(_NAMES, index)
    assert len(_kept(index)) == 1
