"""Worlds that cannot be made are refused in one line that names the key, and leave nothing behind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commands import Said

_WORLDS = {
    "an unknown key": ("firms: {nmber: 10}", "firms.nmber is unknown; did you mean firms.number"),
    "an unknown section": ("weather: 3", "weather is unknown"),
    "an unknown scheme": ("schemes: {ring: {least_cases: 1}}", "schemes.ring.least_cases is unknown"),
    "no firms": ("firms: {number: 0}", "firms.number is 0; write a whole number from 100"),
    "a period of a day": ("period: {first_day: 2026-01-01, last_day: 2026-01-01}", "period.last_day is 2026-01-01, which leaves 1 day"),
    "a period that ends before it begins": ("period: {first_day: 2026-06-01, last_day: 2026-01-01}", "period.last_day is 2026-01-01"),
    "a share above one": ("dirt: {upper_case: 1.5}", "dirt.upper_case is 1.5; write a share from 0 to 1"),
    "a share that is no number": ("dirt: {upper_case: often}", "dirt.upper_case is 'often'; write a share"),
    "a share that is not finite": ("dirt: {upper_case: .nan}", "dirt.upper_case is nan"),
    "a truth value for a number": ("firms: {tail: true}", "firms.tail is True; write a number"),
    "a fraction of a firm": ("firms: {number: 500.5}", "firms.number is 500.5; write a whole number"),
    "no way of travel": ("channels: {post: 0, express: 0, air: 0, sea: 0, road: 0, rail: 0}", "channels.* are all zero"),
    "fewest above most": ("bills: {houses_per_master: [9, 2]}", "bills.houses_per_master is [9, 2]: the fewest are more than the most"),
    "a range of three": ("bills: {houses_per_master: [1, 2, 3]}", "bills.houses_per_master is [1, 2, 3]; write a pair"),
    "more schemes than trade": ("schemes: {detour: {planted_per_100000: 50000}}", "planted_per_100000 and twins_per_100000 sum to"),
    "a section that is a number": ("firms: 3", "key firms is unknown"),
    "a day that is a text": ("period: {first_day: spring}", "period.first_day is 'spring'; write a day such as"),
    "no keys": ("[]", "holds no keys"),
    "no YAML": ("a: [", "is not readable YAML"),
}


def _left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("about", _WORLDS)
def test_a_world_that_does_not_hold_together_is_refused(tell: Callable[..., Said], tmp_path: Path, about: str) -> None:
    text, named = _WORLDS[about]
    (tmp_path / "bad.yml").write_text(text, encoding="utf-8")
    said = tell(tmp_path, "simulate", "--out", "new", "--shipments", "100", "--seed", "1", "--world", "bad.yml")
    assert said.code == 3
    assert len(said.errors) == 1
    assert named in said.errors[0]
    assert _left(tmp_path) == {"bad.yml"}


@pytest.mark.parametrize(("option", "value"), [("--shipments", "0"), ("--shipments", "-5"), ("--seed", "-1")])
def test_a_size_or_seed_below_the_least_is_refused(tell: Callable[..., Said], tmp_path: Path, option: str, value: str) -> None:
    options = {"--shipments": "100", "--seed": "1"} | {option: value}
    said = tell(tmp_path, "simulate", "--out", "new", *(word for pair in options.items() for word in pair))
    assert said.code == 3
    assert said.errors == [line for line in said.errors if option in line and value in line]
    assert _left(tmp_path) == set()


def test_a_world_that_is_not_there_is_refused_with_the_names_of_those_that_are(tell: Callable[..., Said], tmp_path: Path) -> None:
    said = tell(tmp_path, "simulate", "--out", "new", "--shipments", "9", "--seed", "1", "--world", "none.yml")
    assert said.code == 3
    assert "none.yml" in said.errors[0]
    assert "clean, default" in said.errors[0]


def test_an_existing_folder_is_left_as_it_is(tell: Callable[..., Said], tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    said = tell(tmp_path, "simulate", "--out", "mine", "--shipments", "9", "--seed", "1")
    assert said.code == 2
    assert "mine exists" in said.errors[0]
    assert _left(tmp_path / "mine") == {"notes.txt"}


def test_a_folder_that_cannot_be_made_is_refused(tell: Callable[..., Said], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    said = tell(tmp_path, "simulate", "--out", "file/new", "--shipments", "9", "--seed", "1")
    assert said.code == 2
    assert "file/new" in said.errors[0]
    assert _left(tmp_path) == {"file"}


def test_a_run_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tidewaiter.simulate import making, open_world

    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "_write_truth", broken)
    with pytest.raises(KeyboardInterrupt):
        making.simulate(open_world(), tmp_path / "new", shipments=50, seed=1)
    assert _left(tmp_path) == set()


def test_the_command_makes_a_world_and_says_so(tell: Callable[..., Said], tmp_path: Path) -> None:
    said = tell(tmp_path, "simulate", "--out", "deep/new", "--shipments", "500", "--seed", "3", "--world", "clean")
    assert said.code == 0
    assert said.out.startswith("500 records, 0 planted, ")
    names = {"cases.csv", "list.csv", "registry.csv", "shipments.csv", "truth.csv", "twins.csv", "world.yml"}
    assert _left(tmp_path / "deep" / "new") == names
