"""Dated, sourced knowledge as rows: control lists, substances, watched headings, unions. None of it needs an engine."""

from tidewaiter.reference.identity import guarded_names, name_rows, precursor_headings, substance_rows, watched_headings
from tidewaiter.reference.law import control_rows, unions
from tidewaiter.reference.register import reference_rows, reference_versions

__all__ = [
    "control_rows",
    "guarded_names",
    "name_rows",
    "precursor_headings",
    "reference_rows",
    "reference_versions",
    "substance_rows",
    "unions",
    "watched_headings",
]
