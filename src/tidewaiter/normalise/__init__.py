"""Cleans names, addresses, phones, units, dates and money, one value at a time."""
