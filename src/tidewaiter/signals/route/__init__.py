"""Signals about which way goods go, and in what master bill."""
