"""Profiles: what the columns of a known source are, one YAML file a source under `reference/sources/`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tidewaiter.errors import Misconfigured
from tidewaiter.normalise.words import bare_word
from tidewaiter.tables import column_names

__all__ = ["Profile", "fitting_profile", "named_profile", "profiles"]


@dataclass(frozen=True, slots=True)
class Profile:
    """A source whose headings are known.

    Attributes:
        name: what `--source` calls it.
        needs: headings that must all be there for it to be chosen, in bare words.
        columns: bare heading to our column, to `@…_unit`, or to None where the heading is left alone.
        constants: our columns whose value is the same in each record of the source.
        rest: whether headings that it does not name are looked up in the word lists.
    """

    name: str
    needs: frozenset[str]
    columns: dict[str, str | None]
    constants: dict[str, str]
    rest: bool


@cache
def profiles() -> tuple[Profile, ...]:
    """Give all profiles, by name."""
    import yaml

    folder = files("tidewaiter").joinpath("reference/sources")
    texts = [file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".yml")]
    return tuple(sorted((_profile(yaml.safe_load(text)) for text in texts), key=lambda profile: profile.name))


def _profile(entry: dict[str, object]) -> Profile:
    columns: dict[str, str | None] = {bare_word(name): name for name in column_names("shipments")} if entry.get("canonical") else {}
    named = entry["columns"]
    constants = entry.get("constants", {})
    needs = entry["needs"]
    assert isinstance(named, dict)  # our own files
    assert isinstance(constants, dict)
    assert isinstance(needs, list)
    columns |= {bare_word(heading): column for heading, column in named.items()}
    return Profile(
        str(entry["name"]), frozenset(bare_word(heading) for heading in needs), columns, dict(constants), entry.get("rest") == "words"
    )


def named_profile(name: str) -> Profile:
    """Give the profile of that name.

    Raises:
        Misconfigured: there is none.
    """
    found = next((profile for profile in profiles() if profile.name == name), None)
    if found is None:
        raise Misconfigured(f"no source {name!r}; known: {', '.join(profile.name for profile in profiles())}")
    return found


def fitting_profile(headings: Sequence[str]) -> Profile | None:
    """Give the profile whose needed headings are all there, the one that needs most."""
    there = {bare_word(heading) for heading in headings}
    fitting = [profile for profile in profiles() if profile.needs <= there]
    return max(fitting, key=lambda profile: (len(profile.needs), profile.name), default=None)
