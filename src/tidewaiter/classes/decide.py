"""From a structure, a jurisdiction and a day to the answer of its class definition."""

from datetime import date

from rdkit import Chem

from tidewaiter.classes.anatomy import anatomies
from tidewaiter.classes.answer import Membership, Outcome, Reason
from tidewaiter.classes.definitions import Definition, Period, definition_for
from tidewaiter.classes.parts import judge_parts
from tidewaiter.classes.rows import Named, medicine_of, named_on
from tidewaiter.classes.structure import flat_key, read_structure

__all__ = ["decide"]

_NO_SKELETON = "the structure has no piperidine ring with a nitrogen on its carbon 4, so that it is not related to fentanyl as the law says"
_WORDING: dict[str, bool | None] = {"met": True, "unchanged": False, "not_met": False, "review": None}


def decide(given: str | Chem.Mol, *, jurisdiction: str, on: date) -> Membership:
    """Judge a structure; see `classes.membership`."""
    definition = definition_for(jurisdiction)
    structure = read_structure(given)
    if structure is None:
        return _unreadable(definition, on)
    mol, reasons = _best_reading(structure.parts, definition) if structure.has_skeleton else (structure.parts[0], ())
    if not reasons:
        reasons = (Reason(definition.chapeau, "not_met", _NO_SKELETON, ()),)
    return _answer(definition, mol, reasons, on)


def _best_reading(parts: tuple[Chem.Mol, ...], definition: Definition) -> tuple[Chem.Mol, tuple[Reason, ...]]:
    """The part and the way to lay the skeleton over it that come nearest to the law's words."""
    readings = [(part, judge_parts(anatomy, definition)) for part in parts for anatomy in anatomies(part)]
    return min(readings, key=lambda reading: _distance(reading[1]), default=(parts[0], ()))


def _distance(reasons: tuple[Reason, ...]) -> tuple[int, int, int]:
    verdicts = [reason.verdict for reason in reasons]
    return verdicts.count("not_met"), verdicts.count("review"), -verdicts.count("met")


def _deciding(reasons: tuple[Reason, ...]) -> Reason:
    """The first part that fails; else the first that is unsettled; else the first that is changed; else any."""
    order = ("not_met", "review", "met", "unchanged")
    return min(reasons, key=lambda reason: order.index(reason.verdict))


def _answer(definition: Definition, mol: Chem.Mol, reasons: tuple[Reason, ...], on: date) -> Membership:
    first = _deciding(reasons)
    wording = _WORDING[first.verdict]
    period = definition.period_on(on)
    key = flat_key(mol) if first.atoms else ""
    named = named_on(key, jurisdiction=definition.jurisdiction, day=on)
    medicine = medicine_of(key) if wording is not False or named is not None else None
    outcome = _outcome(definition, period, wording, named)
    text = period or definition.periods[0]
    deciding = [reason for reason in reasons if reason.verdict == first.verdict] if outcome in ("member", "listed") else [first]
    return Membership(
        member={"member": True, "review": None}.get(outcome, False),
        outcome=outcome,
        rule=_rule(definition, text, outcome, reasons, first, named),
        clause=_clause(definition, outcome, first),
        citation=text.citation,
        valid_from=text.valid_from,
        verified=text.verified,
        reasons=reasons,
        atoms=tuple(sorted({atom for reason in deciding for atom in reason.atoms})),
        smiles=Chem.MolToSmiles(mol),
        wording=wording,
        named=None if named is None else f"{named.name}, {named.list}, {named.citation} (read: {named.verified})",
        medicine=None if medicine is None else f"{medicine.name}: {medicine.use} ({medicine.citation}; read: {medicine.verified})",
        definition=definition.id,
        jurisdiction=definition.jurisdiction,
        on=on,
    )


def _clause(definition: Definition, outcome: Outcome, first: Reason) -> str:
    if outcome == "listed":
        return definition.named_rule
    return definition.chapeau if first.verdict == "unchanged" else first.clause


def _outcome(definition: Definition, period: Period | None, wording: bool | None, named: Named | None) -> Outcome:
    if period is None:
        return "before_law"
    if named is not None and not definition.takes_named:
        return "listed"
    return "review" if wording is None else "member" if wording else "not_member"


def _rule(definition: Definition, text: Period, outcome: Outcome, reasons: tuple[Reason, ...], first: Reason, named: Named | None) -> str:
    """The rule in words, for a person who knows the substance and not the law."""
    title = f"The class '{definition.title}' of {definition.jurisdiction}"
    also = "" if named is None else f" {_listing(named)}"
    if outcome == "before_law":
        return f"{title} began on {text.valid_from}; no text held on that day.{also}"
    if outcome == "listed":
        return f"{also.strip()} {definition.named_words}"
    if outcome == "member":
        met = "; ".join(f"clause {reason.clause}, {reason.words}" for reason in reasons if reason.verdict == "met")
        return f"{title} takes the structure: {met}.{also}" + (f" {definition.named_words}" if also else "")
    if outcome == "review":
        return f"{title} may take the structure, and its words do not settle it: clause {first.clause}, {first.words}. Ask a lawyer.{also}"
    if first.verdict == "unchanged":
        return f"{title} does not take the substance that it compares with: nothing is changed.{also}"
    clause = f"clause {first.clause}, " if first.atoms else ""
    return f"{title} does not take the structure: {clause}{first.words}.{also}"


def _listing(named: Named) -> str:
    since = f" since {named.valid_from}" if named.valid_from else ""
    return f"{named.name} is listed by name{since} ({named.list}, {named.citation})."


def _unreadable(definition: Definition, on: date) -> Membership:
    text = definition.period_on(on) or definition.periods[0]
    return Membership(
        member=None,
        outcome="unreadable",
        rule="The structure could not be read; write it as SMILES of a molecule of at most a thousand atoms.",
        clause="",
        citation=text.citation,
        valid_from=text.valid_from,
        verified=text.verified,
        reasons=(),
        atoms=(),
        smiles="",
        wording=None,
        named=None,
        medicine=None,
        definition=definition.id,
        jurisdiction=definition.jurisdiction,
        on=on,
    )
