"""Org files: what stands above the text, and the text in Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.importers import ImportContext, documents
from kb.types import Document, Kind

EMACS = """#+TITLE: On caches
#+FILETAGS: :llm:kv_cache:
#+DATE: <2024-03-01 Fri 10:00>
# a comment
#+STARTUP: overview

Before all, [[https://arxiv.org/abs/2310.06770][a paper]] and [[https://example.org/x]].
* First heading :память:
:PROPERTIES:
:ID: 0b7c
:END:
See [[id:0b7c][the other note]].
#+begin_src python :results none
* = 2
#+end_src
** Second
#+BEGIN_QUOTE
quoted
#+END_QUOTE
"""
LOGSEQ = ":PROPERTIES:\n:title: Long memory\n:tags: llm, [[kv cache]]\n:alias: память\n:END:\n\n* a thought\n"


def read(text: str, name: str, folder: Path, cache: Path) -> Document:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    (found,) = documents(str(file), ImportContext(cache, network=False))
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_of_emacs_is_a_note(end: str, tmp_path: Path, cache: Path) -> None:
    note = read(EMACS.replace("\n", end), "cache.org", tmp_path, cache)
    assert (note.kind, note.title, note.published) == (Kind.NOTE, "On caches", "2024-03-01")
    assert note.tags == ("llm", "kv_cache", "память")
    assert [one.key for one in note.references] == ["arxiv:2310.06770", "url:https://example.org/x"]
    assert note.text == (
        "Before all, [a paper](https://arxiv.org/abs/2310.06770) and <https://example.org/x>.\n"
        "## First heading #память\nSee the other note.\n```python\n* = 2\n```\n### Second\nquoted"
    )


def test_a_page_of_logseq_is_called_by_its_property_and_a_journal_by_its_day(
    tmp_path: Path, cache: Path
) -> None:
    page = read(LOGSEQ, "Page.org", tmp_path, cache)
    assert (page.title, page.tags, page.text) == ("Long memory", ("llm", "kv cache"), "## a thought")
    assert page.meta["also_known_as"] == "память"
    journal = read("* met someone\n", "2024_03_01.org", tmp_path, cache)
    assert (journal.published, journal.text) == ("2024-03-01", "## met someone")
    assert "met" not in journal.title


def test_what_a_note_of_org_roam_is_about_is_referred_to(tmp_path: Path, cache: Path) -> None:
    refs = ":ROAM_REFS: https://arxiv.org/abs/2310.90001 https://example.org/about"
    text = f":PROPERTIES:\n:ID: 1\n{refs}\n:END:\n#+title: Of caches\n\nSee [[https://example.org/more][more]].\n"
    note = read(text, "caches.org", tmp_path, cache)
    assert note.url is None
    assert [one.key for one in note.references] == [
        "arxiv:2310.90001", "url:https://example.org/about", "url:https://example.org/more",
    ]  # fmt: skip
