"""What must hold of every screening: no place in a file, no name and no plain country changes what is found."""

import csv
import io
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from batches import AS_OF, Result, screen, write_list
from tidewaiter.parties.trades import party_kind, trades_of
from tidewaiter.screening import Order, screen_files
from tidewaiter.signals.batches import crowd, record

_LISTED = [{"id": "X-1", "name": "Vermilion Quill Fictitious Chemical Co., Ltd.", "schema": "company", "country": "CN"}]
_HEADINGS = ("shipment_id", "goods_text", "hs_code", "net_mass_kg", "channel", "lodged_date", "shipper_name", "shipper_country")
_MORE_HEADINGS = ("consignee_name", "consignee_phone", "destination_country", "remark")
_GOODS = ("cotton shirts", "4-piperidone, CAS 41661-47-6", "TDP 5 tablet press", "parts", "brake pads", "", "acetone in drums", "TOTAL")
_CODES = ("620520", "293339", "847989", "", "102210000", "x")
_FIRMS = ("Imaginary Exports Ltd", "Vermilion Quill Fictitious Chemical Co Ltd", "Imaginary Goods Inc", "")
_BUYERS = ("Copperfield Sample LLC", "Driftwood Sample LLC", "Elderberry Sample LLC", "Fernleaf LLC", "TO ORDER", "")

Row = tuple[str, ...]


def _dirty_rows(seed: int, size: int) -> list[Row]:
    """Records as a file holds them: some alike in every cell, some of one id, some that cannot be read."""
    chance = random.Random(seed)
    rows = [
        (
            chance.choice(["", f"A{place}", f"A{place // 4}", "A1"]),
            chance.choice(_GOODS),
            chance.choice(_CODES),
            chance.choice(["", "12.5", "3", "heavy", f"{chance.lognormvariate(2, 1):.3f}"]),
            chance.choice(["sea", "air", ""]),
            chance.choice([(date(2026, 3, 2) + timedelta(chance.randrange(60))).isoformat(), "03/04/2026", ""]),
            chance.choice(_FIRMS),
            chance.choice(["CN", "United States", "Nowhere", ""]),
            chance.choice(_BUYERS),
            chance.choice(["+1 202 555 0119", "+1 202 555 0143", ""]),
            chance.choice(["US", "MX", ""]),
            chance.choice(["", "first"]),
        )
        for place in range(size)
    ]
    return [*rows, *rows[:5]]


def _write(rows: Iterable[Row], path: Path) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([(*_HEADINGS, *_MORE_HEADINGS), *rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def _screened(inputs: Sequence[Path], folder: Path, *, chunk_rows: int) -> dict[str, list[dict[str, Any]]]:
    """Screen files and give the tables without the places that the records came from."""
    folder.mkdir()
    listed = str(write_list(_LISTED, folder / "listed.csv"))
    screen_files(
        Order(tuple(inputs), folder / "run", AS_OF, lists=(listed,), workspace=folder / "workspace", budget=9.0, chunk_rows=chunk_rows)
    )
    read = {name: pq.read_table(folder / "run" / f"{name}.parquet").to_pylist() for name in ("shipments", "rejects", "evidence", "scores")}
    return {name: sorted(map(_placeless, rows), key=repr) for name, rows in read.items()}


def _placeless(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("source_file", "source_row")}


def test_order_division_and_chunks_change_no_shipment_no_evidence_and_no_score(tmp_path: Path) -> None:
    rows = _dirty_rows(seed=11, size=70)
    turned = random.Random(5).sample(rows, len(rows))
    whole, shuffled = _write(rows, tmp_path / "whole.csv"), _write(turned, tmp_path / "shuffled.csv")
    halves = [_write(turned[:25], tmp_path / "one.csv"), _write(turned[25:], tmp_path / "two.csv")]

    first = _screened([whole], tmp_path / "first", chunk_rows=65_536)
    others = {
        "shuffled, in small chunks": _screened([shuffled], tmp_path / "second", chunk_rows=7),
        "shuffled, as halves": _screened(halves, tmp_path / "third", chunk_rows=65_536),
    }

    assert len(first["scores"]) + len(first["rejects"]) == len(rows)
    assert {row["signal_id"] for row in first["evidence"]} >= {"goods.listed_substance", "network.shared_identifiers", "party.list_match"}
    for how, other in others.items():
        for name, table in first.items():
            assert other[name] == table, f"{name}: {how}"


_RECORDS = st.lists(
    st.fixed_dictionaries(
        {"goods_text": st.sampled_from([*_GOODS, None]), "hs_code": st.sampled_from(["293339", "84798990", "6205", None])},
        optional={
            "net_mass_kg": st.floats(0, 1e9) | st.none(),
            "consignee_name": st.sampled_from(_BUYERS) | st.text(max_size=8),
            "shipper_name": st.text(max_size=8),
            "channel": st.sampled_from(["sea", "post"]),
            "lodged_date": st.dates(date(1900, 1, 1), date(2100, 1, 1)),
            "destination_country": st.sampled_from(["US", "CN", "KE", "ZZ"]),
            "consignee_phone": st.sampled_from(["+12025550119", "+12025550143", ""]),
        },
    ),
    min_size=1,
    max_size=12,
)


_ONE: Any = {"rows": [{"goods_text": "acetone in drums", "hs_code": "293339"}], "share": 1.5}  # Any: arguments of the test


@example(**_ONE, without={"goods_text"})
@example(**_ONE, without={"hs_code"})
@example(**_ONE, without={"goods_text", "hs_code"})
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=_RECORDS, share=st.floats(0.01, 1.5), without=st.sets(st.sampled_from(["goods_text", "hs_code", "consignee_name"])))
def test_every_record_has_a_chance_and_the_chances_spend_the_budget(
    rows: list[dict[str, Any]], share: float, without: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    budget = share * len(rows)
    batch = [_without(row, without) | {"shipment_id": f"s{place:02d}"} for place, row in enumerate(rows)]

    result = screen(batch, tmp_path_factory.mktemp("rows"), budget=budget)
    chances = [row["inclusion_probability"] for row in result.scores.values()]

    assert set(result.scores) == {row["shipment_id"] for row in batch}
    assert all(0 < chance <= 1 for chance in chances)
    assert abs(sum(chances) - min(budget, len(rows))) < 1e-6
    assert sorted(row["rank"] for row in result.scores.values()) == list(range(1, len(rows) + 1))
    assert all(0 <= row["score"] <= 100 for row in result.scores.values())


def _without(row: Mapping[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in set(columns)}


# One row a party; its names in English, Spanish, Russian and Chinese claim the same: no firm and no trade, a firm, a firm of a trade.
_PARTIES = (
    ("Anna Sample", "Inés Muestra", "Анна Образцова", "林小样"),
    ("Bruno Sample", "Pedro Muestra", "Борис Образцов", "陈小样"),
    ("Carla Sample", "Carla Muestra", "Карина Образцова", "周小样"),
    ("David Sample", "Darío Muestra", "Денис Образцов", "吴小样"),
    ("Copperfield Imaginary Inc", "Cobre Imaginario S.A.", "ООО Медный Вымысел", "铜田虚构有限公司"),
    ("Driftwood Imaginary Inc", "Deriva Imaginaria S.A.", "ООО Речной Вымысел", "浮木虚构有限公司"),
    ("Elderberry Imaginary Inc", "Sauco Imaginario S.A.", "ООО Ягодный Вымысел", "果莓虚构有限公司"),
    (
        "Marigold Imaginary Pharmaceutical Inc",
        "Caléndula Imaginaria Farmaceutica S.A.",
        "Marigold Vymysel Pharma OOO",
        "金盏虚构制药有限公司",
    ),
)
_LANGUAGES = {"Spanish": 1, "Russian": 2, "Chinese": 3}


def _named_batch() -> list[dict[str, Any]]:
    """Presses, a listed substance, a large order and a ring on one phone, for parties that the test renames."""
    persons, firms, maker = [row[0] for row in _PARTIES[:4]], [row[0] for row in _PARTIES[4:7]], _PARTIES[7][0]
    press = "TDP 5 tablet press machine with die set"
    supplier = {"shipper_name": firms[2]}
    rows = [
        *crowd(24, goods_text="pool cleaner tablets", channel="air", mass_kg=4.0, consignee_name=persons[0], **supplier),
        *(record(f"ring-{place}", consignee_name=name, consignee_phone="+12025550119", **supplier) for place, name in enumerate(firms)),
        record("press-person", goods_text=press, consignee_name=persons[1], **supplier),
        record("press-firm", goods_text=press, consignee_name=firms[0], **supplier),
        record("press-maker", goods_text=press, consignee_name=maker, **supplier),
        record("drum", goods_text="4-piperidone, CAS 41661-47-6", consignee_name=firms[1], **supplier),
        record("bulk", goods_text="pool cleaner tablets", channel="air", consignee_name=persons[2], net_mass_kg=500.0, **supplier),
    ]
    return [dict(row) for row in rows]


def _renamed(rows: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{column: names.get(value, value) if column.endswith("_name") else value for column, value in row.items()} for row in rows]


def _verdicts(result: Result) -> dict[str, tuple[Any, ...]]:
    wanted = ("score", "rank", "tier", "families", "signals", "inclusion_probability", "selected")
    return {id_: tuple(map(repr, (row[name] for name in wanted))) for id_, row in result.scores.items()}


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What is found with English names."""
    return screen(_named_batch(), tmp_path_factory.mktemp("named"))


@pytest.mark.parametrize("language", _LANGUAGES)
def test_names_of_another_language_change_no_score(language: str, named: Result, tmp_path: Path) -> None:
    names = {row[0]: row[_LANGUAGES[language]] for row in _PARTIES}
    rows = _named_batch()

    renamed = screen(_renamed(rows, names), tmp_path)

    assert all((party_kind(old), trades_of(old)) == (party_kind(new), trades_of(new)) for old, new in names.items())
    assert {row["signal_id"] for row in named.evidence} >= {"goods.tableting_equipment", "network.shared_identifiers"}
    assert 0 < named.scores["press-maker"]["score"] < named.scores["press-firm"]["score"]
    assert _verdicts(renamed) == _verdicts(named)


_RINGS = {
    "English persons": ("Anna Sample", "Bruno Sample", "Carla Sample", "David Sample"),
    "Vietnamese persons": ("Nguyen Van Mau", "Nguyen Thi Hoa", "Nguyen Duc Thu", "Nguyen Minh Gia"),
    "Chinese persons": ("王小样", "王大样", "王中样", "王新样"),
    "English firms": ("Copperfield Trading", "Driftwood Trading", "Elderberry Trading", "Fernleaf Trading"),
    "Russian firms": ("ООО Медь Торг", "ООО Река Торг", "ООО Ягода Торг", "ООО Лист Торг"),
    "Spanish firms": ("Comercial Cobre", "Comercial Deriva", "Comercial Sauco", "Comercial Helecho"),
    "Arabic firms": ("شركة النحاس الوهمية", "شركة النهر الوهمية", "شركة التوت الوهمية", "شركة الورق الوهمية"),
    "Chinese firms": ("广州铜田贸易有限公司", "广州浮木贸易有限公司", "广州果莓贸易有限公司", "广州蕨叶贸易有限公司"),
}


@pytest.fixture(scope="module")
def rings(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What is found of four importers on one phone and at one supplier, once in each kind of names."""
    rows = [
        record(f"{kind} {place}", consignee_name=name, consignee_phone=f"+120255501{number:02d}", shipper_name=f"Supplier {number} Ltd")
        for number, (kind, names) in enumerate(_RINGS.items())
        for place, name in enumerate(names)
    ]
    return screen(rows, tmp_path_factory.mktemp("rings"))


@pytest.mark.parametrize("kind", [kind for kind in _RINGS if kind.endswith("firms")])
def test_a_ring_of_firms_is_a_ring_in_names_of_any_language(kind: str, rings: Result) -> None:
    scores = {rings.scores[f"{kind} {place}"]["score"] for place in range(4)}

    assert scores == {rings.scores["English firms 0"]["score"]}
    assert scores != {0.0}


@pytest.mark.parametrize("kind", [kind for kind in _RINGS if kind.endswith("persons")])
def test_persons_who_share_a_phone_are_no_ring(kind: str, rings: Result) -> None:
    assert {rings.scores[f"{kind} {place}"]["score"] for place in range(4)} == {0.0}


_PLAIN = ("BR", "JP", "KE", "CH", "NO", "ZA", "PE", "AU")
"""Countries without entries in the register of controls and of no union in it."""
_COUNTRY_COLUMNS = ("shipper_country", "consignee_country", "export_country", "origin_country", "destination_country")


def _relabelled(rows: Iterable[Mapping[str, Any]], give: Callable[[str], str]) -> list[dict[str, Any]]:
    return [{column: give(value) if column in _COUNTRY_COLUMNS else value for column, value in row.items()} for row in rows]


def test_countries_without_control_entries_are_all_alike(tmp_path: Path) -> None:
    chance = random.Random(1)
    plain = {"shipper_country": "BR", "consignee_country": "JP", "export_country": "BR", "destination_country": "JP"}
    rows = [
        dict(row) | plain | {column: chance.choice(_PLAIN) for column in _COUNTRY_COLUMNS if chance.random() < 0.5}
        for row in _named_batch()
    ]
    turned = dict(zip(_PLAIN, chance.sample(_PLAIN, len(_PLAIN)), strict=True))

    before, after = screen(rows, tmp_path / "before"), screen(_relabelled(rows, turned.__getitem__), tmp_path / "after")

    assert "drum" in {row["shipment_id"] for row in before.evidence}
    assert _verdicts(after) == _verdicts(before)


def test_goods_without_text_and_code_are_screened_all_the_same(tmp_path: Path) -> None:
    rows = [_without(row, ("goods_text", "hs_code")) for row in _named_batch()]

    result = screen(rows, tmp_path)

    assert set(result.scores) == {row["shipment_id"] for row in rows}
    assert "goods.listed_substance" in result.not_assessed
    assert "network.shared_identifiers" in result.fired("ring-0")
