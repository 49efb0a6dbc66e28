"""P4: goods are held against the line of business that a party's name says."""

from pathlib import Path
from typing import Any

import pytest

from batches import Result, screen
from tidewaiter.parties.trades import trades_of
from tidewaiter.signals.batches import record

_SIGNAL = "party.business_goods"
_WORDS = ("Rose", "Tulip", "Daisy", "Poppy", "Aster", "Lily", "Iris", "Dahlia", "Peony", "Zinnia", "Clover", "Violet")
_ACID: dict[str, Any] = {"goods_text": "boric acid in bags", "hs_code": "2810000000"}
_DOLLS: dict[str, Any] = {"goods_text": "dolls of plastic", "hs_code": "9503000000"}


def _rows() -> list[Any]:
    firms = [
        record(f"{kind}-{word}", consignee_name=f"Imaginary {word} {kind} LLC", **goods)
        for kind, goods in (("Toys", _DOLLS), ("Chemicals", _ACID))
        for word in _WORDS
    ]
    return [
        *firms,
        record("toys", consignee_name="Sample Toys LLC", **_ACID),
        record("toys-uncoded", consignee_name="Model Toys LLC", goods_text="boric acid in bags"),
        record("both", consignee_name="Sample Toys and Chemicals LLC", **_ACID),
        record("silent", consignee_name="Sample Oakwood LLC", **_ACID),
        record("private", consignee_name="A. Sample", **_ACID),
        record("trader", consignee_name="Sample Trading LLC", **_ACID),
        record("juguetes", consignee_name="Juguetes Ficticios S.A.", **_ACID),
        *(record(f"sender-{word}", shipper_name=f"Imaginary {word} Toys Co., Ltd.", **_DOLLS) for word in _WORDS),
        record("laboratory", consignee_name="Sample Laboratories LLC", **_DOLLS),
    ]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Toy shops and chemists, and some who take a chemical."""
    return screen(_rows(), tmp_path_factory.mktemp("business"))


def test_a_toy_shop_that_takes_a_chemical_is_raised_and_told_against_whom(found: Result) -> None:
    values = found.values("toys", _SIGNAL)

    assert (values["fit_role"], values["fit_line"], values["goods_in_words"]) == ("receiver", "toys", "HS 2810")
    assert values["fit_alike_n"] < values["fit_expected_n"]


def test_the_language_of_the_name_makes_no_difference(found: Result) -> None:
    assert found.points(_SIGNAL)["juguetes"] == found.points(_SIGNAL)["toys"]


def test_goods_without_a_code_are_taken_for_what_the_same_article_is_declared_as(found: Result) -> None:
    assert found.points(_SIGNAL)["toys-uncoded"] == found.points(_SIGNAL)["toys"]


@pytest.mark.parametrize("shipment_id", ["both", "silent", "private", "trader", "Chemicals-Rose", "Toys-Rose", "laboratory"])
def test_a_name_that_fits_or_says_nothing_is_left_alone(shipment_id: str, found: Result) -> None:
    assert shipment_id not in found.points(_SIGNAL)


def test_in_a_batch_of_one_record_nothing_is_unusual(tmp_path: Path) -> None:
    result = screen([record("alone", consignee_name="Sample Toys LLC", **_ACID)], tmp_path)

    assert result.points(_SIGNAL) == {}


def test_a_name_may_say_its_line_in_many_languages() -> None:
    names = ("Imaginary Toys Ltd", "Juguetes Ficticios S.A.", "Brinquedos Modelo Ltda.", "虚构玩具有限公司", "Вымышленные Игрушки ООО")

    assert [trades_of(name) for name in names] == [("toys",)] * 5
