"""What a person may be writing in stays where it is while things around it come and go by themselves: a field
that moves to another place of its page is another one to the browser, empty and without the cursor."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kb.library import Library
from kb.settings import Settings
from kb.ui.shell import frame
from tests.conftest import PATIENCE_S
from tests.pages import place_of, visit


@pytest.mark.parametrize(("page", "field"), [("search", "q"), ("today", "today-query")])
def test_when_search_by_meaning_is_there(library: Library, page: str, field: str) -> None:
    library.intake.load_sample()
    app = visit(page)
    before = place_of(app, field)
    opened = frame.open_library(Settings())
    deadline = time.monotonic() + PATIENCE_S
    while not opened.warm and time.monotonic() < deadline:
        time.sleep(0.05)
    assert place_of(app.run(), field) == before


def test_when_something_is_known_of_an_item(sampled: Library) -> None:
    app = visit("item", key="arxiv:2504.04704")
    before = place_of(app, "Your notes")
    sampled.delegations.give(["arxiv:2504.04704"], "Ira", None, "")
    shown = app.run()
    assert [one for one in shown.markdown if "Ira" in one.value]
    assert place_of(shown, "Your notes") == before


def test_when_an_import_has_ended(library: Library, tmp_path: Path) -> None:
    app = visit("add")
    before = place_of(app, "Your own writing")
    (tmp_path / "note.md").write_text("# A note\n\nOf some words.", encoding="utf-8")
    library.intake.add([str(tmp_path / "note.md")])
    shown = app.run()
    assert not [one for one in shown.button if one.key == "load-sample"]
    assert place_of(shown, "Your own writing") == before
