"""Evidence in words: the sentence of a signal with its values filled in."""

import json
import re
from collections.abc import Mapping
from typing import Any

from tidewaiter.signals import signal_of

__all__ = ["changed", "percent", "plain", "sentence", "share", "shown"]

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LARGE = 1e12
"""chosen: beyond a million millions nobody reads the digits."""


class _Values(dict[str, str]):
    """Values ready to stand in a sentence; one that is missing reads `unknown`."""

    def __missing__(self, key: str) -> str:
        return "unknown"


def sentence(signal_id: str, values: str) -> str:
    """Give the sentence of a signal for its evidence.

    Args:
        signal_id: the signal.
        values: its `values` as JSON, from evidence.parquet.
    """
    found: Mapping[str, Any] = json.loads(values)
    return signal_of(signal_id).says.format_map(_Values({name: shown(value) for name, value in found.items()}))


def shown(value: Any) -> str:  # Any: a value of JSON
    """Write a value as a person reads it.

    >>> shown(5012.0), shown(0.123456), shown(None), shown(["a", "b"]), shown(True)
    ('5,012', '0.123', 'unknown', 'a, b', 'yes')
    """
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(shown(member) for member in value) or "none"
    if isinstance(value, int | float):
        return _number(float(value))
    return plain(str(value))


def plain(text: str) -> str:
    """Give a text without signs that steer a terminal or turn its direction.

    >>> plain("tea\x1b[31m\u202egreen")
    'tea [31m green'
    """
    return _STEERING.sub(" ", text)


def _number(number: float) -> str:
    if abs(number) >= _LARGE:
        return f"{number:.3g}"
    if number.is_integer() or abs(number) >= 1000:
        return f"{number:,.0f}"
    return f"{number:.3g}"


def share(probability: float) -> str:
    """Write a probability as a person says it.

    >>> share(1.0), share(0.331), share(0.0005)
    ('certain', 'chance of 33 %', 'chance of 1 in 2,000')
    """
    if probability >= 1:
        return "certain"
    said = f"{probability * 100:.0f} %" if probability >= 0.1 else f"1 in {1 / probability:,.0f}"
    return f"chance of {said}"


def percent(part: float) -> str:
    """Write a part of a whole in per cent; only none is 0 and only all is 100.

    >>> percent(0.0004), percent(0.5), percent(0.9996), percent(1.0)
    ('<1 %', '50 %', '>99 %', '100 %')
    """
    whole = round(part * 100)
    if whole == 0 and part > 0:
        return "<1 %"
    return ">99 %" if whole == 100 and part < 1 else f"{whole} %"


def changed(change: float | None) -> str:
    """Write how much more or less a number became, with its sign.

    >>> changed(12.5), changed(-1200.0), changed(0.0), changed(None)
    ('+12.5', '−1,200', '0', '–')
    """
    if change is None:
        return "–"
    return "0" if change == 0 else f"{'+' if change > 0 else '−'}{shown(abs(change))}"
