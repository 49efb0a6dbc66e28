"""Reference rows hold together, or nothing is screened with them."""

from datetime import date

import pytest

from tidewaiter.errors import BadReference
from tidewaiter.reference import control_rows, reference_rows, reference_versions, substance_rows, unions, watched_headings
from tidewaiter.reference.checks import check_controls, check_headings, check_substances, check_unions

CONTROL = {
    "substance": "made-up",
    "cas": "67-64-1",
    "jurisdiction": "US",
    "list": "List I",
    "status": "controlled",
    "valid_from": "2020-01-01",
    "valid_to": "",
    "date_precision": "day",
    "covers": "",
    "source": "https://example.com/rule",
    "retrieved": "2026-11-22",
}


def test_the_rows_in_force_hold_together() -> None:
    controls = control_rows().to_pylist()

    assert {row["jurisdiction"] for row in controls} == {"US", "UN", "EU", "CN", "CA", "GB", "IN", "MX", "VN"}
    assert all(row["source"] and row["retrieved"] for row in controls)
    assert substance_rows().num_rows == len(set(substance_rows()["id"].to_pylist()))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"source": " "}, "no source"),
        ({"retrieved": ""}, "no retrieved date"),
        ({"cas": "67-64-2"}, "check digit"),
        ({"jurisdiction": "ZZ"}, "unknown 'ZZ'"),
        ({"status": "maybe"}, "unknown 'maybe'"),
        ({"substance": "another"}, "no such substance"),
        ({"covers": "salts; cousins"}, "unknown 'cousins'"),
        ({"valid_from": "2020"}, "no date"),
        ({"valid_to": "2019-01-01"}, "is not after"),
    ],
)
def test_a_bad_control_row_is_refused(change: dict[str, str], complaint: str) -> None:
    with pytest.raises(BadReference, match=complaint):
        check_controls([CONTROL | change], substances=["made-up"])


def test_two_rows_of_one_list_may_follow_each_other_and_not_overlap() -> None:
    ended = CONTROL | {"valid_to": "2022-01-01"}
    check_controls([CONTROL | {"valid_from": "2022-01-01"}, ended], substances=["made-up"])

    with pytest.raises(BadReference, match="two rows hold on 2021-12-31"):
        check_controls([CONTROL | {"valid_from": "2021-12-31"}, ended], substances=["made-up"])


def test_a_year_alone_counts_from_its_last_day() -> None:
    rows = [row for row in control_rows().to_pylist() if row["date_precision"] == "year"]

    assert rows
    assert {(row["valid_from"].month, row["valid_from"].day) for row in rows} == {(12, 31)}


def test_a_row_decides_only_where_it_was_verified() -> None:
    rows = control_rows().to_pylist()

    assert {row["verified"][:3] for row in rows if row["decides"]} == {"yes"}
    assert not any(row["decides"] for row in rows if row["verified"].startswith(("partial", "NO", "third", "inferred", "listing")))


def test_a_code_outside_the_harmonized_system_is_refused() -> None:
    row = reference_rows("hs_watch/hs_watch.csv")[0] | {"hs2022": "293338"}

    with pytest.raises(BadReference, match="not a subheading of HS 2022"):
        check_headings([row], substances=[row["substance"]])


def test_a_cas_number_belongs_to_one_substance() -> None:
    row = reference_rows("substances/substances.csv")[0]

    with pytest.raises(BadReference, match="also belongs to"):
        check_substances([row, row | {"id": "twin"}])


def test_membership_needs_a_first_day() -> None:
    row = reference_rows("unions/unions.csv")[0]

    with pytest.raises(BadReference, match="no valid_from"):
        check_unions([row | {"valid_from": ""}])


def test_croatia_joined_in_2013_and_union_law_left_the_united_kingdom_with_2020() -> None:
    rows = {row["country"]: row for row in unions().to_pylist()}

    assert rows["HR"]["valid_from"] == date(2013, 7, 1)
    assert rows["GB"]["valid_to"] == date(2021, 1, 1)
    assert len(rows) == 28


def test_only_a_subheading_of_one_substance_or_of_the_class_of_fentanyls_is_specific() -> None:
    specific = {row["hs2022"]: row["specific"] for row in watched_headings().to_pylist()}

    assert specific["293336"]
    assert specific["293337"]
    assert not specific["293333"]  # lawful medicines share it
    assert specific["293334"]
    assert not any(specific[code] for code in ("293339", "847989", "291411", "290230"))


def test_a_run_can_record_which_rows_it_used() -> None:
    versions = reference_versions()

    assert len(versions["controls/US.csv"]["sha256"] or "") == 64
    assert versions["controls/US.csv"]["retrieved"] == "2026-11-24"


def test_a_listing_named_from_memory_is_shown_and_does_not_decide() -> None:
    rows = [
        row
        for row in control_rows().to_pylist()
        if row["substance"] in ("carfentanil", "alfentanil", "sufentanil", "remifentanil") and row["jurisdiction"] in ("US", "UN")
    ]

    assert {(row["jurisdiction"], row["decides"], row["valid_from"]) for row in rows} == {("US", False, None), ("UN", False, None)}
    assert len(rows) == 8
