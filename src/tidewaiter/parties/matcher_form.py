"""The form of the matcher as a checksum of all that it is made of, so that nothing compiled or answered outlives a change of it."""

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files

__all__ = ["matcher_form"]

_MODULES = {
    "tidewaiter.normalise": ("names.py", "scripts.py", "rigour_modules.py"),
    "tidewaiter.parties": (
        *("candidates.py", "contacts.py", "grams.py", "hits.py", "index.py", "likeness.py", "lookup.py", "party.py", "rarity.py"),
        *("reasons.py", "rows.py", "slips.py", "verify.py", "word_kinds.py", "words.py"),
    ),
}
_LIBRARIES = ("anyascii", "pypinyin", "rapidfuzz", "rigour")


@cache
def matcher_form() -> str:
    """Give the checksum of the modules, word lists and libraries that decide which names are hits, with what scores and reasons.

    >>> len(matcher_form())
    16
    """
    digest = hashlib.sha256()
    for package, names in _MODULES.items():
        for name in names:
            digest.update(files(package).joinpath(name).read_bytes())
    lists = [file for file in files("tidewaiter.reference.lists").iterdir() if file.name.endswith(".csv")]
    for file in sorted(lists, key=lambda file: file.name):
        digest.update(file.name.encode() + file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()[:16]
