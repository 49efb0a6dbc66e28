"""What can go wrong, as one tree.

ScreeningError
├── BadInput        a file or record set that cannot be screened           (command exits 2)
├── BadReference    a list, law or norm of ours that does not hold together (command exits 3)
├── Misconfigured   settings, options or extras that do not fit             (command exits 3)
└── EngineFailed    DuckDB or Spark gave up                                 (command exits 4)

A bad *record* is never an exception: it becomes a row of `rejects`, or a null with a note in `repairs`.
"""

__all__ = ["BadInput", "BadReference", "EngineFailed", "Misconfigured", "ScreeningError"]


class ScreeningError(Exception):
    """Anything that ends a command with one clear line: what it is about, the value, the next act."""

    exit_code = 1


class BadInput(ScreeningError):
    """A file that is missing, empty, unreadable or has no goods column."""

    exit_code = 2


class BadReference(ScreeningError):
    """A reference row without source, with overlapping dates or a wrong check digit."""

    exit_code = 3


class Misconfigured(ScreeningError):
    """An option, a setting or an absent extra."""

    exit_code = 3


class EngineFailed(ScreeningError):
    """The engine stopped: memory, disk, Java."""

    exit_code = 4
