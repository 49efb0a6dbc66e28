"""Which names mean a listed party, and which don't."""

import time
from pathlib import Path

import pytest

from tidewaiter.parties.index import compile_index, load_index
from tidewaiter.parties.lookup import NameHit, screen_names
from tidewaiter.parties.party import Party, PartyName

_LISTED = {
    "1": "GUANGZHOU XUGOU COMMUNICATIONS GROUP",
    "2": "RODRIGUEZ EJEMPLO, Gilberto Jose",
    "3": "PHANTOM STAR 455",
    "4": "Wuhan Zixuwuyou Biological Technology Co., Ltd",
    "5": "PEREZ FICTICIO, Maria",
    "6": "SAMPLE CHEMICAL TRADING CO., LTD.",
    "7": "Qinghe Mingtuo Machinery Factory",
    "10": "PERU ZENITH TOURS S.A.C.",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    parties = [Party(id_, (PartyName(name, "primary"),)) for id_, name in _LISTED.items()]
    parties.append(Party("8", (PartyName("Testov, Primer", "primary"), PartyName("LUCERO", "weak"))))
    parties.append(Party("9", (PartyName("Lucero", "primary"),)))
    return str(compile_index([("made-up", parties)], tmp_path_factory.mktemp("index")))


def _ids(name: str, index: str) -> list[str]:
    return [hit.list_id for hit in screen_names([name], index)[0]]


@pytest.mark.parametrize(
    ("name", "list_id"),
    [
        ("Xugou Guangzhou Communications", "1"),
        ("GUANGZHOU XUGOU COMM GRP", "1"),
        ("GUANGZHOU XUGUO COMMUNICATIONS GROUP", "1"),
        ("Gilberto Rodriguez Ejemplo", "2"),
        ("JOSE GILBERTO RODRIGES EJEMPLO", "2"),
        ("WUHAN ZIXU WUYOU BIOLOGICAL TECHNOLOGY", "4"),
        ("WUHANZIXUWUYOU BIOLOGICAL TECH", "4"),
        ("武汉子虚乌有生物科技有限公司", "4"),
        ("Sample Chemicals Trading", "6"),
        ("QINGHE MINGTUO MACHINERY", "7"),
        ("GUANGZHOUXUGUO COMMUNICATIONS GROUP", "1"),
        ("GUANG ZHOU XUGOU COMNUNICATIONS GROUP", "1"),
        ("RODRIGUEZEJEMPLO Gilberto Jsoe", "2"),
        ("EJEMPLOGILBERTO Jose Rodriguez", "2"),
        ("Joint Stock Company Mingtuo Qinghe Machinery Fctory", "7"),
        ("MINGTUOLTD QINGHE MACHINERY FACTORY", "7"),
        ("PERU ZENIHT TOURS", "10"),
    ],
)
def test_a_misspelt_turned_shortened_or_joined_name_is_found(name: str, list_id: str, index: str) -> None:
    assert _ids(name, index)[:1] == [list_id]


@pytest.mark.parametrize(
    "name",
    [
        "Guangzhou Communications Group",  # the rare word is missing
        "PHANTOM STAR 456",  # another number
        "Perez Ficticio, Juana",  # another given name
        "Chemical Trading Co., Ltd.",
        "Qinghe Trading Ltd",
        "PHANTOMSTAR 456",
        "Zenith Chemical Trading",
        "Mingtao Trading",
        "TO ORDER",
        "---",
    ],
)
def test_another_party_of_a_like_name_is_not_taken_for_the_listed_one(name: str, index: str) -> None:
    assert _ids(name, index) == []


def test_a_country_in_both_names_is_no_rare_word(index: str) -> None:
    found = _ids("ZENITHTEK PERU S.A.C", index)

    assert "10" not in found


def test_the_reason_names_the_words(index: str) -> None:
    (hit,) = screen_names(["GUANGZHOU XUGUO COMMUNICATIONS"], index)[0]

    assert hit.matched_name == "GUANGZHOU XUGOU COMMUNICATIONS GROUP"
    assert hit.reason == "GUANGZHOU and COMMUNICATIONS agree, XUGUO differs in spelling from XUGOU, GROUP is a legal form"


def test_a_weak_alias_ranks_below_a_proper_name(index: str) -> None:
    proper, weak = screen_names(["Lucero"], index)[0]

    assert (proper.list_id, weak.list_id) == ("9", "8")
    assert proper.score > weak.score


def test_a_name_on_two_lists_is_one_hit_on_each_in_the_order_of_the_lists(tmp_path: Path) -> None:
    party = Party("1", (PartyName("Xugou Example", "primary"), PartyName("XUGOU EXAMPLE LTD", "strong")))
    index = str(compile_index([("b", [party]), ("a", [party])], tmp_path))

    hits = screen_names(["Xugou Example"], index)[0]

    assert [(hit.list, hit.matched_name) for hit in hits] == [("a", "XUGOU EXAMPLE LTD"), ("b", "XUGOU EXAMPLE LTD")]


def test_every_party_of_a_shared_name_is_found(tmp_path: Path) -> None:
    parties = [Party(f"{place:03}", (PartyName("Xugou Example", "primary"),)) for place in range(9)]

    hits: list[NameHit] = screen_names(["Xugou Example"], str(compile_index([("a", parties)], tmp_path)))[0]

    assert [hit.list_id for hit in hits] == [f"{place:03}" for place in range(9)]


def test_equal_names_are_said_to_be_the_same(index: str) -> None:
    (hit,) = screen_names(["Qinghe Mingtuo Machinery Factory Co., Ltd."], index)[0]

    assert hit.reason == "the same name"


def test_no_word_is_called_rare_for_the_shortness_of_a_list(tmp_path: Path) -> None:
    listed = [Party("1", (PartyName("Xugou Sample Harbour", "primary"),))]
    others = [Party(f"x{place}", (PartyName(f"Sample Zulu{place:04} Imaginary", "primary"),)) for place in range(1000)]

    short = screen_names(["Xugou Sample"], str(compile_index([("a", listed)], tmp_path)), threshold=0.1)[0][0]
    long = screen_names(["Xugou Sample"], str(compile_index([("a", [*listed, *others])], tmp_path)), threshold=0.1)[0][0]

    assert short.reason == "XUGOU and SAMPLE agree, only the list has HARBOUR"
    assert long.reason == "XUGOU (rare) and SAMPLE agree, only the list has HARBOUR"


_ODD_NAMES = {
    "one letter": "x",
    "letters apart": "x y z " * 800,
    "one long word": "xugou" * 1000,
    "many words": " ".join(f"{first}{second}xugou" for first in "abcdefghijklmnopqrstuvwxyz" for second in "abcdefghijklmnopqrstuvwxyz"),
    "digits": "1234567890" * 500,
    "digits and a letter": "455 " * 1200 + "x",
    "scripts": "Xugou 虚构 Вымысел شركة 株式会社 ☃ ltd " * 120,
    "Han": "广州虚构贸易" * 800,
    "one word again and again": "xugou " * 800,
    "forms": "co ltd sa de cv " * 300,
}


@pytest.mark.parametrize("name", _ODD_NAMES.values(), ids=_ODD_NAMES.keys())
def test_no_name_takes_long(name: str, index: str) -> None:
    screen_names(["Xugou Guangzhou 虚构"], index)

    began = time.process_time()
    screen_names([name], index)

    assert time.process_time() - began < 0.05


def test_a_listed_name_of_a_thousand_words_takes_no_long_either(tmp_path: Path) -> None:
    listed = _ODD_NAMES["many words"]
    index = str(compile_index([("a", [Party("1", (PartyName(listed, "primary"),))])], tmp_path))
    screen_names(["Xugou"], index)

    began = time.process_time()
    (hits,) = screen_names([listed.replace("xugou", "xuguo", 400)], index)

    assert time.process_time() - began < 0.05
    assert len(hits) < 2


def test_a_list_without_a_name_that_can_be_read_finds_nobody(tmp_path: Path) -> None:
    index = str(compile_index([("a", [Party("1", (PartyName("---", "primary"),))])], tmp_path))

    assert screen_names(["Xugou Example", "---"], index) == [[], []]


def test_a_listed_party_is_given_as_it_was_compiled(tmp_path: Path) -> None:
    parties = [Party(str(n), (PartyName(f"Xugou {n}", "primary"),), countries=("CN",), kind="made up") for n in range(3)]
    index = load_index(str(compile_index([("a", parties)], tmp_path)))

    assert [index.parties["a", party.list_id] for party in parties] == parties
