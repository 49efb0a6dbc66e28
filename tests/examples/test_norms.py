"""What is usual: nearest group that is large enough, drawn to its parents; a buyer with many records has a usual of his own."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batches import Result, screen
from tidewaiter.engine import open_engine
from tidewaiter.history import KERNELS
from tidewaiter.history.measures import Measure
from tidewaiter.history.norms import far_from_norms, far_of
from tidewaiter.signals.batches import crowd, record

_PRICE = Measure("price", "USD/kg", (("article", "lane"), ("article",)))
_SIGNAL = "quantity.buyer_commodity"


def _priced(prefix: str, size: int, price: float | None, *, lane: str | None, is_known: bool = True) -> list[dict[str, Any]]:
    return [
        {"shipment_id": f"{prefix}-{place}", "article": "text:tea", "lane": lane, "price": price, "is_known": is_known}
        for place in range(size)
    ]


def _far(rows: list[dict[str, Any]], folder: Path) -> dict[str, dict[str, Any]]:
    schema = pa.schema(
        [(name, pa.string()) for name in ("shipment_id", "article", "lane")] + [("price", pa.float64()), ("is_known", pa.bool_())]
    )
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / "rows.parquet")
    with open_engine("duckdb", workdir=folder, memory=None, kernels=KERNELS) as engine:
        far = far_of(far_from_norms(engine.read(folder / "rows.parquet"), (_PRICE,), engine=engine), _PRICE)
        return {row["shipment_id"]: row for batch in engine.batches(far) for row in batch.to_pylist()}


def test_a_group_of_twenty_is_drawn_half_way_to_its_parent(tmp_path: Path) -> None:
    rows = [*_priced("small", 20, 100.0, lane="CN>MX"), *_priced("large", 200, 1.0, lane="CN>US")]

    far = _far(rows, tmp_path)

    # Half way on the logarithm from 100 to 1 lies 10.
    assert far["small-0"]["price_usual"] == pytest.approx(10.0)
    assert far["small-0"]["price_norm_n"] == 20
    assert far["small-0"]["price_compared_with"] == "“tea” from CN to MX"
    assert not [shipment_id for shipment_id in far if shipment_id.startswith("large")]


def test_a_group_of_nineteen_is_held_against_its_parent(tmp_path: Path) -> None:
    far = _far([*_priced("small", 19, 100.0, lane="CN>MX"), *_priced("large", 200, 1.0, lane="CN>US")], tmp_path)

    assert (far["small-0"]["price_compared_with"], far["small-0"]["price_norm_n"]) == ("“tea”", 219)
    assert far["small-0"]["price_usual"] == 1.0


def test_a_record_without_a_lane_is_held_against_the_goods_of_all_lanes(tmp_path: Path) -> None:
    far = _far([*_priced("laneless", 1, 100.0, lane=None), *_priced("large", 200, 1.0, lane="CN>US")], tmp_path)

    assert far["laneless-0"]["price_compared_with"] == "“tea”"


def test_records_that_are_not_known_yet_are_measured_and_make_no_group(tmp_path: Path) -> None:
    rows = [*_priced("later", 60, 100.0, lane="CN>US", is_known=False), *_priced("known", 20, 1.0, lane="CN>US")]

    far = _far(rows, tmp_path)

    assert set(far) == {f"later-{place}" for place in range(60)}
    assert far["later-0"]["price_norm_n"] == 20


def test_amounts_of_nothing_are_nowhere(tmp_path: Path) -> None:
    rows = [*_priced("none", 5, None, lane="CN>US"), *_priced("zero", 5, 0.0, lane="CN>US"), *_priced("known", 20, 1.0, lane="CN>US")]

    assert _far(rows, tmp_path) == {}


def _orders(prefix: str, buyer: str, size: int, mass_kg: float) -> list[Any]:
    """Orders of pool cleaner by one buyer, a day apart."""
    return [
        record(
            f"{prefix}-{place}",
            goods_text="pool cleaner tablets",
            channel="air",
            consignee_name=buyer,
            net_mass_kg=mass_kg * (0.8 + place % 5 / 10),
            lodged_date=date(2026, 3, 2) + timedelta(days=place),
        )
        for place in range(size)
    ]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What is found of a crowd of small buyers, a large one, a small one and their odd orders."""
    rows = [
        *crowd(40, goods_text="pool cleaner tablets", channel="air", mass_kg=4.0),
        *_orders("large", "Imaginary Pools LLC", 24, 220.0),
        *_orders("large-again", "Imaginary Pools LLC", 1, 330.0),
        *_orders("larger", "Imaginary Pools LLC", 1, 9000.0),
        *_orders("small", "Imaginary Garden LLC", 24, 4.0),
        *_orders("small-odd", "Imaginary Garden LLC", 1, 400.0),
        *_orders("newcomer", "Imaginary Newcomer LLC", 1, 4000.0),
        record("master", goods_text="pool cleaner tablets", channel="air", net_mass_kg=9000.0, record_kind="master"),
    ]
    return screen(rows, tmp_path_factory.mktemp("habits"))


def test_a_distributor_orders_what_it_always_orders(found: Result) -> None:
    assert not {f"large-{place}" for place in range(24)} & set(found.points(_SIGNAL))
    assert "large-again-0" not in found.points(_SIGNAL)


def test_an_order_of_forty_times_a_distributors_own_is_raised(found: Result) -> None:
    assert found.values("larger-0", _SIGNAL)["mass_kg_compared_with"] == "“pool cleaner tablets” as air cargo of this buyer"


def test_a_small_buyer_is_held_against_his_own_small_orders(found: Result) -> None:
    assert found.values("small-odd-0", _SIGNAL)["mass_kg_norm_n"] == 25


def test_a_newcomer_is_held_against_the_others(found: Result) -> None:
    assert found.values("newcomer-0", _SIGNAL)["buyer_norm_n"] == 1


def test_a_master_bill_is_nobodys_order(found: Result) -> None:
    assert "master" not in found.points(_SIGNAL)
