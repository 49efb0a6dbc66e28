"""Numbers, dates, units, countries, codes and contacts as the trade writes them."""

from collections import Counter

import pyarrow as pa
import pytest

from tidewaiter.normalise.codes import read_container_ids, read_hs, read_imo, to_hs
from tidewaiter.normalise.contacts import read_email, to_emails, to_phones
from tidewaiter.normalise.countries import country_code, read_country
from tidewaiter.normalise.dates import DAY_FIRST, MONTH_FIRST, date_order, read_date, to_dates
from tidewaiter.normalise.numbers import decimal_mark, decimal_votes, read_number, to_integers_or_numbers
from tidewaiter.normalise.units import read_package_kind, read_unit, to_measure, unit_of
from tidewaiter.normalise.words import read_word
from tidewaiter.reference.register import reference_rows


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1,234.5", ".", 1234.5),
        ("1.234,5", ",", 1234.5),
        ("1 234,5", ",", 1234.5),
        ("1'234.50", ".", 1234.5),
        ("12,34,567.00", ".", 1234567.0),
        ("1.234", ",", 1234.0),
        ("1.234", ".", 1.234),
        ("$ 12.50", ".", 12.5),
        ("(12.50)", ".", -12.5),
        ("1e3", ".", 1000.0),
        ("12,5", ".", 12.5),
        ("12,3,4", ".", None),
        ("1e999", ".", None),
        ("nan", ".", None),
        ("ten", ".", None),
    ],
)
def test_a_number_is_read_by_its_separators(text: str, decimal: str, number: float | None) -> None:
    assert read_number(text, decimal=decimal)[0] == number


def test_the_column_tells_what_a_lone_separator_means() -> None:
    cells = pa.array(["1.234", "12,5", "1.204,75"])

    mark = decimal_mark(decimal_votes(cells))

    assert to_integers_or_numbers(cells, decimal=mark).values.to_pylist() == [1234.0, 12.5, 1204.75]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T23:10:00Z", "2024-03-05"),
        ("2024/3/5", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("31/01/2024", "2024-01-31"),
        ("01/31/2024 10:15", "2024-01-31"),
        ("05.05.2024", "2024-05-05"),
        ("5-Mar-2024", "2024-03-05"),
        ("5 de marzo de 2024", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"),
        ("05-MAY-24", "2024-05-05"),
        ("5 мая 2024", "2024-05-05"),
        ("2024年3月5日", "2024-03-05"),
        ("44594", "2022-02-02"),
        ("03/04/2024", None),
        ("24-05-13", None),
        ("2024-02-30", None),
        ("0103-12-08", None),
        ("7732-18-5", None),
    ],
)
def test_a_date_is_read_or_left_open_but_never_guessed(text: str, iso: str | None) -> None:
    value, note = read_date(text, order=None)

    assert (None if value is None else value.isoformat()) == iso
    assert (note is None) == (iso is not None)


def test_the_order_of_day_and_month_needs_a_clear_vote() -> None:
    assert date_order(Counter({DAY_FIRST: 40, MONTH_FIRST: 1})) == DAY_FIRST
    assert date_order(Counter({DAY_FIRST: 4, MONTH_FIRST: 3})) is None
    assert str(to_dates(pa.array(["03/04/2024"]), order=MONTH_FIRST).values[0].as_py()) == "2024-03-04"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0102210000", "0102210000"),
        ("102210000", "0102210000"),
        ("10221", "010221"),
        ("8504401", "8504401"),
        ("8504.40.10.00", "8504401000"),
        ("8504401000.0", "8504401000"),
        ("8504.00", "850400"),
        ("HS 8504.40", "850440"),
        ("8.5044E9", None),
        ("850", None),
        ("293339/293337", "293339"),
        ("2933.39; 2933.37", "293339"),
        ("2933/2939", "2933"),
        ("293339 293337", "293339"),
        ("8504/40", "850440"),
        ("8504 4010", "85044010"),
        ("000000", None),
        ("99999999", None),
        ("001234", None),
        ("770100", None),
        ("98030000", "98030000"),
        ("99060000", "99060000"),
    ],
)
def test_an_hs_code_keeps_its_digits_and_gets_back_only_a_lost_zero(text: str, code: str | None) -> None:
    assert read_hs(text)[0] == code
    assert to_hs(pa.array([text])).values.to_pylist() == [code]


@pytest.mark.parametrize("text", ["293339/293337", "0000000000", "999999", "771234", "0000"])
def test_a_code_of_two_or_of_none_says_so(text: str) -> None:
    notes = to_hs(pa.array([text, "850440"])).notes

    assert notes is not None
    assert text in notes[0].as_py()
    assert not notes[1].is_valid


def test_masses_come_to_kilograms_by_the_unit_beside_within_or_in_the_heading() -> None:
    cells = pa.array(["2", "500", "3 t", "1,000.5", "4"])
    units = pa.array(["MT", "grams", None, None, "PCS"])

    beside = to_measure(cells, units, decimal=".", kind="mass")

    assert beside.values.to_pylist() == [2000.0, 0.5, 3000.0, 1000.5, None]
    assert beside.notes is not None
    assert beside.notes[4].as_py() == "'4' in 'PCS' is no mass"
    assert to_measure(pa.array(["10"]), "lbs", decimal=".", kind="mass").values.to_pylist() == [pytest.approx(4.5359237)]
    assert to_measure(pa.array(["-1"]), None, decimal=".", kind="mass").values.to_pylist() == [None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CHINA", "CN"),
        ("China, People's Republic of", "CN"),
        ("MÉXICO", "MX"),
        ("Estados Unidos", "US"),
        ("USA", "US"),
        ("Bolivia (Plurinational State of)", "BO"),
        ("Alemanha", "DE"),
        ("Германия", "DE"),
        ("德国", "DE"),
        ("South Korea", "KR"),
        ("HKG", "HK"),
        ("CN - China", "CN"),
        ("Atlantis", None),
    ],
)
def test_countries_are_known_by_names_in_many_languages(text: str, code: str | None) -> None:
    assert read_country(text)[0] == code


def test_words_of_closed_lists_are_known_whatever_their_case_and_accents() -> None:
    assert [read_word(text, column="channel")[0] for text in ("MARÍTIMO", "Courier", "4 - Air Transport", "航空运输", "camel")] == [
        "sea",
        "express",
        "air",
        "air",
        None,
    ]
    assert [read_unit(text)[0] for text in ("U  ", "Kgs.", "PCS", "m³", "KGM")] == ["C62", "KGM", "H87", "MTQ", "KGM"]
    assert [read_package_kind(text)[0] for text in ("CTNS", "DR", "tambores", "thing")] == ["CT", "DR", "DR", None]


def test_every_spelling_names_a_unit_or_package_that_is_listed() -> None:
    assert all(unit_of(row["spelling"]) is not None for row in reference_rows("units/unit_spellings.csv"))
    assert all(read_package_kind(row["spelling"])[0] == row["code"] for row in reference_rows("units/package_spellings.csv"))


def test_check_digits_stand_guard_over_ships_and_containers_keep_what_was_declared() -> None:
    assert read_imo("IMO 9074729") == ("9074729", None)
    assert read_imo("9074728")[0] is None
    assert read_container_ids("csqu3054383/ABCU 123456-0")[0] == "CSQU3054383 ABCU1234560"
    assert read_container_ids("LCL")[1] is not None


def test_phones_are_international_only_where_their_country_is_known() -> None:
    phones = pa.array(["+1 202-555-0143", "(202) 555-0143", "202 555 0143", "0044 20 7946 0018", "n/k"])
    countries = pa.array(["PE", "US", None, None, None])

    read = to_phones(phones, countries).values.to_pylist()

    assert read == ["+12025550143", "+12025550143", "202 555 0143", "+442079460018", None]


def test_an_address_list_gives_its_first_email_in_lower_case() -> None:
    assert read_email("Sales@Example.com; info@example.org") == ("sales@example.com", None)


def test_a_country_named_before_a_comma_is_not_taken_for_its_namesake() -> None:
    read = [
        country_code(text)
        for text in ("Congo, Democratic Republic of the", "Korea, Democratic People's Republic of", "Bolivia, Plurinational State of")
    ]

    assert read == ["CD", "KP", "BO"]


@pytest.mark.parametrize(
    "text", ["+1 111 111 1111", "000000000", "0", "9999999", "+00000000000", "+1 202", "+1 202 555 0143 999", "+99912345678"]
)
def test_a_phone_that_nobody_has_is_null_with_a_note(text: str) -> None:
    read = to_phones(pa.array([text, "+12025550143"]), None)

    assert read.values.to_pylist() == [None, "+12025550143"]
    assert read.notes is not None
    assert text in read.notes[0].as_py()


@pytest.mark.parametrize(
    "text", ["na@example.com", "None@example.com", "test@example.com", "noemail@none.com", "x@x.x", "buyer@noemail.com"]
)
def test_an_address_that_stands_for_none_is_null_with_a_note(text: str) -> None:
    read = to_emails(pa.array([text, "nadia@example.com"]))

    assert read.values.to_pylist() == [None, "nadia@example.com"]
    assert read.notes is not None
    assert text in read.notes[0].as_py()


def test_of_two_phones_in_one_cell_the_first_is_taken_and_the_other_told() -> None:
    read = to_phones(pa.array(["+1 202 555 0143 / 0144"]), None)

    assert read.values.to_pylist() == ["+12025550143"]
    assert read.notes is not None
    assert read.notes[0].as_py() == "first of several numbers in '+1 202 555 0143 / 0144'"


def test_a_container_number_with_a_wrong_check_digit_is_kept_and_noted() -> None:
    value, note = read_container_ids("CSQU3054383 CSQU3054384")

    assert value == "CSQU3054383 CSQU3054384"
    assert note == "'CSQU3054384' has a wrong check digit, kept"
