"""CSL-JSON, and the JSON of Better BibTeX, which holds all that Zotero knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kb.catalogue import _
from kb.importers.bibliography import (
    Entry,
    entry_documents,
    publication_date,
    split_keywords,
)
from kb.importers.boundary import Made, attempted, place_in
from kb.importers.exports.zotero import (
    KINDS,
    OF_WEB,
    addresses,
    extra_fields,
    note_by_itself,
    own_words,
    state_in,
)
from kb.importers.protocol import ImportContext
from kb.importers.records import json_value, text_of
from kb.importers.saved_link import folder_path, moment
from kb.text.people import People, people
from kb.types import Annotation, Document, Failure, Kind

_CSL_KINDS = {
    **dict.fromkeys(
        "article article-journal article-magazine chapter manuscript paper-conference report thesis patent"
        " standard speech".split(),
        Kind.PAPER,
    ),
    **dict.fromkeys(("book", "collection", "classic"), Kind.BOOK),
    "motion_picture": Kind.VIDEO,
    "software": Kind.REPO,
}
"""What the types of CSL are here; `webpage`, `post-weblog` and others are what their address is."""
_CSL_OF_WEB = frozenset("webpage post-weblog post article-newspaper entry-encyclopedia broadcast".split())
"""Types whose container is a site, a newspaper or a programme."""
CSL_TYPES = frozenset(_CSL_KINDS) | frozenset(
    "article-newspaper bill broadcast dataset document entry entry-dictionary entry-encyclopedia event figure"
    " graphic hearing interview legal_case legislation map musical_score pamphlet performance periodical"
    " personal_communication post post-weblog regulation review review-book song treaty webpage".split()
)
"""What an entry of CSL may be."""
_WRITERS = ("author", "director", "programmer", "presenter", "podcaster", "inventor", "artist", "contributor")
_AUTOMATIC = 1
"""The type of a tag that a catalogue gave, not the person."""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A file that is one JSON value: `fits` tells it from all others, `entries` gives what it holds."""

    name: str
    program: str
    fits: Callable[[Any], bool]
    entries: Callable[[str, Any], Iterable[Entry | Document | Failure]]

    def match(self, spec: str) -> bool:
        """Whether a file holds this format."""
        return (value := json_value(spec)) is not None and self.fits(value)

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        """A document or a failure for each entry, and a document for each note that belongs to none."""
        read = list(self.entries(Path(spec).name, json_value(spec)))
        yield from (one for one in read if isinstance(one, Document))
        entries = (one for one in read if not isinstance(one, Document))
        yield from entry_documents(Path(spec), entries, self.program)


def _csl_records(value: object) -> list[Any]:
    """The entries of a file; Zotero's interface gives them within an object, other
    programs one by itself."""
    records = value.get("items", [value]) if isinstance(value, dict) else value
    return records if isinstance(records, list) else []


def _is_csl(value: object) -> bool:
    first = next((one for one in _csl_records(value) if isinstance(one, dict)), {})
    return str(first.get("type")) in CSL_TYPES and ("id" in first or "issued" in first) and "url" not in first


def _csl(file: str, value: object) -> Iterator[Entry | Document | Failure]:
    return csl_entries(file, _csl_records(value))


def csl_entries(file: str, records: list[Any]) -> Iterator[Entry | Failure]:
    """The entry that each record of CSL is."""
    return _each(file, records, _csl_entry)


def _each(
    file: str, records: Iterable[Any], entry: Callable[[Mapping[str, Any]], Made | None]
) -> Iterator[Made | Failure]:
    """What each record is; one that cannot be read costs itself only."""
    for number, record in enumerate(records, start=1):
        place = place_in(file, "record", number)
        if not isinstance(record, dict):
            yield Failure(place, _("is not a JSON object; an entry is expected"))
            continue
        made = attempted(place, partial(entry, record))
        if made is not None:
            yield made


def _csl_entry(record: Mapping[str, Any]) -> Entry:
    text = partial(text_of, record)
    extra = extra_fields(text("note"))
    journal = text("container-title", "event-title", "event")
    identifier = text("citation-key") or text("id")
    return Entry(
        title=text("title"),
        kind=_CSL_KINDS.get(text("type")),
        of_web=text("type") in _CSL_OF_WEB,
        authors=_people(record.get("author") or record.get("editor")),
        published=csl_date(record.get("issued")),
        abstract=text("abstract"),
        addresses=addresses(text("DOI"), text("URL"), extra, journal, text("number"), text("publisher")),
        journal=journal,
        tags=split_keywords(text("keyword")),
        notes=own_words(text("note")),
        seen_on=csl_date(record.get("accessed")),
        opened_by=(text("id"),) if "zotero.org/" in text("id") else (),
        citation_key=extra.get("citation key", "") or ("" if "/" in identifier else identifier),
        state=state_in(text("note")),
    )


def csl_date(given: object) -> str | None:
    """A date of CSL as precisely as it is told."""
    if isinstance(given, list) and given:
        # pandoc wrote a list of what the first and the last day are, by their names.
        given = given[0]
    if isinstance(given, str):
        return publication_date(given)
    if not isinstance(given, dict):
        return None
    parts = given.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    first = first or [given[name] for name in ("year", "month", "day") if given.get(name)]
    numbers = [str(part).strip() for part in first if str(part).strip().isdecimal()]
    if numbers:
        return publication_date("-".join([numbers[0], *(f"{number:0>2}" for number in numbers[1:3])]))
    return publication_date(text_of(given, "raw", "literal", "edtf"))


def _is_better_bibtex(value: object) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        return False
    config = value.get("config")
    return (isinstance(config, dict) and "BetterBibTeX" in str(config.get("label"))) or any(
        isinstance(one, dict) and "itemType" in one for one in value["items"][:1]
    )


def _better_bibtex(file: str, value: Mapping[str, Any]) -> Iterator[Entry | Document | Failure]:
    return zotero_entries(file, value["items"], _folders(value.get("collections")))


def zotero_entries(
    file: str, records: Iterable[Any], folders: Mapping[str, list[str]] = MappingProxyType({})
) -> Iterator[Entry | Document | Failure]:
    """What each item of Zotero is; `folders` are the collections of each by its number."""
    return _each(file, records, partial(_zotero_entry, folders))


def _folders(collections: object) -> dict[str, list[str]]:
    """The collections of each item by its number, nested ones with what they lie in."""
    found: dict[str, list[str]] = {}
    given = collections if isinstance(collections, dict) else {}
    known = {key: one for key, one in given.items() if isinstance(one, dict)}
    folders = {key: (text_of(one, "name"), one.get("parent")) for key, one in known.items()}
    for key, collection in known.items():
        for item in collection.get("items") or ():
            found.setdefault(str(item), []).append(folder_path(folders, key))
    return found


def _zotero_entry(folders: Mapping[str, list[str]], record: Mapping[str, Any]) -> Entry | Document | None:
    text = partial(text_of, record)
    kind = text("itemType")
    lies_in = tuple(folders.get(str(record.get("itemID")), ()))
    if kind == "note":
        tags, added = _own_tags(record.get("tags")), moment(text("dateAdded"))
        return note_by_itself(text("note"), tags, lies_in, added)
    if kind == "annotation":
        return None
    extra = extra_fields(text("extra"))
    journal = text(
        "publicationTitle", "proceedingsTitle", "bookTitle", "conferenceName", "university", "institution"
    )
    attachments = [one for one in record.get("attachments") or () if isinstance(one, dict)]
    numbers = (text("archiveID"), text("number"), text("volume"), text("publisher"), text("reportNumber"))
    return Entry(
        title=text("title", "caseName", "subject"),
        kind=KINDS.get(kind),
        of_web=kind in OF_WEB,
        authors=_creators(record.get("creators")),
        published=publication_date(text("date")),
        abstract=text("abstractNote"),
        addresses=addresses(text("DOI"), text("url"), extra, journal, *numbers),
        journal=journal,
        tags=tuple(_own_tags(record.get("tags"))),
        notes=(*_notes(record.get("notes")), *own_words(text("extra"))),
        annotations=tuple(_annotation(one) for attachment in attachments for one in _marks(attachment)),
        folders=lies_in,
        citation_key=text("citationKey", "citation-key", "citekey") or extra.get("citation key", ""),
        files=tuple(path for one in (record, *attachments) if (path := text_of(one, "path", "localPath"))),
        saved_at=moment(text("dateAdded")),
        state=state_in(text("extra")),
        opened_by=tuple(
            f"zotero://select/library/items/{key}"
            for one in (record, *attachments)
            if (key := text_of(one, "key", "itemKey"))
        ),
    )


def _notes(given: object) -> Iterator[str]:
    for one in given if isinstance(given, list) else ():
        if note := one if isinstance(one, str) else text_of(one, "note") if isinstance(one, dict) else "":
            yield note


def _marks(attachment: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    given = attachment.get("annotations")
    marks = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    return [one for one in marks if text_of(one, "annotationText") or text_of(one, "annotationComment")]


def _annotation(mark: Mapping[str, Any]) -> Annotation:
    page = text_of(mark, "annotationPageLabel")
    return Annotation(
        text_of(mark, "annotationText"),
        text_of(mark, "annotationComment"),
        f"page {page}" if page else "",
        moment(text_of(mark, "dateAdded", "dateModified")),
        "Zotero",
    )


def _own_tags(given: object) -> Iterator[str]:
    for one in given if isinstance(given, list) else ():
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict) and one.get("type") != _AUTOMATIC:
            yield text_of(one, "tag")


def _creators(given: object) -> People:
    """Those who wrote it; where nobody did, those who edited it."""
    every = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    writers = [one for one in every if one.get("creatorType", "author") in _WRITERS]
    editors = [one for one in every if one.get("creatorType") == "editor"]
    return _people(
        [{"given": text_of(one, "firstName"), "family": text_of(one, "lastName"),
          "name": text_of(one, "name")} for one in writers or editors]
    )  # fmt: skip


def _people(given: object) -> People:
    """Names in parts are people; a name in one piece is an organisation or as it should be shown."""
    given = [given] if isinstance(given, dict) else given
    every = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    told = [
        People((whole,)) if "," in (whole := text_of(one, "literal", "name")) else people([one])
        for one in every
    ]
    names = (name for each in told for name in each.names)
    return People(tuple(dict.fromkeys(names)), any(each.others for each in told))


CSL = Bibliography("CSL-JSON", "CSL-JSON", _is_csl, _csl)
BETTER_BIBTEX = Bibliography("Better BibTeX (JSON)", "Zotero", _is_better_bibtex, _better_bibtex)
