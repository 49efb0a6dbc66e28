"""Signals about how much, for whom."""
