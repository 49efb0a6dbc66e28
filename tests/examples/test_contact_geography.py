from collections.abc import Mapping
from pathlib import Path
from typing import Any

from batches import screen
from tidewaiter.parties.geography import contact_geography
from tidewaiter.signals.batches import record

SIGNAL = "party.contact_geography"
_ABROAD = "+441632960107"
_KINDS = ("Aster", "Birch", "Cedar", "Dahlia", "Elm", "Fern", "Ginkgo", "Holly", "Iris", "Jasmine")


def firm(shipment_id: str, *, name: str = "Imaginaria Industrial S.A. de C.V.", **declared: Any) -> Mapping[str, Any]:
    return record(shipment_id, **({"consignee_name": name, "consignee_country": "MX", "consignee_phone": _ABROAD} | declared))


def test_phone_and_email_of_one_other_country_weigh_more_than_a_phone_alone_and_an_email_at_home_less(tmp_path: Path) -> None:
    batch = (
        firm("both", consignee_email="orders@example.co.uk", channel="sea"),
        firm("phone", consignee_email="orders@example.com", channel="air"),
        firm("divided", consignee_email="orders@example.com.mx", channel="road"),
        firm("e-mail", consignee_phone=None, consignee_email="orders@example.co.uk", channel="rail"),
    )

    points = screen(batch, tmp_path).points(SIGNAL)

    assert points["both"] > points["phone"] > points["divided"] == points["e-mail"] > 0
    assert points["phone"] <= 3


def test_neighbours_of_one_calling_code_or_customs_union_are_no_conflict() -> None:
    assert contact_geography("+12025550119", None, "CA") == "agrees"
    assert contact_geography("+33199000107", "a@example.fr", "DE") == "agrees"
    assert contact_geography("+85255500107", None, "CN") == "agrees"
    assert contact_geography("+12025550119", None, "MX") == "phone"
    assert contact_geography(_ABROAD, None, "GG") == "agrees"


def test_contacts_that_name_no_country_tell_nothing() -> None:
    assert contact_geography("01632 960107", None, "MX") is None
    assert contact_geography("+88216550107", "a@example.com", "MX") is None
    assert contact_geography(None, "a@example.io", "MX") is None
    assert contact_geography(None, "a@yahoo.co.uk", "MX") is None
    assert contact_geography("+", "@", "MX") is None
    assert contact_geography(_ABROAD, None, None) is None


def test_a_person_and_a_brokers_own_phone_are_left_alone(tmp_path: Path) -> None:
    batch = (
        firm("person", name="A. Sample"),
        firm("broker's", consignee_phone="+441632960111", declarant_name="Imaginary Brokers", declarant_phone="+441632960111"),
        firm("firm"),
    )

    assert set(screen(batch, tmp_path).points(SIGNAL)) == {"firm"}


def test_on_a_lane_where_firms_do_so_only_a_phone_of_several_firms_is_raised(tmp_path: Path) -> None:
    lane = [firm(f"lane-{place}", name=f"{name} Sample LLC", consignee_phone=f"+44163296020{place}") for place, name in enumerate(_KINDS)]
    one_phone = [firm(f"shared-{name}", name=f"{name} Model LLC") for name in _KINDS[:3]]
    elsewhere = [firm("elsewhere", channel="air", consignee_phone="+441632960133")]

    result = screen([*lane, *one_phone, *elsewhere], tmp_path)

    assert set(result.points(SIGNAL)) == {"shared-Aster", "shared-Birch", "shared-Cedar", "elsewhere"}
    seen = result.values("shared-Aster", SIGNAL)
    assert (seen["geography_others_n"], seen["geography_others_conflicts_n"], seen["geography_names_n"]) == (12, 12, 3)


def test_one_firm_on_every_row_is_not_its_own_excuse(tmp_path: Path) -> None:
    batch = [firm(f"row-{place}") for place in range(12)]

    assert len(screen(batch, tmp_path).points(SIGNAL)) == 12


def test_the_receiver_is_told_before_the_sender(tmp_path: Path) -> None:
    batch = [firm("both ends", shipper_country="CN", shipper_phone="+61255500107")]

    result = screen(batch, tmp_path)

    assert result.values("both ends", SIGNAL)["geography_role"] == "consignee"


def test_records_without_name_country_or_channel_are_screened_all_the_same(tmp_path: Path) -> None:
    batch = [
        firm("no channel", channel=None),
        firm("no name", consignee_name=None),
        firm("no country", consignee_country=None),
        firm("strange phone", consignee_phone="+0 \u0661\u0662 %", consignee_email="@.."),
    ]

    result = screen(batch, tmp_path)

    assert set(result.points(SIGNAL)) == {"no channel"}
    assert len(result.scores) == 4
