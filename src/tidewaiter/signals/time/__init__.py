"""Signals about what changes over time."""
