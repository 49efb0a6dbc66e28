"""G3: the text of listed or watched goods and their HS code, one against the other."""

from datetime import date
from typing import Any

import pytest

from batches import Result, screen
from tidewaiter.report.sentences import sentence
from tidewaiter.signals.batches import crowd, record

_SIGNAL = "goods.contradiction"
_LISTED = "4-piperidone, CAS 41661-47-6"


def _goods(shipment_id: str, goods_text: str | None, hs_code: str | None, **declared: Any) -> Any:
    return record(shipment_id, goods_text=goods_text, hs_code=hs_code, **declared)


_OTHER: dict[str, Any] = {"shipper_name": "Fictive Goods Ltd", "consignee_name": "Sample Buyer LLC"}


def _rows() -> list[Any]:
    boards, felt, brand = "computer keyboards black", "wool felt sheets", "zorbit quellox"
    return [
        *crowd(24, prefix="boards", goods_text=boards, hs_code="847160"),
        _goods("hidden", boards, "293339", **_OTHER),
        _goods("hidden-later", boards, "293339", lodged_date=date(2027, 3, 1), **_OTHER),
        _goods("slip", boards, "852990", **_OTHER),
        *crowd(60, prefix="brand", goods_text=brand, hs_code="950300"),
        *crowd(40, prefix="intermediates", goods_text="fine grade lots", hs_code="293339"),
        _goods("brand-hidden", brand, "293339", **_OTHER),
        *(_goods(f"own-{place:02d}", "veltrix pluro", "293339", **_OTHER) for place in range(30)),
        *crowd(24, prefix="agreed", goods_text="felt wool rolls", hs_code="293339"),
        _goods("agreed-too", "felt wool rolls", "293339", **_OTHER),
        _goods("uncoded", boards, None),
        _goods("untold", None, "293339"),
        _goods("dyes", "azo dyes for cotton", "293339"),
        _goods("named", _LISTED, "620520"),
        _goods("rightly-named", _LISTED, "293339"),
        _goods("named-uncoded", _LISTED, None),
        _goods("remover", "nail polish remover with acetone", "330430"),
        _goods("battery", "lead battery filled with sulphuric acid", "850710"),
        _goods("test-kit", "fentanyl rapid test kit, strips", "902789"),
        _goods("test-strips", "norfentanyl test strips for urine", "902750"),
        *crowd(12, prefix="felt", goods_text=felt, hs_code="560210"),
        _goods("of-few", felt, "293339"),
        *(_goods(f"mixed-{place:02d}", "plastic parts for machines", ("392690", "847989", "731815")[place % 3]) for place in range(30)),
    ]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What is found of keyboards, felt, chemicals and everyday products that hold them."""
    return screen(_rows(), tmp_path_factory.mktemp("codes"))


def _said(found: Result, shipment_id: str) -> str:
    (values,) = [row["values"] for row in found.evidence if (row["shipment_id"], row["signal_id"]) == (shipment_id, _SIGNAL)]
    return sentence(_SIGNAL, values)


def test_keyboards_under_the_heading_of_several_precursors_are_raised(found: Result) -> None:
    said = _said(found, "hidden")

    assert (
        "24 of 24 records of “computer keyboards black” by other firms are declared under HS chapter 84 and 0 under HS chapter 29" in said
    )
    assert "“computer, keyboards” is 20 decibans likelier under HS 8471 (Automatic data processing machines and units thereof)" in said
    assert "unknown" not in said


def test_a_record_dated_later_is_asked_and_does_not_count(found: Result) -> None:
    assert "24 of 24 records" in _said(found, "hidden-later")


def test_words_that_no_list_knows_are_judged_by_what_other_firms_declare(found: Result) -> None:
    said = _said(found, "brand-hidden")

    assert "60 of 60 records of “zorbit quellox” by other firms are declared under HS chapter 95 and 0 under HS chapter 29" in said
    assert "likelier under HS" not in said


def test_a_firms_own_records_are_no_evidence_for_or_against_it(found: Result) -> None:
    assert not [shipment_id for shipment_id in found.points(_SIGNAL) if shipment_id.startswith("own")]


def test_a_clerks_slip_into_a_chapter_that_nobody_watches_is_left_alone(found: Result) -> None:
    assert "slip" not in found.points(_SIGNAL)


@pytest.mark.parametrize("shipment_id", ["uncoded", "untold", "named-uncoded"])
def test_a_text_or_a_code_alone_contradicts_nothing(shipment_id: str, found: Result) -> None:
    assert shipment_id not in found.points(_SIGNAL)
    assert shipment_id in found.scores


def test_a_listed_substance_declared_as_shirts_is_raised(found: Result) -> None:
    assert _said(found, "named") == (
        "The text “4-piperidone, CAS 41661-47-6” and HS 620520 do not go together: the text names 4-piperidone "
        "(“41661-47-6”), and HS chapter 62 is of no chemicals."
    )


def test_a_listed_substance_under_its_own_chapter_is_no_contradiction(found: Result) -> None:
    assert "rightly-named" not in found.points(_SIGNAL)


@pytest.mark.parametrize("shipment_id", ["remover", "battery"])
def test_an_everyday_chemical_in_an_everyday_product_is_left_alone(shipment_id: str, found: Result) -> None:
    assert shipment_id not in found.points(_SIGNAL)


@pytest.mark.parametrize("shipment_id", ["test-kit", "test-strips"])
def test_a_kit_that_tests_for_a_substance_holds_none(shipment_id: str, found: Result) -> None:
    assert shipment_id not in found.points(_SIGNAL)


def test_words_of_the_trade_speak_where_few_records_do(found: Result) -> None:
    assert "“wool, felt” is" in _said(found, "of-few")
    assert "records of" not in _said(found, "of-few")


def test_what_other_firms_declare_likewise_is_doubted_less(found: Result) -> None:
    assert "are declared under HS chapter 29, too" in _said(found, "agreed-too")
    assert found.points(_SIGNAL)["agreed-too"] < found.points(_SIGNAL)["agreed-000"]


def test_dyes_under_another_chapter_of_chemicals_are_left_alone(found: Result) -> None:
    assert "dyes" not in found.points(_SIGNAL)


def test_a_text_that_is_declared_in_many_ways_has_no_usual_code(found: Result) -> None:
    assert not [shipment_id for shipment_id in found.points(_SIGNAL) if shipment_id.startswith("mixed")]
