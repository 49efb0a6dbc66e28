"""The judged structure as a picture, the part that decides in colour."""

from rdkit import Chem
from rdkit.Chem.Draw import rdMolDraw2D

from tidewaiter.classes.answer import Membership
from tidewaiter.errors import BadInput

__all__ = ["picture"]

_WIDTH_PX, _HEIGHT_PX = 360, 240
_COLOURS = {"member": (1.0, 0.72, 0.45), "listed": (1.0, 0.72, 0.45), "review": (1.0, 0.92, 0.5)}
_OTHER_COLOUR = (0.72, 0.84, 0.95)
"""chosen: orange where the words are met, yellow where unsettled, blue where not; told apart by the colour-blind too."""


def picture(membership: Membership) -> str:
    """Draw an answer; see `classes.draw`."""
    mol = Chem.MolFromSmiles(membership.smiles) if membership.smiles else None
    if mol is None:
        raise BadInput("there is no structure to draw: none could be read")
    atoms = list(membership.atoms)
    inside = set(atoms)
    bonds = [bond.GetIdx() for bond in mol.GetBonds() if bond.GetBeginAtomIdx() in inside and bond.GetEndAtomIdx() in inside]
    colour = _COLOURS.get(membership.outcome, _OTHER_COLOUR)
    drawing = rdMolDraw2D.MolDraw2DSVG(_WIDTH_PX, _HEIGHT_PX)
    drawing.drawOptions().useBWAtomPalette()
    rdMolDraw2D.PrepareAndDrawMolecule(
        drawing,
        mol,
        legend=f"{membership.jurisdiction}: {membership.outcome.replace('_', ' ')}, {membership.clause}",
        highlightAtoms=atoms,
        highlightBonds=bonds,
        highlightAtomColors=dict.fromkeys(atoms, colour),
        highlightBondColors=dict.fromkeys(bonds, colour),
    )
    drawing.FinishDrawing()
    return str(drawing.GetDrawingText())
