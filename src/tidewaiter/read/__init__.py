"""Any file of trade records to the tables `shipments` and `rejects`."""

from tidewaiter.read.batch import Batch, SourceFile, read_batch
from tidewaiter.read.headings import Mapping, map_headings
from tidewaiter.read.open import table_columns

__all__ = ["Batch", "Mapping", "SourceFile", "map_headings", "read_batch", "table_columns"]
