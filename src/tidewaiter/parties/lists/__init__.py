"""Reads lists of parties in the forms of their publishers, compares copies of them, and fetches new ones."""

from tidewaiter.parties.lists.reading import PartyList, companions_of, read_list

__all__ = ["PartyList", "companions_of", "read_list"]
