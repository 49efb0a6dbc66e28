"""Two spellings of one name share a key; what names nobody is known as such."""

import pytest

from tidewaiter.normalise.addresses import address_key
from tidewaiter.normalise.names import is_placeholder_name, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xugou Trading Co., Ltd.", "XUGOU TRADING"),
        ("Químicos Prueba S. de R.L. de C.V.", "QUIMICOS PRUEBA S DE RL DE CV"),
        ("Importadora Ficticia S.A.C.", "Importadora Ficticia S. A. C."),
        ("Acme Imaginaria S.A. de C.V.", "ACME IMAGINARIA, SA DE CV"),
        ("Fantasie & Co. KG", "FANTASIE GmbH"),
        ("ООО Ромашка", "Romashka LLC"),
        ("Hayali Kimya Sanayi ve Ticaret A.Ş.", "HAYALI KIMYA SANAYI VE TICARET AS"),
        ("株式会社テスト", "(株)テスト"),
        ("M/S Example Exports Pvt. Ltd.", "Example Exports Private Limited"),
        ("TO THE ORDER OF Example Bank Ltd", "Example Bank"),
    ],
)
def test_spelling_and_legal_form_do_not_make_another_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_chinese_firm_has_the_key_of_its_english_name() -> None:
    assert name_key("广州虚构贸易有限公司") == name_key("Guangzhou Xugou Trading Co., Ltd.")


def test_places_are_read_as_people_say_them_and_not_letter_by_letter() -> None:
    assert name_key("重庆虚构化工有限公司") == "chongqing xugou chemical"
    assert name_key("厦门虚构集团有限公司") == "xiamen xugou group"


def test_a_chinese_person_is_surname_and_given_name() -> None:
    assert name_key("曾国强") == "zeng guoqiang"
    assert name_key("欧阳明") == "ouyang ming"


def test_a_name_of_legal_forms_only_keeps_them() -> None:
    assert name_key("Ltd") == "ltd"


def test_signs_alone_are_no_name() -> None:
    assert name_key("--- / ---") is None


_NOBODY = ["UNKNOWN", "to order", "To The Order Of", "NA", "n/a", "NO DISPONIBLE", "Private", "SAME AS CONSIGNEE", "XXX", "-", "", "未知"]


@pytest.mark.parametrize("name", _NOBODY)
def test_words_that_stand_for_nobody_are_placeholders(name: str) -> None:
    assert is_placeholder_name(name)


@pytest.mark.parametrize("name", ["Unknown Worlds Example Ltd", "Nana Example", "Order of Made-up Knights", "Privat Example Bank", "李伟"])
def test_names_that_only_begin_like_a_placeholder_are_names(name: str) -> None:
    assert not is_placeholder_name(name)


def test_one_address_spelt_two_ways_has_one_key() -> None:
    assert address_key("No. 5, Example Street, Springfield") == address_key("5 EXAMPLE ST. SPRINGFIELD")


def test_another_house_number_is_another_address() -> None:
    assert address_key("5 Example Street, Springfield") != address_key("6 Example Street, Springfield")


def test_an_address_of_signs_says_nothing() -> None:
    assert address_key("---") is None
