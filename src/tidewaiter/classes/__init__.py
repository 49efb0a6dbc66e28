"""Class-wide legal definitions: does a given structure fall under a law's class wording on a day, and by which clause.

Only a structure that is given is judged. RDKit is loaded when the first structure is, not when this package is imported.
"""

from datetime import date
from typing import TYPE_CHECKING

from tidewaiter.classes.answer import Membership, Reason
from tidewaiter.classes.definitions import Definition, class_jurisdictions, definition_for, definitions

if TYPE_CHECKING:
    from rdkit import Chem

__all__ = ["Definition", "Membership", "Reason", "class_jurisdictions", "definition_for", "definitions", "draw", "membership"]


def membership(given: "str | Chem.Mol", jurisdiction: str, on: date) -> Membership:
    """Say whether a structure falls under a jurisdiction's class wording on a day, and why.

    Args:
        given: SMILES or an RDKit molecule. Salt formers, charges of salts, isotopes and optical isomers make no difference.
        jurisdiction: ISO 3166 alpha-2, one of `class_jurisdictions()`.
        on: the day whose law counts.

    Returns:
        The answer. What cannot be read is an answer too, with `outcome` `unreadable`.

    Raises:
        BadInput: no class definition of the jurisdiction is known here.

    >>> answer = membership("CCOC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1", "US", date(2020, 1, 1))
    >>> answer.member, answer.clause, answer.citation
    (True, '(E)', '83 FR 5188; 21 CFR 1308.11(h)(30)(i)')
    >>> membership("CCC(=O)N(c1ccccc1)C1CCNCC1", "CN", date(2020, 1, 1)).reasons[-1].words
    'the piperidine nitrogen bears hydrogen'
    """
    from tidewaiter.classes.decide import decide

    return decide(given, jurisdiction=jurisdiction, on=on)


def draw(answer: Membership) -> str:
    """Draw the judged structure as SVG, the atoms that decide in colour; the same answer gives the same text.

    Raises:
        BadInput: the answer is about a structure that could not be read.

    >>> draw(membership("CCC(=O)N(c1ccccc1)C1CCNCC1", "CN", date(2020, 1, 1))).count("</svg>")
    1
    """
    from tidewaiter.classes.picture import picture

    return picture(answer)
