"""A run folder appears whole or not at all: it is written beside its place and renamed."""

import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tidewaiter.errors import BadInput, Misconfigured

__all__ = ["RUN_FILES", "open_run", "write_aside"]

RUN_FILES = ("shipments.parquet", "rejects.parquet", "scores.parquet", "evidence.parquet", "run.json", "report.html")


@contextmanager
def write_aside(target: Path, *, replace: bool) -> Iterator[Path]:
    """Give a folder beside `target` to write in; it takes the place of `target` when the context ends without an error.

    What a killed run left aside for the same target is cleared away first.

    Raises:
        Misconfigured: `target` exists and may not be replaced, or its parent cannot be written.
    """
    check_target(target, replace=replace)
    _clear_leftovers(target)
    aside = target.parent / f".{target.name}.{os.getpid()}-{uuid.uuid4().hex[:8]}.partial"
    try:
        aside.mkdir(parents=True)
    except OSError as error:
        raise Misconfigured(f"cannot write beside {target}: {error.strerror}; choose another --out") from error
    try:
        yield aside
        _take_place(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def check_target(target: Path, *, replace: bool) -> None:
    """Refuse a target that exists, unless it is a run and may be replaced.

    Raises:
        Misconfigured: it exists and `replace` is not asked for, or it is no run folder.
    """
    if not target.exists():
        return
    if not replace:
        raise Misconfigured(f"{target} exists; give another --out, or --replace to write it anew")
    if not target.is_dir() or (any(target.iterdir()) and not (target / "run.json").exists()):
        raise Misconfigured(f"{target} is not a run folder and is not replaced; give another --out")


def open_run(run: Path) -> Path:
    """Give the folder of a run.

    Raises:
        BadInput: there is no whole run there.
    """
    missing = [name for name in RUN_FILES if not (run / name).is_file()]
    if missing:
        raise BadInput(f"{run} is not a run folder ({missing[0]} is missing); make one with: tidewaiter screen FILE --out {run}")
    return run


def _take_place(aside: Path, target: Path) -> None:
    """Rename; an old run steps aside first and comes back if the rename fails."""
    if not target.exists():
        aside.rename(target)
        return
    old = aside.with_suffix(".old")
    target.rename(old)
    try:
        aside.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _clear_leftovers(target: Path) -> None:
    for left in target.parent.glob(f".{target.name}.*.partial"):
        if not _alive(left.name.removeprefix(f".{target.name}.").partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)


def _alive(process_id: str) -> bool:
    if sys.platform == "win32":
        return True  # There a signal 0 would end the process; what is left aside stays.
    try:
        os.kill(int(process_id), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
