"""The next part is made while the last one is worked on."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

__all__ = ["one_ahead"]

_Part = TypeVar("_Part")


def one_ahead(parts: Iterator[_Part]) -> Iterator[_Part]:
    """Give parts in their order, each made in a thread beside while the one before it is used.

    >>> list(one_ahead(iter("abc")))
    ['a', 'b', 'c']
    """
    done = object()
    with ThreadPoolExecutor(max_workers=1) as beside:
        waiting = beside.submit(next, parts, done)
        while (part := waiting.result()) is not done:
            waiting = beside.submit(next, parts, done)
            yield part  # type: ignore[misc]  # the mark of the end is no part
