"""A run folder appears whole or not at all: it is written beside its place and renamed."""

import contextlib
import os
import re
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tidewaiter.errors import BadInput, Misconfigured

__all__ = ["RUN_FILES", "open_run", "write_aside"]

RUN_FILES = ("shipments.parquet", "rejects.parquet", "scores.parquet", "evidence.parquet", "run.json", "report.html")
_OLD = "-old"


@contextmanager
def write_aside(target: Path, *, replace: bool) -> Iterator[Path]:
    """Give a folder beside `target` to write in; it takes the place of `target` when the context ends without an error.

    What a killed run left aside for the same target is cleared away first.

    Raises:
        Misconfigured: `target` exists and may not be replaced, or its parent cannot be written.
    """
    check_target(target, replace=replace)
    made = _missing_parents(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(target)
        aside = target.parent / f".{target.name}.partial-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        aside.mkdir()
    except OSError as error:
        raise Misconfigured(f"cannot write beside {target}: {error.strerror}; choose another --out") from error
    try:
        yield aside
        _take_place(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        _remove_empty(made)


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


def _missing_parents(target: Path) -> list[Path]:
    """The folders above a target that are not there yet, deepest first."""
    return [folder for folder in target.absolute().parents if not folder.exists()]


def _remove_empty(folders: list[Path]) -> None:
    """Take away folders that were made for a run that did not come about."""
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _take_place(aside: Path, target: Path) -> None:
    """Rename; an old run steps aside first and comes back if the rename fails."""
    if not target.exists():
        aside.rename(target)
        return
    old = aside.with_name(f"{aside.name}{_OLD}")
    target.rename(old)
    try:
        aside.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _clear_leftovers(target: Path) -> None:
    """Clear what killed runs of the same target left; an old run that was caught stepping aside takes its place again."""
    left_by_us = re.compile(re.escape(f".{target.name}.partial-") + r"(\d+)-[0-9a-f]{8}(" + re.escape(_OLD) + ")?")
    for folder in sorted(target.parent.iterdir()):
        found = left_by_us.fullmatch(folder.name)
        if found is None or _alive(int(found[1])):
            continue
        if found[2] and not target.exists():
            folder.rename(target)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _alive(process_id: int) -> bool:
    if sys.platform == "win32":
        return True  # There a signal 0 would end the process; what is left aside stays.
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
