"""The forms of lists that we read, each in a file that reads like a record of it. A new one is added here."""

from tidewaiter.parties.lists.form import ListFormat
from tidewaiter.parties.lists.formats import (
    eu_csv,
    eu_xml,
    ftm_json,
    ofac_advanced_xml,
    ofac_csv,
    ofac_xml,
    opensanctions_csv,
    own_csv,
    uk_conlist_csv,
    uk_sanctions_csv,
    un_xml,
    us_csl_csv,
)

__all__ = ["FORMATS"]

FORMATS: tuple[ListFormat, ...] = (
    ofac_csv.FORMAT,
    ofac_xml.FORMAT,
    ofac_advanced_xml.FORMAT,
    un_xml.FORMAT,
    eu_xml.FORMAT,
    eu_csv.FORMAT,
    uk_sanctions_csv.FORMAT,
    uk_conlist_csv.FORMAT,
    us_csl_csv.FORMAT,
    ftm_json.FORMAT,
    opensanctions_csv.FORMAT,
    own_csv.FORMAT,
)
"""Asked in this order whether they know a file; our own form takes any CSV with `id` or `name` and is asked last."""
