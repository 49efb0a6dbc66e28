"""Which law holds for a substance in a jurisdiction on a day: by name, CAS number or structure, with the scope words of each entry."""

from tidewaiter.law.answers import answer_file
from tidewaiter.law.status import LegalStatus, legal_status
from tidewaiter.law.subjects import Given, Subject, read_subjects

__all__ = ["Given", "LegalStatus", "Subject", "answer_file", "legal_status", "read_subjects"]
