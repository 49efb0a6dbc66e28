"""A world: what the simulated trade is like, read from YAML and checked key by key."""

import csv
import difflib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from tidewaiter.errors import Misconfigured

__all__ = ["Rates", "World", "built_in_worlds", "keys", "open_world"]

_SHORTEST_PERIOD_DAYS = 60
"""chosen: a new line of trade turns within weeks, and seasons must differ."""
_MOST_SPECIAL_PER_100000 = 50_000
"""chosen: with more planted records than this, the rest is no ordinary trade to hide in."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a world file: its kind, its bounds, what it means."""

    key: str
    kind: str
    low: float
    high: float
    meaning: str


@dataclass(frozen=True, slots=True)
class Rates:
    """How often a scheme is planted and how often its lawful twin occurs."""

    planted_per_100000: float
    least_cases: int
    shipments_per_case: tuple[int, int]
    twins_per_100000: float
    least_twin_cases: int


@dataclass(frozen=True, slots=True)
class World:
    """The values of a world by dotted key, such as `firms.tail`; all keys are there and within their bounds."""

    values: Mapping[str, Any]  # Any: text, day, number or range, as the key's kind says

    def number(self, key: str) -> float:
        """Give a number or a share."""
        return float(self.values[key])

    def count(self, key: str) -> int:
        """Give a whole number."""
        return int(self.values[key])

    def range(self, key: str) -> tuple[int, int]:
        """Give the fewest and the most."""
        low, high = self.values[key]
        return int(low), int(high)

    def weights(self, section: str) -> dict[str, float]:
        """Give the shares of a section of weights; they sum to one."""
        found = {key.partition(".")[2]: float(value) for key, value in self.values.items() if key.startswith(f"{section}.")}
        total = sum(found.values())
        return {name: weight / total for name, weight in found.items()}

    @property
    def first_day(self) -> date:
        """First day on which a record is lodged."""
        day: date = self.values["period.first_day"]
        return day

    @property
    def days(self) -> int:
        """Days of the period, first and last among them."""
        last: date = self.values["period.last_day"]
        return (last - self.first_day).days + 1

    def rates(self, scheme: str) -> Rates:
        """Give how often a scheme and its twin occur."""
        here = f"schemes.{scheme}"
        return Rates(
            self.number(f"{here}.planted_per_100000"),
            self.count(f"{here}.least_cases"),
            self.range(f"{here}.shipments_per_case"),
            self.number(f"{here}.twins_per_100000"),
            self.count(f"{here}.least_twin_cases"),
        )

    @property
    def special_share(self) -> float:
        """Share of records that are planted or look alike."""
        return sum(float(value) for key, value in self.values.items() if key.endswith("_per_100000")) / 100_000

    def with_run(self, shipments: int, *, seed: int) -> "World":
        """Note the size and the seed of a run.

        Raises:
            Misconfigured: below one record, a negative seed.
        """
        values = dict(self.values)
        for option, value in (("shipments", shipments), ("seed", seed)):
            values[option] = _checked(keys()[option], value, where=f"--{option}")
        return replace(self, values=values)

    def text(self) -> str:
        """Give the world as YAML that makes the same world again."""
        nested: dict[str, Any] = {}
        for key, value in self.values.items():
            *sections, last = key.split(".")
            inner = nested
            for section in sections:
                inner = inner.setdefault(section, {})
            inner[last] = list(value) if isinstance(value, tuple) else value
        return str(yaml.safe_dump(nested, sort_keys=False, allow_unicode=True, default_flow_style=None))


@cache
def keys() -> Mapping[str, Key]:
    """Give every key that a world file may have; `*` stands for the id of a scheme."""
    with files(__package__).joinpath("worlds/keys.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {
        row["key"]: Key(row["key"], row["kind"], float(row["low"] or "-inf"), float(row["high"] or "inf"), row["meaning"]) for row in rows
    }


def built_in_worlds() -> tuple[str, ...]:
    """Give the names of the worlds that come with tidewaiter.

    >>> built_in_worlds()
    ('clean', 'default')
    """
    folder = files(__package__).joinpath("worlds")
    return tuple(sorted(entry.name.removesuffix(".yml") for entry in folder.iterdir() if entry.name.endswith(".yml")))


def open_world(name: str | None = None) -> World:
    """Open a built-in world by its name, or a world file; keys not given are those of the default world.

    Raises:
        Misconfigured: no such world; unreadable YAML; a key that is unknown, of the wrong kind, out of bounds or at odds with another.

    >>> open_world().days
    365
    """
    values = _flat(_built_in("default"), where="world default")
    schemes = {key.split(".")[1] for key in values if key.startswith("schemes.")}
    if name is not None and name != "default":
        given = _flat(_built_in(name) if name in built_in_worlds() else _from_file(Path(name)), where=f"world {name}")
        for key in given:
            if key not in values and key not in ("shipments", "seed"):
                raise Misconfigured(_unknown(key, known=values, where=name))
        values.update(given)
    checked = {key: _checked(_key_of(key, schemes=schemes), value, where=f"world key {key}") for key, value in values.items()}
    world = World(checked)
    _check_agreement(world)
    return world


def _built_in(name: str) -> object:
    return yaml.safe_load(files(__package__).joinpath(f"worlds/{name}.yml").read_text(encoding="utf-8"))


def _from_file(path: Path) -> object:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        worlds = ", ".join(built_in_worlds())
        raise Misconfigured(f"--world {path}: no such file, and no built-in world of this name; built in are {worlds}") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise Misconfigured(f"--world {path} is not readable YAML: {' '.join(str(error).split())}") from error


def _flat(content: object, *, where: str) -> dict[str, Any]:
    if not isinstance(content, dict) or not content:
        raise Misconfigured(f"{where} holds no keys; write them as in docs/simulation.md")
    return dict(_leaves(content, path=()))


def _leaves(content: Mapping[Any, Any], *, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for name, value in content.items():
        here = (*path, str(name))
        if isinstance(value, dict) and value and len(here) < 4:
            yield from _leaves(value, path=here)
        else:
            yield ".".join(here), value


def _unknown(key: str, *, known: Mapping[str, Any], where: str) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    advice = f"did you mean {near[0]}" if near else "docs/simulation.md lists the keys"
    return f"world {where}: key {key} is unknown; {advice}"


def _key_of(key: str, *, schemes: set[str]) -> Key:
    parts = key.split(".")
    return keys()[".".join(("schemes", "*", parts[2]))] if parts[0] == "schemes" and parts[1] in schemes else keys()[key]


def _checked(key: Key, value: Any, *, where: str) -> Any:  # Any: whatever YAML gave
    wanted = _WANTED[key.kind]
    fitting = _FITTING[key.kind](value)
    if fitting is None:
        raise Misconfigured(f"{where} is {value!r}; write {wanted}")
    numbers = [number for number in (fitting if isinstance(fitting, tuple) else (fitting,)) if isinstance(number, int | float)]
    if any(not key.low <= number <= key.high for number in numbers):
        raise Misconfigured(f"{where} is {value!r}; write {wanted} from {key.low:g} to {key.high:g}")
    if isinstance(fitting, tuple) and fitting[0] > fitting[1]:
        raise Misconfigured(f"{where} is {value!r}: the fewest are more than the most")
    return fitting


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return value if math.isfinite(value) else None
    except OverflowError:
        return None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _range(value: object) -> tuple[int, int] | None:
    counts = [_count(item) for item in value] if isinstance(value, list | tuple) else []
    return (counts[0], counts[1]) if len(counts) == 2 and counts[0] is not None and counts[1] is not None else None


_FITTING = {
    "text": lambda value: value if isinstance(value, str) else None,
    "day": lambda value: value if type(value) is date else None,
    "number": _number,
    "share": _number,
    "count": _count,
    "range": _range,
}
_WANTED = {
    "text": "a text",
    "day": "a day such as 2026-01-31",
    "number": "a number",
    "share": "a share",
    "count": "a whole number",
    "range": "a pair such as [2, 5]",
}


def _check_agreement(world: World) -> None:
    days = world.days
    if days < _SHORTEST_PERIOD_DAYS:
        last = world.values["period.last_day"]
        raise Misconfigured(
            f"world key period.last_day is {last}, which leaves {max(days, 0)} days; seasons and new lines need {_SHORTEST_PERIOD_DAYS}"
        )
    for section in ("channels", "strength"):
        if not sum(value for key, value in world.values.items() if key.startswith(f"{section}.")):
            raise Misconfigured(f"world keys {section}.* are all zero; give one of them a weight above zero")
    per_100000 = world.special_share * 100_000
    if per_100000 > _MOST_SPECIAL_PER_100000:
        raise Misconfigured(
            f"world keys schemes.*.planted_per_100000 and twins_per_100000 sum to {per_100000:g}; at most {_MOST_SPECIAL_PER_100000} fit"
        )
    if world.values["period.last_day"].year > 2200 or world.first_day.year < 1950:
        raise Misconfigured(f"world key period.first_day is {world.first_day}; write a day from 1950 to 2200")
