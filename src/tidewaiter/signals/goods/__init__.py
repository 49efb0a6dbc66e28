"""Signals about what is in the box."""
