"""One question of the law, for the tests."""

from datetime import date

from tidewaiter.law import Given, LegalStatus, legal_status, read_subjects

__all__ = ["asked"]


def asked(on: str, jurisdiction: str = "US", **given: str) -> LegalStatus:
    """The legal status of one substance on a day."""
    (subject,) = read_subjects([Given(**given)])
    return legal_status(subject, jurisdiction=jurisdiction, on=date.fromisoformat(on))
