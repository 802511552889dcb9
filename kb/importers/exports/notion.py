"""Notion's export: pages in Markdown or HTML, tables in CSV. What a page is called by Notion stands in its
file's name or in the page, and keeps both forms of it one item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from lxml.html import HtmlElement, tostring

from kb.catalogue import _, n_, noted
from kb.importers.boundary import attempted, place_in
from kb.importers.columns import Role, roles
from kb.importers.files import (
    MARKDOWN_SUFFIXES,
    TextFile,
    any_text_file,
    html_file,
    required_text_file,
    text_file,
)
from kb.importers.front_matter import ADDRESS_FIELDS, TITLE_FIELDS, Fields, field_name, is_known
from kb.importers.html.fragment import markdown
from kb.importers.html.importer import page_tree
from kb.importers.markdown import note_document
from kb.importers.note_pictures import with_pictures
from kb.importers.protocol import ImportContext
from kb.importers.read_states import state_said, state_ticked
from kb.importers.records import Row, rows
from kb.importers.saved_link import kept_page
from kb.importers.titles import first_heading, without_heading
from kb.text.markup import outside_code
from kb.types import Document, Failure, Remark, State

_PROGRAM = "Notion"
_ID = r"[0-9a-f]{32}"
_NAME = re.compile(rf"(?P<title>.*?)[ _-]?(?P<id>{_ID})(?:_all)?")
_UUID = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")
_PROPERTY = re.compile(r"(?P<name>[^\s:#>*`\[-][^:\n]{0,60}|#|): (?P<value>\S.*)")
"""A property may be called `#`, or have no name."""
_LINK_INSIDE = re.compile(rf"(?P<picture>!?)\[(?P<label>[^\[\]\n]*)\]\((?!\w+:)[^()\n]*{_ID}[^()\n]*\)")
"""A link to another file of the export."""
_HEAD = 20_000
"""Characters within which a page of Notion's says what it is, behind its style sheet."""
_HTML_PAGE = re.compile(rf'<article id="(?P<id>{_UUID.pattern})" class="page ')
_CONTENTS = re.compile(rf'<ul id="id::{_UUID.pattern}">')
_MEANT = {
    Role.ADDRESS: "url",
    Role.AUTHORS: "author",
    Role.PUBLISHED: "published",
    Role.SAVED: "created",
    Role.TAGS: "tags",
    Role.EXCERPT: "description",
}
"""What properties are called as fields whose names a person chose in their own language, as columns are."""


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
        properties, body = _properties(without_heading(file.text, title))
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
            _words(row.xpath("string(./th)")): _value(row)
            for row in page.xpath("//table[@class='properties']//tr")
        }
        body = "".join(
            tostring(part, encoding="unicode")
            for part in page.xpath("//div[contains(concat(' ', @class, ' '), ' page-body ')]")
        )
        title = _words(page.xpath("string(//h1[contains(@class, 'page-title')])"))
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
        """One remark that counts the pages: they come in by themselves."""
        file = required_text_file(spec)
        listed = page_tree(file.text).xpath("count(//ul[starts-with(@id, 'id::')]/a[@href])")
        told = n_(
            "the list of contents of Notion's export, with {count} page; it was passed over",
            "the list of contents of Notion's export, with {count} pages; it was passed over",
            int(listed),
        )
        yield Remark(file.path.name, told)


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


def _properties(text: str) -> tuple[dict[str, str], str]:
    """The lines `Name: value` that a page's text begins with, and the text after them."""
    found: dict[str, str] = {}
    lines = text.lstrip("\n").split("\n")
    while lines and (line := _PROPERTY.fullmatch(lines[0])):
        found[line["name"]] = line["value"]
        lines.pop(0)
    # A text whose first paragraph goes on behind such a line is no list of properties.
    return (found, "\n".join(lines)) if not lines or not lines[0].strip() else ({}, text)


def _value(row: HtmlElement) -> str:
    """What a property says: of several chosen values each, of a box whether it is ticked, of a link where it
    leads."""
    [*cells] = row.xpath("./td")
    if not cells:
        return ""
    chosen = cells[0].xpath(".//span[contains(@class, 'selected-value')]")
    if chosen:
        return ", ".join(_words(one.text_content()) for one in chosen)
    if cells[0].xpath(".//div[contains(@class, 'checkbox-on')]"):
        return "Yes"
    if "property-row-url" in str(row.get("class")) and (
        leads := cells[0].xpath("string(.//a/@href)").strip()
    ):
        return str(leads)
    return _words(cells[0].text_content()).removeprefix("@")


def _words(text: str) -> str:
    return " ".join(text.split())


def _page(
    title: str, properties: Mapping[str, str], body: str, file: TextFile, identifier: str
) -> Document | Failure:
    key, body = f"notion:{identifier}", outside_code(body, _without_files)
    note = note_document(_fields(title, properties), body, file.path, key, file.aliases, keeps_pages=True)
    return kept_page(note, _PROGRAM, file.path.name, _folder(file.path), _state(properties))


def _shown(page: Document | Failure, file: TextFile, context: ImportContext) -> Document | Failure:
    """A page with its pictures, which lie in a folder that is called as it is."""
    return page if isinstance(page, Failure) else with_pictures(page, file.text, file.path, context.vault)


def _of_row(row: Row, file: TextFile) -> Document | Failure:
    title, *_others = row.values()
    properties = dict(list(row.items())[1:])
    fields = _fields(title, properties)
    if not title and not any(fields.addresses(name) for name in ADDRESS_FIELDS):
        return Failure(file.path.name, _("a row has neither a title nor an address; left out"))
    key = f"notion:{_identifier(file.path)}/{title}"
    note = note_document(fields, "", file.path, key, keeps_pages=True)
    return kept_page(note, _PROGRAM, file.path.name, _title(file.path), _state(properties))


def _fields(title: str, properties: Mapping[str, str]) -> Fields:
    values: dict[str, str] = {}
    for name, value in properties.items():
        values.setdefault(_meant(name), " ".join(value.split()))
    return Fields(
        {**{name: value for name, value in values.items() if name not in TITLE_FIELDS}, "title": title}
    )


def _meant(name: str) -> str:
    written = field_name(name)
    role = None if is_known(written) else roles([name]).get(0)
    return _MEANT.get(role, written) if role else written


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


def _state(properties: Mapping[str, str]) -> State | None:
    """How far the person got, where a property of a reading list says so."""
    said = [(roles([name]).get(0), value) for name, value in properties.items()]
    statuses = (state_said(value) for role, value in said if role is Role.STATE)
    boxes = (state_ticked(value) for role, value in said if role is Role.BOX)
    told = [state for state in (*statuses, *boxes) if state]
    return State.READ if State.READ in told else next(iter(told), None)
