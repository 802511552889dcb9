"""What folds stays as it is while its label counts something: pressing what is in it does not shut it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.settings import PROJECT_ROOT

FOLDING = ("expander", "popover")
FILES = [*(PROJECT_ROOT / "kb" / "ui").rglob("*.py"), *(PROJECT_ROOT / "pages").glob("*.py")]


def parts(source: str) -> Iterator[ast.Call]:
    """Every call of Streamlit that draws something that folds."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FOLDING:
            yield node


def shuts(part: ast.Call) -> bool:
    """Whether a part is another one to the browser, and shut, once its label changes."""
    given = {word.arg: word.value for word in part.keywords}
    label = part.args[0]
    if isinstance(label, ast.Call) and not label.keywords and ast.unparse(label.func) == "_":
        return False
    if "on_change" in given:
        key = given.get("key")
        return not (isinstance(key, ast.Call) and ast.unparse(key.func) == "stays_open")
    return "key" not in given and ast.unparse(part.func).endswith("expander")


@pytest.mark.parametrize(
    ("source", "is_shut"),
    [
        ("st.expander(_('History'))", False),
        ("st.expander(_('{count} more', count=n))", True),
        ("st.expander(told, key='rest')", False),
        ("st.popover(told)", False),
        ("st.popover(told, key='choose', on_change='rerun')", True),
        ("st.popover(told, key=stays_open('choose'), on_change='rerun')", False),
    ],
)
def test_what_shuts(source: str, is_shut: bool) -> None:
    assert [shuts(part) for part in parts(source)] == [is_shut]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PROJECT_ROOT).as_posix())
def test_nothing_folds_over_what_was_pressed_in_it(file: Path) -> None:
    assert [ast.unparse(part) for part in parts(file.read_text("utf-8")) if shuts(part)] == []
