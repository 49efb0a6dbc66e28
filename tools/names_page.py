"""The page on names: how well the matcher tells the pairs of tests/data/name_pairs.csv, by kind of difference."""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tidewaiter.parties.compare import compare_names
from tidewaiter.parties.verify import THRESHOLD

__all__ = ["names_page"]

_PAIRS = Path(__file__).parents[1] / "tests" / "data" / "name_pairs.csv"
_BANDS = (0.0, 0.05, 0.2, 0.5, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class _Told:
    """A pair with what the matcher says of it."""

    kind: str
    same: bool
    score: float
    match: bool
    held_out: bool


def names_page(made: str) -> str:
    """Give the page; `made` says where it comes from."""
    told = [_told(row) for row in csv.DictReader(_PAIRS.read_text(encoding="utf-8").splitlines())]
    parts = [
        "# Names",
        made,
        f"`tidewaiter compare-names` on {len(told)} pairs of names made up by hand (`tests/data/name_pairs.csv`), "
        f"{sum(pair.same for pair in told)} of them of one party. The author of the matcher and of its word lists wrote the pairs, so that "
        "the figures are better than on names of the world. Half of the pairs, drawn by a checksum, set the weights and the threshold; the "
        "other half was scored only.\n",
        f"Threshold of `match`: {THRESHOLD:g}. The score is the share of pairs of one party among pairs that agree so well, in the first "
        "half.\n",
        "| half | pairs | precision | recall | F1 | different names at 1 |",
        "|---|---|---|---|---|---|",
        *(_line(name, [pair for pair in told if pair.held_out == held]) for name, held in (("first", False), ("held out", True))),
        "",
        "| kind | of one party | pairs | told right, first half | told right, held out |",
        "|---|---|---|---|---|",
        *_by_kind(told),
        "",
        "| score | pairs, held out | of one party |",
        "|---|---|---|",
        *_by_score([pair for pair in told if pair.held_out]),
        "",
    ]
    return "\n".join(parts)


def _told(row: dict[str, str]) -> _Told:
    found = compare_names(row["query"], row["candidate"], schema=row["schema"])
    mark = hashlib.sha256(f"{row['query']}\x1f{row['candidate']}".encode()).digest()[0]
    return _Told(row["kind"], row["same"] == "true", found.score, found.match, held_out=mark % 2 == 0)


def _line(name: str, told: Sequence[_Told]) -> str:
    right = sum(pair.match and pair.same for pair in told)
    said, same = sum(pair.match for pair in told), sum(pair.same for pair in told)
    others = [pair for pair in told if not pair.same]
    at_one = sum(pair.score >= 1 for pair in others) / len(others)
    return f"| {name} | {len(told)} | {right / said:.3f} | {right / same:.3f} | {2 * right / (said + same):.3f} | {at_one:.3f} |"


def _by_kind(told: Sequence[_Told]) -> list[str]:
    lines = []
    for kind, same in dict.fromkeys((pair.kind, pair.same) for pair in told):
        of_kind = [pair for pair in told if (pair.kind, pair.same) == (kind, same)]
        halves = [[pair for pair in of_kind if pair.held_out == held] for held in (False, True)]
        right = [f"{sum(pair.match == pair.same for pair in half)} of {len(half)}" for half in halves]
        lines.append(f"| {kind} | {'yes' if same else 'no'} | {len(of_kind)} | {' | '.join(right)} |")
    return lines


def _by_score(told: Sequence[_Told]) -> list[str]:
    lines = []
    for low, high in pairwise(_BANDS):
        within = [pair for pair in told if low <= pair.score < high]
        share = f"{sum(pair.same for pair in within) / len(within):.2f}" if within else ""
        lines.append(f"| {low:g} to {high:g} | {len(within)} | {share} |")
    return lines
