"""What the fields above a note say of it: addresses, days, tags, how far one got, and the rest. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from kb.importers.html.kind import kind_of_address
from kb.importers.lists.read_states import state_said, state_ticked
from kb.importers.notes.clipped import KEPT_FIELDS
from kb.importers.notes.front_matter import (
    ADDRESS_FIELDS,
    AUTHOR_FIELDS,
    BOX_FIELDS,
    CHANGE_FIELDS,
    DATE_FIELDS,
    SOURCE_FIELDS,
    STATE_FIELDS,
    SUMMARY_FIELDS,
    TAG_FIELDS,
    TITLE_FIELDS,
    Fields,
)
from kb.importers.notes.titles import PICTURES
from kb.text.dates import date_of_name
from kb.text.identity import canonical_key, find_references
from kb.text.markup import without_code
from kb.text.worded_dates import iso_time_in_words
from kb.text.works import is_of_work
from kb.types import Kind, Reference, State

# Fields by these names lead to something the document is about; any other `*_url` is one more address of it.
_ABOUT = re.compile(
    r"paper|arxiv|eprint|doi|pdf|git|code|repo|demo|data|model|project|slides|video|author|home|image|img|cover|thumb"
    r"|avatar|logo|banner|icon|feed|comment"
)
_PICTURE = re.compile(r"image|img|cover|thumb|avatar|logo|banner|icon|feed|comment|author|home")
_USED = frozenset(
    (*TITLE_FIELDS, *SUMMARY_FIELDS, *TAG_FIELDS, *AUTHOR_FIELDS, *SOURCE_FIELDS, *ADDRESS_FIELDS)
) | {"layout", "cssclass", "cssclasses", "taxonomies", "params", "extra"}
_OF_ARXIV = "Abstract page for arXiv paper "
"""What arXiv's pages describe themselves by, and clippers take for a description."""
_LONGEST_FIELD = 2000
"""Characters. A longer field is a text or data of a program, of no use beside an item."""
_HTML_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_HEX_COLOUR = re.compile(r"(?=[a-z]*\d)(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_INLINE_TAG = re.compile(r"(?:(?<=\s)|^)#([^\W\d][\w/-]*)", re.MULTILINE)
_PAGE_TAG = re.compile(r"(?<![\w\[])#\[\[([^\[\]\n]+)\]\]")
"""A tag of several words in Logseq and Roam."""
_IMAGE_LINK = re.compile(r"\[\s*!\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)\s*\]\(([^)\n]{0,2000})\)")


def summary_of(fields: Fields) -> str:
    """What a note is summed up as."""
    summary = " ".join(fields.first(SUMMARY_FIELDS).split())
    return "" if summary.startswith(_OF_ARXIV) else summary


def state_of(fields: Fields) -> State | None:
    """How far the person got with a page, where a field of the note that keeps it says so."""
    said = (state_said(fields.first((name,))) for name in STATE_FIELDS)
    ticked = (state_ticked(fields.first((name,))) for name in BOX_FIELDS if fields.first((name,)))
    return next(filter(None, (*said, *ticked)), None)


def published_of(fields: Fields, stem: str, kept: bool, day_first: bool | None) -> str | None:
    """The date the fields give, else the one in the file's name, else that of the last change. When a page
    was `kept` says nothing of when it was written."""
    names = [name for name in DATE_FIELDS if not (kept and name in KEPT_FIELDS)]
    dates = [iso_time_in_words(text, day_first=day_first) for name in names for text in fields.texts(name)]
    # Beside the day a page was kept stands the one its note was changed.
    changed = () if kept and fields.first(KEPT_FIELDS) else CHANGE_FIELDS
    changes = [
        iso_time_in_words(text, day_first=day_first) for name in changed for text in fields.texts(name)
    ]
    return next(filter(None, (*dates, date_of_name(stem), *changes)), None)


def addresses_of(fields: Fields) -> tuple[str, ...]:
    """The document's own addresses on the web, the most original first, each once."""
    others = (name for name in fields.names if name.endswith(("_url", "_link")) and not _ABOUT.search(name))
    names = dict.fromkeys((*ADDRESS_FIELDS, *others))
    urls = (url for name in names for url in fields.addresses(name) if leads_to_a_page(url))
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


def is_work(url: str) -> bool:
    """Whether an address is that of a paper. A note whose source is one is about it, and is not the paper."""
    return is_of_work(canonical_key(url))


def kind_of(fields: Fields, own: tuple[str, ...]) -> Kind:
    """What a note is: as it says itself, else by its `own` addresses, else a note."""
    named = fields.first(("kind", "type")).lower()
    if named in {Kind.BOOK, Kind.VIDEO, Kind.POST, Kind.ARTICLE, Kind.NOTE}:
        return Kind(named)
    if fields.first(("layout",)) == "post" or any(canonical_key(url).startswith("post:") for url in own):
        return Kind.POST
    return kind_of_address(canonical_key(own[0]), own[0]) if own else Kind.NOTE


def source_of(fields: Fields, own: tuple[str, ...]) -> str:
    """Where a note comes from: as it says itself, else the site or channel of its `own` addresses."""
    named = next((text for text in fields.all(SOURCE_FIELDS) if "://" not in text), "")
    if named or not own:
        return " ".join(named.split())
    key = canonical_key(own[0])
    if key.startswith("post:"):
        return key.removeprefix("post:").split("/")[1]
    return (urlsplit(own[0]).hostname or "").removeprefix("www.")


def tags_of(fields: Fields, body: str) -> tuple[str, ...]:
    """The tags above a note and within its words, each once."""
    prose = _HTML_TAG.sub("", without_code(body))
    inline = [tag.strip("/-") for tag in _INLINE_TAG.findall(prose) if not _HEX_COLOUR.fullmatch(tag)]
    inline += [tag.strip() for tag in _PAGE_TAG.findall(prose)]
    return tuple(dict.fromkeys(tag for tag in (*fields.words(TAG_FIELDS), *inline) if tag))


def references_of(fields: Fields, works: tuple[str, ...], body: str, key: str) -> tuple[Reference, ...]:
    """The works that a note is about or points to, but for that which it is (`key`)."""
    about = [
        canonical_key(url) if is_work(url) else url
        for name in fields.names
        if name not in ADDRESS_FIELDS and _ABOUT.search(name) and not _PICTURE.search(name)
        for url in fields.addresses(name)
    ]
    # A picture inside a link hides the link from a reader of links; the address is what matters.
    shown = PICTURES.sub("", _IMAGE_LINK.sub(r"[\1](\2)", body))
    references = find_references("\n\n".join((*works, *about, shown)))
    return tuple(reference for reference in references if reference.key != key)


def rest_of(fields: Fields) -> dict[str, str]:
    """Front matter fields that no part of a document holds, as text."""
    rest: dict[str, str] = {}
    for name in fields.names:
        if name in _USED or name.endswith(("_url", "_link")) or isinstance(fields.values[name], dict):
            continue
        text = ", ".join(fields.all((name,)))
        if text and len(text) <= _LONGEST_FIELD:
            rest["also_known_as" if name in ("aliases", "alias") else name] = text
    if fields.problem:
        rest["front_matter_problem"] = fields.problem
    return rest
