"""Marking a place as one's own writing on a page, and what an item's page then tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.types import Document, Failure, Kind
from kb.types.evidence import Strength, Timing, Trace, TraceKind, WrittenSource
from kb.ui.add import writing
from kb.ui.items import evidence
from kb.work import process
from kb.work.queue import Lane
from tests.pages import AppTest, the_app

PAPER = Document(
    "arxiv:1706.03762", Kind.PAPER, "Attention Is All You Need", saved_at="2024-01-10T10:00:00+00:00"
)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library with one paper, which the app opens too; the lane that reads is taken, so that no process
    starts."""
    monkeypatch.setenv("KB_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KB_NETWORK", "false")
    opened = Library(Settings())
    ingest(opened.store, [PAPER])
    opened.work.stop()
    with process.working(opened.home, Lane.THINK):
        yield opened
    opened.close()


def said(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(str(one.value) for one in app.markdown)


def test_a_marked_place_is_read_and_told_on_the_page_of_the_item(library: Library, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "2024-03-05.md").write_text(
        "Архитектуру взяли из arXiv:1706.03762 и обучили заново, вышло лучше."
    )
    (notes / "a.ipynb").write_text("{}")
    app = the_app().run()
    app.switch_page("pages/add.py").run()
    app.text_input(key="writing-path").input(str(notes))
    next(one for one in app.button if one.label == "Look there").click().run()
    assert "is marked as yours" in said(app) and "not looked at yet" in said(app)
    assert [job.kind for job in library.work.jobs()] == ["scan"]
    library.evidence.scan()
    app.run()
    assert "1 page · 1 saved item referred to · looked at today" in said(app)
    assert "a.ipynb is no notebook" in said(app)
    app.query_params["key"] = PAPER.key
    app.switch_page("pages/item.py").run()
    assert "notes/2024-03-05.md, line 1 · 5 March 2024" in said(app)
    assert "Архитектуру взяли из" in said(app)
    app.switch_page("pages/add.py").run()
    next(one for one in app.button if one.label == "Forget").click().run()
    assert library.evidence.sources()[:-1] == [] and "is forgotten" in said(app)


def test_a_trace_in_words() -> None:
    trace = Trace(
        1, TraceKind.RETELLING, "talk.pdf, page 3", None, "2024-05", "as [they] say", Strength.WEAK,
        "one of many", Timing.BEFORE, 0.8,
    )  # fmt: skip
    assert evidence.told(trace) == (
        ":gray-badge[weak] as \\[they\\] say  \n"
        ":small[:gray[talk.pdf, page 3 · May 2024 · before it was saved · one of many · 80\u00a0% probable]]"
    )


def test_a_place_in_words() -> None:
    at = datetime(2026, 11, 28, 12, tzinfo=UTC)
    source = WrittenSource(
        1, "/x", "", "2026-11-01T00:00:00+00:00", "2026-11-26T09:00:00+00:00", 3, 2, 1, (Failure("a", "b"),)
    )
    assert writing.standing(source, at) == "2 pages · 1 saved item referred to · looked at 2 days ago"
