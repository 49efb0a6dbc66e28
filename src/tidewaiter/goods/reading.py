"""All that a goods text says, read once: substances, machines, the article, and what is wrong with it as a description."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.goods.commodity import articles_of, code_keys
from tidewaiter.goods.equipment import EQUIPMENT_SPOTS, Equipment, EquipmentSpot, equipment_in
from tidewaiter.goods.everyday import everyday_goods_in
from tidewaiter.goods.quality import flags_of
from tidewaiter.goods.substances import SPOTS, Found, Spot, said_by_code, spots_of, substances_in
from tidewaiter.goods.texts import fold_texts
from tidewaiter.kernels import Kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["READ_GOODS"]

_FLAGS = pa.list_(pa.string())
_CODE_SIGNS = 12
"""chosen: signs of an HS code that are read; national codes have ten digits and two points."""
_READ = pa.struct(
    [
        ("spots", SPOTS),
        ("goods_flags", _FLAGS),
        ("equipment_spots", EQUIPMENT_SPOTS),
        ("commodity", pa.string()),
        ("article", pa.string()),
        ("everyday_goods", pa.string()),
    ]
)


def _read_goods(texts: pa.Array, codes: pa.Array) -> pa.Array:
    encoded = pc.dictionary_encode(texts)
    distinct = fold_texts(encoded.dictionary.to_pylist())
    found = substances_in(distinct)
    certain = {place for place, what in found.items() if what.certain}
    flags = _spread([*flags_of(distinct, certain), ["missing"]], encoded.indices.fill_null(len(distinct.texts)), _FLAGS)
    machines = _machines(codes, equipment_in(distinct), encoded.indices)
    articles = _spread(articles_of(distinct.folded), encoded.indices, pa.string())
    commodities = pc.coalesce(code_keys(codes), articles)
    everyday = everyday_goods_in(distinct)
    claims = _spread([everyday.get(place) for place in range(len(distinct.texts))], encoded.indices, pa.string())
    columns = [_spots(texts, codes, found, encoded.indices), flags, machines, commodities, articles, claims]
    return pa.StructArray.from_arrays(columns, fields=list(_READ))


def _spread(of_values: list[Any], places: pa.Array, type_: pa.DataType) -> pa.Array:  # Any: of that type
    """What holds of distinct values, for each row; null of a null."""
    return pa.array(of_values, type=type_).take(places)


def _spots(texts: pa.Array, codes: pa.Array, found: dict[int, Found], places: pa.Array) -> pa.Array:
    """The listed substances of each row; only rows whose text or code names any are looked at."""
    code = pc.dictionary_encode(pc.utf8_slice_codeunits(codes, 0, _CODE_SIGNS))
    by_code = [place for place, said in enumerate(code.dictionary.to_pylist()) if said_by_code(said)[1]]
    rows = np.flatnonzero(_among(places, found) | _among(code.indices, by_code)).tolist()
    spots: list[list[Spot] | None] = [[]] * len(texts)
    at = pa.array(rows, pa.int64())
    for row, place, said in zip(rows, places.take(at).to_pylist(), codes.take(at).to_pylist(), strict=True):
        spots[row] = spots_of(found.get(place), said)
    for row in np.flatnonzero(_nulls(texts) & _nulls(codes)).tolist():
        spots[row] = None
    return pa.array(spots, type=SPOTS)


def _machines(codes: pa.Array, equipment: dict[int, Equipment], places: pa.Array) -> pa.Array:
    """The machines of each row; null where there is no text."""
    rows = np.flatnonzero(_among(places, equipment)).tolist()
    at = pa.array(rows, pa.int64())
    spots: list[list[EquipmentSpot] | None] = [[]] * len(places)
    for row, place, code in zip(rows, places.take(at).to_pylist(), codes.take(at).to_pylist(), strict=True):
        spots[row] = equipment[place].under(code or "")
    for row in np.flatnonzero(_nulls(places)).tolist():
        spots[row] = None
    return pa.array(spots, type=EQUIPMENT_SPOTS)


def _among(places: pa.Array, wanted: Collection[int]) -> "NDArray[np.bool_]":
    held: NDArray[np.bool_] = np.isin(places.fill_null(-1).to_numpy(zero_copy_only=False), list(wanted))
    return held


def _nulls(values: pa.Array) -> "NDArray[np.bool_]":
    nulls: NDArray[np.bool_] = values.is_null().to_numpy(zero_copy_only=False)
    return nulls


READ_GOODS = Kernel("tw_read_goods", _read_goods, (pa.string(), pa.string()), _READ)
"""Goods text and HS code to what they say together, for each row:

`spots`, the listed substances, and `equipment_spots`, the machines and tools for tablets and capsules, are lists of structs with the
place in the text as it stands (-1 where the code alone names the substance), null where there was nothing to read; `goods_flags` a list
of text, never null; `commodity`, `hs:` with six or four digits, else the key of the article; `article`, `text:` with the first content
words of the text; `everyday_goods`, the kind of everyday goods that the text claims, null for most."""
