"""What Obsidian and Logseq write into notes for themselves: queries, and settings of single blocks."""

from __future__ import annotations

import re

_QUERY = re.compile(
    r"^[ \t]*(?:- )?(?P<fence>`{3,}|~{3,})[ \t]*(?:dataview|dataviewjs|tasks|query|base)\b[^\n]*\n"
    r"(?:(?![ \t]*(?P=fence)[ \t]*$)[^\n]*\n?)*(?:[ \t]*(?P=fence)[ \t]*(?:\n|\Z))?"
    r"|^[ \t]*(?:- )?#\+BEGIN_QUERY[ \t]*\n(?:(?![ \t]*#\+END_QUERY)[^\n]*\n?)*(?:[^\n]*(?:\n|\Z))?"
    r"|(?P<bullet>^[ \t]*- )?\{\{\s*(?:\[\[)?query(?:\]\])?[\s:][^\n]{0,2000}?\}\}(?!\})"
    r"(?(bullet)[ \t]*(?:\n|\Z))"
    r"|^%%[ \t]*kanban:settings[ \t]*\n(?:(?!%%)[^\n]*\n)*%%[ \t]*(?:\n|\Z)"
    r"|`\$?=[ \t]*(?:this\b|dv\.|\[\[)[^`\n]*`",
    re.MULTILINE | re.IGNORECASE,
)
"""Obsidian's Dataview, Tasks and Bases, in blocks and in a line, and what its Kanban keeps of a board;
Logseq's and Roam's queries."""
_SETTING = re.compile(
    r"^[ \t]*(?:- )?(?:id|collapsed|heading|background-color|query-[a-z-]+|card-[a-z-]+|hl-[a-z]+|ls-type"
    r"|logseq\.[\w.-]+)::(?:[ \t][^\n]*)?(?:\n|\Z)"
    r"|^[ \t]*:LOGBOOK:[ \t]*\n(?:(?![ \t]*:END:)[^\n]*\n?)*(?:[^\n]*(?:\n|\Z))?",
    re.MULTILINE,
)
"""Properties of a block that Logseq keeps for itself."""
_CLOZE = re.compile(r"\{\{cloze[ \t]+([^{}\n]+?)[ \t]*\}\}")
"""Words that Logseq hides on a flashcard."""


def without_queries(text: str) -> str:
    """A note without what only its program can answer."""
    return _QUERY.sub("", text)


def without_settings(text: str) -> str:
    """A note of Logseq without what its blocks are called and how they are shown."""
    return _CLOZE.sub(r"\1", _SETTING.sub("", text))
