"""Time `tidewaiter screen` on made-up trade of any size: `python bench/screen.py --rows 100000`.

Nine in ten party names repeat; goods texts repeat as on real customs text (three in four distinct). Prints the stages of the run and the
whole of it, as measured by the run itself.
"""

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_SYLLABLES = tuple(consonant + vowel for consonant in "bdklmnrstv" for vowel in "aeio")
_GOODS = (
    ("cotton t-shirts", "610910", 300.0),
    ("led lamps", "940521", 200.0),
    ("silicone phone cases", "392690", 10.0),
    ("kitchen knives", "821192", 180.0),
    ("brake pads for bicycles", "871494", 35.0),
    ("epoxy resin", "390730", 4800.0),
    ("titanium dioxide pigment", "320611", 9000.0),
    ("pool cleaner tablets", "380894", 5.0),
    ("rubber gaskets", "401693", 28.0),
    ("laboratory glassware", "701790", 45.0),
    ("plush toys", "950300", 130.0),
    ("citric acid food grade", "291814", 12000.0),
)
_HEADINGS = (
    "Bill of Lading No",
    "Arrival Date",
    "Mode of Transport",
    "Shipper Name",
    "Shipper Address",
    "Shipper Country",
    "Consignee Name",
    "Consignee Address",
    "Consignee Country",
    "Consignee Phone",
    "Consignee Email",
    "Notify Party Name",
    "Customs Broker",
    "Goods Description",
    "HS Code",
    "Net Weight KG",
    "Gross Weight KG",
    "Packages",
    "Value USD",
    "Port of Loading",
    "Port of Discharge",
    "Vessel Name",
    "Voyage",
    "Container No",
    "Country of Origin",
    "Incoterm",
    "Remarks",
    "Terminal",
    "Agent Code",
    "Batch",
)


def main() -> None:
    """Write the file, screen it, print what it took."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--lists", nargs="*", default=["demo"])
    asked.add_argument("--workspace", default="no-workspace")
    asked.add_argument("--engine", default="duckdb")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, run = Path(folder) / "trade.csv", Path(folder) / "run"
        write_trade(source, rows=options.rows)
        lists = [word for name in options.lists for word in ("--lists", name)]
        command = [sys.executable, "-m", "tidewaiter", "screen", str(source), "--out", str(run), "--engine", options.engine]
        began = time.perf_counter()
        subprocess.run([*command, "--workspace", options.workspace, *lists], check=True, stderr=subprocess.DEVNULL)
        wall = time.perf_counter() - began
        stages = json.loads((run / "run.json").read_text(encoding="utf-8"))["stages"]
    for stage in stages:
        print(
            f"{stage['name']:<10} {stage['wall_seconds']:7.2f} s wall {stage['cpu_seconds']:7.2f} s CPU {stage['peak_memory_mib']:7.0f} MiB"
        )
    print(f"{'all':<10} {wall:7.2f} s wall {sum(s['cpu_seconds'] for s in stages):7.2f} s CPU, {options.rows:,} rows")


def write_trade(path: Path, *, rows: int) -> None:
    """Write a CSV of `rows` records under 30 headings, the same for the same number of rows."""
    chance = random.Random(rows)
    firms = [_firm(chance) for _ in range(max(10, rows // 10))]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS)
        for place in range(rows):
            writer.writerow(_record(chance, firms, place))


def _firm(chance: random.Random) -> tuple[str, str, str, str]:
    word = "".join(chance.choices(_SYLLABLES, k=3)).title()
    phone = f"+1{chance.randrange(201, 990)}55501{chance.randrange(100):02d}"
    kind = chance.choice(("Trading", "Chemical", "Imports", "Goods", "Supply"))
    return (
        f"{word} {kind} {chance.choice(('LLC', 'Inc', 'Co., Ltd.', 'S.A.C.'))}",
        f"{chance.randrange(1, 9999)} {word} Road, Springfield",
        phone,
        f"{word}@x.example",
    )


def _record(chance: random.Random, firms: list[tuple[str, str, str, str]], place: int) -> list[str]:
    shipper = firms[int(len(firms) * chance.random() ** 3)]
    buyer = firms[int(len(firms) * chance.random() ** 2)]
    goods, hs, mass = chance.choice(_GOODS)
    net = mass * chance.lognormvariate(0, 0.5)
    serial = f", model {chance.randrange(10**6)}" if chance.random() < 0.7 else ""
    day = f"2026-{chance.randrange(1, 10):02d}-{chance.randrange(1, 29):02d}"
    return [
        f"BL{place:08d}",
        day,
        chance.choice(("Sea", "Air", "Express")),
        shipper[0],
        shipper[1],
        "CN",
        buyer[0],
        buyer[1],
        "US",
        buyer[2],
        buyer[3],
        buyer[0],
        firms[place % 50][0],
        f"{goods}{serial}, {chance.randrange(1, 99)} cartons",
        hs + "0000",
        f"{net:.2f}",
        f"{net * 1.1:.2f}",
        str(chance.randrange(1, 90)),
        f"{net * 9:.2f}",
        "CNSHA",
        "USLAX",
        "IMAGINARY STAR",
        f"{place % 300}E",
        "",
        "CN",
        "FOB",
        "",
        "T1",
        f"A{place % 97}",
        "B",
    ]


if __name__ == "__main__":
    main()
