"""Saved conversations in the forms people keep them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.importers.notes.obsidian_chat import ObsidianChatImporter, chat_title, chat_turns
from kb.importers.protocol import ImportContext
from kb.types import Document

QUESTION, ANSWER = "Как работает внимание?", "Через запросы, ключи и значения."
FORMS = {
    "callouts": f">[!nexus_user] **User** - 01.07.2025 at 17:08\n> {QUESTION}\n<!-- UID: a-1 -->\n\n\n"
    f">[!nexus_agent] **Assistant** - 01.07.2025 at 17:09\n> {ANSWER}\n<!-- UID: a-2 -->\n",
    "plain callouts": f"> [!user]+ You\n> {QUESTION}\n\n> [!assistant]- ChatGPT\n> {ANSWER}\n",
    "titled callouts": f"> [!quote] Human\n> {QUESTION}\n\n> [!info] Claude 3.5 Sonnet\n> {ANSWER}\n",
    "bold with colon inside": f"**User:** {QUESTION}\n\n**Assistant:** {ANSWER}\n",
    "bold with colon outside": f"**You**: {QUESTION}\n\n**GPT-4o**: {ANSWER}\n",
    "bold alone": f"**User**\n\n{QUESTION}\n\n**Assistant**\n\n{ANSWER}\n",
    "headings": f"# You\n\n{QUESTION}\n\n# ChatGPT\n\n{ANSWER}\n",
    "headings with colon": f"## 🧑 Human:\n\n{QUESTION}\n\n## 🤖 Assistant (GPT-4):\n\n{ANSWER}\n",
    "copied from a page": f"You said:\n{QUESTION}\nChatGPT said:\n{ANSWER}\n",
    "russian": f"**Пользователь:** {QUESTION}\n\n**Ассистент:** {ANSWER}\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_both_turns_are_read(form: str) -> None:
    turns = chat_turns(FORMS[form])
    assert [(turn.role, turn.text) for turn in turns] == [("user", QUESTION), ("assistant", ANSWER)]


@pytest.mark.parametrize(
    "text",
    [
        "# Assistant\n\nA tool that helps.\n\n# Install\n\nRun it.\n",
        "> [!note] Model\n> Something about models.\n",
        "Model: GPT-4\nBatch: 64\n",
        "Обычная заметка: без реплик.\n",
        "```\nUser: hi\nAssistant: hello\n```\n",
        "",
    ],
)
def test_a_note_is_no_chat(text: str) -> None:
    assert chat_turns(text) == ()


def test_one_quote_level_is_taken_off_and_inner_headings_end_nothing() -> None:
    text = (
        ">[!user] User\n> Вопрос\n\n>[!agent] Assistant\n> ## Вывод\n> > цитата\n"
        "продолжение\n> **User:** не реплика\n"
    )
    turns = chat_turns(text)
    assert len(turns) == 2
    assert turns[1].text == "## Вывод\n> цитата\nпродолжение\n**User:** не реплика"


def test_document_of_a_chat(tmp_path: Path) -> None:
    path = tmp_path / "chat.md"
    path.write_text("---\ntags: [rl]\n---\n" + FORMS["callouts"], encoding="utf-8")
    (document,) = ObsidianChatImporter().load(str(path), ImportContext(tmp_path))
    assert isinstance(document, Document)
    assert (document.key, document.title, document.published) == ("chat:a-1", QUESTION, "2025-07-01")
    assert [turn.at for turn in document.turns] == ["2025-07-01T17:08:00", "2025-07-01T17:09:00"]
    assert document.text == f"User: {QUESTION}\n\nAssistant: {ANSWER}"
    assert document.aliases == (f"path:{path}",)
    assert document.tags == ("rl",)


def test_titles_are_cut_between_words() -> None:
    assert chat_title("Первое. Второе.") == "Первое."
    title = chat_title("слово " * 40)
    assert len(title) <= 90
    assert title.endswith("слово…")
