"""Screens trade records so that the chemicals and machines of the fentanyl trade are not diverted."""

__all__ = ["__version__"]

__version__ = "0.1.0.dev0"
