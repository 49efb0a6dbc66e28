"""Processes that share the work give what this process alone gives, and their end is told."""

import os
import time
from pathlib import Path

import pyarrow as pa
import pytest

from tidewaiter.engine.workers import open_workers
from tidewaiter.errors import BadInput, EngineFailed
from tidewaiter.goods.assess import GOODS
from tidewaiter.kernels import called_columns
from tidewaiter.read.sniff import sniff

_ROWS = pa.record_batch({"goods_text": ["4-piperidone, CAS 41661-47-6", None, "parts"], "hs_code": ["293339", "610910", None]})


def test_kernels_say_the_same_in_another_process_in_the_order_asked() -> None:
    parts = [(_ROWS.slice(place % 3), GOODS) for place in range(12)]

    with open_workers(0) as nobody, open_workers(2, prepare="tidewaiter.pipeline:prepare_kernels") as both:
        alone, shared = list(nobody.map(called_columns, parts)), list(both.map(called_columns, parts))
        cpu_seconds, peak_mib = both.used()

    assert shared == alone
    assert cpu_seconds > 0
    assert peak_mib > 0


def test_what_goes_wrong_in_a_process_is_raised_here() -> None:
    with open_workers(2) as workers, pytest.raises(BadInput, match="does not exist"):
        list(workers.map(sniff, [(Path("nowhere.csv"),)]))


def test_a_process_that_ends_in_its_work_is_told_and_leaves_nothing_waiting() -> None:
    with open_workers(2) as workers, pytest.raises(EngineFailed, match="a process that shared the work ended"):
        list(workers.map(os._exit, [(3,), (3,), (3,), (3,)]))


def test_a_reader_that_stops_early_leaves_no_process_behind() -> None:
    with open_workers(2) as workers:
        first = next(workers.map(time.sleep, [(0.0,)] * 50))
        processes = [worker.process for worker in workers._workers]

    assert first is None
    assert all(process.returncode is not None for process in processes)
