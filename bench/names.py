"""Measure name screening: `TIDEWAITER_DATA=folder python bench/names.py --seed 11`.

Builds one list of about 55,000 names (35,000 name keys) of OFAC, the US consolidated list and the UN, misspells names of it, makes up
innocent names, and prints how many of each are found, how fast, and what compiling and loading the index costs. All seconds are CPU
seconds of one process. Seeds 1 to 3 and 101 to 108 were looked at while the product's weights were set: report another.
Without TIDEWAITER_DATA it says so and does nothing.
"""

import argparse
import csv
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from published import Named, published_names, write_list

from tidewaiter.normalise.names import name_key
from tidewaiter.parties.answered import keep_answers, load_answers
from tidewaiter.parties.hits import NameHit
from tidewaiter.parties.index import compile_index, load_index
from tidewaiter.parties.lists import read_list
from tidewaiter.parties.lookup import screen_names

Misspelt = tuple[str, str, tuple[str, ...]]
"""The id of the party, the misspelt name, and what was done to it."""
_HERE = Path(__file__).parent
_SLIPS_AT_ONCE = (1, 2, 3)
_SHARES = (60, 25, 15)
"""chosen: of a hundred misspelt names, so many have one slip, two, three."""
_FEWEST_LETTERS = 6
"""chosen: a name whose key has fewer letters and digits is another name after a slip; up to eight it mostly is after two."""
_LONG = 8


def main() -> None:
    """Build the list, screen, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=11)
    asked.add_argument("--names", type=int, default=5000, help="misspelt names, and as many innocent ones")
    asked.add_argument("--missed", type=int, default=0, help="print so many misspelt names that were not found")
    asked.add_argument("--flagged", type=int, default=0, help="print so many innocent names that were")
    asked.add_argument("--load", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.load:
        print(json.dumps(_loading(options.load)))
        return
    data = os.environ.get("TIDEWAITER_DATA")
    if not data:
        print("TIDEWAITER_DATA is not set: there are no lists to measure with")
        return
    with tempfile.TemporaryDirectory() as folder:
        listed = published_names(Path(data))
        index = _compile(listed, Path(folder))
        _measure(listed, index, options)


def _compile(listed: list[Named], folder: Path) -> str:
    write_list(listed, folder / "bench.csv")
    began = time.process_time()
    read = read_list("bench", [folder / "bench.csv"])
    read_seconds = time.process_time() - began
    index = str(compile_index([("bench", read.parties)], folder / "compiled"))
    print(f"list: {len(listed):,} names of {len(read.parties):,} parties")
    print(f"compile: {time.process_time() - began - read_seconds:.2f} s CPU (reading the list: {read_seconds:.2f})")
    size = sum(path.stat().st_size for path in Path(index).rglob("*") if path.is_file())
    loaded = json.loads(subprocess.run([sys.executable, __file__, "--load", index], check=True, capture_output=True, text=True).stdout)
    print(f"load: {loaded['seconds']:.2f} s CPU, {loaded['mebibytes']:.0f} MiB more memory; {size / 2**20:.0f} MiB on disk")
    return index


def _loading(index: str) -> dict[str, float]:
    """What loading costs beyond the modules it needs."""
    import pyarrow.parquet
    import scipy.sparse

    del pyarrow, scipy
    before, began = _resident_mebibytes(), time.process_time()
    kept = load_index(index)
    return {"seconds": time.process_time() - began, "mebibytes": _resident_mebibytes() - before, "keys": len(kept.keys)}


def _resident_mebibytes() -> float:
    return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * resource.getpagesize() / 2**20


def _measure(listed: list[Named], index: str, options: argparse.Namespace) -> None:
    chance = random.Random(options.seed)
    misspelt = list(_misspelt(listed, options.names, chance))
    keys = {_in_order(name) for _, name, _ in listed}
    innocent = [*_firms(options.names // 2, chance, keys), *_persons(options.names // 2, chance, keys)]
    screen_names(["Warm up"], index)
    name_key.cache_clear()
    names = [name for _, name, _ in misspelt] + innocent
    print(f"seed {options.seed}: {len(misspelt):,} misspelt names, {len(innocent):,} innocent names")
    hits = _timed("half misspelt, half innocent", names, index)
    found = [any(hit.list_id == id_ for hit in found) for (id_, _, _), found in zip(misspelt, hits)]
    flagged = [bool(found) for found in hits[len(misspelt) :]]
    _print_recall(misspelt, found)
    half = options.names // 2
    print(f"flagged: {sum(flagged) / len(flagged):.4f} (firms {sum(flagged[:half]) / half:.4f}, persons {sum(flagged[half:]) / half:.4f})")
    stream = [*_firms(10_000, chance, keys), *_persons(10_000, chance, keys)]
    _timed("innocent", stream, index)
    rare = [name for _, name, _ in _misspelt(listed, len(stream) // 100, chance)]
    _timed("one in a hundred misspelt", [*_firms(10_000, chance, keys), *_persons(10_000, chance, keys), *rare], index)
    _kept_answers(names, hits, index)
    wholes = {id_: [name for other, name, _ in listed if other == id_] for (id_, _, _), good in list(zip(misspelt, found)) if not good}
    for id_, name, kinds in [one for one, good in zip(misspelt, found) if not good][: options.missed]:
        print("missed", name, "|", ", ".join(kinds), "|", " / ".join(wholes[id_][:3]))
    for name, found_ in [(name, found_) for name, found_ in zip(innocent, hits[len(misspelt) :]) if found_][: options.flagged]:
        print("flagged", name, "|", found_[0].matched_name, found_[0].score, found_[0].reason)


def _kept_answers(names: list[str], hits: list[list[NameHit]], index: str) -> None:
    """Screen with kept answers, first to keep them, then in a new process' stead to find them."""
    keep_answers(index)
    for what in ("answers to be kept", "answers kept before"):
        load_answers.cache_clear()
        name_key.cache_clear()
        print("the same hits" if _timed(what, names, index) == hits else "OTHER HITS")


def _timed(what: str, names: list[str], index: str) -> list[list[NameHit]]:
    distinct = len(set(names))
    began = time.process_time()
    hits = screen_names(names, index)
    seconds = time.process_time() - began
    print(f"speed, {what}: {distinct / seconds:,.0f} distinct names a CPU second ({distinct:,} names)")
    return hits


def _print_recall(misspelt: list[Misspelt], found: list[bool]) -> None:
    long = [good for (_, name, _), good in zip(misspelt, found) if len((name_key(name) or "").replace(" ", "")) >= _LONG]
    print(f"recall: {sum(found) / len(found):.4f}, of names of {_LONG} letters or more {sum(long) / len(long):.4f}", end="")
    for slips in _SLIPS_AT_ONCE:
        of_these = [good for (_, _, kinds), good in zip(misspelt, found) if len(kinds) == slips]
        print(f", {slips} at once {sum(of_these) / max(1, len(of_these)):.3f}", end="")
    print()
    every, good = Counter(), Counter()
    for (_, _, kinds), hit in zip(misspelt, found):
        every.update(set(kinds))
        good.update(set(kinds) if hit else ())
    print("recall of names with a slip of a kind: " + ", ".join(f"{kind} {good[kind] / every[kind]:.3f}" for kind in sorted(every)))


# the list


def _misspelt(listed: list[Named], count: int, chance: random.Random) -> Iterator[Misspelt]:
    """Names of the list with one to three different slips, as far as they change the name."""
    drawn = 0
    while drawn < count:
        id_, name, schema = chance.choice(listed)
        if not name.isascii() or len((name_key(name) or "").replace(" ", "")) < _FEWEST_LETTERS:
            continue
        slips = chance.choices(_SLIPS_AT_ONCE, _SHARES)[0]
        changed, done = name, []
        for kind in chance.sample(list(_SLIPS), len(_SLIPS)):
            other = changed if kind == "legal form" and schema != "company" else _SLIPS[kind](changed, chance)
            if len(done) < slips and other != changed and name_key(other) is not None:
                changed = other
                done.append(kind)
        drawn += 1
        yield id_, changed, tuple(done)


def _spot(name: str, chance: random.Random) -> int:
    """The place of a letter; the longer a word, the likelier a slip in it."""
    return chance.choice([place for place, sign in enumerate(name) if sign.isalnum()] or [0])


def _typo(name: str, chance: random.Random) -> str:
    at = _spot(name, chance)
    if not name[at].isalpha():
        return name
    near = _KEYS.get(name[at].lower(), "e")
    return name[:at] + chance.choice((chance.choice(near), chance.choice("abcdefghijklmnopqrstuvwxyz"))) + name[at + 1 :]


_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS = {key: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in _ROWS for at, key in enumerate(row)}


def _drop_or_swap(name: str, chance: random.Random) -> str:
    at = _spot(name, chance)
    if not name[at].isalpha():
        return name
    if chance.random() < 0.5:
        return name[:at] + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :] if name[at + 1 : at + 2].isalpha() else name


def _legal_form(name: str, chance: random.Random) -> str:
    """Another form at the end, or none."""
    for form in sorted(_stock("form"), key=len, reverse=True):
        if name.casefold().endswith(f" {form.casefold()}"):
            name = name[: -len(form)].rstrip(" ,")
            break
    return f"{name} {chance.choice(_stock('form'))}" if chance.random() < 0.7 else name


def _abbreviate(name: str, chance: random.Random) -> str:
    """A trade word as traders shorten it; in a third of names by cutting it or leaving its vowels out."""
    words = name.split()
    known = [at for at, word in enumerate(words) if word.casefold().strip(".,") in _shorts()]
    if not known:
        return name
    at = chance.choice(known)
    word = words[at].strip(".,")
    way = chance.randrange(6)
    if way == 0:
        words[at] = word[:4]
    elif way == 1:
        words[at] = word[0] + re.sub("[aeiouAEIOU]", "", word[1:])
    else:
        words[at] = chance.choice(_shorts()[word.casefold()]).upper() + chance.choice((".", ""))
    return " ".join(words)


def _shuffle(name: str, chance: random.Random) -> str:
    words = name.replace(",", " ").split()
    chance.shuffle(words)
    return " ".join(words)


def _join_or_split(name: str, chance: random.Random) -> str:
    return chance.choice((_join, _split))(name, chance)


def _join(name: str, chance: random.Random) -> str:
    words = name.split()
    if len(words) < 2:
        return name
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at].rstrip(",") + words[at + 1], *words[at + 2 :]])


def _split(name: str, chance: random.Random) -> str:
    words = name.split()
    long = [at for at, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    if not long:
        return name
    at = chance.choice(long)
    cut = chance.randrange(2, len(words[at]) - 1)
    return " ".join([*words[:at], words[at][:cut], words[at][cut:], *words[at + 1 :]])


_SLIPS: dict[str, Callable[[str, random.Random], str]] = {
    "typo": _typo,
    "dropped or swapped": _drop_or_swap,
    "legal form": _legal_form,
    "abbreviation": _abbreviate,
    "order": _shuffle,
    "joined or split": _join_or_split,
}


# who is innocent


def _firms(count: int, chance: random.Random, listed: set[str]) -> list[str]:
    """Firms that are on no list: trade words, towns, common words and made-up words, and a legal form."""

    def firm() -> str:
        own = chance.choice((_made_up, _made_up, lambda of: of.choice(_stock("common"))))(chance)
        words = [own, *chance.sample(_stock("trade"), chance.choice((1, 2, 2, 3)))]
        if chance.random() < 0.25:
            words.insert(1, _made_up(chance) if chance.random() < 0.5 else chance.choice(_stock("common")))
        if chance.random() < 0.35:
            words.insert(0, chance.choice(_stock("city")))
        return _cased(" ".join(words), chance) + (f" {chance.choice(_stock('form'))}" if chance.random() < 0.8 else "")

    return _distinct(firm, count, listed)


def _persons(count: int, chance: random.Random, listed: set[str]) -> list[str]:
    """Persons who are on no list: common given names and surnames, or made-up ones."""

    def person() -> str:
        givens = [chance.choice(_stock("given")) if chance.random() < 0.7 else _made_up(chance) for _ in range(chance.choice((1, 1, 2)))]
        families = [
            chance.choice(_stock("surname")) if chance.random() < 0.5 else _made_up(chance) for _ in range(chance.choice((1, 1, 2)))
        ]
        return _cased(" ".join(givens + families), chance)

    return _distinct(person, count, listed)


def _in_order(name: str) -> str:
    return " ".join(sorted((name_key(name) or "").split()))


def _distinct(make: Callable[[], str], count: int, listed: set[str]) -> list[str]:
    """So many names of distinct keys, none of them that of a listed name in whatever order."""
    found: dict[str, str] = {}
    while len(found) < count:
        name = make()
        key = _in_order(name)
        if key and key not in listed:
            found.setdefault(key, name)
    return list(found.values())


_STARTS = (
    "b",
    "c",
    "ch",
    "d",
    "f",
    "g",
    "h",
    "j",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "x",
    "y",
    "z",
    "zh",
)
_MIDDLES = ("a", "e", "i", "o", "u", "ai", "ao", "ei", "ia", "ou", "ua")
_ENDS = ("", "", "", "n", "ng", "r", "l", "s", "x", "k", "m")


def _made_up(chance: random.Random) -> str:
    return "".join(chance.choice(_STARTS) + chance.choice(_MIDDLES) + chance.choice(_ENDS) for _ in range(chance.choice((2, 2, 3))))


def _cased(name: str, chance: random.Random) -> str:
    return chance.choice((name.upper(), name.title()))


@cache
def _rows() -> list[dict[str, str]]:
    return list(csv.DictReader((_HERE / "name_words.csv").read_text(encoding="utf-8").splitlines()))


@cache
def _stock(kind: str) -> list[str]:
    return [row["word"] for row in _rows() if row["kind"] == kind]


@cache
def _shorts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _rows():
        if row["kind"] == "short":
            found.setdefault(row["word"], []).append(row["short"])
    return found


if __name__ == "__main__":
    main()
