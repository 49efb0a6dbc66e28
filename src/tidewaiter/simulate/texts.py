"""Goods texts and HS codes as filers write them."""

from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.simulate.catalogue import LANGUAGES, catalogue, style_details
from tidewaiter.simulate.drafts import Draft
from tidewaiter.simulate.draws import Flags, Ints, Texts, join, mixed, pick, take, where
from tidewaiter.simulate.names import stems
from tidewaiter.simulate.world import World

__all__ = ["goods_texts", "hs_codes"]

_LONG_HS = ("US", "MX", "CN", "TR", "BR", "PE")
"""chosen: countries whose files mostly carry more than six digits."""


def goods_texts(draft: Draft, rng: np.random.Generator, *, world: World) -> Texts:
    """Give what the filer calls the goods: words of the goods, details, brand, count, running number."""
    rows, detail, serial = len(draft), world.number("texts.detail_share"), world.number("texts.serial_share")
    nouns = _nouns(draft, rng, own_share=world.number("texts.own_language_share"))
    style = _style_of()[draft.commodity]
    first, second = (_details(style, rng, slot=slot) for slot in (0, 1))
    cargo = ~draft.private
    brand = where((rng.random(rows) < 0.22), stems(rng.integers(0, 900, rows), "brand"), None)
    text = join(
        where(rng.random(rows) < 0.5, brand, None),
        nouns,
        where(rng.random(rows) < detail, first, None),
        where(rng.random(rows) < detail * np.where(cargo, 1.0, 0.8), second, None),
        where(cargo & (rng.random(rows) < 0.12), join("brand", brand), None),
    )
    numbered = rng.random(rows) < np.where(cargo, serial, serial * 0.45)
    text = where(numbered, join(text, _running_numbers(style, rng), by=", "), text)
    upper = rng.random(rows) < np.where(cargo, world.number("dirt.upper_case"), 0.12)
    return where(upper, pc.utf8_upper(text), text)


def _nouns(draft: Draft, rng: np.random.Generator, *, own_share: float) -> Texts:
    table, starts, sizes = _noun_table()
    language = _languages(draft, rng, own_share=own_share)
    start, size = starts[draft.commodity, language], sizes[draft.commodity, language]
    return take(table, start + (rng.random(len(draft)) * size).astype(np.int64))


@cache
def _noun_table() -> tuple[Texts, Ints, Ints]:
    goods = catalogue().commodities
    table: list[str] = []
    starts = np.zeros((len(goods), len(LANGUAGES)), dtype=np.int64)
    sizes = np.zeros_like(starts)
    for place, each in enumerate(goods):
        for number, language in enumerate(LANGUAGES):
            starts[place, number], sizes[place, number] = len(table), len(each.nouns[language])
            table += each.nouns[language]
    return pa.array(table, pa.string()), starts, sizes


def _languages(draft: Draft, rng: np.random.Generator, *, own_share: float) -> Ints:
    """Give the language of each text: English, or that of the destination, or of a post sender in China."""
    spoken = np.array([LANGUAGES.index(country.language) for country in catalogue().countries])
    own = spoken[draft.destination]
    from_post = (
        (draft.channel == catalogue().channel("post")) & (spoken[draft.export] == LANGUAGES.index("zh")) & (rng.random(len(draft)) < 0.18)
    )
    own = np.where(from_post, LANGUAGES.index("zh"), own)
    return np.where(from_post | (rng.random(len(draft)) < own_share), own, 0)


@cache
def _style_of() -> Ints:
    styles = list(style_details())
    return np.array([styles.index(each.style) for each in catalogue().commodities], dtype=np.int64)


def _details(style: Ints, rng: np.random.Generator, *, slot: int) -> Texts:
    tables = [details[slot] for details in style_details().values()]
    sizes = np.array([len(table) for table in tables], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    flat = [text for table in tables for text in table]
    return take(flat, starts[style] + (rng.random(len(style)) * sizes[style]).astype(np.int64))


def _running_numbers(style: Ints, rng: np.random.Generator) -> Texts:
    """Give style, lot, part and serial numbers such as `model KX-482`."""
    called = take([details[2] for details in style_details().values()], style)
    letters = take([first + second for first in "ABCDFGHKLMPRSTVX" for second in "ABCDEKLMNPRSTXYZ"], rng.integers(0, 256, len(style)))
    number = pc.cast(pa.array((10 ** (2 + 3 * rng.random(len(style)))).astype(np.int64)), pa.string())
    return join(called, join(letters, number, by="-"))


def hs_codes(draft: Draft, rng: np.random.Generator, *, world: World) -> Texts:
    """Give HS codes: six digits, or the longer form of the destination; some of other goods, some missing, some with points."""
    known, rows = catalogue(), len(draft)
    declared = np.where(rng.random(rows) < world.number("dirt.wrong_hs"), _neighbours(draft, rng), draft.commodity)
    six = take([each.hs for each in known.commodities], declared)
    long_form = np.array([country.code in _LONG_HS for country in known.countries])[draft.destination]
    ending = take(
        [f"{number:02d}{(number * 37) % 90:02d}" for number in range(0, 100, 10)],
        (mixed(declared * 1000 + draft.destination, "ending") % np.uint64(10)).astype(np.int64),
    )
    eight = rng.random(rows) < 0.3
    code = where(
        rng.random(rows) < np.where(long_form, 0.8, 0.35),
        join(six, where(eight, pc.utf8_slice_codeunits(ending, 0, 2), ending), by=""),
        six,
    )
    return where(
        _missing(draft, rng, world=world),
        None,
        where(rng.random(rows) < 0.12, pc.replace_substring_regex(code, r"^(\d{4})(\d{2})", r"\1.\2"), code),
    )


def _neighbours(draft: Draft, rng: np.random.Generator) -> Ints:
    """Give other goods of the same trade."""
    trades = catalogue().commodity_trades
    found = draft.commodity.copy()
    for trade in np.unique(trades[trades >= 0]):
        own, here = np.flatnonzero(trades == trade), np.flatnonzero(trades[draft.commodity] == trade)
        found[here] = own[pick(rng, np.ones(len(own)), size=len(here))]
    return found


def _missing(draft: Draft, rng: np.random.Generator, *, world: World) -> Flags:
    post = draft.channel == catalogue().channel("post")
    share = np.where(post, world.number("dirt.missing_hs_post"), world.number("dirt.missing_hs_cargo"))
    flags: Flags = rng.random(len(draft)) < share
    return flags
