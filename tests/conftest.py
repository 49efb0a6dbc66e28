"""Settings that all tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("short", max_examples=30, deadline=None)
settings.register_profile("long", max_examples=400, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder of reference data for tests, or a skip that says so."""
    folder = os.environ.get("TIDEWAITER_DATA")
    if not folder:
        pytest.skip("needs the folder of reference data; set TIDEWAITER_DATA to it")
    return Path(folder)
