"""Fail where a module or function outgrows what a reader holds in mind; exceptions stand here with their reason."""

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

_MODULE_LINES = 400
_FUNCTION_LINES = 60
_MEDIAN_FUNCTION_LINES = 10
_ALLOWED: dict[str, str] = {}
"""Path or path:function -> why it may be longer."""


def main() -> int:
    """Print what is too long; give 1 if anything is."""
    found = [line for path in sorted(Path("src").rglob("*.py")) for line in _too_long(path)]
    lengths = [length for path in Path("src").rglob("*.py") for _, length in _functions(path)]
    median = statistics.median(lengths)
    if median > _MEDIAN_FUNCTION_LINES:
        found.append(f"the median function has {median} lines; {_MEDIAN_FUNCTION_LINES} is the most")
    print("\n".join(found) if found else f"{len(lengths)} functions, median {median:g} lines")
    return 1 if found else 0


def _too_long(path: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").count("\n")
    if lines > _MODULE_LINES and str(path) not in _ALLOWED:
        yield f"{path} has {lines} lines; {_MODULE_LINES} is the most"
    for name, length in _functions(path):
        if length > _FUNCTION_LINES and f"{path}:{name}" not in _ALLOWED:
            yield f"{path}: {name} has {length} lines; {_FUNCTION_LINES} is the most"


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and lines of each function, its docstring left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            yield node.name, (node.end_lineno or 0) - first.lineno + 2


if __name__ == "__main__":
    sys.exit(main())
