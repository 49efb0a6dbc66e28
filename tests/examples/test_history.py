from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tidewaiter.engine import open_engine
from tidewaiter.history import KERNELS
from tidewaiter.history.norms import step_norms
from tidewaiter.history.steps import STEP


def norms_of(steps: list[int | None], folder: Path) -> list[dict[str, Any]]:
    path = folder / "steps.parquet"
    pq.write_table(pa.table({"commodity": ["tea"] * len(steps), "step": pa.array(steps, type=pa.int32())}), path)
    with open_engine("duckdb", workdir=folder, memory=None, kernels=KERNELS) as engine:
        return [row for batch in engine.batches(step_norms(engine.read(path), by=("commodity",))) for row in batch.to_pylist()]


def test_the_norm_of_a_commodity_is_the_median_and_the_spread_around_it(tmp_path: Path) -> None:
    steps = [100, 110, 120, 130, 900, None]

    (norm,) = norms_of(steps, tmp_path)

    assert norm == {"commodity": "tea", "n": 5, "median_step": 120, "mad_step": 10}


def test_a_cell_of_one_record_is_its_own_norm_without_spread(tmp_path: Path) -> None:
    (norm,) = norms_of([42], tmp_path)

    assert (norm["n"], norm["median_step"], norm["mad_step"]) == (1, 42, 0)


def test_an_amount_that_is_not_above_nothing_has_no_step() -> None:
    amounts = pa.array([100.0, 0.0, -1.0, None, float("nan"), float("inf")])

    steps = STEP.function(amounts)

    assert steps.to_pylist() == [200, None, None, None, None, None]
