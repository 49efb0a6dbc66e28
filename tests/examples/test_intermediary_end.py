from collections.abc import Mapping
from pathlib import Path
from typing import Any

from batches import screen
from tidewaiter.parties.address_kinds import address_kind
from tidewaiter.signals.batches import record

SIGNAL = "party.intermediary_end"
_PRESS = {"goods_text": "TDP 5 tablet press machine with die set", "hs_code": "847989"}
_POST_BOX = "P.O. Box 1140, Sampletown"
_FORWARDERS = {
    "English": "Imaginary Freight Forwarding LLC",
    "Spanish": "Logística Imaginaria S.A.",
    "Russian": "ООО Вымысел Логистика",
    "Arabic": "شركة الوهم للشحن",
    "Chinese": "广州虚构货运代理有限公司",
}


def press(shipment_id: str, **declared: Any) -> Mapping[str, Any]:
    return record(shipment_id, **(_PRESS | declared))


def test_a_forwarder_at_the_end_is_one_in_any_language(tmp_path: Path) -> None:
    batch = [press(language, consignee_name=name, channel=language) for language, name in _FORWARDERS.items()]

    points = screen(batch, tmp_path).points(SIGNAL)

    assert set(points) == set(_FORWARDERS)
    assert len(set(points.values())) == 1


def test_an_address_has_the_kind_that_its_words_name() -> None:
    assert address_kind("Apartado Postal 15, Ciudad Ejemplo") == address_kind("а/я 15, Образцово") == "post box"
    assert address_kind("14 Example Street, PMB 220") == "mail centre"
    assert address_kind("虚构路5号保税仓") == address_kind("Recinto Fiscalizado Ejemplo") == "forwarder's warehouse"
    assert address_kind("Sample Self Storage, Example Road 3") == "storage"
    assert address_kind("Hotel Imaginario, Av. Ejemplo 5") == "hotel"
    assert address_kind("Calle Ejemplo 5, Depto. 301") == address_kind("ул. Образцовая 5, кв. 12") == "residence"


def test_words_that_only_resemble_those_of_a_kind_name_none() -> None:
    assert address_kind("12 Example Street, P.O. Box 1140") is None
    assert address_kind("Opposite Imaginary Hotel, Sampletown") is None
    assert address_kind("Departamento de Ejemplo, Calle 5") is None
    assert address_kind("5 Flat Rock Road, Sampletown") is None
    assert address_kind("Unit 5, Sample Industrial Estate, Suite 1200") is None
    assert address_kind("") is None


def test_a_residence_counts_for_what_a_plant_takes_and_not_for_what_households_buy(tmp_path: Path) -> None:
    home = {"consignee_name": "Imaginary Garden LLC", "consignee_address": "5 Example Street, Apt 4B, Sampletown"}
    batch = [
        press("press", channel="air", **home),
        record("plant", goods_text="industrial filling line", hs_code="842230", channel="sea", **home),
        record("boxed", goods_text="pool cleaner tablets", hs_code="380894", consignee_name="A. Sample", consignee_address=_POST_BOX),
        record("pool cleaner", goods_text="pool cleaner tablets", hs_code="380894", **home),
        record("shirts", hs_code="620520", **home),
    ]

    points = screen(batch, tmp_path).points(SIGNAL)

    assert set(points) == {"press", "plant"}
    assert points["press"] > points["plant"]


def test_another_firm_as_buyer_or_notify_party_ends_the_chain_and_another_forwarder_does_not(tmp_path: Path) -> None:
    forwarder = {"consignee_name": "Imaginary Freight Forwarding LLC"}
    batch = [
        press("alone", **forwarder),
        press("buyer", buyer_name="Imaginary Confectionery Inc", **forwarder),
        press("notified", notify_party_name="Imaginary Confectionery Inc", **forwarder),
        press("itself", notify_party_name="IMAGINARY FREIGHT FORWARDING", **forwarder),
        press("agent", notify_party_name="Fictive Customs Brokers Inc", **forwarder),
        press("person", buyer_name="A. Sample", **forwarder),
        press("to order", consignee_name="TO ORDER", notify_party_name="Imaginary Freight Forwarding LLC"),
        press("master", record_kind="master", **forwarder),
    ]

    result = screen(batch, tmp_path)

    points = result.points(SIGNAL)
    assert set(points) == {"alone", "itself", "agent", "person", "to order"}
    assert points["alone"] == points["itself"] > points["agent"]
    assert result.values("to order", SIGNAL)["end_role"] == "notify party"


def test_where_firms_have_post_boxes_as_a_rule_a_post_box_tells_nothing(tmp_path: Path) -> None:
    rule = [
        press(
            f"rule-{place}",
            destination_country="KE",
            consignee_name=f"Sample {word} Ltd",
            consignee_address=f"P.O. Box {place}, Sampletown",
        )
        for place, word in enumerate(
            ("Aster", "Birch", "Cedar", "Dahlia", "Elm", "Fern", "Ginkgo", "Holly", "Iris", "Jasmine", "Kale", "Lime")
        )
    ]
    rows = [*rule, press("alone", consignee_name="Imaginary Goods Inc", consignee_address=_POST_BOX)]

    assert set(screen(rows, tmp_path).points(SIGNAL)) == {"alone"}


def test_one_receiver_on_every_row_is_not_its_own_excuse_and_its_neighbours_are_counted(tmp_path: Path) -> None:
    rows = [press(f"row-{place}", consignee_name="Imaginary Goods Inc", consignee_address=_POST_BOX) for place in range(15)]
    neighbours = [
        record(f"neighbour-{name}", consignee_name=f"{name} Sample Inc", consignee_address="PO BOX 1140 Sampletown")
        for name in ("Oak", "Elm")
    ]

    result = screen([*rows, *neighbours], tmp_path)

    assert len(result.points(SIGNAL)) == 15
    assert result.values("row-0", SIGNAL)["end_address_names_n"] == 2


def test_records_that_name_nobody_or_no_code_are_screened_all_the_same(tmp_path: Path) -> None:
    batch = [
        press("nobody", consignee_name=None),
        press("no code", hs_code=None, consignee_name="Imaginary Freight Forwarding LLC", channel=None, destination_country=None),
        record("no goods", goods_text=None, hs_code=None, consignee_name="Imaginary Freight Forwarding LLC"),
        press("no address", consignee_name="Imaginary Goods Inc", consignee_address=None),
    ]

    result = screen(batch, tmp_path)

    assert set(result.points(SIGNAL)) == {"no code"}
    assert len(result.scores) == 4
