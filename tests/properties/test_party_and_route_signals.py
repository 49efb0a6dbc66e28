"""Signals that compare a record with others say the same whatever the order of the rows and the names of the countries."""

import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from batches import Result, screen
from tidewaiter.signals.batches import record

_SIGNALS = ("party.contact_geography", "party.intermediary_end", "route.master_house")
_CODES = {"JP": "+81", "IN": "+91", "TH": "+66", "EG": "+20", "CL": "+56", "PH": "+63"}
"""Countries of a calling code of their own that are of no customs union."""
_COUNTRY_COLUMNS = ("shipper_country", "consignee_country", "export_country", "destination_country")
_WORDS = ("Aster", "Birch", "Cedar", "Dahlia", "Elm", "Fern", "Ginkgo", "Holly", "Iris", "Jasmine", "Kale", "Lime")
_NAMES = (*(f"{word} Sample LLC" for word in _WORDS), "Cedar Forwarding Inc", "Dahlia Customs Brokers LLC", "A. Sample")
_ADDRESSES = ("P.O. Box 1140, Sampletown", "5 Example Street, Apt 4B", "5 Example Street", "Hotel Imaginario, Sampletown", None)
_GOODS = (("TDP 5 tablet press machine with die set", "847989"), ("organic intermediate", "293339"), ("cotton shirts", "620520"))


def _batch(seed: int, size: int) -> list[dict[str, Any]]:
    """Records of few firms, so that they share phones, addresses and master bills."""
    chance = random.Random(seed)
    rows = []
    for place in range(size):
        text, code = chance.choice(_GOODS)
        countries = {column: chance.choice(list(_CODES)) for column in _COUNTRY_COLUMNS}
        called = chance.choice([countries["consignee_country"]] * 9 + list(_CODES))
        declared = {
            "goods_text": text,
            "hs_code": code,
            "channel": chance.choice(["sea", "air", "road"]),
            "consignee_name": chance.choice(_NAMES),
            "consignee_address": chance.choice(_ADDRESSES),
            "consignee_phone": chance.choice(
                [None, f"{_CODES[called]}55501{chance.randrange(3):02d}00", f"{_CODES[called]}555010{place:02d}"]
            ),
            "consignee_email": chance.choice([None, f"orders@example.{chance.choice([called, countries['consignee_country']]).lower()}"]),
            "buyer_name": chance.choice([None, None, "Fern Sample Inc"]),
            "declarant_name": chance.choice(["Imaginary Brokers Inc", None]),
            "record_kind": chance.choice(["house", "house", "master", None]),
            "master_id": f"M-{chance.randrange(8)}",
            "packages": chance.choice([1.0, 7.0, 40.0, None]),
            "gross_mass_kg": chance.choice([3.7, 60.0, 400.1, None]),
            "label_kind": chance.choice(["domestic", "international", None]),
        }
        rows.append(dict(record(f"s{place:02d}", **countries, **declared)))
    return rows


def _seen(result: Result) -> dict[str, dict[str, float]]:
    return {signal: result.points(signal) for signal in _SIGNALS}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What is found in the rows as they are."""
    return screen(_batch(seed=3, size=60), tmp_path_factory.mktemp("plain"))


def test_the_order_of_rows_changes_no_evidence(plain: Result, tmp_path: Path) -> None:
    rows = _batch(seed=3, size=60)
    random.Random(8).shuffle(rows)

    turned = screen(rows, tmp_path)

    assert all(_seen(plain).values())
    assert turned.evidence == plain.evidence


def _relabelled(rows: Iterable[Mapping[str, Any]], named: Mapping[str, str]) -> list[dict[str, Any]]:
    """The same world under other names of countries: declared, dialled and written."""
    codes = {code: _CODES[named[country]] for country, code in _CODES.items()}
    relabelled = []
    for row in rows:
        countries = {column: named[row[column]] for column in _COUNTRY_COLUMNS}
        phone, email = row["consignee_phone"], row["consignee_email"]
        contacts = {
            "consignee_phone": phone and codes[phone[:3]] + phone[3:],
            "consignee_email": email and email[:-2] + named[email[-2:].upper()].lower(),
        }
        relabelled.append(dict(row) | countries | contacts)
    return relabelled


def test_countries_under_other_names_change_no_points(plain: Result, tmp_path: Path) -> None:
    turned = dict(zip(_CODES, random.Random(4).sample(list(_CODES), len(_CODES)), strict=True))

    renamed = screen(_relabelled(_batch(seed=3, size=60), turned), tmp_path)

    assert any(old != new for old, new in turned.items())
    assert _seen(renamed) == _seen(plain)
