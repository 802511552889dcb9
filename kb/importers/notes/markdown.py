"""Markdown with or without front matter: blog posts (Jekyll, Hugo), notes (Obsidian, Logseq), web clips."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from kb.catalogue import _
from kb.errors import NothingToSave
from kb.importers.files import MARKDOWN_SUFFIXES, TEXT_SUFFIXES, TextFile, required_text_file, text_file
from kb.importers.notes import drawing
from kb.importers.notes.clipped import KEPT_FIELDS, highlights, is_clipped
from kb.importers.notes.front_matter import (
    AUTHOR_FIELDS,
    DATE_FIELDS,
    NOTHING,
    Fields,
    split_front_matter,
)
from kb.importers.notes.pictures import with_pictures
from kb.importers.notes.program_marks import without_queries, without_settings
from kb.importers.notes.templates import is_template
from kb.importers.notes.titles import (
    first_heading,
    first_words,
    heading_says_more,
    plain_wikilinks,
    title_of_name,
    without_heading,
)
from kb.importers.notes.told_by_fields import (
    addresses_of,
    is_work,
    kind_of,
    published_of,
    references_of,
    rest_of,
    source_of,
    state_of,
    summary_of,
    tags_of,
)
from kb.importers.notes.twofold_days import order_in, unsure_days
from kb.importers.notes.vault import Vault
from kb.importers.protocol import ImportContext
from kb.importers.saved_link import kept_page
from kb.text.day_order import DayOrder
from kb.text.excerpts import shortened
from kb.text.identity import canonical_key
from kb.text.markup import outside_code, without_code
from kb.text.mirrored import is_mirrored
from kb.text.worded_dates import iso_time_in_words
from kb.text.works import is_of_work
from kb.types import Document, Failure

# File names that tell nothing: such a note is named by its first words.
_NAMELESS = frozenset({"readme", "index", "review", "note", "post", "untitled", "без названия", "заметка"})
_TITLE_LIMIT = 200
"""Characters of a title; a longer first line is a paragraph."""
# Converters from HTML escape a dash, a plus or a dot that could have begun a list. In running text the
# backslash is only noise; before a letter it may be LaTeX and stays.
_NEEDLESS_ESCAPE = re.compile(r"(?<!\\)\\([-+.>])(?=\s)")
_KRAMDOWN_ATTRIBUTES = re.compile(r"^\{:.*\}[ \t]*$\n?|\{:(?:target|\.[\w-]+|#[\w-]+)[^}\n]*\}", re.MULTILINE)
_MARKS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\[[^\[\]\n]+\]\([^()\s]+\)"),
    re.compile(r"\*\*\S[^*\n]*\*\*"),
    re.compile(r"^ {0,3}```", re.MULTILINE),
    re.compile(r"^\|.*\|\s*$\n^\|[\s:|-]+\|\s*$", re.MULTILINE),
    re.compile(r"\[\[[^\[\]\n]+\]\]"),
    re.compile(r"^> ", re.MULTILINE),
)


class MarkdownImporter:
    """A Markdown file, told by its name or, for plain text names, by its content."""

    name = "Markdown"

    def match(self, spec: str) -> bool:
        file = text_file(spec, TEXT_SUFFIXES)
        if file is None:
            return False
        return file.path.suffix.lower() in MARKDOWN_SUFFIXES or looks_like_markdown(file.text)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The note with what it embeds of its vault; nothing of what Jomo mirrored there.

        :raises NothingToSave: Jomo mirrored it; it is a template of notes, a drawing without words or nothing
            but queries.
        """
        file = required_text_file(spec, TEXT_SUFFIXES)
        if is_mirrored(file.text):
            if context.vault is None:
                raise NothingToSave(_("notes that Jomo mirrored"))
            return
        yield from note_of(file, context)


def note_of(file: TextFile, context: ImportContext) -> Iterator[Document | Failure]:
    """The note in a file's text, with what it embeds of its vault.

    :raises NothingToSave: it is a template of notes, a drawing without words or nothing but queries.
    """
    vault = context.vault or Vault.around(file.path)
    days = _days(file, vault)
    note = with_pictures(
        markdown_document(file, vault, day_first=days.day_first), file.text, file.path, vault
    )
    yield _link(note, file) if note.url is not None and not (note.text or note.files) else note
    if days.unsure and (vault is None or vault.is_first_unsure()):
        yield unsure_days(file.path.name if vault is None else vault.root.name, days.unsure)


def _link(note: Document, file: TextFile) -> Document | Failure:
    """What properties alone are, an address among them: a link that somebody keeps in a file of its own. Once
    words are written there about a paper it is a note, so the file is no address of the paper's."""
    if is_of_work(note.key):
        note = replace(
            note, aliases=tuple(one for one in note.aliases if one not in (file.key, *file.aliases))
        )
    if note.title in NOTHING:
        note = replace(note, title=title_of_name(file.path))
    return kept_page(note, "", file.path.name, state=note.state)


def looks_like_markdown(text: str) -> bool:
    """Whether plain text is Markdown: front matter, or at least two kinds of Markdown marks."""
    fields, _ = split_front_matter(text)
    return bool(fields) or sum(mark.search(text) is not None for mark in _MARKS) >= 2


def markdown_document(file: TextFile, vault: Vault | None, *, day_first: bool | None) -> Document:
    """The note, post or clipped article in a Markdown file; of what it embeds the words where they lie in
    the vault. `day_first` is as in `note_document`.

    :raises NothingToSave: it is a template of notes, a drawing without words or nothing but queries.
    """
    fields, body = split_front_matter(file.text)
    if vault is not None and vault.is_template(file.path):
        raise NothingToSave(_("notes in the vault's folder of templates"))
    if file.path.name.lower().endswith(drawing.SUFFIX) or "excalidraw_plugin" in fields.names:
        body = _words_of_drawing(body, file)
    answered = without_queries(body)
    if body.strip() and not answered.strip() and not fields:
        raise NothingToSave(_("notes that hold nothing but queries"))
    body = without_settings(answered)
    meta = file.meta
    if vault is not None and (folder := vault.folder_of(file.path)):
        meta["folder"] = folder
    note = note_document(
        fields,
        body,
        file.path,
        file.key,
        file.aliases,
        meta,
        # What was clipped of a paper is the paper, and so is what has no words of its own.
        keeps_works=is_clipped(fields) or not body.strip(),
        shown=vault.shown if vault else str,
        day_first=day_first,
    )
    linked = vault.references(body) if vault else ()
    return replace(note, references=(*note.references, *linked))


def note_document(
    fields: Fields,
    body: str,
    path: Path,
    named: str,
    aliases: tuple[str, ...] = (),
    meta: Mapping[str, str] = MappingProxyType({}),
    *,
    keeps_pages: bool = False,
    keeps_works: bool = False,
    shown: Callable[[str], str] = str,
    day_first: bool | None = None,
) -> Document:
    """A note in the words of its fields and body. `named` is the key of one that is no page of the web; the
    name of `path` titles and dates it where nothing else does. `keeps_pages` says that a note with an address
    was `created` when the page was kept, `keeps_works` that one with the address of a paper is the paper, not
    about it; `shown` makes of the body what its reader sees; `day_first` is the
    order of numbers in its dates, where it is known.

    :raises NothingToSave: it is a template of notes.
    """
    body = outside_code(body, _without_artefacts)
    title, body = _title(fields, body, path)
    addresses = addresses_of(fields)
    works = tuple(url for url in addresses if is_work(url))
    own = works[:1] if keeps_works and works else tuple(url for url in addresses if url not in works)
    key = canonical_key(own[0]) if own else named
    clipped = bool(own) and (keeps_pages or is_clipped(fields))
    body, annotations = highlights(body) if clipped else (body, ())
    return Document(
        key=key,
        kind=kind_of(fields, own),
        title=title,
        text=outside_code(shown(body), plain_wikilinks).strip(),
        summary=summary_of(fields),
        url=own[0] if own else None,
        aliases=(*own, *aliases, *(() if key == named else (named,))),
        authors=fields.people(AUTHOR_FIELDS),
        tags=tags_of(fields, body),
        source=source_of(fields, own),
        published=published_of(fields, path.stem, bool(own), day_first),
        references=references_of(fields, works, body, key),
        meta={**meta, **rest_of(fields)},
        annotations=annotations,
        state=state_of(fields) if own else None,
        saved_at=(iso_time_in_words(fields.first(KEPT_FIELDS), day_first=day_first) or "")[:10] or None
        if own
        else None,
    )


def _words_of_drawing(body: str, file: TextFile) -> str:
    words = drawing.drawing_text(body)
    if not words:
        raise NothingToSave(_("drawings without words"))
    return words


def _without_artefacts(text: str) -> str:
    return _NEEDLESS_ESCAPE.sub(r"\1", _KRAMDOWN_ATTRIBUTES.sub("", text))


def _title(fields: Fields, body: str, path: Path) -> tuple[str, str]:
    """The title, and the body without a leading heading that only repeats it."""
    prose = without_code(body)
    given, heading = fields.title(), first_heading(body)
    dates = (text for name in DATE_FIELDS for text in fields.texts(name))
    if is_template(path, (given, *dates), heading, prose):
        raise NothingToSave(_("templates still to be filled in"))
    # An empty field as programs write it; a person may still call a note so.
    title = (heading or given) if given in NOTHING else given
    if not title and path.stem.lower() in _NAMELESS:
        title = first_words(prose)
    title = shortened(title or title_of_name(path), _TITLE_LIMIT)
    return title, body if heading_says_more(body) else without_heading(body, title)


def _days(file: TextFile, vault: Vault | None) -> DayOrder:
    """How the dates above a note are written: as it tells itself, else as its vault does."""
    own = order_in([file.text])
    return own if vault is None or not own.unsure else vault.days
