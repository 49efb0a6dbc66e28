"""Signals about the parties of a record."""
