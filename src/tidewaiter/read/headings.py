"""Headings of any source to our columns: profile, word lists, spellings close to them. A wrong mapping is worse than none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from tidewaiter.normalise.units import unit_of
from tidewaiter.normalise.words import bare_word
from tidewaiter.read.chunks import keyed
from tidewaiter.read.profiles import Profile, fitting_profile
from tidewaiter.reference.register import names_in, reference_rows
from tidewaiter.tables import column_names

__all__ = ["Mapping", "known_heading", "map_headings"]

_SURE = 0.6
"""chosen: a heading below this stays unmapped; the word lists give less to none."""
_CLOSE = 92.0
"""chosen: CURENCY and NORTIFY_PARTY_NAME lie above it, EXPORTER NAME and REPORTER NAME below."""
_SHORTEST_CLOSE = 7
"""chosen: a slip in a shorter word makes another word."""

_MASSES = ("net_mass_kg", "gross_mass_kg")
_UNITS = {
    "@mass_unit": _MASSES,
    "@net_mass_unit": ("net_mass_kg",),
    "@gross_mass_unit": ("gross_mass_kg",),
    "@volume_unit": ("volume_m3",),
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the headings of a table are.

    Attributes:
        columns: key of the heading to our column, None where it is none of ours; the second `Weight` is keyed `Weight (2)`.
        confidence: 0 to 1, by the same keys.
        unit_headings: our mass or volume column to the heading whose cells hold its unit.
        unit_words: our mass or volume column to the unit that its own heading names.
        constants: our column to the value that it has in each record of the source.
        profile: name of the source's profile, if one was used.
    """

    columns: dict[str, str | None]
    confidence: dict[str, float]
    unit_headings: dict[str, str] = field(default_factory=dict)
    unit_words: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    profile: str | None = None

    def sources(self, column: str) -> tuple[str, ...]:
        """Give the keys of the headings that make up one of our columns, from left to right."""
        return tuple(heading for heading, ours in self.columns.items() if ours == column)


@dataclass(frozen=True, slots=True)
class _Guess:
    column: str | None
    confidence: float
    unit: str | None = None


_NONE = _Guess(None, 0.0)


def map_headings(headings: Sequence[str], *, profile: Profile | None = None) -> Mapping:
    """Map headings to our columns.

    Args:
        headings: from left to right, as they stand in the file.
        profile: the source's; None chooses the one that fits, if any does.

    >>> map_headings(["HS_CODE", "IMPORTER_NAME", "GROSS WEIGHT (KG)", "UNIT PRICE"]).columns
    {'HS_CODE': 'hs_code', 'IMPORTER_NAME': 'consignee_name', 'GROSS WEIGHT (KG)': 'gross_mass_kg', 'UNIT PRICE': None}
    """
    keys = keyed(headings)
    profile = profile or fitting_profile(headings)
    bares = {key: _bare(heading) for key, heading in zip(keys, headings)}
    guesses = {key: _guess(heading, profile) for key, heading in zip(keys, headings)}
    guesses = _totals_beside_unit_prices(guesses, bares)
    units = {key: guess.column for key, guess in guesses.items() if guess.column in _UNITS}
    chosen = _one_heading_each({key: _NONE if key in units else guess for key, guess in guesses.items()}, bares)
    chosen = _buyer_as_consignee(chosen)
    return Mapping(
        columns={key: chosen[key].column for key in keys},
        confidence={key: round(chosen[key].confidence, 3) for key in keys},
        unit_headings={column: key for key, unit in reversed(units.items()) for column in _UNITS[unit or ""]},
        unit_words={guess.column: guess.unit for guess in chosen.values() if guess.column is not None and guess.unit is not None},
        constants=dict(profile.constants) if profile is not None else {},
        profile=None if profile is None else profile.name,
    )


def known_heading(text: str) -> bool:
    """Whether a cell reads like a heading we know, in the word lists or in a profile.

    >>> known_heading("Peso Neto"), known_heading("Acme Toys")
    (True, False)
    """
    return len(text) <= 80 and _listed(_bare(text)) is not None


def _bare(heading: str) -> str:
    """`ConsigneeName`, `CONSIGNEE_NAME` and `Consignee  name` are one; currency signs are words."""
    parted = re.sub(
        r"(?<=[a-z])(?=[A-Z])", " ", heading.replace("US$", " usd ").replace("U$S", " usd ").replace("$", " ").replace("%", " percent ")
    )
    return bare_word(parted)


def _guess(heading: str, profile: Profile | None) -> _Guess:
    if profile is not None and (bare := bare_word(heading)) in profile.columns:
        return _Guess(profile.columns[bare], 1.0)
    if profile is not None and not profile.rest:
        return _NONE
    bare = _bare(heading)
    return _listed(bare) or _with_unit(bare) or _numbered(bare) or _close(bare) or _NONE


def _listed(bare: str) -> _Guess | None:
    return _words().get(bare.replace(" ", ""))


def _with_unit(bare: str) -> _Guess | None:
    """`gross weight in kgs`, `weight t`: a mass or volume whose heading names the unit."""
    stem, _, unit = bare.rpartition(" ")
    stem = stem.removesuffix(" in")
    if not stem or unit_of(unit) is None:
        return None
    found = _listed(stem)
    known = unit_of(unit)
    kinds = {"net_mass_kg": "mass", "gross_mass_kg": "mass", "volume_m3": "volume"}
    if found is None or known is None or kinds.get(found.column or "") != known.kind:
        return None
    return replace(found, unit=unit)


def _numbered(bare: str) -> _Guess | None:
    """`description 2`: a part of the goods' text; other columns have no parts."""
    stem = re.sub(r"\s*\d$", "", bare)
    found = _listed(stem) if stem != bare else None
    return found if found is not None and found.column == "goods_text" and found.confidence >= 0.8 else None


def _close(bare: str) -> _Guess | None:
    from rapidfuzz import fuzz, process

    compact = bare.replace(" ", "")
    if len(compact) < _SHORTEST_CLOSE:
        return None
    found_near = process.extract(compact, list(_words()), scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=5)
    near = [(word, score) for word, score, _ in found_near if re.sub(r"\D", "", word) == re.sub(r"\D", "", compact)]
    columns = {_words()[word].column for word, score in near if score >= near[0][1] - 2.0}
    if len(columns) != 1 or None in columns:
        return None
    found = _words()[near[0][0]]
    return replace(found, confidence=found.confidence * near[0][1] / 100.0 * 0.95)


@cache
def _words() -> dict[str, _Guess]:
    """Headings without blanks to what they are; where two lists differ the surer one counts, and a `none` counts always."""
    words: dict[str, _Guess] = {}
    for heading, guess in [*_role_headings(), *_canonical_headings(), *_list_headings()]:
        before = words.get(heading)
        if before is None or guess.column is None or (before.column is not None and guess.confidence > before.confidence):
            words[heading] = guess
    return words


def _canonical_headings() -> list[tuple[str, _Guess]]:
    own = {"extra", "repairs", "source_file", "source_row"}
    return [(bare_word(name).replace(" ", ""), _Guess(name, 1.0)) for name in column_names("shipments") if name not in own]


def _list_headings() -> list[tuple[str, _Guess]]:
    lists = [name for name in names_in("headings") if name.startswith("words_")]
    rows = [row for name in lists for row in reference_rows(f"headings/{name}")]
    return [(_bare(row["heading"]).replace(" ", ""), _Guess(row["column"] or None, float(row["confidence"]))) for row in rows]


def _role_headings() -> list[tuple[str, _Guess]]:
    """`importer` with `address`, `direccion del` with `importador`: the words of roles and attributes, joined."""
    known = set(column_names("shipments"))
    joined = []
    for attribute in reference_rows("headings/attributes.csv"):
        for role in reference_rows("headings/roles.csv"):
            parts = (role["word"], attribute["words"]) if attribute["order"] == "after" else (attribute["words"], role["word"])
            column = f"{role['role']}_{attribute['attribute']}"
            if column in known:
                confidence = float(role["confidence"]) * float(attribute["confidence"])
                joined.append((_bare(" ".join(parts)).replace(" ", ""), _Guess(column, confidence)))
    return joined


def _totals_beside_unit_prices(guesses: dict[str, _Guess], bares: dict[str, str]) -> dict[str, _Guess]:
    """A total is that of the line where a unit price stands beside it; elsewhere it may be a sum over many."""
    priced = any(re.search(r"\b(unit (price|value|rate)|(price|value|fob|cif) (per )?unit|usd per kg)\b", bare) for bare in bares.values())
    if priced:
        return guesses
    total = {key for key, bare in bares.items() if bare.startswith("total")}
    return {
        key: _Guess(None, 0.3) if key in total and guess.column in ("value", "value_usd", *_MASSES) and guess.confidence < 1 else guess
        for key, guess in guesses.items()
    }


def _one_heading_each(guesses: dict[str, _Guess], bares: dict[str, str]) -> dict[str, _Guess]:
    """Let each of our columns have its surest heading, the leftmost of equals; only the goods' text may be joined."""
    best: dict[str, str] = {}
    for key, guess in guesses.items():
        if guess.column is not None and guess.confidence >= _SURE:
            rival = best.get(guess.column)
            if rival is None or guess.confidence > guesses[rival].confidence:
                best[guess.column] = key
    goods = _goods_headings(guesses, bares, best.get("goods_text"))
    kept = {key for column, key in best.items() if column != "goods_text"} | goods
    return {key: guess if key in kept else _Guess(None, min(guess.confidence, 0.5)) for key, guess in guesses.items()}


def _goods_headings(guesses: dict[str, _Guess], bares: dict[str, str], best: str | None) -> set[str]:
    if best is None:
        return set()
    text = {key for key, guess in guesses.items() if guess.column == "goods_text" and guess.confidence >= _SURE}
    if guesses[best].confidence == 1.0 and sum(guesses[key].confidence == 1.0 for key in text) > 1 and not re.search(r"\d$", bares[best]):
        same = {key for key in text if re.fullmatch(re.escape(bares[best]) + r" ?\d", bares[key])}
        return same if len(same) > 1 else {best}
    stems: dict[str, set[str]] = {}
    for key in text:
        if re.search(r"\d$", bares[key]):
            stems.setdefault(re.sub(r"\s*\d$", "", bares[key]), set()).add(key)
    series = max(stems.values(), key=lambda keys: (len(keys), sorted(keys)), default=set())
    if len(series) > 1 and guesses[best].confidence <= max(guesses[key].confidence for key in series) + 0.1:
        return series
    # the same words in the source's language and in English: both are searched for terms
    return {best} | {key for key in text if bares[key] == bares[best] + " en"}


def _buyer_as_consignee(guesses: dict[str, _Guess]) -> dict[str, _Guess]:
    """On an export file that names no consignee, the foreign buyer is the party that receives."""
    columns = {guess.column for guess in guesses.values()}
    if "consignee_name" in columns or "buyer_name" not in columns or "shipper_name" not in columns:
        return guesses
    return {
        key: replace(guess, column=guess.column.replace("buyer_", "consignee_"), confidence=guess.confidence * 0.9)
        if guess.column is not None and guess.column.startswith("buyer_") and guess.column.replace("buyer_", "consignee_") not in columns
        else guess
        for key, guess in guesses.items()
    }
