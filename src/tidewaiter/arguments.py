"""The command line before it is parsed: an option that takes several values may be given them one after another."""

from collections.abc import Iterator, Sequence

__all__ = ["spread_values"]

_SEVERAL = ("--lists", "--shipment", "--runs")


def spread_values(arguments: Sequence[str]) -> list[str]:
    """Repeat an option before each of its values.

    Where nothing else on the line could be the command's own argument, only the first value is the option's.

    >>> spread_values(["screen", "in.csv", "--lists", "a", "b", "--out", "run"])
    ['screen', 'in.csv', '--lists', 'a', '--lists', 'b', '--out', 'run']
    >>> spread_values(["screen", "--out", "run", "--lists", "a", "in.csv"])
    ['screen', '--out', 'run', '--lists', 'a', 'in.csv']
    """
    return list(_spread(list(arguments)))


def _spread(arguments: list[str]) -> Iterator[str]:
    place = 0
    own = 0
    while place < len(arguments):
        word = arguments[place]
        if word not in _SEVERAL:
            own += not word.startswith("-") and (place == 0 or not _takes_value(arguments[place - 1]))
            yield word
            place += 1
            continue
        end = place + 1
        while end < len(arguments) and not arguments[end].startswith("-"):
            end += 1
        values = arguments[place + 1 : end]
        # The first own word is the command; a second one is its first argument.
        if own < 2:
            end, values = place + 2, values[:1]
        yield from (part for value in values for part in (word, value)) if values else (word,)
        place = end


def _takes_value(word: str) -> bool:
    return word.startswith("--") and "=" not in word and word not in ("--replace", "--help", "--version", "--commit-only", "--anyway")
