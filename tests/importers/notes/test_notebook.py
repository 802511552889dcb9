"""Notebooks: words and code of both forms of the format, without what was printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.types import Kind
from tests.importers.exports.reading import told

WORDS = {
    "cell_type": "markdown",
    "metadata": {},
    "source": ["# On caches\n", "\n", "See [one](https://example.org/a)."],
}
CODE = {
    "cell_type": "code",
    "metadata": {},
    "source": "print(1)",
    "outputs": [{"text": ["1"]}],
    "execution_count": 1,
}
FOURTH = {
    "cells": [WORDS, CODE],
    "metadata": {"language_info": {"name": "julia"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
HEAD = {"cell_type": "heading", "level": 2, "source": ["More"]}
THIRD = {
    "worksheets": [{"cells": [WORDS, HEAD, {"cell_type": "code", "input": ["print(1)"]}]}],
    "metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("notebook", "text"),
    [
        (FOURTH, "See [one](https://example.org/a).\n\n```julia\nprint(1)\n```"),
        (THIRD, "See [one](https://example.org/a).\n\n## More\n\n```python\nprint(1)\n```"),
    ],
)
def test_a_notebook_is_a_note_of_its_words_and_code(
    notebook: dict[str, object], text: str, tmp_path: Path, cache: Path
) -> None:
    (tmp_path / "n.ipynb").write_text(json.dumps(notebook))
    (note,), failures = told(tmp_path / "n.ipynb", cache)
    assert (note.kind, note.title, note.text, failures) == (Kind.NOTE, "On caches", text, [])
    assert [one.url for one in note.references] == ["https://example.org/a"]


def test_a_notebook_that_lists_links_comes_as_what_it_lists(tmp_path: Path, cache: Path) -> None:
    listed = "".join(f"- [T{n}](https://example.org/{n}) - What it is.\n" for n in range(3))
    cells = [{"cell_type": "markdown", "source": listed}, CODE]
    (tmp_path / "n.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))
    found, failures = told(tmp_path / "n.ipynb", cache)
    assert ([one.title for one in found], failures) == (["T0", "T1", "T2"], [])


def test_code_alone_is_refused(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "n.ipynb").write_text(json.dumps({"cells": [CODE], "metadata": {}, "nbformat": 4}))
    assert told(tmp_path / "n.ipynb", cache) == ([], ["notebooks of code without words: 1; left out"])
