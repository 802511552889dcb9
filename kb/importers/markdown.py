"""Markdown with or without YAML front matter: blog posts (Jekyll, Hugo), Obsidian notes, web clips."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from kb.importers.files import MARKDOWN_SUFFIXES, TEXT_SUFFIXES, TextFile, cut, required_text_file, text_file
from kb.importers.front_matter import Fields, split_front_matter
from kb.importers.protocol import ImportContext
from kb.text.dates import iso_time
from kb.text.identity import canonical_key, find_references
from kb.text.markup import outside_code, without_code
from kb.types import Document, Failure, Kind, Reference

# Fields that hold the address of the document itself, the most original first. Any other `*_url` field is
# one more address of it, unless its name says that it leads to something the document is about.
_ADDRESS_FIELDS = (
    "telegram_url", "canonical_url", "source_url", "url", "source", "link", "permalink", "original_url",
)  # fmt: skip
_ABOUT = re.compile(
    r"paper|arxiv|doi|pdf|git|code|repo|demo|data|model|project|slides|video|author|home|image|img|cover|thumb"
    r"|avatar|logo|banner|icon|feed|comment"
)
_PICTURE = re.compile(r"image|img|cover|thumb|avatar|logo|banner|icon|feed|comment|author|home")
_TITLE_FIELDS = ("title", "name", "заголовок", "название")
_SUMMARY_FIELDS = ("excerpt", "description", "summary", "abstract", "tldr", "описание")
_DATE_FIELDS = (
    "date", "published", "publish_date", "published_at", "pubdate", "created", "created_at", "date_created",
    "created_time", "clipped", "updated", "modified", "last_modified", "дата",
)  # fmt: skip
_TAG_FIELDS = ("tags", "tag", "categories", "category", "keywords", "topics", "теги")
_AUTHOR_FIELDS = ("author", "authors", "by", "creator", "автор", "авторы")
_SOURCE_FIELDS = ("site", "site_name", "sitename", "publisher", "publication", "channel", "source")
_USED = frozenset(
    {
        *_TITLE_FIELDS,
        *_SUMMARY_FIELDS,
        *_TAG_FIELDS,
        *_AUTHOR_FIELDS,
        *_SOURCE_FIELDS,
        *_ADDRESS_FIELDS,
        "date",
        "layout",
        "cssclass",
        "cssclasses",
    }
)

# File names that tell nothing: such a note is named by its first words.
_NAMELESS = frozenset({"readme", "index", "review", "note", "post", "untitled", "без названия", "заметка"})
_TITLE_LIMIT = 200
_HTML_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_HEX_COLOUR = re.compile(r"(?=[a-z]*\d)(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_FIRST_HEADING = re.compile(r"\A\s*(?:#\s+(?P<atx>.+?)\s*#*|(?P<setext>\S.*)\n=+)[ \t]*(?:\n|\Z)")
_ANY_HEADING = re.compile(r"^#{1,2}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_EMBED = re.compile(r"!\[\[[^\[\]\n]*\]\]")
_WIKILINK = re.compile(r"\[\[([^\[\]|#\n]*)(?:#([^\[\]|\n]*))?(?:\|([^\[\]\n]+))?\]\]")
_INLINE_TAG = re.compile(r"(?:(?<=\s)|^)#([^\W\d][\w/-]*)", re.MULTILINE)
_PICTURES = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)")
_IMAGE_LINK = re.compile(r"\[\s*!\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)\s*\]\(([^)\n]{0,2000})\)")
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
        yield markdown_document(required_text_file(spec, TEXT_SUFFIXES))


def looks_like_markdown(text: str) -> bool:
    """Whether plain text is Markdown: front matter, or at least two kinds of Markdown marks."""
    fields, _ = split_front_matter(text)
    return bool(fields) or sum(mark.search(text) is not None for mark in _MARKS) >= 2


def markdown_document(file: TextFile) -> Document:
    """The note, post or clipped article in a Markdown file."""
    fields, body = split_front_matter(file.text)
    body = outside_code(body, _without_artefacts)
    title, body = _title(fields, body, file.path.stem)
    addresses = _addresses(fields)
    works = tuple(url for url in addresses if _is_work(url))
    own = tuple(url for url in addresses if url not in works)
    key = canonical_key(own[0]) if own else file.key
    meta = file.meta | _rest(fields)
    return Document(
        key=key,
        kind=_kind(fields, own),
        title=title,
        text=outside_code(body, _plain_wikilinks).strip(),
        summary=" ".join(fields.first(_SUMMARY_FIELDS).split()),
        url=own[0] if own else None,
        aliases=(*own, file.alias),
        authors=fields.all(_AUTHOR_FIELDS),
        tags=_tags(fields, body),
        source=_source(fields, own),
        published=next((at for name in _DATE_FIELDS if (at := iso_time(fields.get(name)))), None),
        references=_references(fields, works, body, key),
        meta=meta,
    )


def _without_artefacts(text: str) -> str:
    return _NEEDLESS_ESCAPE.sub(r"\1", _KRAMDOWN_ATTRIBUTES.sub("", text))


def _plain_wikilinks(text: str) -> str:
    def shown(link: re.Match[str]) -> str:
        target, section, label = link.groups()
        return str(label or target or section or "").strip()

    return _WIKILINK.sub(shown, _EMBED.sub("", text))


def _title(fields: Fields, body: str, stem: str) -> tuple[str, str]:
    """The title, and the body without a leading heading that only repeats it."""
    given = plain_line(fields.first(_TITLE_FIELDS))
    if given:
        return given, without_heading(body, given)
    prose = without_code(body)
    heading = _FIRST_HEADING.match(prose)
    lines = [heading["atx"] or heading["setext"]] if heading else []
    lines += _ANY_HEADING.findall(prose)
    if stem.lower() in _NAMELESS:
        lines += prose.split("\n")
    title = next(filter(None, map(plain_line, lines)), stem)
    return cut(title, _TITLE_LIMIT), without_heading(body, title)


def without_heading(body: str, title: str) -> str:
    """The body without a leading first-level heading that only repeats the title."""
    heading = _FIRST_HEADING.match(body)
    if heading and _same(plain_line(heading["atx"] or heading["setext"]), title):
        return body[heading.end() :]
    return body


def plain_line(markdown: str) -> str:
    """One line of Markdown as text: no pictures, link targets or emphasis."""
    text = _plain_wikilinks(_PICTURES.sub("", markdown))
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(\*\*|__|`|~~)(.+?)\1", r"\2", text)
    text = re.sub(r"(?<!\w)([*_])(\S(?:.*?\S)?)\1(?!\w)", r"\2", text)
    return " ".join(re.sub(r"\\([^\w\s])", r"\1", text).split())


def _same(one: str, other: str) -> bool:
    letters = ["".join(filter(str.isalnum, text.casefold())) for text in (one, other)]
    return letters[0] == letters[1]


def _addresses(fields: Fields) -> tuple[str, ...]:
    """The document's own addresses on the web, the most original first, each once."""
    others = (name for name in fields.names if name.endswith(("_url", "_link")) and not _ABOUT.search(name))
    names = dict.fromkeys((*_ADDRESS_FIELDS, *others))
    urls = (url for name in names for url in fields.texts(name) if leads_to_a_page(url))
    return tuple(dict.fromkeys(urls))


def leads_to_a_page(url: str) -> bool:
    """Whether an address can be a document's own: a site's front page is only where it came from."""
    if not url.startswith(("http://", "https://")):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)


def _is_work(url: str) -> bool:
    """A note whose source is a paper is about the paper; it is not the paper."""
    return canonical_key(url).startswith(("arxiv:", "doi:"))


def _kind(fields: Fields, own: tuple[str, ...]) -> Kind:
    named = fields.first(("kind", "type")).lower()
    if named in {Kind.BOOK, Kind.VIDEO, Kind.POST, Kind.ARTICLE, Kind.NOTE}:
        return Kind(named)
    if fields.first(("layout",)) == "post" or any(canonical_key(url).startswith("post:") for url in own):
        return Kind.POST
    return Kind.ARTICLE if own else Kind.NOTE


def _source(fields: Fields, own: tuple[str, ...]) -> str:
    named = next((text for text in fields.all(_SOURCE_FIELDS) if "://" not in text), "")
    if named or not own:
        return plain_line(named)
    key = canonical_key(own[0])
    if key.startswith("post:"):
        return key.removeprefix("post:").split("/")[1]
    return (urlsplit(own[0]).hostname or "").removeprefix("www.")


def _tags(fields: Fields, body: str) -> tuple[str, ...]:
    prose = _HTML_TAG.sub("", without_code(body))
    inline = [tag.strip("/-") for tag in _INLINE_TAG.findall(prose) if not _HEX_COLOUR.fullmatch(tag)]
    return tuple(dict.fromkeys(tag for tag in (*fields.words(_TAG_FIELDS), *inline) if tag))


def _references(fields: Fields, works: tuple[str, ...], body: str, key: str) -> tuple[Reference, ...]:
    about = [
        url
        for name in fields.names
        if name not in _ADDRESS_FIELDS and _ABOUT.search(name) and not _PICTURE.search(name)
        for url in fields.texts(name)
    ]
    # A picture inside a link hides the link from a reader of links; the address is what matters.
    shown = _PICTURES.sub("", _IMAGE_LINK.sub(r"[\1](\2)", body))
    found = find_references("\n\n".join((*works, *about, shown)))
    return tuple(reference for reference in found if reference.key != key)


def _rest(fields: Fields) -> dict[str, str]:
    """Short front matter fields that no part of a document holds, as text."""
    rest: dict[str, str] = {}
    for name in fields.names:
        value = fields.get(name)
        if name in _USED or name.endswith(("_url", "_link")):
            continue
        if name == "aliases":
            rest["also_known_as"] = ", ".join(fields.texts(name))
        elif isinstance(value, str | int | float | date) and len(str(value)) <= 200:
            rest[name] = str(value)
    if fields.problem:
        rest["front_matter_problem"] = fields.problem
    return rest
