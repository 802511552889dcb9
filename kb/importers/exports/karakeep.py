"""Karakeep's JSON (Hoarder, in its youth): links and texts with tags, notes and lists, as it exports them and
as its interface answers (`/api/v1/bookmarks`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kb.importers.html.fragment import markdown
from kb.importers.records import JsonFormat, objects, record_in, text_of
from kb.importers.saved_link import SavedLink, folder_path, moment, own_note, words
from kb.types import Annotation, State

_BY_A_MODEL = "ai"
"""Who attached a tag that is not the person's."""


def _pages(value: Any) -> list[dict[str, Any]]:
    """An export, or the answers of the interface, a page after the other."""
    return list(objects(value if isinstance(value, list) else [value]))


def _bookmarks(value: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The bookmarks, each with the page that it is on."""
    for page in _pages(value):
        for one in objects(page.get("bookmarks")):
            yield page, one


def _fits(value: Any) -> bool:
    pages = _pages(value)
    first = next(_bookmarks(value), None)
    return (
        bool(pages)
        and all(isinstance(one.get("bookmarks"), list) for one in pages)
        and (first is None or {"createdAt", "content"} <= first[1].keys())
    )


def _links(value: Any) -> Iterator[SavedLink]:
    for page, record in _bookmarks(value):
        lists = {
            one.get("id"): (str(one.get("name") or ""), one.get("parentId"))
            for one in objects(page.get("lists"))
        }
        folders = record.get("lists")
        content = record_in(record, "content")
        archived = record.get("archived")
        address = text_of(content, "url", "sourceUrl")
        yield SavedLink(
            address,
            text_of(record, "title") or text_of(content, "title"),
            moment(record.get("createdAt")),
            (
                *words([one for one in _listed(record.get("tags")) if not _of_a_model(one)]),
                *(folder_path(lists, one) for one in _listed(folders) if isinstance(one, str | int)),
            ),
            None if archived is None else State.READ if archived else State.UNREAD,
            excerpt=text_of(content, "description"),
            # What the person wrote there; of PDFs and pictures only the note is exported.
            text=markdown(text_of(content, "htmlContent"), address) if address else text_of(content, "text"),
            authors=words(text_of(content, "author"), None) and (text_of(content, "author"),),
            published=(moment(content.get("datePublished")) or "")[:10] or None,
            annotations=(*_selected(content, address), *own_note(record.get("note"))),
            favourite=record.get("favourited") is True,
        )


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _of_a_model(tag: object) -> bool:
    return isinstance(tag, dict) and tag.get("attachedBy") == _BY_A_MODEL


def _selected(content: Mapping[str, Any], address: str) -> tuple[Annotation, ...]:
    """The words that were selected on a page and saved."""
    quote = text_of(content, "text") if address else ""
    return (Annotation(quote),) if quote else ()


FORMAT = JsonFormat("Karakeep (JSON)", "Karakeep", _fits, _links)
