"""What headings of sources are taken for, and which traps they lay."""

import pytest

from tidewaiter.errors import Misconfigured
from tidewaiter.read import map_headings
from tidewaiter.read.profiles import named_profile, profiles
from tidewaiter.tables import column_names


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("CONSIGNEE_NAME", "consignee_name"),
        ("Consignee Address", "consignee_address"),
        ("IMPORTER", "consignee_name"),
        ("ExporterCountry", "shipper_country"),
        ("SUPPLIER_NAME", "shipper_name"),
        ("NORTIFY_PARTY_NAME", "notify_party_name"),
        ("CURENCY", "currency"),
        ("Peso Bruto", "gross_mass_kg"),
        ("País de Origen", "origin_country"),
        ("Nombre del importador", "consignee_name"),
        ("Descrição da mercadoria", "goods_text"),
        ("Pays d'origine", "origin_country"),
        ("Описание товара", "goods_text"),
        ("Грузополучатель", "consignee_name"),
        ("商品名称", "goods_text"),
        ("收货人", "consignee_name"),
        ("House Waybill", "shipment_id"),
        ("Master Bill", "master_id"),
        ("Bill of Lading Number", "shipment_id"),
        ("Order No.", "shipment_id"),
        ("PO Number", "shipment_id"),
        ("PO No", "shipment_id"),
        ("Purchase Order", "shipment_id"),
        ("Order Date", "lodged_date"),
        ("Invoice Date", None),
        ("FOB_USD", "value_usd"),
        ("NET_WEIGHT_IN_KG", "net_mass_kg"),
        ("COUNTRY", None),
        ("UNIT_PRICE_USD", None),
        ("TOTALVALUE", None),
        ("%GTTOTALVALUE", None),
        ("REPORTER_NAME", None),
        ("HS_CODE_2", None),
        ("Remarks", None),
    ],
)
def test_a_heading_is_taken_for_what_the_trade_means_by_it(heading: str, column: str | None) -> None:
    assert map_headings([heading]).columns == {heading: column}


def test_the_nomenclature_text_is_not_the_goods_where_the_filer_described_them() -> None:
    assert map_headings(["HS_CODE_DESCRIPTION", "PRODUCT_DESCRIPTION"]).sources("goods_text") == ("PRODUCT_DESCRIPTION",)
    assert map_headings(["HS_CODE_DESCRIPTION", "HS_CODE"]).sources("goods_text") == ("HS_CODE_DESCRIPTION",)


def test_numbered_descriptions_are_joined_and_the_short_copy_is_left() -> None:
    found = map_headings(["Descripcion Comercial", "Descripcion1", "Descripcion2", "Descripcion3"])

    assert found.sources("goods_text") == ("Descripcion1", "Descripcion2", "Descripcion3")


def test_one_column_gets_one_heading_and_the_full_code_wins() -> None:
    found = map_headings(["HS_CODE_2", "HS_CODE_4", "HS_CODE", "HS_CODE"])

    assert found.columns == {"HS_CODE_2": None, "HS_CODE_4": None, "HS_CODE": "hs_code", "HS_CODE (2)": None}


def test_a_total_is_a_value_only_beside_a_unit_price() -> None:
    assert map_headings(["HS_CODE", "TOTAL_VALUE_USD"]).sources("value_usd") == ()
    assert map_headings(["HS_CODE", "TOTAL_VALUE_USD", "UNIT_PRICE_USD"]).sources("value_usd") == ("TOTAL_VALUE_USD",)


def test_the_buyer_receives_where_an_export_names_no_consignee() -> None:
    assert map_headings(["EXPORTER_NAME", "BUYER_NAME"]).sources("consignee_name") == ("BUYER_NAME",)
    assert map_headings(["EXPORTER_NAME", "BUYER_NAME", "CONSIGNEE_NAME"]).sources("buyer_name") == ("BUYER_NAME",)


def test_every_canonical_column_is_its_own_heading() -> None:
    names = [name for name in column_names("shipments") if name not in ("extra", "repairs", "source_file", "source_row")]

    assert map_headings(names).columns == {name: name for name in names}
    assert all(map_headings([name]).columns == {name: name} for name in names)


def test_a_profile_is_chosen_by_its_headings_and_knows_only_our_columns() -> None:
    ams = [
        "identifier",
        "foreign_port_of_lading",
        "shipper_party_name",
        "consignee_name",
        "text",
        "consignee_comm_number",
        "harmonized_weight_unit",
    ]

    found = map_headings(ams)

    assert (found.profile, found.constants["record_kind"]) == ("us_ams", "manifest")
    assert found.columns["consignee_comm_number"] == "consignee_phone"
    assert found.unit_headings == {"gross_mass_kg": "harmonized_weight_unit"}
    for profile in profiles():
        ours = {column for column in profile.columns.values() if column is not None and not column.startswith("@")}
        assert ours | set(profile.constants) <= set(column_names("shipments"))


def test_an_unknown_source_names_the_known_ones() -> None:
    with pytest.raises(Misconfigured, match="veritrade"):
        named_profile("nowhere")


def test_a_bill_of_lading_number_counts_more_than_an_order_number() -> None:
    columns = map_headings(["PO Number", "Order No", "Bill of Lading No", "Goods"]).columns

    assert [heading for heading, column in columns.items() if column == "shipment_id"] == ["Bill of Lading No"]
