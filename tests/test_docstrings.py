"""What a reader of the code may rely on: public functions say what they mean and raise, numbers say why."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RAISES = re.compile(r"^ *:raises ([\w.]+): \S", re.MULTILINE)
# What a protocol or the command line's own module describes once, for all who implement it.
DESCRIBED_ONCE = frozenset(
    ("match", "load", "encode_query", "encode_passages", "fingerprint", "dimension", "register")
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


_FILES = [*(ROOT / "kb").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"]
MODULES = sorted(file.relative_to(ROOT).as_posix() for file in _FILES)
ROOMS = sorted({str(Path(module).parent) for module in MODULES})


CLASS = re.compile(r"^ *class (\w+)\(([^()]*)\):", re.MULTILINE)


def text_of(module: str) -> str:
    return (ROOT / module).read_text("utf-8")


def public(node: ast.AST) -> Iterator[ast.ClassDef | Function]:
    """Public classes, functions and methods below a node; not those inside functions."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, (ast.ClassDef, *FUNCTIONS)) and not inner.name.startswith("_"):
            yield inner
            if isinstance(inner, ast.ClassDef):
                yield from public(inner)


def raised(node: ast.AST) -> Iterator[str]:
    """Names of what a function raises by name itself."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, (*FUNCTIONS, ast.Lambda)):
            continue
        if isinstance(inner, ast.Raise) and inner.exc is not None:
            told = inner.exc.func if isinstance(inner.exc, ast.Call) else inner.exc
            yield ast.unparse(told).rpartition(".")[2]
        yield from raised(inner)


@cache
def errors() -> frozenset[str]:
    """Jomo's own errors, by name."""
    bases = {
        name: {base.strip() for base in above.split(",")}
        for module in MODULES
        for name, above in CLASS.findall(text_of(module))
    }
    own = {"JomoError"}
    while more := {name for name, above in bases.items() if above & own} - own:
        own |= more
    return frozenset(own)


def modules_of(room: str) -> Iterator[str]:
    return (module for module in MODULES if str(Path(module).parent) == room)


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_public_says_what_it_means_and_what_it_raises(room: str) -> None:
    for module in modules_of(room):
        check_what_is_public(module)


def check_what_is_public(module: str) -> None:
    for node in public(ast.parse(text_of(module))):
        doc = ast.get_docstring(node) or ""
        place = f"{module}:{node.lineno} {node.name}"
        assert doc or node.name in DESCRIBED_ONCE, f"{place} has no docstring"
        told = set(RAISES.findall(doc))
        assert len(told) <= doc.count(":raises "), place
        unknown = {name for name in told if "." not in name} - errors() - set(dir(builtins))
        assert not unknown, f"{place} speaks of {unknown}"
        assert not re.search(r"^Raises \w*Error\b", doc, re.MULTILINE), f"{place}: `:raises X: when`"
        # Docstrings of commands are their help, where a person reads what they do.
        if not isinstance(node, ast.ClassDef) and (
            not module.startswith("kb/cli/") or module == "kb/cli/output.py"
        ):
            untold = set(raised(node)) & errors() - told
            assert not untold, f"{place} raises {untold} and does not say when"


def is_text(statements: list[ast.stmt], place: int) -> bool:
    if place >= len(statements) or not isinstance(one := statements[place], ast.Expr):
        return False
    return isinstance(one.value, ast.Constant) and isinstance(one.value.value, str)


def follows(one: ast.stmt, other: ast.stmt) -> bool:
    """Whether both give names to values, the other on the next line."""
    assigned = (ast.Assign, ast.AnnAssign)
    return (
        isinstance(one, assigned)
        and isinstance(other, assigned)
        and other.lineno == (one.end_lineno or 0) + 1
    )


def is_number(node: ast.expr) -> bool:
    return any(isinstance(n, ast.Constant) and type(n.value) in (int, float) for n in ast.walk(node))


@pytest.mark.parametrize("room", ROOMS)
def test_numbers_say_where_they_come_from(room: str) -> None:
    """A constant made of numbers has a docstring below it or below the lines it stands among, or a comment
    above."""
    for module in modules_of(room):
        check_numbers(module)


def check_numbers(module: str) -> None:
    text = text_of(module)
    statements, lines = ast.parse(text).body, text.splitlines()
    for place, statement in enumerate(statements):
        if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or statement.value is None:
            continue
        target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
        made = isinstance(statement.value, ast.Call | ast.Subscript)
        if not re.match(r"\(?_?[A-Z]", ast.unparse(target)) or made or not is_number(statement.value):
            continue
        first = last = place
        while first and follows(statements[first - 1], statements[first]):
            first -= 1
        while last + 1 < len(statements) and follows(statements[last], statements[last + 1]):
            last += 1
        above = (lines[statements[n].lineno - 2].lstrip() for n in (first, place))
        beside = "  # " in lines[statement.lineno - 1]
        told = is_text(statements, last + 1) or beside or any(line.startswith("#") for line in above)
        assert told, f"{module}:{statement.lineno} {ast.unparse(target)} has no word of origin"
