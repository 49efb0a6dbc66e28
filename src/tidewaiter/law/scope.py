"""Scope words on structures: by which of them a molecule belongs to an entry that names another."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tidewaiter.errors import BadReference
from tidewaiter.reference.checks import check_sources
from tidewaiter.reference.register import reference_rows

if TYPE_CHECKING:
    from rdkit.Chem import Mol

__all__ = ["SCOPE_FILE", "UNDEFINED", "changes", "covers", "meaning_of"]

SCOPE_FILE = "scope/scope_words.csv"
UNDEFINED = frozenset({"derivatives"})
"""chosen: no law that was read defines the word by structure, and by the bare skeleton it would take lawful medicines such as
lorcainide and bamipine; so it asks for review and does not decide."""
_KINDS = ("strip", "stereo", "substituent", "open", "joins")
_MOST_MATCHES = 64
"""chosen: the ways in which a ring system of thirty atoms may lie on another."""


@dataclass(frozen=True, slots=True)
class _Change:
    """One row of a scope word: which atoms of the parent may change, and how what is bound to them begins."""

    word: str
    kind: str
    parent_atom: "Mol | None"
    group: "Mol | None"
    variant: str


def covers(scope: frozenset[str], words: frozenset[str]) -> bool:
    """Tell whether the scope of an entry covers a substance that differs from the one it names by these words.

    >>> covers(frozenset({"salts", "amides"}), frozenset({"salts"})), covers(frozenset({"salts", "amides"}), frozenset({"salts", "amides"}))
    (True, False)
    """
    return words <= scope and (len(words) <= 1 or "combinations" in scope)


@cache
def meaning_of(word: str) -> str:
    """Give what a scope word means, for the rule in words.

    Raises:
        BadReference: the data file lacks the word.
    """
    found = [row["means"] for row in _rows() if row["word"] == word]
    if not found:
        raise BadReference(f"{SCOPE_FILE} has no word {word!r}; add a row")
    return "; or ".join(found)


def changes(mol: "Mol", parent: "Mol", scope: frozenset[str]) -> frozenset[str] | None:
    """Give the scope words that lead from the parent to a molecule; None where those of the scope do not.

    Args:
        mol: one neutral molecule.
        parent: the molecule that the entry names.
        scope: the words of the entry.

    >>> from rdkit.Chem import MolFromSmiles as mol
    >>> changes(mol("CC(=O)N1CCC(=O)CC1"), mol("O=C1CCNCC1"), frozenset({"amides"}))
    frozenset({'amides'})
    """
    if mol.GetNumHeavyAtoms() <= parent.GetNumHeavyAtoms():
        return None
    usable = [change for change in _changes() if change.word in scope and change.kind in ("substituent", "open")]
    plain = [change for change in usable if not change.variant]
    found = _best(mol, parent, plain, needed=None)
    for change in (change for change in usable if change.variant):
        for variant in _variants(parent, change.variant):
            found = found or _best(mol, variant, [*plain, change], needed=change)
    return found


def _best(mol: "Mol", parent: "Mol", usable: list[_Change], *, needed: _Change | None) -> frozenset[str] | None:
    """The fewest words over all ways to lay the parent on the molecule."""
    found = [
        _words(mol, parent, match, usable, needed) for match in mol.GetSubstructMatches(parent, uniquify=False, maxMatches=_MOST_MATCHES)
    ]
    return min((words for words in found if words), key=lambda words: (len(words), sorted(words)), default=None)


def _words(mol: "Mol", parent: "Mol", match: tuple[int, ...], usable: list[_Change], needed: _Change | None) -> frozenset[str] | None:
    place_of = {atom: place for place, atom in enumerate(match)}
    words: set[str] = set()
    anchored: set[int] = set()
    for bond in mol.GetBonds():
        first, second = bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()
        if first in place_of and second in place_of:
            if parent.GetBondBetweenAtoms(place_of[first], place_of[second]) is None:
                return None
        elif first in place_of or second in place_of:
            anchor, bound = (first, second) if first in place_of else (second, first)
            word = _word_of(mol, parent, place_of[anchor], bound, usable)
            if word is None:
                return None
            words.add(word)
            anchored.add(place_of[anchor])
    if needed is not None and not _atoms_of(parent, needed) <= anchored:
        return None
    return frozenset(words)


def _word_of(mol: "Mol", parent: "Mol", anchor: int, bound: int, usable: list[_Change]) -> str | None:
    for change in usable:
        if change.kind == "open" or (anchor in _atoms_of(parent, change) and _begins(mol, bound, change)):
            return change.word
    return None


@lru_cache(maxsize=2048)
def _atoms_of(parent: "Mol", change: _Change) -> set[int]:
    return set() if change.parent_atom is None else {match[0] for match in parent.GetSubstructMatches(change.parent_atom)}


def _begins(mol: "Mol", atom: int, change: _Change) -> bool:
    return change.group is not None and any(match[0] == atom for match in mol.GetSubstructMatches(change.group))


@lru_cache(maxsize=512)
def _variants(parent: "Mol", text: str) -> list["Mol"]:
    """The parent as the word draws it: a keto group as two oxygens."""
    from rdkit import Chem
    from rdkit.Chem import rdChemReactions

    drawn = [products[0] for products in rdChemReactions.ReactionFromSmarts(text).RunReactants((parent,))]
    for variant in drawn:
        Chem.SanitizeMol(variant)
    return drawn[:1]


@cache
def _changes() -> tuple[_Change, ...]:
    from rdkit import Chem

    return tuple(
        _Change(
            row["word"],
            row["kind"],
            Chem.MolFromSmarts(row["parent_atom"]) if row["parent_atom"] else None,
            Chem.MolFromSmarts(row["group"]) if row["group"] else None,
            row["variant"],
        )
        for row in _rows()
    )


@cache
def _rows() -> tuple[dict[str, str], ...]:
    rows = reference_rows(SCOPE_FILE)
    check_sources(rows, SCOPE_FILE)
    for row in rows:
        if row["kind"] not in _KINDS:
            raise BadReference(f"{SCOPE_FILE}, {row['word']}: unknown kind {row['kind']!r}; known: {', '.join(_KINDS)}")
    return rows
