"""How strong a list hit is."""

__all__ = ["CONTACT", "NAME", "STRENGTHS", "STRONG"]

STRONG = "strong"
CONTACT = "contact"
NAME = "name"
STRENGTHS = (STRONG, CONTACT, NAME)
"""Strongest first: name and more agree; a phone, e-mail or registration id agrees and the names differ; the name alone agrees."""
