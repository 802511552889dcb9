"""Finds words in the code that the catalogue does not know."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

MARKS = {"_", "n_", "p_", "np_", "by_number", "noted"}
_SENTENCE = re.compile(r"[A-Za-z][\w'’-]+[,;:.]? [\w{'’(-]{2,}")
_NO_PROSE = re.compile(
    r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|WITH|PRAGMA|FROM|WHERE|JOIN|AND|ORDER|LIMIT)\b"
    r"|</?[a-z]+[ >]|[{;]\s*[a-z-]+:|\(\?[:<P]|https?://\S+$|'(self|none)'|no-cache|max-age|noopener"
)
_NOT_SHOWN = {
    "compile", "sub", "fullmatch", "match", "search", "debug", "info", "warning", "exception", "error",
    "ValueError", "TypeError", "RuntimeError", "KeyError", "AssertionError", "NotImplementedError", "execute",
}  # fmt: skip
"""Calls whose words no person reads: patterns, the log, faults of the code itself."""
_NAMES = {"key", "icon", "type", "gap", "width", "border", "on_change", "name", "metavar", "rich_help_panel"}
"""Arguments that are no words."""


def unmarked(file: Path) -> Iterator[tuple[int, str]]:
    """Lines and texts of a file that read like sentences to a person and are not in the catalogue."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    yield from _within(tree)


def _within(node: ast.AST) -> Iterator[tuple[int, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Call) and _called(child) in MARKS | _NOT_SHOWN:
            # What stands in for a name within a sentence may be a sentence itself.
            yield from (found for value in child.keywords for found in _within(value))
            continue
        if isinstance(child, ast.keyword) and child.arg in _NAMES:
            continue
        if isinstance(child, ast.Assert | ast.Subscript):
            continue
        if isinstance(child, ast.Constant | ast.JoinedStr):
            text = _text(child)
            if _SENTENCE.search(text) and not _NO_PROSE.search(text):
                yield child.lineno, text
            if isinstance(child, ast.Constant):
                continue
            for value in child.values:
                if isinstance(value, ast.FormattedValue):
                    yield from _within(value)
            continue
        yield from _within(child)


def _called(call: ast.Call) -> str:
    called = call.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(_text(part) if isinstance(part, ast.Constant) else "{}" for part in node.values)
