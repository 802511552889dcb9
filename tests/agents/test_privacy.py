"""The diary never comes out, notes only where they are allowed, and nothing is written."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, MCPError
from mcp_types import TextResourceContents

from kb.agents.privacy import Privacy
from kb.agents.server import server
from kb.errors import LibraryUnavailable
from kb.library import Library
from kb.types import State, Verdict
from tests.agents.conftest import asked, said

PAPER = "arxiv:2504.04704"
DIARY, NOTE, MARKED, PRIVATE, TALKED, JUDGED, WRITTEN = (
    "zebrafinch", "quokkamoss", "ostrichfern", "narwhalreed", "lemurpine", "tapirbirch", "wombatelm",
)  # fmt: skip
NOTES = (NOTE, MARKED, PRIVATE, TALKED, JUDGED, WRITTEN)

WAYS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("search", {"query": "diary"}), ("search", {"query": "дневник"}), ("search", {"query": DIARY}),
    ("search", {"query": NOTE}), ("search", {"query": PRIVATE}), ("search", {"query": "kind:note"}),
    ("search", {"query": "kind:chat"}), ("search", {"query": "kind:note kind:paper"}),
    ("search", {"query": ""}), ("search", {"query": "zone:inbox"}), ("search", {"query": "has:note"}),
    ("search", {"query": "has:highlight"}), ("search", {"query": f"note:{NOTE}"}),
    ("search", {"query": "writing:own"}), ("search", {"query": f'"{MARKED}"', "mode": "words"}),
    ("search", {"query": "-kind:paper"}), ("search", {"query": f"{PRIVATE} -kind:note"}),
    ("search", {"query": TALKED, "mode": "words"}), ("search", {"query": WRITTEN, "mode": "words"}),
    ("item", {"key": PAPER}), ("item", {"key": "diary"}), ("item", {"key": "note:private"}),
    ("similar", {"keys": [PAPER]}), ("similar", {"text": f"{PRIVATE} {NOTE} {DIARY}"}),
    ("areas", {}), ("standing", {}), ("notes", {}), ("notes", {"key": PAPER}), ("notes", {"words": NOTE}),
    ("used", {"key": PAPER}), ("used", {}), ("used", {"since": "2020"}), ("report", {}),
    ("report", {"since": "2020"}), ("diary", {}), ("search", {"query": "x", "diary": True}),
)  # fmt: skip


@pytest.fixture
def secretive(mine: Library, tmp_path: Path) -> Library:
    """The sample library with a word of its own in everything that is private."""
    mine.diary.add(situation=f"Too much {DIARY}", emotion="dread", strength=60)
    mine.notes.add(PAPER, f"Ask about {NOTE}")
    mine.notes.add(PAPER, "why so", quote=f"tokens {MARKED}")
    note = tmp_path / "private.md"
    note.write_text(f"# Private thoughts on {PRIVATE}\n\nLagKV (arXiv:2504.04704) and the {PRIVATE}.\n")
    chat = tmp_path / "chat.md"
    chat.write_text(f"**User:** What of {TALKED}?\n\n**Assistant:** It is a {TALKED}.\n")
    assert not mine.intake.add([str(note), str(chat)]).failed
    mine.reviews.judge([PAPER], Verdict.DIRECT, f"won the {JUDGED}")
    own = tmp_path / "own"
    own.mkdir()
    (own / f"{WRITTEN}.md").write_text(f"# Cache\n\nWe use LagKV (arXiv:2504.04704) for the {WRITTEN}.\n")
    mine.evidence.add(str(own))
    mine.evidence.scan()
    return mine


def everything(library: Library, *, notes: bool) -> list[str]:
    """All that a server says, whatever it is asked; with the largest budget."""

    async def ask() -> list[str]:
        heard = []
        async with Client(server(library, Privacy(notes=notes))) as client:
            for tool, arguments in WAYS:
                budget = {} if tool in ("standing", "diary") else {"budget": 50_000}
                try:
                    heard.append(said(await client.call_tool(tool, {**arguments, **budget})))
                except MCPError as error:
                    heard.append(str(error))
            for key in (
                PAPER,
                "diary:1",
                *(item.key for item in library.items.select() if item.kind != "paper"),
            ):
                try:
                    [content] = (await client.read_resource(f"jomo://item/{key}")).contents
                except MCPError as error:
                    heard.append(str(error))
                else:
                    assert isinstance(content, TextResourceContents)
                    heard.append(content.text)
        return heard

    return anyio.run(ask)


def test_neither_diary_nor_notes_come_out_whatever_is_asked(secretive: Library, seen: Library) -> None:
    assert len(WAYS) > 30
    for answer in everything(seen, notes=False):
        # The words of a question may come back in what could not be followed.
        assert not [word for word in (DIARY, *NOTES) if word in answer], answer[:300]


def test_notes_come_out_where_they_are_allowed_and_the_diary_never(secretive: Library, seen: Library) -> None:
    heard = "\n".join(everything(seen, notes=True))
    assert [word for word in NOTES if word not in heard] == [JUDGED]
    assert DIARY not in heard.replace(f"{PRIVATE} {NOTE} {DIARY}", "")


@pytest.mark.parametrize("filtered", ["has:note", "-has:note", "has:highlight", "note:x", "-note:x"])
def test_no_filter_tells_what_was_noted(seen: Library, filtered: str) -> None:
    answer = asked(seen, "search", query=f"attention {filtered}", mode="words")
    assert answer.is_error and "KB_MCP_NOTES" in said(answer)


def test_a_refusal_names_what_the_person_may_set(secretive: Library, seen: Library) -> None:
    answer = asked(seen, "notes")
    assert answer.is_error and "KB_MCP_NOTES" in said(answer)


def test_nothing_is_written_whatever_is_asked(secretive: Library, seen: Library) -> None:
    before = _digest(secretive)
    everything(seen, notes=True)
    assert _digest(secretive) == before
    with pytest.raises((LibraryUnavailable, sqlite3.OperationalError)), seen.store.write():
        pass
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        seen.store.read().execute("DELETE FROM items")


def test_what_the_app_writes_meanwhile_is_seen(mine: Library, seen: Library) -> None:
    mine.items.set_state([PAPER], State.DROPPED)
    assert '"state":"dropped"' in said(asked(seen, "item", key=PAPER))


def _digest(library: Library) -> str:
    """What all tables hold."""
    db = library.store.read()
    return hashlib.sha256("\n".join(db.iterdump()).encode()).hexdigest()
