"""Notes that plugins of Obsidian and Logseq write of a work in Zotero: what was marked in it joins the work,
the person's own words stay a note on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.catalogue import noted
from kb.importers.bibliography import Entry, entry_document, publication_date
from kb.importers.exports.zotero import opening
from kb.importers.files import MARKDOWN_SUFFIXES, TextFile, required_text_file, text_file
from kb.importers.notes.front_matter import AUTHOR_FIELDS, TAG_FIELDS, Fields, split_front_matter
from kb.importers.notes.markdown import note_of
from kb.importers.notes.marked_blocks import Marked, marked
from kb.importers.notes.titles import first_heading, title_of_name
from kb.importers.notes.told_by_fields import addresses_of
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import told_by
from kb.text.identity import find_references
from kb.text.people import people
from kb.text.works import is_of_work
from kb.types import Document, Failure, Reference

_PROGRAM = "Zotero"
_WAY_BACK = re.compile(
    # Zotero itself cites before it, with the way to the entry.
    r"(?:\(\[(?P<cited>[^\]\n]{0,300})\]\(zotero://select/[^)\s]{0,200}\)\)[ \t]*)?"
    r"\(?\[(?P<label>[^\]\n]{0,120})\]\(zotero://open-pdf/[^)\s]{0,200}?[?&](?:page=(?P<page>[\w-]*)|annotation=\w+)"
    r"[^)\s]{0,200}\)\)?"
)
_OPENED = re.compile(r"zotero://(?:select|open-pdf)/[\w/]{0,40}?items/(?:\d+_)?([A-Z0-9]{8})")
_KEPT = re.compile(r"[/\\]storage[/\\][A-Z0-9]{8}[/\\]")
_CITED_BY = ("citekey", "citation_key", "cite_key", "bibkey")
_KEY_FIELDS = (*_CITED_BY, "zotero_key", "zotero", "zotero_link", "zotero_uri")
_YEAR_FIELDS = ("publish_date", "publication_date", "published", "year", "date")
_TOLD = re.compile(
    r"^[ \t>]*(?:[-*+][ \t]+)?(?:\*\*)?(?P<name>title|first ?author|authors?|year|date|doi|cite ?key)"
    r"(?:\*\*)?[ \t]*::?(?:\*\*)?[ \t]+(?P<said>\S[^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
"""How templates of notes write fields into the text."""
_BRACKETS = re.compile(r"\[\[([^\[\]\n]*)\]\]")
_LABEL = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\n]{1,1000}\)")
_OF_PLUGIN = ("%% begin annotations %%", "%% Import Date:")
_SAYS_NOTHING = re.compile(
    r"^[ \t>]*(?:#{1,6}[ \t].*|[-*_]{3,}|%%.*%%|[-*+]?[ \t]*!?\[[^\n]{0,1000}\]\([^\n]{0,1000}\)|[-*+]?[ \t]*"
    r"|\[![^\n]*|[*\w -]{1,60}::.*)$",
    re.MULTILINE,
)
"""Lines that are nobody's words: headings, rules, fields, the head of a callout, links."""


class ZoteroVaultNoteImporter:
    """A note of one work with marks that lead back into its PDF, in whatever form the person chose."""

    name = noted("Zotero notes of a vault (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a note tells of a work as such plugins do, and has a mark in it."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        if file is None or "zotero://open-pdf/" not in file.text or not _WAY_BACK.search(file.text):
            return False
        fields, body = split_front_matter(file.text)
        first = _WAY_BACK.search(body)
        above = file.text[: len(file.text) - len(body) + first.start()] if first else ""
        of_one = any(mark in file.text for mark in _OF_PLUGIN) or "zotero://select/" in above
        of_one = of_one or bool(fields.first(_KEY_FIELDS))
        return of_one and bool(marked(body, _WAY_BACK).marks)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The work with its marks, and the note that is left where it has words of its own.

        :raises ImportRefused: the file is gone.
        """
        file = required_text_file(spec, MARKDOWN_SUFFIXES)
        fields, body = split_front_matter(file.text)
        found = marked(body, _WAY_BACK)
        work = entry_document(_entry(file, fields, body, found), _PROGRAM, file.path.name, frozenset())
        if isinstance(work, Failure) or not _SAYS_NOTHING.sub("", found.rest).strip():
            yield told_by(work, file)
            return
        yield work
        left = replace(file, text=file.text[: len(file.text) - len(body)] + found.rest)
        for note in note_of(left, context):
            yield _on(note, work)


def _on(note: Document | Failure, work: Document) -> Document | Failure:
    """A note that leads to its work, and is not the work itself."""
    if isinstance(note, Failure) or note.key == work.key:
        return note
    others = tuple(one for one in note.references if one.key != work.key)
    return replace(note, references=(Reference(work.url or work.key, work.key, work.title), *others))


def _entry(file: TextFile, fields: Fields, body: str, found: Marked) -> Entry:
    told: dict[str, list[str]] = {}
    head = body[: first.start()] if (first := _WAY_BACK.search(body)) else body
    for one in _TOLD.finditer(head):
        said = _BRACKETS.findall(one["said"]) or [_LABEL.sub(r"\1", one["said"]).strip(" *")]
        told.setdefault(one["name"].lower().replace(" ", ""), []).extend(said)
    title = fields.title() or next(iter(told.get("title", [])), "") or first_heading(body)
    named = [one for name in ("firstauthor", "author", "authors") for one in told.get(name, [])]
    works = [one.url for one in find_references(head) if is_of_work(one.key)]
    dates = (*fields.all(_YEAR_FIELDS), *told.get("year", []), *told.get("date", []))
    cited_by = (fields.first(_CITED_BY), *told.get("citekey", []))
    keys = dict.fromkeys(_OPENED.findall(file.text))
    return Entry(
        title=" ".join(title.lstrip("@").split()) or title_of_name(file.path),
        authors=people(fields.people(AUTHOR_FIELDS) or named),
        published=next(filter(None, map(publication_date, dates)), None),
        addresses=(
            *fields.all(("doi", "arxiv")),
            *told.get("doi", []),
            *addresses_of(fields),
            *works[:1],
        ),
        tags=fields.words(TAG_FIELDS),
        citation_key=next(filter(None, cited_by), "").lstrip("@"),
        opened_by=opening((*keys, fields.first(("zotero_key",))), _KEPT.findall(file.text)),
        annotations=tuple(replace(one, source=_PROGRAM) for one in found.marks),
    )
