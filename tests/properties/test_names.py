"""What holds for every name."""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidewaiter.normalise.names import has_legal_form, is_placeholder_name, name_key
from tidewaiter.parties.compare import compare_names
from tidewaiter.parties.index import compile_index
from tidewaiter.parties.lookup import screen_names
from tidewaiter.parties.party import Party, PartyName
from tidewaiter.parties.rarity import NO_LIST
from tidewaiter.parties.trades import party_kind, trades_of
from tidewaiter.parties.verify import agreement

_SOME_WORDS = ("xugou", "mingtuo", "guangzhou", "trading", "chemical", "xuni", "juan", "maria", "perez", "7", "9", "ltd", "phantom")
_WORDS = st.sampled_from(_SOME_WORDS)
_NAMES = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join)


@given(st.text(max_size=40))
def test_any_text_has_a_key_or_none(name: str) -> None:
    key = name_key(name)
    assert key is None or (key == " ".join(key.split()) and key)
    assert is_placeholder_name(name) in (True, False)


@given(st.one_of(_NAMES, st.text(alphabet="abcsvñé 有限公司虚构.,&", max_size=25)))
def test_the_key_of_a_key_is_itself(name: str) -> None:
    key = name_key(name)
    assert key is None or name_key(key) == key


@given(st.one_of(_NAMES, st.text(alphabet=st.characters(max_codepoint=127), max_size=40)))
def test_a_name_in_ascii_has_the_key_that_the_long_way_gives_it(name: str) -> None:
    with_a_sign_that_is_not_seen = name + "\u200b"
    assert name_key(name) == name_key(with_a_sign_that_is_not_seen)
    assert is_placeholder_name(name) == is_placeholder_name(with_a_sign_that_is_not_seen)


def _score(one: str, other: str) -> float:
    return agreement(tuple(one.split()), tuple(other.split()), NO_LIST).score


@given(_NAMES, _NAMES)
def test_scores_lie_between_0_and_1_and_no_name_is_liker_than_the_name_itself(one: str, other: str) -> None:
    assert 0 <= _score(one, other) <= _score(one, one) <= 1


@given(_NAMES, _NAMES)
def test_the_order_of_words_does_not_change_the_score(one: str, other: str) -> None:
    turned = " ".join(reversed(one.split()))
    assert _score(turned, turned) == _score(one, turned)


@given(_NAMES, _NAMES)
def test_two_names_may_change_places(one: str, other: str) -> None:
    assert _score(one, other) == _score(other, one)


@given(_NAMES, _NAMES, st.randoms(use_true_random=False))
def test_the_order_of_words_of_either_name_does_not_matter_but_for_joined_words(one: str, other: str, rng: random.Random) -> None:
    words = one.split()
    turned = " ".join(rng.sample(words, len(words)))
    assert abs(_score(one, other) - _score(turned, other)) < 0.1


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_have_a_score_below_1_and_a_reason(one: str, other: str) -> None:
    found = compare_names(one, other)
    assert 0 <= found.score < 1
    assert found.reason


@pytest.fixture(scope="module")
def listed() -> list[Party]:
    rng = random.Random(5)
    words = ["xugou", "mingtuo", "guangzhou", "trading", "chemical", "xuni", "phantom", "harbour", "invented", "sample"]
    return [Party(str(n), (PartyName(" ".join(rng.sample(words, 3)), "primary"),)) for n in range(60)]


@given(names=st.lists(_NAMES, min_size=1, max_size=12), rng=st.randoms(use_true_random=False))
def test_neither_batch_nor_order_nor_order_of_the_list_changes_a_hit(names: list[str], rng: random.Random, listed: list[Party]) -> None:
    shuffled_list, shuffled = rng.sample(listed, len(listed)), rng.sample(names, len(names))
    with tempfile.TemporaryDirectory() as folder:
        one = str(compile_index([("made-up", listed)], Path(folder, "one")))
        other = str(compile_index([("made-up", shuffled_list)], Path(folder, "other")))
        alone = {name: screen_names([name], one)[0] for name in names}
        together = dict(zip(shuffled, screen_names(shuffled, other)))
    assert alone == together


_PHARMA_FIRM = (
    "{} Pharmaceuticals Ltd", "Farmacéutica {} S.A. de C.V.", "Farmacêutica {} Ltda", "{} Pharmaceutique SARL",
    "{} Arzneimittel GmbH", "{} Farmaceutici SpA", "{} Geneesmiddelen B.V.", "{} Farmacja Sp. z o.o.", "{} Gyógyszer Kft",
    "{} İlaç A.Ş.", "PT {} Farmasi", "ООО {} Фармацевтика", "ТОВ {} Фармацевтика", "شركة {} للأدوية", "{}制药有限公司", "株式会社{}製薬",
    "주식회사 {}제약", "{} औषधि प्राइवेट लिमिटेड", "บริษัท {} เภสัชกรรม จำกัด", "Công ty TNHH Dược phẩm {}",
    "{} Φαρμακευτική Α.Ε.", "חברת {} תרופות בע״מ",
)  # fmt: skip
_SWEETS_FIRM = (
    "{} Confectionery LLC", "Confitería {} SAC", "Confeitaria {} Ltda", "{} Confiserie SAS", "{} Süßwaren GmbH", "{} Dolciumi Srl",
    "{} Snoepgoed B.V.", "{} Cukierki S.A.", "{} Édesség Zrt.", "{} Şekerleme Ltd. Şti.", "PT {} Permen Tbk", "ТОО {} Кондитер",
    "ТОВ {} Цукерки", "شركة {} للحلويات", "{}糖果有限公司", "{}製菓株式会社", "{}제과 주식회사", "{} मिठाई लिमिटेड", "บริษัท {} ลูกอม จำกัด",
    "Công ty Bánh Kẹo {}", "{} Ζαχαροπλαστική ΕΠΕ", "{} ממתקים בע\"מ",
)  # fmt: skip


@given(st.sampled_from(("Xugou", "Zixuwuyou", "Zelvan", "Imaginaria")))
def test_a_firm_is_of_one_kind_and_trade_in_whatever_language_it_writes_its_name(stem: str) -> None:
    for firms, trade in ((_PHARMA_FIRM, "pharmaceutical"), (_SWEETS_FIRM, "confectionery")):
        said = {name: (party_kind(name), tuple(trades_of(name)), has_legal_form(name)) for name in (firm.format(stem) for firm in firms)}
        assert {name: answer for name, answer in said.items() if answer != ("firm", (trade,), True)} == {}


@pytest.mark.parametrize("name", ["John Sample", "Juan Ejemplo", "Li Yangben", "Fulana Tovar", "虚拟明", "Testov Primer", "Nguyen Van Mau"])
def test_a_person_is_no_firm(name: str) -> None:
    assert party_kind(name) == "other"
