"""What is wrong with the records of ordinary files: stop words, cut texts, empty cells, placeholders, numbers that are none."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.simulate.catalogue import catalogue, words
from tidewaiter.simulate.drafts import Draft
from tidewaiter.simulate.draws import Flags, Texts, take, where
from tidewaiter.simulate.world import World

__all__ = ["soiled"]

_OFTEN_EMPTY = (
    "net_mass_kg",
    "gross_mass_kg",
    "volume_m3",
    "packages",
    "value_usd",
    "freight_usd",
    "loading_port",
    "unlading_port",
    "carrier_name",
    "shipper_address",
    "consignee_address",
    "quantity",
)
_CUT_AT = 35
"""A line of the free text of a house waybill message is 65 characters; chosen: the shorter forms of some carriers hold 35."""


def soiled(columns: dict[str, Texts], draft: Draft, rng: np.random.Generator, *, world: World) -> dict[str, Texts]:
    """Give the columns with the dirt that the world asks for; master bills stay as they are, so that house bills add up."""
    plain = ~draft.master
    found = dict(columns)
    found["goods_text"] = _texts(found["goods_text"], draft, rng, world=world)
    found["consignee_name"] = where(
        _hit(rng, draft, world.number("dirt.placeholder_party")) & plain, _words("placeholders", rng, draft), found["consignee_name"]
    )
    for name in _OFTEN_EMPTY:
        # The masses and packages of a house bill stay: its master would not add up without them.
        kept = draft.group >= 0 if name in ("gross_mass_kg", "volume_m3", "packages") else draft.master
        empty = pa.array(_hit(rng, draft, world.number("dirt.missing_cell")) & ~kept)
        found[name] = pc.if_else(empty, pa.scalar(None, found[name].type), found[name])
    found["net_mass_kg"] = _masses(found["net_mass_kg"], draft, rng, world=world)
    return found


def _texts(texts: Texts, draft: Draft, rng: np.random.Generator, *, world: World) -> Texts:
    post = draft.channel == catalogue().channel("post")
    share = np.where(post, world.number("dirt.stop_words_post"), world.number("dirt.stop_words_cargo"))
    texts = where(
        _hit(rng, draft, world.number("dirt.truncated_text")), pc.utf8_rtrim_whitespace(pc.utf8_slice_codeunits(texts, 0, _CUT_AT)), texts
    )
    texts = where(rng.random(len(draft)) < share, _words("stop_words", rng, draft), texts)
    return where(draft.master, _words("master_texts", rng, draft), texts)


def _masses(masses: Texts, draft: Draft, rng: np.random.Generator, *, world: World) -> Texts:
    """Round some net masses of loose records to the kilogram and write others as no number."""
    loose = (draft.group < 0) & _hit(rng, draft, world.number("dirt.rounded_mass"))
    rounded = pc.if_else(pa.array(loose), pc.if_else(pc.greater(masses, 5.0), pc.round(masses), masses), masses)
    unreadable = _hit(rng, draft, world.number("dirt.unreadable_number"))
    return where(
        unreadable, take(["see packing list", "as per invoice", "n/k"], rng.integers(0, 3, len(draft))), pc.cast(rounded, pa.string())
    )


def _hit(rng: np.random.Generator, draft: Draft, share: float) -> Flags:
    flags: Flags = rng.random(len(draft)) < share
    return flags


def _words(kind: str, rng: np.random.Generator, draft: Draft) -> Texts:
    return take(words(kind), rng.integers(0, len(words(kind)), len(draft)))
