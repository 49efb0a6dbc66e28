"""A whole small run against its reviewed result; see refresh.py for what to do where it differs on purpose."""

from golden.refresh import EXPECTED, found_lines


def test_the_run_of_the_waybills_is_as_reviewed() -> None:
    found = found_lines()

    assert found == EXPECTED.read_text(encoding="utf-8").splitlines()
