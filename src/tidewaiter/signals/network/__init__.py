"""Signals about ties between parties."""
