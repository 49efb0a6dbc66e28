"""The names of published lists in one file of our own form, for measuring: OFAC, the US consolidated list and the UN."""

import csv
import gzip
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from pathlib import Path

from tidewaiter.normalise.names import name_key

__all__ = ["Named", "published_names", "write_list"]

Named = tuple[str, str, str]
"""Id, name and schema (company, person, vessel or empty) of a listed name."""


def published_names(data: Path) -> list[Named]:
    """Give every name of the lists in a folder of reference data, some 55,000."""
    return sorted({*_sdn(data), *_narcotics(data), *_consolidated(data), *_united_nations(data)})


def write_list(listed: Sequence[Named], path: Path) -> None:
    """Write names as our own list CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "name", "schema"), *listed])


def _sdn(data: Path) -> Iterator[Named]:
    schemas = {"individual": "person", "vessel": "vessel", "-0-": "company"}
    with gzip.open(data / "ofac" / "sancbook_2023-01_sdn.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.reader(lines):
            if len(row) == 12 and row[0].strip().isdigit():
                id_, schema = f"sdn-{row[0].strip()}", schemas.get(row[2].strip(), "")
                for name in (row[1], *re.findall(r"[afn]\.k\.a\.,? ['\"“](.+?)['\"”](?=[;.,)]|$)", row[11])):
                    yield from _row(id_, name, schema)


def _narcotics(data: Path) -> Iterator[Named]:
    schemas = {"individual": "person", "organization": "company", "vessel": "vessel"}
    for record in json.loads((data / "ofac" / "narcoscope_2026-08_designations.json").read_text(encoding="utf-8"))["records"]:
        for name in (record["name"], *record["aliases"]):
            yield from _row(f"narcotics-{record['entityNumber']}", name, schemas.get(record["entityType"], ""))


def _consolidated(data: Path) -> Iterator[Named]:
    schemas = {"Individual": "person", "Entity": "company", "Vessel": "vessel"}
    with gzip.open(data / "csl" / "csl_us_consolidated.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            for name in (row["name"], *row["alt_names"].split(";")):
                yield from _row(f"csl-{row['_id']}", name, schemas.get(row["type"], ""))


def _united_nations(data: Path) -> Iterator[Named]:
    with gzip.open(data / "un" / "watchman_UN_consolidated.xml.gz") as file:
        for party in ElementTree.parse(file).iter():
            if party.tag in ("INDIVIDUAL", "ENTITY"):
                schema, id_ = "person" if party.tag == "INDIVIDUAL" else "company", f"un-{party.findtext('DATAID')}"
                parts = [party.findtext(f"{place}_NAME") or "" for place in ("FIRST", "SECOND", "THIRD", "FOURTH")]
                aliases = [alias.findtext("ALIAS_NAME") or "" for alias in (*party.iter("INDIVIDUAL_ALIAS"), *party.iter("ENTITY_ALIAS"))]
                for name in (" ".join(filter(None, parts)), *aliases):
                    yield from _row(id_, name, schema)


def _row(id_: str, name: str, schema: str) -> Iterator[Named]:
    text = " ".join(name.split())
    if name_key(text) is not None:
        yield id_, text, schema


# what is misspelt
