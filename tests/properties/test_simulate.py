"""Whatever world is asked for within the bounds of its keys, it is made whole."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from simulated import make

_SHARES = st.floats(0, 1, allow_nan=False)
_WORLDS = st.fixed_dictionaries(
    {
        "consignees.private_share": _SHARES,
        "consignees.new_share": _SHARES,
        "consignees.repeat_share": _SHARES,
        "bills.consolidated_share": _SHARES,
        "dirt.typed_variant": _SHARES,
        "register.coverage": _SHARES,
        "firms.tail": st.floats(0, 3),
        "channels.post": st.integers(0, 5),
        "channels.sea": st.integers(1, 5),
    }
)


def _yaml(world: dict[str, float]) -> str:
    sections: dict[str, list[str]] = {}
    for key, value in world.items():
        section, _, name = key.partition(".")
        sections.setdefault(section, []).append(f"  {name}: {value:.6f}")
    return "\n".join(line for section, lines in sections.items() for line in (f"{section}:", *lines))


@settings(max_examples=8)
@given(world=_WORLDS, shipments=st.integers(1, 400), seed=st.integers(0, 2**32 - 1))
def test_any_world_has_its_shipments_and_its_truth_among_them(world: dict[str, float], shipments: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "world.yml"
        path.write_text(_yaml(world), encoding="utf-8")
        made = make(Path(name) / "made", world=str(path), shipments=shipments, seed=seed)
    ids = {row["House Waybill No."] for row in made.shipments}
    assert len(ids) == len(made.shipments) == shipments
    assert {row["shipment_id"] for row in made.cases} <= ids
