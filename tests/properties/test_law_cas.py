"""A CAS number reads the same in any manner of writing, and never with another check digit."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tidewaiter.law import Given, legal_status, read_subjects
from tidewaiter.law.numbers import cas_numbers

WORDS = st.sampled_from(["", "CAS ", "cas#", "CAS No. ", "CAS RN: ", "c.a.s. ", "[", "CAS号 ", "CAS Number "])
SIGNS = st.sampled_from(["-", "–", "－", " - ", " ", ".", "_", "/", "‑"])
WIDE = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A CAS number with a right check digit."""
    digits = draw(st.integers(min_value=1_000, max_value=999_999_999).map(str))
    check = sum(weight * int(digit) for weight, digit in enumerate(reversed(digits), start=1)) % 10
    return f"{digits[:-2]}-{digits[-2:]}-{check}"


@given(numbers(), WORDS, SIGNS, st.booleans(), st.sampled_from(["", " ", "\u00a0"]))
def test_any_manner_of_writing_is_read(cas: str, word: str, sign: str, wide: bool, blank: str) -> None:
    text = cas.replace("-", sign)

    assert cas_numbers(f"{blank}{word}{text.translate(WIDE) if wide else text}{blank}") == ((cas,), None)


@given(numbers())
def test_digits_alone_are_read(cas: str) -> None:
    assert cas_numbers(cas.replace("-", "")) == ((cas,), None)


@given(numbers(), st.integers(min_value=1, max_value=9))
def test_another_check_digit_is_refused(cas: str, more: int) -> None:
    wrong = f"{cas[:-1]}{(int(cas[-1]) + more) % 10}"

    found, refusal = cas_numbers(wrong)

    assert found == ()
    assert refusal is not None


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_text_at_all_has_an_answer(name: str, cas: str, smiles: str) -> None:
    (subject,) = read_subjects([Given(name or None, cas or None, smiles or None)])

    answer = legal_status(subject, jurisdiction="EU", on=date(2026, 1, 1))

    assert answer.status in ("controlled", "surveillance", "proposed", "none", "ambiguous", "unreadable")
    assert answer.rule
