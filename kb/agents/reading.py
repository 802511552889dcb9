"""What agents read: one item with all around it, its text in stretches; a report."""

from __future__ import annotations

from typing import Any

from kb.agents.answer import DATA, as_data, as_json, stretch, tokens
from kb.agents.privacy import Privacy
from kb.agents.records import mention_record, note_record, reference_record
from kb.exporting import Format
from kb.exporting.report import Form
from kb.library import Library
from kb.text.excerpts import shortened
from kb.types import ItemDetail

_LINKS = 10
"""Links and mentions that are listed; the rest is counted."""
_FRAME = 40
"""Tokens of what stands around a text: its period, from where to where it goes."""
_SUMMARY = 1500
"""Characters of a summary: the longest abstracts arXiv takes are 1,920."""


def opened(library: Library, privacy: Privacy, key: str) -> ItemDetail:
    """An item that may be named.

    :raises NotFound: no item answers to the key.
    :raises JomoError: it is private.
    """
    detail = library.items.get(key)
    if not privacy.shows(detail.item):
        privacy.demand_notes()
    return detail


def item(library: Library, privacy: Privacy, key: str, offset: int, budget: int) -> dict[str, Any]:
    """One item. With the first stretch of its text come its facts and what is around it; later ones come
    alone.

    :raises NotFound: no item answers to the key.
    :raises JomoError: it is private, or the text is over before the offset.
    """
    detail = opened(library, privacy, key)
    facts = {"key": detail.item.key, "title": detail.item.title}
    if not offset:
        facts = _facts(library, privacy, detail)
    text = whole_text(detail)
    read = stretch(text, offset, budget - tokens(as_json(facts)) - tokens(DATA) - _FRAME) if text else None
    return {**facts, "text": read, "data": DATA}


def _facts(library: Library, privacy: Privacy, detail: ItemDetail) -> dict[str, Any]:
    one = detail.item
    known = library.items.known([reference.key for reference in detail.references])
    mentions = [mention for mention in detail.mentioned_by if privacy.shows(mention.item)]
    links = [reference for reference in detail.references if _may_name(reference.key, known, privacy)]
    stances = {area.name: area.stance for area in library.areas.every()}
    numbered = library.notes.of_item(one.key)
    place = library.reading.places([one]).get(one.id)
    return {
        "key": one.key,
        "title": one.title,
        "authors": list(one.authors),
        "kind": one.kind,
        "source": one.source or None,
        "url": one.url,
        "also_at": [alias for alias in detail.aliases if not alias.startswith(("path:", "file:"))],
        "published": one.published,
        "saved": one.saved_on,
        "language": one.language or None,
        "tags": list(one.tags),
        "minutes": one.minutes or None,
        "zone": one.zone,
        "state": one.state,
        "read_share": round(place.share, 2) if place else None,
        "verdict": one.verdict,
        "areas": [{"name": name, "stance": stances.get(name)} for name in detail.areas],
        "topic": detail.topic or None,
        "only_known_by_address": one.stub,
        "summary": shortened(one.summary, _SUMMARY) or None,
        "points_to": {
            "total": len(links),
            "first": [
                reference_record(link, known.get(link.key), detail.contexts.get(link.key, ""))
                for link in links[:_LINKS]
            ],
        },
        "mentioned_by": {"total": len(mentions), "first": [mention_record(m) for m in mentions[:_LINKS]]},
        "notes": (
            [note_record(number, one, note) for number, note in numbered]
            if privacy.notes
            else {"total": len(numbered), "shown": False}
        ),
    }


def _may_name(key: str, known: dict[str, Any], privacy: Privacy) -> bool:
    return key not in known or privacy.shows(known[key])


def whole_text(detail: ItemDetail) -> str:
    """What an item says, chats included."""
    return detail.text or "\n\n".join(f"{turn.role}: {turn.text}" for turn in detail.turns)


def markdown(library: Library, privacy: Privacy, key: str) -> str:
    """An item whole, as Markdown with its citation; what others wrote is marked as data.

    :raises NotFound: no item answers to the key.
    :raises JomoError: it is private.
    """
    detail = opened(library, privacy, key)
    one = detail.item
    facts = [
        f"key: {one.key}",
        f"kind: {one.kind}",
        f"zone: {one.zone}, {one.state}",
        f"saved: {one.saved_on}",
        f"published: {one.published or 'unknown'}",
        f"areas: {', '.join(detail.areas) or 'none'}",
    ]
    written = [f"# {one.title}", ", ".join(one.authors), one.summary, whole_text(detail)]
    cited = library.items.exported([one.key], Format.BIBTEX)
    return "\n\n".join(
        ("\n".join(facts), DATA, as_data("\n\n".join(filter(None, written))), f"```bibtex\n{cited}```")
    )


def report(library: Library, privacy: Privacy, since: str, until: str) -> str:
    """A report of a period in Markdown; never with the diary, and one that may be handed on where notes are
    not shown."""
    return library.reports.written(since, until, Form.MARKDOWN, share_safe=not privacy.notes)


def report_from(text: str, since: str, until: str, offset: int, budget: int) -> dict[str, Any]:
    """A stretch of a report.

    :raises JomoError: the text is over before the offset.
    """
    read = stretch(text, offset, budget - tokens(DATA) - _FRAME)
    return {"since": since, "until": until, "text": read, "data": DATA}
