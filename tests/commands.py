"""Calls the command as a user does, for the tests of what it says and leaves."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ORDERS = """House Waybill No.;Goods;HS Code;Net Weight (KG);Shipper Name;Consignee Name;Destination Country;Date Lodged;Our Remark
A1;cotton shirts;620520;12.5;Imaginary Exports Ltd;Imaginary Retail Inc;US;2026-03-02;first
A2;4-piperidone, CAS 41661-47-6;293339;heavy;Imaginary Exports Ltd;Vermilion Quill Fictitious Chemical Co Ltd;US;2026-03-02;
A3;brake pads for bicycles;871494;7;Imaginary Exports Ltd;Imaginary Cycles LLC;US;2026-03-03;last
A4;brake pads;871494;7;Imaginary Exports Ltd;Imaginary Cycles LLC;US;2026-03-03;last;one;two
;;;3;;;;;
"""
"""Three records to screen, one with a cell too bad to read, and two to refuse."""
_OUR_LINE = re.compile(r" *\d+\.\d s  [a-z ]+|warning: .+|[\d,]+ records in = .+|tiers: .+|drawn in the preview: .+")


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    errors: list[str]

    @property
    def complaints(self) -> list[str]:
        """Lines of stderr that are no progress, warning or summary of ours."""
        return [line for line in self.errors if not _OUR_LINE.fullmatch(line)]


def environment() -> dict[str, str]:
    # Warnings of libraries are shown to users of a plain Python; nothing here may hide them.
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONWARNINGS", "COLUMNS", "FORCE_COLOR")}


def run_command(folder: Path, *words: str) -> Said:
    """Run the command in a folder, as a process of its own."""
    command = [sys.executable, "-m", "tidewaiter.cli", *words]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, encoding="utf-8", check=False)
    return Said(done.returncode, done.stdout, done.stderr.splitlines())


def write_orders(folder: Path) -> Path:
    """Write the orders into a folder."""
    path = folder / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    return path
