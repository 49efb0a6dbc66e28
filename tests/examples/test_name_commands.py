"""What `compare-names` and `screen-names` answer, as a user calls them, and what the comparison of two names says."""

import csv
import hashlib
import time
from pathlib import Path

import pytest

from commands import run_command
from tidewaiter.parties.compare import compare_names
from tidewaiter.parties.index import compile_index
from tidewaiter.parties.lookup import screen_names
from tidewaiter.parties.party import Party, PartyName

_PAIRS = Path(__file__).parents[1] / "data" / "name_pairs.csv"


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_pairs_that_no_weight_was_set_on_are_told_nine_times_in_ten() -> None:
    held_out = [row for row in _rows(_PAIRS) if hashlib.sha256(f"{row['query']}\x1f{row['candidate']}".encode()).digest()[0] % 2 == 0]

    told = [(compare_names(row["query"], row["candidate"], schema=row["schema"]), row["same"] == "true") for row in held_out]
    right = sum(found.match and same for found, same in told)

    assert len(held_out) > 300
    assert 2 * right / (sum(found.match for found, _ in told) + sum(same for _, same in told)) > 0.94
    assert not [found for found, same in told if found.score >= 1]


@pytest.mark.parametrize(
    ("query", "candidate", "reason"),
    [
        (
            "GUANGZHOU XUGOU COMM GRP LTD",
            "Guangzhou Xugou Communications",
            "GUANGZHOU and XUGOU (rare) agree, COMM is short for COMMUNICATIONS, GRP is a legal form, LTD is a legal form",
        ),
        ("Xugou Works No. 3", "Xugou Works No. 5", "XUGOU (rare), WORKS and NO agree, only the query has 3, only the candidate has 5"),
        ("---", "Xugou", "no name to compare: the query names nobody"),
        ("Primer Testov", "Fulana Tovar", "no word agrees"),
    ],
)
def test_the_reason_can_be_checked_word_by_word(query: str, candidate: str, reason: str) -> None:
    assert compare_names(query, candidate).reason == reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xugou Star", "Xugou Star 2"),
        ("Xugou Plant III", "Xugou Plant IV"),
        ("Bank Xugou London", "Bank Xugou Paris"),
        ("Maria Ejemplar Ficticia", "Mario Ejemplar Ficticia"),
        ("Chemical Trading", "Xugou Chemical Trading"),
    ],
)
def test_another_number_place_or_given_name_and_a_missing_rare_word_are_no_slip(one: str, other: str) -> None:
    assert not compare_names(one, other).match
    assert not compare_names(other, one).match


def test_a_rare_name_tells_more_than_a_common_one() -> None:
    rare, common = compare_names("Zelvan Kvasny", "Zelvan Kvasny"), compare_names("Juan Perez", "Juan Perez")

    assert 0.5 < common.score < rare.score < 1


_ODD = [
    "",
    " ",
    "x",
    "7",
    "1234567890" * 500,
    "xugou " * 900,
    "\x00\x07Xugou\x1b[0m",
    "Xugou 虚构 Вымысел شركة ☃",
    "\ud800",
    "ltd",
    "TO ORDER",
]


@pytest.mark.parametrize("one", _ODD)
def test_an_odd_name_has_a_score_and_a_reason_and_takes_no_long(one: str) -> None:
    compare_names("Xugou 虚构", "Вымысел شركة")
    began = time.process_time()

    found = [compare_names(one, other) for other in _ODD]

    assert time.process_time() - began < 0.05 * len(_ODD)
    assert all(0 <= answer.score < 1 and answer.reason for answer in found)


def test_pairs_of_a_file_come_back_with_a_score_each(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text("query,candidate,schema\nXugou Ltd,XUGOU LIMITED,company\n,Xugou,\nO. Testov,Oleg Testov,person\n")

    said = run_command(tmp_path, "compare-names", "pairs.csv", "--out", "told.csv")

    assert said.code == 0
    rows = _rows(tmp_path / "told.csv")
    assert [row["match"] for row in rows] == ["true", "false", "true"]
    assert list(rows[0]) == ["query", "candidate", "schema", "score", "match", "reason"]


def test_names_of_a_file_are_looked_for_in_a_list_file(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "id,name,schema,country\nX1,Vermilion Quill Fictitious Chemical,company,CN\nX1,VQFC Imaginary,company,CN\n"
    )
    (tmp_path / "names.csv").write_text("name,country,id\nVermilion Quil Fictitious Chemicals,CN,a\nNobody On Any List,,b\n,,c\n")

    said = run_command(tmp_path, "screen-names", "names.csv", "--against", "list.csv", "--out", "hits.csv", "--top", "1")

    (hit,) = _rows(tmp_path / "hits.csv")
    assert said.code == 0
    assert (hit["query"], hit["list_id"], hit["match"], hit["id"]) == ("Vermilion Quil Fictitious Chemicals", "X1", "true", "a")
    assert "country agrees, too" in hit["reason"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("screen-names", "names.csv", "--against", "nowhere", "--out", "hits.csv"), 2),
        (("screen-names", "names.csv", "--against", "demo", "--out", "hits.csv", "--top", "0"), 3),
        (("screen-names", "names.csv", "--against", "demo", "--out", "hits.docx"), 3),
        (("compare-names", "names.csv", "--out", "told.csv"), 2),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(words: tuple[str, ...], code: int, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("name\nXugou Example\n")

    said = run_command(tmp_path, *words)

    assert said.code == code
    assert len(said.complaints) == 1


def test_one_id_with_two_schemas_is_one_party_and_is_found_by_both_names(tmp_path: Path) -> None:
    parties = [
        Party("1", (PartyName("Xugou Kvasny", "primary"),), schema="person"),
        Party("2", (PartyName("Zelvan Harbour Works", "primary"),), schema="vessel"),
    ]
    index = str(
        compile_index([("a", parties[:1]), ("b", [Party("1", (PartyName("Zelvan Orbia", "primary"),), schema="company")])], tmp_path)
    )

    assert [hit.list for hit in screen_names(["Kvasny Xugou"], index)[0]] == ["a"]
    assert [hit.list for hit in screen_names(["Orbia Zelvan"], index)[0]] == ["b"]
