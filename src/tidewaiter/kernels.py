"""The contract of a kernel: work per value, as Arrow arrays in and one Arrow array out.

A kernel has the length of its input, gives null for null, is pure, imports no engine and keeps nothing but a cached automaton
or index per process. `engine/` registers it under its name; calling it with Ibis columns builds the expression.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["Call", "Kernel", "called_columns", "once_per_value"]


@dataclass(frozen=True, slots=True)
class Kernel:
    """A function over Arrow arrays with its name and types.

    Attributes:
        name: the name that engines know it by; starts with `tw_`.
        function: takes one Arrow array per argument, gives one of the same length.
        takes: Arrow type of each argument.
        gives: Arrow type of the result.
    """

    name: str
    function: Callable[..., pa.Array]
    takes: tuple[pa.DataType, ...]
    gives: pa.DataType

    def __call__(self, *columns: "ir.Value") -> "ir.Value":
        """Build the Ibis expression of this kernel over columns or literals."""
        import ibis
        from ibis.formats.pyarrow import PyArrowType

        signature = (tuple(PyArrowType.to_ibis(type_) for type_ in self.takes), PyArrowType.to_ibis(self.gives))
        builtin: Any = ibis.udf.scalar.builtin(_bare(len(self.takes)), name=self.name, signature=signature)  # Any: untyped in Ibis
        expression: ir.Value = builtin(*columns)
        return expression


@dataclass(frozen=True, slots=True)
class Call:
    """A kernel to run over columns of a table.

    Attributes:
        kernel: what to run.
        columns: names of the columns that it takes.
        constants: values of the arguments after them, the same in every row.
        field: the part of the result that is wanted, where the kernel gives several at once; calls that differ in nothing else run it once.
    """

    kernel: Kernel
    columns: tuple[str, ...]
    constants: tuple[str, ...] = ()
    field: str | None = None

    @property
    def gives(self) -> pa.DataType:
        """Arrow type of the column that the call adds."""
        return self.kernel.gives if self.field is None else self.kernel.gives.field(self.field).type

    def expression(self, table: "ir.Table") -> "ir.Value":
        """Give the call as an Ibis expression over a table."""
        import ibis

        whole: Any = self.kernel(*(table[name] for name in self.columns), *map(ibis.literal, self.constants))  # Any: struct or not
        part: ir.Value = whole if self.field is None else whole[self.field]
        return part


def called_columns(rows: pa.RecordBatch, calls: Mapping[str, Call]) -> pa.RecordBatch:
    """Give a column for each call, by the names of the calls.

    >>> shout = Kernel("tw_shout", pc.utf8_upper, (pa.string(),), pa.string())
    >>> called_columns(pa.record_batch({"word": ["tea"]}), {"loud": Call(shout, ("word",))}).to_pylist()
    [{'loud': 'TEA'}]
    """
    columns = []
    done: dict[tuple[str, tuple[str, ...], tuple[str, ...]], pa.Array] = {}
    for call in calls.values():
        asked = (call.kernel.name, call.columns, call.constants)
        if asked not in done:
            taken = [rows.column(column) for column in call.columns]
            constants = [pa.repeat(pa.scalar(value), rows.num_rows) for value in call.constants]
            done[asked] = call.kernel.function(*taken, *constants)
        columns.append(done[asked] if call.field is None else done[asked].field(call.field))
    return pa.RecordBatch.from_arrays(columns, names=list(calls))


def _bare(arguments: int) -> Callable[..., None]:
    """A function without body whose signature Ibis reads to declare the kernel."""

    def kernel() -> None: ...

    places = [inspect.Parameter(f"a{place}", inspect.Parameter.POSITIONAL_ONLY) for place in range(arguments)]
    kernel.__signature__ = inspect.Signature(places)  # type: ignore[attr-defined]
    return kernel


def once_per_value(values: pa.Array, give: Callable[[Iterable[Any]], Iterable[Any]], type_: pa.DataType) -> pa.Array:
    """Run `give` over the distinct values of an array and spread its answers to all places; null stays null.

    >>> once_per_value(pa.array(["a", None, "a"]), lambda distinct: [v.upper() for v in distinct], pa.string()).to_pylist()
    ['A', None, 'A']
    """
    encoded = pc.dictionary_encode(values)
    answers = pa.array(list(give(encoded.dictionary.to_pylist())), type=type_)
    return answers.take(encoded.indices)
