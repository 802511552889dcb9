"""A link is kept with the words around it, and both of its ends show them."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.text.identity import find_references
from kb.types import Document, Kind, Turn
from tests.conftest import StemEncoder

PAPER = Document("arxiv:2401.00001", Kind.PAPER, "Foo Net", summary="It counts.")
TEXT = "Прочёл про счёт. [Тут](https://arxiv.org/pdf/2401.00001v2) считают без учителя. Дальше о другом."
POST = Document("post:telegram/x/1", Kind.POST, "A post", TEXT, references=find_references(TEXT))
CONTEXT = "Тут считают без учителя."


def test_both_sides_tell_it(library: Library) -> None:
    ingest(library.store, [PAPER, POST])
    assert library.items.get(POST.key).contexts == {PAPER.key: CONTEXT}
    [mention] = library.items.get(PAPER.key).mentioned_by
    assert (mention.item.key, mention.context) == (POST.key, CONTEXT)


def test_a_later_edition_of_a_post_brings_its_own_words(library: Library) -> None:
    changed = "Пересчитал: [это](https://arxiv.org/abs/2401.00001) не работает."
    ingest(library.store, [PAPER, POST])
    ingest(library.store, [replace(POST, text=changed, references=find_references(changed))])
    [mention] = library.items.get(PAPER.key).mentioned_by
    assert mention.context == "Пересчитал: это не работает."


def test_what_a_speaker_of_a_chat_says_counts(library: Library) -> None:
    chat = replace(
        POST, key="chat:1", kind=Kind.CHAT, text="", turns=(Turn("user", "Привет."), Turn("x", TEXT))
    )
    ingest(library.store, [PAPER, chat])
    assert library.items.get("chat:1").contexts == {PAPER.key: CONTEXT}


def test_an_earlier_library_gets_them_at_opening(library: Library, settings: Settings) -> None:
    ingest(library.store, [PAPER, POST])
    library.close()
    earlier = sqlite3.connect(settings.home / "jomo.sqlite")
    earlier.executescript("DELETE FROM contexts; UPDATE facts SET value = '' WHERE name = 'words-tokenizer';")
    earlier.close()
    opened = Library(settings, encoder=StemEncoder())
    assert opened.items.get(POST.key).contexts == {PAPER.key: CONTEXT}
    opened.close()
