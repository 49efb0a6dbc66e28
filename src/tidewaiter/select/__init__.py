"""Whom to open: a known chance for every record, and a draw that anybody can repeat."""

from tidewaiter.select.draw import DRAW

__all__ = ["KERNELS"]

KERNELS = (DRAW,)
