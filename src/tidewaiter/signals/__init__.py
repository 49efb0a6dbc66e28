"""The signals, one file each in a folder per family; a new file is found by itself."""

import importlib
import pkgutil
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from tidewaiter.errors import BadReference
from tidewaiter.signals.form import FAMILIES, Example, Family, Known, Signal, Source
from tidewaiter.signals.values import JSON_LIST, JSON_NUMBER, JSON_TEXT, SORTED_TEXTS

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["FAMILIES", "KERNELS", "Example", "Family", "Known", "Signal", "Source", "all_signals", "find_all", "signal_of"]

KERNELS = (JSON_LIST, JSON_NUMBER, JSON_TEXT, SORTED_TEXTS)


@cache
def all_signals() -> tuple[Signal, ...]:
    """Give every signal, in the order of its id.

    Raises:
        BadReference: two signals have one id, or a family is unknown.
    """
    found = sorted((module.SIGNAL for module in _modules() if hasattr(module, "SIGNAL")), key=lambda signal: signal.id)
    for signal, after in pairwise(found):
        if signal.id == after.id:
            raise BadReference(f"two signals have the id {signal.id}; rename one")
    for signal in found:
        if signal.family not in FAMILIES:
            raise BadReference(f"signal {signal.id} is of the unknown family {signal.family}; add it to signals/form.py")
    return tuple(found)


def signal_of(signal_id: str) -> Signal:
    """Give the signal of an id.

    Raises:
        BadReference: there is none.
    """
    for signal in all_signals():
        if signal.id == signal_id:
            return signal
    raise BadReference(f"no signal {signal_id}; the run may be of another version, screen it again")


def find_all(signals: tuple[Signal, ...], known: Known) -> "dict[str, ir.Table]":
    """Give what each of some signals finds in a batch, by its id."""
    return {signal.id: known.engine.keep(signal.finds(known), f"found_{signal.id}") for signal in signals if signal.finds is not None}


def _modules() -> list[object]:
    folders = [name for _, name, is_folder in pkgutil.iter_modules(__path__) if is_folder]
    names = [
        f"{__name__}.{folder}.{name}"
        for folder in folders
        for _, name, _ in pkgutil.iter_modules([f"{path}/{folder}" for path in __path__])
    ]
    return [importlib.import_module(name) for name in names]
