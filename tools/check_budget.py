"""Hold the code to its budget: short functions, small files, every word typed and told, no circles, no loose ends.

Usage: python -m tools.check_budget   (exit status 1 when something is over the budget)
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("inspector_app/", "backend_client/", "auction_backend/", "training/", "bench/", "tools/")
TALKERS = re.compile(r"^(?:tools|bench|training)/|(?:^|/)cli(?:/|\.py$)")
QT_FLOORS = re.compile(r"^inspector_app/(?:qt|ui)/")
QT_NAME = re.compile(r"[a-z]+[A-Z]\w*$|(?:clone|count|data|event|flags|index|paint|parent|pixmap)$")
LOOSE_END = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "NotImplemented" + "Error")) + r")\b")
MOCK = re.compile(r"\b(?:mocker|monkeypatch|MagicMock|AsyncMock|Mock)\b|\bmock\.patch")
TEST = re.compile(r"(?m)^\s*(?:async )?def test_")

FUNCTION_LINES, FUNCTION_MEDIAN, FUNCTION_P95 = 60, 8, 25
FILE_LINES = 300
BROAD_HANDLERS = 3
MOCKS_PER_TEST = 0.2

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Tally:
    """What has been counted so far, and every place that is over the budget."""

    lengths: list[int] = field(default_factory=list)
    imports: dict[str, set[str]] = field(default_factory=dict)
    broad: list[str] = field(default_factory=list)
    mocks: int = 0
    tests: int = 0
    over: list[str] = field(default_factory=list)


def tracked_python() -> list[str]:
    """Return the Python files that git tracks and that still lie there."""
    listing = subprocess.run(["git", "ls-files", "-z", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def length(function: Function) -> int:
    """Count a function's lines, its docstring left out."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def is_typed(function: Function) -> bool:
    """Tell whether every parameter and the return are annotated."""
    spec = function.args
    named = [*spec.posonlyargs, *spec.args]
    if named and named[0].arg in {"self", "cls"}:
        named = named[1:]
    named += [*spec.kwonlyargs, *(argument for argument in (spec.vararg, spec.kwarg) if argument)]
    return function.returns is not None and all(argument.annotation for argument in named)


def is_stub(node: ast.AST) -> bool:
    """Tell whether a definition is the bare line of a protocol, told by its type alone."""
    return isinstance(node, Function) and isinstance(node.body[0], ast.Expr) and ast.unparse(node.body[0]) == "..."


def public(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    """Yield the public functions, classes and methods of a body; what is made inside a function is not public."""
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_") and not is_stub(node):
            yield node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public(node.body)


def count_words(tally: Tally, name: str, tree: ast.Module) -> None:
    """Note every public definition that does not say what it is; Qt's own names say it in Qt's floors."""
    for node in public(tree.body):
        is_qt = QT_FLOORS.search(name) and QT_NAME.match(node.name)
        if not is_qt and not ast.get_docstring(node):
            tally.over.append(f"{name}:{node.lineno}: {node.name} has no docstring")


def is_broad(node: ast.AST) -> bool:
    """Tell whether a handler catches everything."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    return node.type is None or getattr(node.type, "id", "") in {"Exception", "BaseException"}


def is_print(node: ast.AST) -> bool:
    """Tell whether a node is a call of print."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"


def module_name(name: str) -> str:
    """Return the dotted name of a file."""
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported(tree: ast.AST) -> set[str]:
    """Return every module that this one may import, those inside functions too; there are no relative imports."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def count_function(tally: Tally, place: str, function: Function) -> None:
    """Count one function and note where it is too long or untyped."""
    lines = length(function)
    tally.lengths.append(lines)
    if lines > FUNCTION_LINES:
        tally.over.append(f"{place}: {function.name} has {lines} lines (budget {FUNCTION_LINES})")
    if not is_typed(function):
        tally.over.append(f"{place}: {function.name} is not fully typed")


def count_node(tally: Tally, name: str, node: ast.AST) -> None:
    """Count one node of a file's tree."""
    place = f"{name}:{getattr(node, 'lineno', 0)}"
    if isinstance(node, Function):
        count_function(tally, place, node)
    if is_broad(node):
        tally.broad.append(place)
    if is_print(node) and not TALKERS.search(name):
        tally.over.append(f"{place}: a print")


def count_file(tally: Tally, name: str, text: str) -> None:
    """Count one source file."""
    tree = ast.parse(text)
    lines = text.splitlines()
    if len(lines) > FILE_LINES:
        tally.over.append(f"{name}: {len(lines)} lines in one file (budget {FILE_LINES})")
    tally.over += [f"{name}:{n}: an unfinished place" for n, line in enumerate(lines, 1) if LOOSE_END.search(line)]
    tally.imports[module_name(name)] = imported(tree)
    count_words(tally, name, tree)
    for node in ast.walk(tree):
        count_node(tally, name, node)


def count_test(tally: Tally, text: str) -> None:
    """Count one test file."""
    tally.mocks += len(MOCK.findall(text))
    tally.tests += len(TEST.findall(text))


def circle(imports: dict[str, set[str]]) -> list[str]:
    """Return a circle of modules that import one another, or nothing."""
    graph = {module: (found & imports.keys()) - {module} for module, found in imports.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [str(module) for module in error.args[1]]
    return []


def ninety_fifth(lengths: list[int]) -> int:
    """Return the length that 95 of 100 functions do not pass."""
    return sorted(lengths)[int(len(lengths) * 0.95)] if lengths else 0


def judge(tally: Tally) -> list[str]:
    """Return every place over the budget, the counts over the whole included."""
    over = list(tally.over)
    middle, tail = median(tally.lengths or [0]), ninety_fifth(tally.lengths)
    if middle > FUNCTION_MEDIAN or tail > FUNCTION_P95:
        over.append(f"functions: median {middle:g} (budget {FUNCTION_MEDIAN}), 95th {tail} (budget {FUNCTION_P95})")
    if found := circle(tally.imports):
        over.append("a circle of imports: " + " > ".join(found))
    if len(tally.broad) > BROAD_HANDLERS:
        over.append(f"{len(tally.broad)} broad handlers (budget {BROAD_HANDLERS}): {', '.join(tally.broad)}")
    if tally.mocks > MOCKS_PER_TEST * tally.tests:
        over.append(f"{tally.mocks} mocks in {tally.tests} tests (budget {MOCKS_PER_TEST} a test)")
    return over


def count_all() -> Tally:
    """Count every tracked file."""
    tally = Tally()
    for name in tracked_python():
        text = (ROOT / name).read_text(encoding="utf-8")
        if name.startswith("tests/"):
            count_test(tally, text)
        elif name.startswith(PACKAGES):
            count_file(tally, name, text)
    return tally


def main() -> int:
    """Count, print the figures and what is over the budget."""
    tally = count_all()
    over = judge(tally)
    sizes = tally.lengths or [0]
    print(f"{len(sizes)} functions: median {median(sizes):g}, 95th {ninety_fifth(sizes)}, longest {max(sizes)} lines")
    print(f"{len(tally.broad)} broad handlers; {tally.mocks} mocks in {tally.tests} tests")
    print("\n".join(over) or "within the budget")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
