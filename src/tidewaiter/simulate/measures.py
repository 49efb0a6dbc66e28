"""Quantity, masses, volume, packages, value and freight of drafted records, each following from the goods and the way of travel."""

from dataclasses import dataclass

import numpy as np

from tidewaiter.simulate.catalogue import catalogue
from tidewaiter.simulate.drafts import Draft
from tidewaiter.simulate.draws import Floats

__all__ = ["Measures", "measured"]

_RETAIL = 1.7
"""chosen: a private person pays more by the kilogram than a firm."""
_BULK = -0.07
"""chosen: exponent by which the price of a kilogram falls with the mass."""
_BULK_UNITS = ("KG", "L", "M")


@dataclass(frozen=True, slots=True)
class Measures:
    """The numbers of each record."""

    quantity: Floats
    net_kg: Floats
    gross_kg: Floats
    volume_m3: Floats
    packages: Floats
    value_usd: Floats
    freight_usd: Floats


def measured(draft: Draft, rng: np.random.Generator) -> Measures:
    """Work out the numbers of each record."""
    goods = [catalogue().commodities[place] for place in range(len(catalogue().commodities))]
    piece = np.array([each.piece_kg for each in goods])[draft.actual]
    by_measure = np.array([each.unit in _BULK_UNITS for each in goods])[draft.actual]
    piece = piece * rng.lognormal(0, np.where(by_measure, 0.01, 0.1))
    quantity = _quantity(draft, rng, piece=piece, by_measure=by_measure)
    net = quantity * piece
    tare = rng.lognormal(np.log(np.where(net < 5, 0.14, 0.07)), 0.35)
    gross = net * (1 + tare) * draft.gross_factor
    density = np.array([each.kg_m3 for each in goods])[draft.actual] * rng.lognormal(0, 0.15, len(draft))
    volume = gross / density * draft.volume_factor
    return Measures(
        quantity=quantity,
        net_kg=_rounded_mass(net),
        gross_kg=_rounded_mass(np.maximum(gross, net)),
        volume_m3=np.maximum(np.round(volume, 4), 0.0001),
        packages=_packages(draft, rng, gross=gross),
        value_usd=_values(draft, rng, net=net),
        freight_usd=_freights(draft, rng, gross=gross, volume=volume),
    )


def _quantity(draft: Draft, rng: np.random.Generator, *, piece: Floats, by_measure: Floats) -> Floats:
    """Give whole pieces, and measures rounded as people round them."""
    most = np.array([each.most_kg for each in catalogue().channels])[draft.channel] * 0.85
    aimed = np.minimum(draft.kilograms, most) / piece
    step = np.where(aimed > 2000, 100, np.where(aimed > 200, 25, np.where(aimed > 20, 5, 1)))
    bulk = np.maximum(np.round(aimed / step) * step, np.where(aimed < 1, np.round(np.maximum(aimed, 0.1), 1), 1))
    counted = np.maximum(np.round(np.where((aimed > 100) & (rng.random(len(draft)) < 0.6), np.round(aimed / 10) * 10, aimed)), 1)
    free = np.where(by_measure, bulk, counted)
    return np.where(np.isnan(draft.pieces), free, draft.pieces)


def _rounded_mass(kilograms: Floats) -> Floats:
    return np.maximum(np.where(kilograms < 30, np.round(kilograms, 3), np.round(kilograms, 1)), 0.001)


def _packages(draft: Draft, rng: np.random.Generator, *, gross: Floats) -> Floats:
    pack: Floats = np.array([each.pack_kg for each in catalogue().commodities])[draft.actual] * 1.1 * rng.lognormal(0, 0.1, len(draft))
    return np.maximum(np.ceil(gross / pack), 1)


def _values(draft: Draft, rng: np.random.Generator, *, net: Floats) -> Floats:
    goods = catalogue().commodities
    price = np.array([each.usd_kg for each in goods])[draft.actual]
    spread = np.array([each.spread for each in goods])[draft.actual]
    typical = np.array([each.typical_kg for each in catalogue().channels])[draft.channel]
    bulk = np.where(draft.private, _RETAIL, (np.maximum(net, 0.01) / typical) ** _BULK)
    value: Floats = net * price * rng.lognormal(0, spread) * bulk * draft.value_factor
    return np.maximum(np.round(value, 2), 0.5)


def _freights(draft: Draft, rng: np.random.Generator, *, gross: Floats, volume: Floats) -> Floats:
    channels = catalogue().channels
    fixed = np.array([each.usd_fixed for each in channels])[draft.channel]
    per_kg = np.array([each.usd_per_kg for each in channels])[draft.channel]
    stowed = np.array([each.kg_per_m3 for each in channels])[draft.channel]
    charged = np.maximum(gross, volume * stowed)
    regions = np.array([country.region for country in catalogue().countries])
    far = np.where(regions[draft.export] == regions[draft.destination], 0.6, 1.0)
    whole: Floats = fixed + per_kg * charged**0.97 * far
    return np.round(whole * rng.lognormal(0, 0.22, len(draft)) * draft.freight_factor, 2)
