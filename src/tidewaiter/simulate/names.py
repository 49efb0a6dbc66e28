"""Made-up names of firms and persons, from syllables, a row of names at a time."""

import numpy as np
import pyarrow.compute as pc

from tidewaiter.simulate.catalogue import catalogue, words
from tidewaiter.simulate.draws import Ints, Texts, join, mixed, picked_by_id, share_of, take, where

__all__ = ["firm_names", "person_names", "stems", "typed_variants"]

_HAN_STEMS = ("CN", "HK", "TW")
"""chosen: countries whose firm names are built from the second set of syllables."""
VARIANTS = 5
"""Ways to type a name: as it is, in capitals, without points, with a slip, cut short."""


def stems(ids: Ints, *names: str, han: bool = False) -> Texts:
    """Give an invented word for each id; ids below some 37,000 give words of their own for the same purpose.

    >>> stems(np.array([1, 2]), "firm").to_pylist() != stems(np.array([2, 1]), "firm").to_pylist()
    True
    """
    kind = "han" if han else "stem"
    parts = [words(f"{kind}_{place}") for place in ("first", "middle", "last")]
    sizes = [len(part) for part in parts]
    total = int(np.prod(sizes))
    shift = int(mixed(np.array([0]), "stems", *names)[0] % np.uint64(total))
    places = (ids * _step(total) + shift) % total
    return join(
        take(parts[0], places % sizes[0]),
        take(parts[1], places // sizes[0] % sizes[1]),
        take(parts[2], places // (sizes[0] * sizes[1])),
        by="",
    )


def _step(total: int) -> int:
    """Give a step that visits every place below `total` once."""
    step = int(total * 0.6180339887498949) | 1
    while np.gcd(step, total) != 1:
        step += 2
    return step


def firm_names(ids: Ints, countries: Ints, *, trades: Ints, purpose: str = "firm") -> Texts:
    """Give firm names in the manner of their countries: invented word, word of the trade, legal form."""
    known = catalogue()
    codes = np.array([country.code in _HAN_STEMS for country in known.countries])
    stem = where(codes[countries], stems(ids, purpose, han=True), stems(ids, purpose))
    second = where(share_of(ids, purpose, "two") < 0.12, join("and", stems(ids + 7919, purpose)), None)
    city = where(codes[countries] & (share_of(ids, purpose, "place") < 0.7), _first_city(ids, countries), None)
    trade, legal = _trade_words(ids, countries, trades=trades), _legal_forms(ids, countries)
    spanish = np.array([country.words in ("es", "pt") for country in known.countries])[countries]
    ahead = spanish & (share_of(ids, purpose, "order") < 0.5)
    own = join(stem, second)
    return join(city, where(ahead, trade, own), where(ahead, own, trade), legal)


def _first_city(ids: Ints, countries: Ints) -> Texts:
    known = catalogue()
    return take([city.name for city in known.cities], cities_by_id(ids, countries))


def cities_by_id(ids: Ints, countries: Ints) -> Ints:
    """Give a city for each id, by the cities' weights."""
    known = catalogue()
    drawn = share_of(ids, "city")
    found = np.zeros(len(ids), dtype=np.int64)
    for country in np.unique(countries):
        here, cities = countries == country, known.cities_of[country]
        edges = np.cumsum([known.cities[city].weight for city in cities])
        found[here] = cities[np.searchsorted(edges, drawn[here] * edges[-1], side="right").clip(max=len(cities) - 1)]
    return found


def _trade_words(ids: Ints, countries: Ints, *, trades: Ints) -> Texts:
    known = catalogue()
    table: list[str] = []
    offsets = np.zeros((len(known.trades), len(known.countries), 2), dtype=np.int64)
    for place, trade in enumerate(known.trades):
        starts = {
            language: (len(table) + sum(len(trade.words[before]) for before in ("en", "es", "pt")[:number]), len(trade.words[language]))
            for number, language in enumerate(("en", "es", "pt"))
        }
        table += [word for language in ("en", "es", "pt") for word in trade.words[language]]
        for number, country in enumerate(known.countries):
            offsets[place, number] = starts[country.words if country.words in starts else "en"]
    starts_here = offsets[trades, countries]
    return take(table, starts_here[:, 0] + (mixed(ids, "trade word") % starts_here[:, 1].astype(np.uint64)).astype(np.int64))


def _legal_forms(ids: Ints, countries: Ints) -> Texts:
    return by_country([country.legal for country in catalogue().countries], ids, countries, "legal")


def by_country(tables: list[tuple[str, ...]], ids: Ints, countries: Ints, *names: str) -> Texts:
    """Pick for each id a text of its country's own."""
    sizes = np.array([len(table) for table in tables], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    flat = [text for table in tables for text in table]
    return take(flat, starts[countries] + (mixed(ids, *names) % sizes[countries].astype(np.uint64)).astype(np.int64))


def person_names(ids: Ints) -> Texts:
    """Give made-up names of private persons; two ids seldom share one."""
    given = words("given")
    middle = where(share_of(ids, "middle") < 0.5, take([chr(65 + n) for n in range(26)], picked_by_id(ids, 26, "initial")), None)
    return join(take(given, picked_by_id(ids, len(given), "given")), middle, stems(ids, "person"))


def typed_variants(names: Texts) -> tuple[Texts, ...]:
    """Give the ways in which firm names are typed: as they are, in capitals, without points and commas, with a slip, cut at 30.

    >>> import pyarrow as pa
    >>> [way[0].as_py() for way in typed_variants(pa.array(["Vorelin Foods Co., Ltd."]))]
    ['Vorelin Foods Co., Ltd.', 'VORELIN FOODS CO., LTD.', 'Vorelin Foods Co Ltd', 'Voerlin Foods Co., Ltd.', 'Vorelin Foods Co., Ltd.']
    """
    slip = pc.replace_substring_regex(names, r"^(..)(.)(.)", r"\1\3\2")
    return names, pc.utf8_upper(names), pc.replace_substring_regex(names, "[.,]", ""), slip, pc.utf8_slice_codeunits(names, 0, 30)
