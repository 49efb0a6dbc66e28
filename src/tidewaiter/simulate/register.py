"""The register of the world's firms."""

from pathlib import Path

import numpy as np
import pyarrow as pa

from tidewaiter.simulate.catalogue import catalogue, words
from tidewaiter.simulate.draws import Texts, generator, join, take, where
from tidewaiter.simulate.firms import Firms
from tidewaiter.simulate.folder import Sheet
from tidewaiter.simulate.names import person_names

__all__ = ["register_rows", "strangers_columns"]

_COLUMNS = (
    "registration_id",
    "name",
    "country",
    "address",
    "incorporated_on",
    "industry_code",
    "status",
    "officers",
    "phone",
    "email",
    "website",
)


def register_rows(path: Path, firms: Firms, *, seed: int) -> Sheet:
    """Write the register's rows of the firms of the table, and give the sheet for more."""
    rng = generator(seed, "register")
    order = rng.permutation(np.flatnonzero(firms.registered))
    sheet = Sheet(path, {name: name for name in _COLUMNS})
    made_up = join(
        person_names(rng.integers(1 << 41, 1 << 42, len(firms))),
        take(words("officers"), rng.integers(0, len(words("officers")), len(firms))),
        by=", ",
    )
    has_site = rng.random(len(firms)) < 0.7
    columns = {
        "registration_id": firms.registration_id,
        "name": firms.names[0],
        "country": take([country.code for country in catalogue().countries], firms.country),
        "address": firms.address,
        "incorporated_on": pa.array(firms.incorporated.astype(np.int32), pa.int32()).cast(pa.date32()),
        "industry_code": firms.industry_code,
        "status": firms.status,
        "officers": where(np.asarray(firms.officers.is_null()), made_up, firms.officers),
        "phone": firms.phone,
        "email": firms.email,
        "website": where(has_site, firms.website, None),
    }
    sheet.add({name: values.take(pa.array(order)) for name, values in columns.items()})
    return sheet


def strangers_columns(described: dict[str, Texts]) -> dict[str, Texts]:
    """Give register rows of firms seen once, in the register's columns."""
    rows = len(described["name"])
    return {name: described.get(name, pa.nulls(rows, pa.string())) for name in _COLUMNS}
