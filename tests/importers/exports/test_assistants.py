"""Talks with assistants of a whole account: as they went in the end, and those alone that give a link."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kb.importers import long_list, records
from kb.types import Document, Kind
from tests.importers.exports.reading import told as read

TALKS = Path(__file__).parent / "fixtures_assistants"


def said(talk: Document) -> list[tuple[str, str, str | None]]:
    return [(turn.role, turn.text, turn.at) for turn in talk.turns]


def test_a_talk_of_chatgpt_went_as_its_last_branch_did(cache: Path) -> None:
    (talk,), failures = read(TALKS / "chatgpt.json", cache)
    assert failures == ["records that give no link: 1; left out"]
    assert (talk.kind, talk.key, talk.title, talk.url) == (
        Kind.CHAT, "chat:11111111-0000-4000-8000-000000000001", "Caches, at length",
        "https://chatgpt.com/c/11111111-0000-4000-8000-000000000001",
    )  # fmt: skip
    assert said(talk) == [
        ("user", "What is a cache?", "2024-03-01T10:00:01+00:00"),
        (
            "assistant",
            "A promise.([Caches](https://example.org/caches)) See [a paper](https://arxiv.org/abs/2310.06770).",
            "2024-03-01T10:00:10+00:00",
        ),
        ("user", "Thanks", "2024-03-01T10:00:20+00:00"),
    ]
    assert [one.key for one in talk.references] == ["url:https://example.org/caches", "arxiv:2310.06770"]
    assert (talk.saved_at, talk.published, talk.tags) == (
        "2024-03-01T10:00:00+00:00", "2024-03-01", ("favourite",),
    )  # fmt: skip


def test_a_talk_of_deepseek_has_its_newest_answers(cache: Path) -> None:
    (talk,), failures = read(TALKS / "deepseek.json", cache)
    assert not failures
    assert said(talk) == [
        ("user", "Что почитать о кэшах?", "2025-02-01T04:00:01+00:00"),
        ("assistant", "Вот: https://arxiv.org/abs/2310.06770", "2025-02-01T04:00:05+00:00"),
    ]
    assert (talk.title, talk.saved_at) == ("Кэши", "2025-02-01T04:00:00+00:00")


def test_a_talk_of_claude_has_its_sources(cache: Path) -> None:
    (talk, older), failures = read(TALKS / "claude.json", cache)
    assert not failures
    assert [(role, text) for role, text, _ in said(talk)] == [
        ("user", "How are caches kept? And why."),
        ("assistant", "By hand. (https://example.org/caches)\n\nAnd by eye."),
    ]
    assert (talk.title, older.title) == ("How are caches kept?", "Older")
    assert [one.url for one in older.references] == ["https://example.org/caches"]


def test_a_talk_that_was_saved_by_itself_needs_no_link(tmp_path: Path, cache: Path) -> None:
    dinner = json.loads((TALKS / "chatgpt.json").read_text(encoding="utf-8"))[1]
    (tmp_path / "talk.json").write_text(json.dumps(dinner))
    (talk,), failures = read(tmp_path / "talk.json", cache)
    assert (talk.text, failures) == ("User: Pasta?", [])


def test_what_else_an_account_gives_is_passed_over(tmp_path: Path, cache: Path) -> None:
    shutil.copy(TALKS / "claude.json", tmp_path / "conversations.json")
    for name in ("users.json", "projects.json", "memories.json"):
        (tmp_path / name).write_text('[{"uuid": "x", "name": "https://example.org/no"}]')
    found, failures = read(tmp_path, cache)
    assert (len(found), failures) == (2, [])


@pytest.mark.parametrize("name", ["chatgpt", "claude"])
def test_a_list_too_large_to_be_held_gives_the_same(
    name: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(TALKS / f"{name}.json", cache)
    for module in (long_list, records):
        monkeypatch.setattr(module, "MAX_RECORDS_BYTES", 1_000)
    records._parsed.cache_clear()
    monkeypatch.setattr(long_list, "_AT_ONCE", 1)
    assert read(TALKS / f"{name}.json", cache) == whole


def test_a_large_list_that_breaks_off_keeps_what_came_before(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (TALKS / "claude.json").read_text(encoding="utf-8").strip().removesuffix("]")
    (tmp_path / "torn.json").write_text(f"\ufeff{text}, {{", encoding="utf-8")
    for module in (long_list, records):
        monkeypatch.setattr(module, "MAX_RECORDS_BYTES", 1_000)
    found, (failure,) = read(tmp_path / "torn.json", cache)
    assert len(found) == 2 and failure.startswith("torn.json breaks off (") and "export it again" in failure
