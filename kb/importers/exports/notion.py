"""Notion's export: pages in Markdown or HTML, tables in CSV. What a page is called by Notion stands in its
file's name or in the page, and keeps both forms of it one item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from lxml.html import tostring

from kb.catalogue import _, noted
from kb.importers.boundary import attempted, place_in
from kb.importers.exports.notion_properties import (
    fields_of,
    is_listed,
    of_role,
    properties_of,
    state_of,
    value_of,
    words_of,
)
from kb.importers.files import (
    MARKDOWN_SUFFIXES,
    TextFile,
    any_text_file,
    html_file,
    required_text_file,
    text_file,
)
from kb.importers.html.fragment import markdown
from kb.importers.html.importer import page_tree
from kb.importers.lists.headings import Role, roles
from kb.importers.lists.reading_table import rating
from kb.importers.notes.front_matter import ADDRESS_FIELDS, field_name
from kb.importers.notes.markdown import note_document
from kb.importers.notes.pictures import with_pictures
from kb.importers.notes.titles import first_heading, without_heading
from kb.importers.protocol import ImportContext
from kb.importers.records import Row, rows
from kb.importers.saved_link import kept_page
from kb.text.markup import outside_code
from kb.types import Document, Failure, Skipped

_PROGRAM = "Notion"
_ID = r"[0-9a-f]{32}"
_NAME = re.compile(rf"(?P<title>.*?)[ _-]?(?P<id>{_ID})(?:_all)?")
_UUID = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")
_LINK_INSIDE = re.compile(rf"(?P<picture>!?)\[(?P<label>[^\[\]\n]*)\]\((?!\w+:)[^()\n]*{_ID}[^()\n]*\)")
"""A link to another file of the export."""
_HEAD = 20_000
"""Characters within which a page of Notion's says what it is, behind its style sheet."""
_HTML_PAGE = re.compile(rf'<article id="(?P<id>{_UUID.pattern})" class="page ')
_CONTENTS = re.compile(rf'<ul id="id::{_UUID.pattern}">')


class NotionMarkdownImporter:
    """A page in Markdown, told by the identifier in its name; its properties stand below its title."""

    name = noted("Notion page (Markdown)")

    def match(self, spec: str) -> bool:
        """Whether a Markdown file is called as Notion calls its own, and begins with a title."""
        file = text_file(spec, MARKDOWN_SUFFIXES)
        return file is not None and _named(file.path) is not None and file.text.startswith("# ")

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """The page as a note, or as the page of the web whose address it keeps. One that only leads to the
        table beside it is none."""
        file = required_text_file(spec, MARKDOWN_SUFFIXES)
        title = first_heading(file.text)
        properties, body = properties_of(without_heading(file.text, title))
        if _LINK_INSIDE.fullmatch(body.strip()) and file.path.with_suffix(".csv").is_file():
            return
        yield _shown(_page(title, properties, body, file, _identifier(file.path)), file, context)


class NotionHtmlImporter:
    """A page in HTML."""

    name = noted("Notion page (HTML)")

    def match(self, spec: str) -> bool:
        """Whether a file is a page as Notion writes it in HTML."""
        file = any_text_file(spec)
        return file is not None and _HTML_PAGE.search(file.text[: _HEAD * 2]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """As the page in Markdown."""
        file = required_text_file(spec)
        found = _HTML_PAGE.search(file.text)
        assert found is not None
        page = page_tree(file.text)
        properties = {
            words_of(row.xpath("string(./th)")): value_of(row)
            for row in page.xpath("//table[@class='properties']//tr")
        }
        body = "".join(
            tostring(part, encoding="unicode")
            for part in page.xpath("//div[contains(concat(' ', @class, ' '), ' page-body ')]")
        )
        title = words_of(page.xpath("string(//h1[contains(@class, 'page-title')])"))
        identifier = found["id"].replace("-", "")
        yield _shown(_page(title, properties, markdown(body), file, identifier), file, context)


class NotionContentsImporter:
    """What an export of a whole workspace lists its pages in: `index.html`. They lie beside it."""

    name = noted("Notion's list of contents")

    def match(self, spec: str) -> bool:
        """Whether a page in HTML is such a list."""
        file = html_file(spec)
        return file is not None and _CONTENTS.search(file.text[:_HEAD]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Failure]:
        """Nothing: the pages come in by themselves."""
        yield Skipped(required_text_file(spec).path.name, _("lists of contents of Notion's exports"))


class NotionTableImporter:
    """A table in CSV. Where its rows lie beside it as pages, these say the same and more."""

    name = noted("Notion table (CSV)")

    def match(self, spec: str) -> bool:
        """Whether a table is called as Notion calls its own."""
        path = Path(spec)
        return path.suffix.lower() == ".csv" and _named(path) is not None and any_text_file(spec) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each row that is no page beside the table; of two tables, of a view
        and of everything, the latter."""
        path = Path(spec)
        everything = path.with_name(f"{path.stem}_all.csv")
        pages = path.with_name(path.stem.removesuffix("_all"))
        if everything.is_file() or pages.is_dir() or path.with_name(_title(pages)).is_dir():
            return
        file = required_text_file(spec)
        for number, row in enumerate(rows(spec), start=1):
            yield attempted(place_in(path.name, "row", number), partial(_of_row, row, file))


def _named(path: Path) -> re.Match[str] | None:
    return _NAME.fullmatch(unquote(path.stem))


def _title(path: Path) -> str:
    named = _named(path)
    return named["title"] if named else path.name


def _identifier(path: Path) -> str:
    named = _named(path)
    assert named is not None
    return named["id"]


def _page(
    title: str, properties: Mapping[str, str], body: str, file: TextFile, identifier: str
) -> Document | Failure:
    key, body = f"notion:{identifier}", outside_code(body, _without_files)
    note = note_document(
        fields_of(title, properties),
        body,
        file.path,
        key,
        file.aliases,
        keeps_pages=True,
        keeps_works=is_listed(properties) or not body.strip(),
    )
    return _kept(note, properties, file.path.name, _folder(file.path))


def _shown(page: Document | Failure, file: TextFile, context: ImportContext) -> Document | Failure:
    """A page with its pictures, which lie in a folder that is called as it is."""
    return page if isinstance(page, Failure) else with_pictures(page, file.text, file.path, context.vault)


def _of_row(row: Row, file: TextFile) -> Document | Failure:
    title, *_others = row.values()
    properties = dict(list(row.items())[1:])
    fields = fields_of(title, properties)
    if not title and not any(fields.addresses(name) for name in ADDRESS_FIELDS):
        return Skipped(file.path.name, _("rows with neither a title nor an address"))
    key = f"notion:{_identifier(file.path)}/{title}"
    note = note_document(fields, "", file.path, key, keeps_pages=True, keeps_works=True)
    return _kept(note, properties, file.path.name, _title(file.path))


def _kept(note: Document, properties: Mapping[str, str], place: str, folder: str) -> Document | Failure:
    """A page of the web or a work, with what its properties say of it; another note as it is."""
    if note.url is None:
        return kept_page(note, _PROGRAM, place, folder, state_of(properties))
    told = {field_name(name) for name in properties if roles([name]).get(0) in (Role.RATING, Role.NOTE)}
    return kept_page(
        replace(note, meta={name: text for name, text in note.meta.items() if name not in told}),
        _PROGRAM,
        place,
        folder,
        state_of(properties),
        rating(next(iter(of_role(properties, Role.RATING)), "")),
        "\n\n".join(of_role(properties, Role.NOTE)),
    )


def _without_files(text: str) -> str:
    return _LINK_INSIDE.sub(lambda link: "" if link["picture"] else unquote(link["label"]), text)


def _folder(path: Path) -> str:
    """The pages a page lies below, the outermost first."""
    names = []
    for parent in path.parents:
        named = _named(parent)
        if named is None or not named["title"] or named["title"] == "Export":
            break
        names.append(named["title"])
    return " / ".join(reversed(names))
