"""A table file in, its rows with columns more out: what the commands share that answer row by row."""

from tidewaiter.rows.answers import add_columns
from tidewaiter.rows.reading import Rows, RowsFile, open_rows
from tidewaiter.rows.writing import write_rows

__all__ = ["Rows", "RowsFile", "add_columns", "open_rows", "write_rows"]
