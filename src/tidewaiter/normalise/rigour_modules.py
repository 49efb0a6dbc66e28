"""The way to rigour, which knows the words of names and addresses: its modules load here, also where ICU is not installed."""

import importlib
import importlib.util
import sys
from functools import cache
from types import ModuleType
from typing import Any

from tidewaiter.errors import EngineFailed

__all__ = ["rigour_module"]


@cache
def rigour_module(name: str) -> Any:  # Any: a module
    """Give a module of rigour by its name within it.

    rigour loads normality, which loads ICU for transliteration. We ask neither for that (anyascii and pypinyin romanise here, so that
    a name has one key on every machine); ICU comes as source only, and where it could not be built an empty stand-in takes its place.

    >>> rigour_module("names").tokenize_name("Example Exports, Ltd.")
    ['Example', 'Exports', 'Ltd']
    """
    if "icu" not in sys.modules and importlib.util.find_spec("icu") is None:
        sys.modules["icu"] = _without_icu()
    return importlib.import_module(f"rigour.{name}")


class _NoTransliterator:
    """Made by the dozen when normality loads, and never asked for anything by us."""

    @classmethod
    def createInstance(cls, name: str, *rest: object) -> "_NoTransliterator":  # noqa: N802  (ICU's own spelling)
        return cls()

    def transliterate(self, text: str) -> str:
        raise EngineFailed("a transliteration by ICU was asked for, which is not installed; report this as a mistake of ours")


def _without_icu() -> ModuleType:
    empty = ModuleType("icu", "Stands in for PyICU where it is not installed.")
    empty.Transliterator = _NoTransliterator  # type: ignore[attr-defined]
    return empty
