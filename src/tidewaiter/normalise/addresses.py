"""Addresses as keys: one spelling of street words and countries, no punctuation."""

import pyarrow as pa

from tidewaiter.kernels import Kernel, once_per_value
from tidewaiter.normalise.rigour_modules import rigour_module

__all__ = ["ADDRESS_KEY", "address_key"]

_SHORTEST = 4
"""chosen: shorter than four characters an address says nothing (`XX`, `-`, `CN`)."""


def address_key(address: str) -> str | None:
    """Give the key that two spellings of one address share; None where it says nothing.

    Words keep their order: `1 Long Street 17` is not `17 Long Street 1`.

    >>> address_key("No. 5, Example Street, Springfield"), address_key("5 Example St. Springfield"), address_key("-")
    ('5 example st springfield', '5 example st springfield', None)
    """
    from anyascii import anyascii

    addresses, latin = rigour_module("addresses"), anyascii(address)
    key = addresses.address_fingerprint(latin) or addresses.normalize_address(latin)
    return key if key is not None and len(key) >= _SHORTEST else None


def _addresses_to_keys(addresses: pa.Array) -> pa.Array:
    return once_per_value(addresses, lambda distinct: map(address_key, distinct), pa.string())


ADDRESS_KEY = Kernel("tw_address_key", _addresses_to_keys, (pa.string(),), pa.string())
"""`ADDRESS_KEY(address) -> string`: see `address_key`."""
