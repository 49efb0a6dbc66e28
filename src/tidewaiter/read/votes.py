"""What the cells of a layout say about decimal marks and the order of dates, counted over all files of a call before any is converted."""

from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from tidewaiter.normalise.dates import date_order, date_votes, written_dates
from tidewaiter.normalise.numbers import POINT, decimal_mark, decimal_votes
from tidewaiter.read.headings import Mapping
from tidewaiter.tables import columns

__all__ = ["Votes"]

_NUMBERS = frozenset(column.name for column in columns("shipments") if column.type == "number")
_DATES = frozenset(column.name for column in columns("shipments") if column.type == "date")


@dataclass(frozen=True, slots=True)
class Votes:
    """Counts per column of ours; sums only, so that no division into files or chunks can change them."""

    numbers: dict[str, Counter[str]] = field(default_factory=dict)
    dates: dict[str, Counter[str]] = field(default_factory=dict)
    written: Counter[str] = field(default_factory=Counter)

    def count(self, cells: pa.RecordBatch, mapping: Mapping, typed: dict[str, int]) -> None:
        """Add the cells of a chunk."""
        for heading, ours in mapping.columns.items():
            if heading not in cells.schema.names:
                continue
            if ours in _NUMBERS:
                votes = decimal_votes(pc.utf8_trim_whitespace(cells.column(heading)))
                votes[POINT] += typed.get(heading, 0)
                self.numbers.setdefault(ours, Counter()).update(votes)
            elif ours in _DATES:
                texts = pc.utf8_trim_whitespace(cells.column(heading))
                self.dates.setdefault(ours, Counter()).update(date_votes(texts))
                self.written[ours] += written_dates(texts)

    def add(self, others: "Votes") -> None:
        """Add what was counted apart."""
        for ours, theirs in ((self.numbers, others.numbers), (self.dates, others.dates)):
            for column, votes in theirs.items():
                ours.setdefault(column, Counter()).update(votes)
        self.written.update(others.written)

    def decimal(self, column: str) -> str:
        """Give the decimal mark of a column: its own votes, else those of all number columns, else a point."""
        own = self.numbers.get(column, Counter())
        return decimal_mark(own if own.total() else sum(self.numbers.values(), Counter()))

    def order(self, column: str) -> str | None:
        """Give the order of day and month in a column: its own votes, else those of all date columns; None where undecided."""
        own = self.dates.get(column, Counter())
        return date_order(own if own.total() else sum(self.dates.values(), Counter()))

    def written_dates(self, column: str) -> bool:
        """Whether a column has dates as people write them."""
        return self.written[column] > 0
