"""Worlds that come with tidewaiter, and the keys that a world has."""
