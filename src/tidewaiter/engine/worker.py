"""A process that runs functions for another: `python -P -m tidewaiter.engine.worker [MODULE:FUNCTION]`.

It reads pickled (function, arguments) from stdin and answers on stdout with (done, result, CPU seconds, peak MiB) until stdin closes. The
function named on its command line is run in a thread beside from the start, to have libraries and dictionaries ready when work comes.
"""

import contextlib
import importlib
import os
import pickle
import sys
import threading
from typing import IO, Any

from tidewaiter.engine.usage import cpu_seconds, peak_memory_mib

__all__ = ["main"]


def main(arguments: list[str]) -> None:
    """Get ready, then work until nobody asks any more."""
    asked = sys.stdin.buffer
    # What a library prints must not stand between our answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for name in arguments:
        threading.Thread(target=_prepare, args=(name,), daemon=True).start()
    with contextlib.suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            function, part = pickle.load(asked)
            _answer(function, part, answers)


def _prepare(name: str) -> None:
    module, _, function = name.partition(":")
    getattr(importlib.import_module(module), function)()


def _answer(function: Any, part: tuple[Any, ...], answers: IO[bytes]) -> None:  # Any: whatever was pickled
    try:
        done, result = True, function(*part)
    except Exception as error:  # handed over whole: it is raised where the work was asked for
        done, result = False, error
    pickle.dump((done, result, cpu_seconds(), peak_memory_mib()), answers, protocol=5)
    answers.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
