"""Org files, as Emacs and Logseq write them: notes, with headings, links and blocks in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.importers.files import required_text_file, text_file
from kb.importers.notes.front_matter import Fields, field_name
from kb.importers.notes.markdown import note_document
from kb.importers.notes.pictures import with_pictures
from kb.importers.notes.program_marks import without_queries, without_settings
from kb.importers.notes.vault import Vault
from kb.importers.notes.written_fields import Value
from kb.importers.protocol import ImportContext
from kb.text.identity import find_references
from kb.text.markup import outside_code
from kb.types import Document, Failure

ORG_SUFFIXES = frozenset({".org"})
_KEYWORD = re.compile(r"#\+(?P<name>\w[\w-]*):[ \t]*(?P<value>.*)")
_PROPERTY = re.compile(r":(?P<name>\w[\w-]*):[ \t]*(?P<value>.*)")
# A drawer ends before another: one that nobody closed is text, and costs no look at the whole file.
_DRAWER = re.compile(
    r"^[ \t]*:(?:PROPERTIES|LOGBOOK):[ \t]*\n(?:(?![ \t]*:(?:PROPERTIES|LOGBOOK|END):).*\n)*"
    r"[ \t]*:END:[ \t]*(?:\n|\Z)",
    re.MULTILINE | re.IGNORECASE,
)
_DRAWER_ENDS = frozenset({":properties:", ":end:"})
_COMMENT = re.compile(r"#(?:\s|$)")
_FILE_TAGS = "filetags"
_TIME = re.compile(r"[<\[](\d{4}-\d\d-\d\d)[^<>\[\]\n]*[>\]]")
_HEADING = re.compile(
    r"^(?P<stars>\*+)[ \t]+(?P<words>.*?)(?:[ \t]+:(?P<tags>[\w@:]+):)?[ \t]*$", re.MULTILINE
)
_LABELLED = re.compile(r"\[\[(?P<target>[^\[\]\n]+)\]\[(?P<label>[^\[\]\n]+)\]\]")
_BARE = re.compile(r"\[\[(https?://[^\[\]\s]+)\]\]")
_PICTURE = re.compile(
    r"\[\[(?:file:|attachment:)?(?P<path>[^\[\]\n:<>]+\.(?:png|jpe?g|gif|webp|avif))\]\]", re.IGNORECASE
)
"""A link to a picture without words, which Emacs shows in its place."""
_CODE = re.compile(
    r"^[ \t]*#\+(?:begin_(?:src|example)(?:[ \t]+(\w+).*|.*)|end_(?:src|example)[ \t]*)$",
    re.MULTILINE | re.IGNORECASE,
)
_MARK = re.compile(r"^[ \t]*#\+(?:begin|end)_\w+.*(?:\n|\Z)", re.MULTILINE | re.IGNORECASE)
_ABOUT = "roam_refs"
"""The property by which org-roam tells what a note is about."""
_DEEPEST = 6
"""Levels of headings that Markdown has."""


class OrgImporter:
    """A file called `.org`."""

    name = "Org"

    def match(self, spec: str) -> bool:
        """Whether a text file is called so."""
        return text_file(spec, ORG_SUFFIXES) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The note in the file.

        :raises ImportRefused: the file is gone, or is a template of notes.
        """
        file = required_text_file(spec, ORG_SUFFIXES)
        fields, body = parts(file.text)
        text = as_markdown(body)
        note = note_document(fields, text, file.path, file.key, file.aliases, file.meta)
        note = with_pictures(note, text, file.path, context.vault or Vault.around(file.path))
        about = find_references(fields.first((_ABOUT,)))
        known = {one.key for one in note.references}
        others = tuple(one for one in about if one.key not in known)
        yield replace(note, references=(*others, *note.references))


def parts(text: str) -> tuple[Fields, str]:
    """What stands above the text, in keywords and in the drawer of the file, and the text."""
    lines = text.split("\n")
    above: list[tuple[str, Value]] = []
    for line in lines:
        stated = _stated(line.strip())
        if stated is None:
            break
        above.append(stated)
    return Fields({name: value for name, value in above if name}), "\n".join(lines[len(above) :])


def _stated(line: str) -> tuple[str, Value] | None:
    """Name and value that a line above the text gives, both empty where it says nothing; None of the text."""
    if line.lower() in _DRAWER_ENDS or not line or _COMMENT.match(line):
        return "", ""
    named = _KEYWORD.fullmatch(line) or _PROPERTY.fullmatch(line)
    if named is None:
        return None
    value = _TIME.sub(r"\1", named["value"].strip())
    if named["name"].lower() == _FILE_TAGS:
        return "tags", [tag for tag in value.split(":") if tag.strip()]
    return field_name(named["name"]), value


def as_markdown(body: str) -> str:
    """The text of a note in Markdown, its drawers and settings left out."""
    body = without_settings(without_queries(_DRAWER.sub("", body)))
    return outside_code(_CODE.sub(r"```\1", body), _words)


def _words(text: str) -> str:
    """Org as Markdown. Headings are one level lower: the first may be one of many, and names no file."""
    text = _HEADING.sub(_heading, _MARK.sub("", text))
    return _BARE.sub(r"<\1>", _LABELLED.sub(_link, _PICTURE.sub(r"![](<\g<path>>)", text)))


def _heading(found: re.Match[str]) -> str:
    tags = (f"#{tag}" for tag in (found["tags"] or "").split(":") if tag)
    level = min(len(found["stars"]) + 1, _DEEPEST)
    return " ".join(("#" * level, found["words"], *tags))


def _link(found: re.Match[str]) -> str:
    """A link to a page of the web; of one to another file or heading the words."""
    leads = found["target"].startswith(("http://", "https://"))
    return f"[{found['label']}]({found['target']})" if leads else found["label"]
