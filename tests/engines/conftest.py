"""Every engine there is, opened once for the whole run of the tests."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tidewaiter.engine import ENGINES, Engine, open_engine
from tidewaiter.errors import Misconfigured
from tidewaiter.kernels import Kernel


@pytest.fixture(scope="session")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    """Name to open engine; Spark is left out where pyspark or Java is missing."""
    with ExitStack() as opened:
        found: dict[str, Engine] = {}
        for name in ENGINES:
            workdir = tmp_path_factory.mktemp(name)
            try:
                found[name] = opened.enter_context(open_engine(name, workdir=workdir, memory="1GB", kernels=_kernels()))
            except Misconfigured:
                continue
        yield found


def _kernels() -> tuple[Kernel, ...]:
    """The kernels of the whole pipeline, or of the goods alone while the pipeline is not there."""
    try:
        from tidewaiter.pipeline import KERNELS
    except (ImportError, AttributeError):
        from tidewaiter.goods import KERNELS
    return KERNELS
