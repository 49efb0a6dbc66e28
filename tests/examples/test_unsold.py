"""Samples, returns and repairs are declared at a token value, which tells nothing of the goods."""

from pathlib import Path

from batches import Result, screen
from tidewaiter.signals.batches import crowd, record

_SIGNAL = "quantity.unit_value"


def _priced(goods_text: str, tmp_path: Path) -> Result:
    usual = crowd(40, goods_text="cotton shirts for men", hs_code="6109100000", value_usd=120.0)
    odd = record("odd", goods_text=goods_text, hs_code="6109100000", net_mass_kg=10.0, value_usd=1.0)
    return screen([*usual, odd], tmp_path)


def test_shirts_for_next_to_nothing_are_raised(tmp_path: Path) -> None:
    assert "odd" in _priced("cotton shirts for men", tmp_path).points(_SIGNAL)


def test_samples_without_commercial_value_are_not(tmp_path: Path) -> None:
    assert "odd" not in _priced("cotton shirts for men, samples, no commercial value", tmp_path).points(_SIGNAL)


def test_a_watched_substance_stays_priced_whatever_it_is_called(tmp_path: Path) -> None:
    usual = crowd(40, goods_text="4-piperidone powder", hs_code="2933390000", value_usd=3000.0)
    odd = record("odd", goods_text="4-piperidone powder, sample", hs_code="2933390000", net_mass_kg=10.0, value_usd=1.0)

    assert "odd" in screen([*usual, odd], tmp_path).points(_SIGNAL)
