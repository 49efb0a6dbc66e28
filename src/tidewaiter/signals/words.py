"""Numbers and keys of the facts as a person says them, for the sentences of signals."""

from typing import TYPE_CHECKING

import ibis

from tidewaiter.engine.safe import divide, steps

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["counted", "lane_in_words", "times_in_words"]

_MOST_TIMES = 1e6
"""chosen: beyond a million times nobody reads the digits."""


def times_in_words(times: "ir.NumericValue") -> "ir.StringValue":
    """Say how many times the usual an amount is: `26 times`, or `1/5 of` where it is less."""
    more = _whole(times).concat(" times")
    less = ibis.literal("1/").concat(_whole(divide(ibis.literal(1.0), times)), " of")
    words: ir.StringValue = ibis.cases(
        (times >= _MOST_TIMES, ibis.literal("more than a million times")),
        (times <= 1 / _MOST_TIMES, ibis.literal("less than a millionth of")),
        (times >= 1, more),
        else_=less,
    )
    return words


def counted(number: "ir.IntegerValue", one: str, *, many: str) -> "ir.StringValue":
    """Say how many of a thing there are: `1 shipper`, `3 shippers`, `no shipper`."""
    words: ir.StringValue = ibis.cases(
        (number == 0, ibis.literal(f"no {one}")),
        (number == 1, ibis.literal(f"1 {one}")),
        else_=number.cast("int64").cast("string").concat(f" {many}"),
    )
    return words


def lane_in_words(lane: "ir.StringValue") -> "ir.StringValue":
    """Say a lane: `CN>MX` is `CN to MX`."""
    words: ir.StringValue = lane.replace(">", " to ")
    return words


def _whole(number: "ir.NumericValue") -> "ir.StringValue":
    rounded: ir.StringValue = steps(ibis.least(number, _MOST_TIMES), per_unit=1).cast("string")
    return rounded
