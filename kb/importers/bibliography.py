"""An entry of a bibliography, in the words that BibTeX, RIS, CSL and Zotero share, and the document it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from kb.catalogue import _
from kb.importers.arxiv.paper import stub
from kb.importers.beside import attached_paper
from kb.importers.boundary import place_in
from kb.importers.html.fragment import markdown
from kb.importers.link import link_document, link_key
from kb.importers.lists.listed_since import listed_since
from kb.importers.saved_link import tidy_tags
from kb.text.dates import iso_time
from kb.text.digest import text_hash
from kb.text.excerpts import shortened
from kb.text.identity import arxiv_id, canonical_key, find_references
from kb.text.people import NOBODY, OTHERS, People, is_group
from kb.text.urls import web_parts, with_scheme
from kb.text.words import fold, letters
from kb.types import Annotation, Document, Failure, Kind, State

_DAY = len("2026-11-30")
_TITLE_LIMIT = 300
"""Characters; some publishers' pages put an abstract where the title belongs."""
_TELLING_WORDS = 3
"""A title of fewer (`Introduction`, `Deep learning`) is borne by several works of one author and year."""
_IDENTIFIERS = ("arxiv:", "doi:")
"""Keys that name a work, the surest first."""
_ARXIV_WORD = re.compile(r"(?:arxiv\s*:|abs/)\s*[\w.-]+(?:/\d+)?", re.IGNORECASE)
ARXIV_ONLY = re.compile(r"\W*(?:arxiv|corr\b|computing research repository)", re.IGNORECASE)
"""What stands for a journal where a paper is only on arXiv."""
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_YEAR_FIRST = re.compile(r"((?:1[5-9]|20)\d\d)(?:[-/](0?[1-9]|1[0-2]))?(?!\d)")
_MONTH_WORD = re.compile(r"[^\W\d_]{3,}")
_MARKS = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|scp|span|jats:[a-z]+)(?:\s[^<>]*)?>", re.IGNORECASE)
"""What Zotero and Crossref put into titles and abstracts."""
_HTML = re.compile(
    r"(?>.*?<(?:p|div|br|h\d|ul|ol|li|span|strong|b|em|i|a|blockquote)\b)[^>]*>", re.IGNORECASE | re.DOTALL
)
"""A text with a tag. What the first one lacks, a sign that closes it, those behind it lack too."""
_NOT_OWN_WORDS = re.compile(
    r"\s*(?:(?:(?:last )?accessed|retrieved|export date|(?:times )?cited by|(?:total )?times cited"
    r"|cited references? count|дата обращения)\b.*"
    r"|(?:_?eprint|arxiv|doi|pmc?id|isbn|issn|url|citation key|zscc|ads bibcode|original-date|publisher"
    r"|library catalog|publication title|conference name|event-(?:place|title|date)|container-title"
    r"|number|place|tex\.[\w.-]+|read_(?:status|status_date|progress|scroll_progress|last_open|priority))\s*[:=].*"
    r"|arxiv preprint\b.*)",
    re.IGNORECASE,
)
"""Lines that programs write into notes: when a page was seen, a field that the type of the entry lacks."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A work as a reference manager keeps it. `kind` is None where the type says nothing; `addresses` are
    identifiers and links, the surest first; `notes` are in Markdown or HTML; `folders` are collections, the
    names of nested ones apart by ` / `; `files` are where attached files lie, or lay; `rating` is as
    the person gave it. `seen_on` is when the person looked at the address, which programs note as they save
    it; `opened_by` are addresses by which the program that keeps it opens it. `of_web` says that it is a page
    of a site, which stands where works name their journal."""

    title: str = ""
    kind: Kind | None = None
    authors: People = NOBODY
    published: str | None = None
    abstract: str = ""
    addresses: tuple[str, ...] = ()
    journal: str = ""
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    folders: tuple[str, ...] = ()
    citation_key: str = ""
    former_keys: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    saved_at: str | None = None
    seen_on: str | None = None
    opened_by: tuple[str, ...] = ()
    state: State | None = None
    rating: str = ""
    of_web: bool = False


def entry_document(
    entry: Entry, program: str, place: str, shared: frozenset[str], attached: Path | None = None
) -> Document | Failure:
    """The document that an entry is; `place` names it to the person where it is none. `shared` are keys of
    links that several works of the file give (`shared_links`): these lead to none of them. `attached` is the
    entry's paper beside the export: it is read by itself, and joins the entry by its place."""
    own = _addresses(entry, shared)
    title = shortened(" ".join(_without_marks(entry.title).split()), _TITLE_LIMIT)
    if not own and not title:
        return Failure(
            place, _("has neither a title nor an address; add one of them in the program it is from")
        )
    derived = derived_key(entry)
    key = next(iter(own), derived)
    known = _known(key, own.get(key, ""), title)
    nothing_else = not title
    tags = (*entry.tags, *(part for folder in entry.folders for part in folder.split(" / ")))
    link = next((with_scheme(one) for one in entry.addresses if web_parts(one) is not None), None)
    telling = _is_telling(title) and bool(entry.authors.names and entry.published)
    notes = (Annotation(note=note, source=program) for note in map(as_markdown, entry.notes) if note)
    meta = {
        **(dict(known.meta) if nothing_else else {}),
        "journal": "" if ARXIV_ONLY.match(entry.journal) else unescape(entry.journal),
        "citation_key": ", ".join(filter(None, (entry.citation_key, *entry.former_keys))),
        "file": next(iter(entry.files), ""),
        # In the order in which two readings of a work are joined.
        "folder": ", ".join(sorted(set(entry.folders))),
        "program": program,
        "rating": entry.rating,
        OTHERS: "et al." if entry.authors.others else "",
    }
    return replace(
        known,
        kind=_kind(entry, known, key),
        title=title or known.title,
        summary=_without_marks(entry.abstract).strip(),
        url=known.url or link,
        aliases=(
            *(own[one] for one in own if one != key),
            *((derived,) if telling and key != derived else ()),
            *((f"path:{attached}",) if attached else ()),
            *entry.opened_by,
        ),
        authors=entry.authors.names,
        published=entry.published,
        tags=tidy_tags(tags),
        references=tuple(one for one in find_references(entry.abstract) if one.key not in own),
        annotations=(*notes, *entry.annotations),
        meta={name: value for name, value in meta.items() if value},
        guessed=nothing_else,
        stub=nothing_else,
        saved_at=entry.saved_at,
        state=entry.state,
    )


def entry_documents(
    file: Path, entries: Iterable[Entry | Failure], program: str
) -> Iterator[Document | Failure]:
    """A document or a failure for each entry of a file; links that several works share belong to none. What
    does not say when it was saved has the day that the history of the file tells, else that on which its
    address was looked at."""
    read = list(entries)
    if not read:
        yield Failure(file.name, _("{file} holds no reference; check the export", file=file.name))
    for entry, one in zip(read, listed_since(file, _entry_documents(file, read, program)), strict=True):
        if isinstance(entry, Entry) and isinstance(one, Document) and one.saved_at is None:
            one = replace(one, saved_at=_whole_day(entry.seen_on))
        yield one


def _whole_day(date: str | None) -> str | None:
    return date if date and len(date) >= _DAY else None


def _entry_documents(
    file: Path, read: Sequence[Entry | Failure], program: str
) -> Iterator[Document | Failure]:
    folder = file.expanduser().parent
    shared = _shared_links(one for one in read if isinstance(one, Entry))
    for number, entry in enumerate(read, start=1):
        if isinstance(entry, Failure):
            yield entry
        else:
            name = entry.citation_key or shortened(entry.title, 60)
            place = f"{place_in(file.name, 'entry', number)} {name}".strip()
            yield entry_document(entry, program, place, shared, attached_paper(folder, *entry.files))


def _shared_links(entries: Iterable[Entry]) -> frozenset[str]:
    titles: dict[str, set[str]] = {}
    for entry in entries:
        for address in entry.addresses:
            key = canonical_key(address)
            if key.startswith("url:"):
                titles.setdefault(key, set()).add(letters(entry.title))
    return frozenset(key for key, named in titles.items() if len(named) > 1)


def derived_key(entry: Entry) -> str:
    """The key of a work that has no address: title, first author and year in whatever case and alphabet."""
    first = fold(entry.authors.names[0]).split()[-1:] if entry.authors.names else []
    within = () if _is_telling(entry.title) else (letters(entry.journal),)
    said = "\n".join((letters(entry.title), *first, (entry.published or "")[:4], *within))
    return f"bib:{text_hash(said)}"


def book_key(title: str, authors: tuple[str, ...]) -> str:
    """The key by which programs that keep highlights know a book: title and first author, however spaced."""
    first = fold(authors[0]).split()[-1:] if authors else []
    said = "\n".join((letters(title), *first))
    return f"book:{text_hash(said)}"


def _without_marks(text: str) -> str:
    return unescape(_MARKS.sub("", text))


def _is_telling(title: str) -> bool:
    return len(title.split()) >= _TELLING_WORDS


def _addresses(entry: Entry, shared: frozenset[str]) -> dict[str, str]:
    """The entry's addresses by their keys: arXiv's identifier first, then its DOI, then links."""
    found: dict[str, str] = {}
    for address in filter(None, map(str.strip, entry.addresses)):
        key = canonical_key(address)
        if key.startswith(_IDENTIFIERS):
            found.setdefault(key, key)
        elif link_key(address) == key and key not in shared and not (entry.kind and _is_front_page(address)):
            found.setdefault(key, address)
    return dict(sorted(found.items(), key=lambda one: [not one[0].startswith(name) for name in _IDENTIFIERS]))


def _is_front_page(address: str) -> bool:
    """Whether an address is a whole site: where a work was found, not the work."""
    parts = web_parts(address)
    return parts is not None and not parts.path.strip("/") and not parts.query


def _known(key: str, address: str, title: str) -> Document:
    if key.startswith("arxiv:"):
        return stub(key.removeprefix("arxiv:"))
    return link_document(key, address) if address else Document(key, Kind.ARTICLE, title)


def _kind(entry: Entry, known: Document, key: str) -> Kind:
    if key.startswith("arxiv:"):
        return Kind.PAPER
    if entry.kind is not None:
        return entry.kind
    appeared = bool(entry.journal) and not entry.of_web
    return Kind.PAPER if appeared and known.kind is Kind.ARTICLE else known.kind


def arxiv_in(*texts: str) -> tuple[str, ...]:
    """Identifiers of arXiv in what a program keeps for a journal or a volume: `CoRR abs/1706.03762`, `arXiv
    preprint arXiv:1706.03762`."""
    words = (word for text in texts for word in _ARXIV_WORD.findall(text))
    return tuple(f"arXiv:{found}" for word in words if (found := arxiv_id(word.replace(" ", ""))))


def publication_date(text: str, month: str = "") -> str | None:
    """A date as precisely as it is told: of a range its beginning, of a season or `in press` no more than the
    year that stands there; None without a year. `month` is a word or a number beside the year in `text`."""
    text = text.strip().strip("[]~?")
    if month.strip() and (year := _YEAR.search(text)):
        if month.strip().isdecimal():
            return iso_time(f"{year[0]}-{month.strip():0>2}") or year[0]
        told = iso_time(f"{month} {year[0]}")
        first = _MONTH_WORD.search(month)
        return told or (iso_time(f"{first[0]} {year[0]}") if first else None) or year[0]
    if exact := iso_time(text):
        return exact
    if begins := _YEAR_FIRST.match(text):
        return f"{begins[1]}-{begins[2]:0>2}" if begins[2] else begins[1]
    year = _YEAR.search(text)
    return year[0] if year else None


def as_markdown(note: str) -> str:
    """A note as Markdown; empty where it is nothing but what programs write there."""
    text = markdown(note) if _HTML.match(note) else note.strip()
    # A catalogue may count on: its older number is left below the newer one.
    own = [line for line in text.splitlines() if line.strip() and not line.strip().isdecimal()]
    return "" if own and all(map(_says_nothing, own)) else text


def _says_nothing(line: str) -> bool:
    return bool(_NOT_OWN_WORDS.fullmatch(line)) or canonical_key(line.strip()) != line.strip()


def in_reading_order(name: str) -> str:
    """A name of a bibliography, where a comma stands between family name and given names and nowhere else;
    companies and names with a suffix as they are."""
    family, comma, given = name.partition(",")
    turned = comma and "," not in given and not is_group(name)
    return f"{given.strip()} {family.strip()}" if turned else name


def split_keywords(text: str) -> tuple[str, ...]:
    """Keywords of one text: parted by semicolons or lines where there are any, else by commas."""
    sign = r"[;\n]" if re.search(r"[;\n]", text.strip()) else ","
    return tuple(" ".join(part.split()) for part in re.split(sign, text) if part.strip())
