"""Works as catalogues of literature answer with them in JSON: Crossref, OpenAlex, Semantic Scholar, DBLP,
OpenReview. A list of works, one by itself, or the answer around them.

Keywords, counts and summaries are the catalogues' and the authors', not the reader's; they are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import unescape
from typing import Any

from kb.catalogue import _
from kb.importers.bibliography import Entry, arxiv_in, publication_date
from kb.importers.boundary import attempted, place_in
from kb.importers.exports.zotero_json import Bibliography, csl_date
from kb.importers.html.fragment import markdown
from kb.importers.saved_link import moment
from kb.text.people import people
from kb.types import Failure, Kind, Skipped

Record = Mapping[str, Any]
_AROUND = (
    "message", "result", "hits", "hit", "info", "items", "results", "data", "notes", "recommendedPapers",
    "citingPaper", "citedPaper",
)  # fmt: skip
"""What the parts of an answer are called in which works lie."""
_DEEPEST = 8
"""DBLP's works lie six deep."""
_KINDS = {
    **dict.fromkeys(("book", "monograph", "reference-book", "edited-book", "Books and Theses"), Kind.BOOK),
    "software": Kind.REPO,
}
"""What the types of these catalogues are here; all others are papers."""
_TITLE_OF_ABSTRACT = re.compile(r"<jats:title>\s*abstract\s*</jats:title>", re.IGNORECASE)
_NAMESAKE = re.compile(r"\s\d{4}$")
"""The number by which DBLP tells people of one name apart."""
_NOT_OUT = re.compile(r"submitted to\b|.*\b(?:withdrawn|desk rejected|rejected) submission\b", re.IGNORECASE)
"""How OpenReview names the venue of a paper that came out nowhere."""


def _works(value: object, depth: int = 0) -> Iterator[Record]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _works(one, depth + 1)
    elif isinstance(value, dict):
        within = next((value[name] for name in _AROUND if isinstance(value.get(name), dict | list)), None)
        yield from iter([value]) if within is None else _works(within, depth + 1)


def _catalogue(
    name: str, is_work: Callable[[Record], bool], entry: Callable[[Record], Entry | Failure]
) -> Bibliography:
    def fits(value: Any) -> bool:
        first = next(_works(value), None)
        return first is not None and is_work(first)

    def entries(file: str, value: Any) -> Iterator[Entry | Failure]:
        others = 0
        for number, record in enumerate(_works(value), start=1):
            if is_work(record):
                yield attempted(place_in(file, "record", number), partial(entry, record))
            else:
                others += 1
        if others:
            yield Skipped(file, _("records that are no works, as reviews are"), others)

    return Bibliography(f"{name} (JSON)", name, fits, entries)


def _text(value: object) -> str:
    """A text, the first of a list, or the value that a field of OpenReview holds."""
    if isinstance(value, dict):
        return _text(value.get("value"))
    if isinstance(value, list):
        return next(filter(None, map(_text, value)), "")
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _part(record: Record, *names: str) -> Any:
    """What lies under a path of names; None where it breaks off."""
    value: Any = record
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _crossref(record: Record) -> Entry:
    text = {name: _text(value) for name, value in record.items()}
    title = ": ".join(filter(None, (text.get("title", ""), text.get("subtitle", ""))))
    abstract = _TITLE_OF_ABSTRACT.sub("", text.get("abstract", "")).replace("jats:", "")
    days = (csl_date(record.get(name)) for name in ("published", "issued", "published-online", "posted"))
    return Entry(
        title=title,
        kind=_KINDS.get(text.get("type", ""), Kind.PAPER),
        authors=people(record.get("author") or record.get("editor") or []),
        published=next(filter(None, days), None),
        abstract=markdown(abstract),
        addresses=(text.get("DOI", ""), text.get("URL", "")),
        journal=text.get("container-title", ""),
    )


def _openalex(record: Record) -> Entry:
    places = [record.get("primary_location"), *_listed(record.get("locations"))]
    landing = [_text(_part(place, "landing_page_url")) for place in places if isinstance(place, dict)]
    authors = [
        _text(_part(one, "author", "display_name")) or _text(_part(one, "raw_author_name"))
        for one in _listed(record.get("authorships"))
    ]
    return Entry(
        title=_text(record.get("title")) or _text(record.get("display_name")),
        kind=_KINDS.get(_text(record.get("type")), Kind.PAPER),
        authors=people(authors),
        published=publication_date(
            _text(record.get("publication_date")) or _text(record.get("publication_year"))
        ),
        abstract=_in_order(record.get("abstract_inverted_index")),
        addresses=(_text(record.get("doi")), *landing, _text(record.get("id"))),
        journal=_text(_part(record, "primary_location", "source", "display_name"))
        or _text(_part(record, "host_venue", "display_name")),
    )


def _in_order(index: object) -> str:
    """An abstract out of the places of its words."""
    told = index.items() if isinstance(index, dict) else ()
    placed = [(at, word) for word, places in told for at in _listed(places) if isinstance(at, int)]
    return " ".join(word for _, word in sorted(placed))


def _semantic_scholar(record: Record) -> Entry:
    known = {name: _text(value) for name, value in (record.get("externalIds") or {}).items()}
    return Entry(
        title=_text(record.get("title")),
        kind=Kind.PAPER,
        authors=people(record.get("authors") or []),
        published=publication_date(_text(record.get("publicationDate")) or _text(record.get("year"))),
        abstract=_text(record.get("abstract")),
        addresses=(
            *((f"arXiv:{known['ArXiv']}",) if "ArXiv" in known else ()),
            known.get("DOI", ""),
            *((f"https://aclanthology.org/{known['ACL']}/",) if "ACL" in known else ()),
            *((f"https://pubmed.ncbi.nlm.nih.gov/{known['PubMed']}/",) if "PubMed" in known else ()),
            _text(record.get("url")),
        ),
        journal=_text(record.get("venue")) or _text(_part(record, "journal", "name")),
    )


def _dblp(record: Record) -> Entry:
    authors = [
        _NAMESAKE.sub("", unescape(_text(_part(one, "text") if isinstance(one, dict) else one)))
        for one in _listed(_part(record, "authors", "author"))
    ]
    title = unescape(_text(record.get("title")))
    venue, volume = _text(record.get("venue")), _text(record.get("volume"))
    return Entry(
        title=title[:-1] if title.endswith(".") and not title.endswith("..") else title,
        kind=_KINDS.get(_text(record.get("type")), Kind.PAPER),
        authors=people(authors),
        published=publication_date(_text(record.get("year"))),
        addresses=(
            _text(record.get("doi")), *map(_text, _listed(record.get("ee"))), *arxiv_in(volume),
            _text(record.get("url")),
        ),
        journal=venue,
    )  # fmt: skip


def _openreview(record: Record) -> Entry:
    content = record["content"]
    authors = _part(content, "authors", "value") or content.get("authors")
    venue = _text(content.get("venue"))
    # When it was public, else when it was submitted; a change of the record is neither.
    day = next(filter(None, (moment(record.get(name)) for name in ("pdate", "odate", "tcdate", "cdate"))), "")
    return Entry(
        title=_text(content.get("title")),
        kind=Kind.PAPER,
        authors=people(authors if isinstance(authors, list) else []),
        published=day[:10] or None,
        abstract=_text(content.get("abstract")),
        addresses=(f"https://openreview.net/forum?id={_text(record.get('forum'))}",),
        journal="" if _NOT_OUT.match(venue) else venue,
    )


def _is_submission(record: Record) -> bool:
    content = record.get("content")
    # What answers to a submission lies in its forum, and may have a title too.
    is_first = bool(record.get("forum")) and record.get("forum") == record.get("id")
    return is_first and isinstance(content, dict) and bool(_text(content.get("title")))


CATALOGUES = (
    _catalogue(
        "Crossref",
        lambda record: "DOI" in record and isinstance(record.get("title"), list),
        _crossref,
    ),
    _catalogue(
        "OpenAlex", lambda record: _text(record.get("id")).startswith("https://openalex.org/W"), _openalex
    ),
    _catalogue("Semantic Scholar", lambda record: {"paperId", "title"} <= record.keys(), _semantic_scholar),
    _catalogue("DBLP", lambda record: _text(record.get("url")).startswith("https://dblp.org/rec/"), _dblp),
    _catalogue("OpenReview", _is_submission, _openreview),
)
"""Each told from the others by what only its works have."""
