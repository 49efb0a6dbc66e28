"""Signals about the way that goods go."""
