"""Items, results and traces as agents get them: short, by key, null where nothing is known."""

from __future__ import annotations

from typing import Any

from kb.agents.privacy import Privacy
from kb.text.excerpts import shortened
from kb.types import Annotation, Hit, Item, Membership, Mention, Reference
from kb.types.evidence import Trace, TraceKind

_AUTHORS = 3
"""Names before "et al."; the item itself lists all."""
_PASSAGE = 240
"""Characters of a passage in a list: two sentences."""
_WORDS = 160
"""Characters around a link, or of a trace: one sentence."""


def item_record(item: Item) -> dict[str, Any]:
    """An item in a list."""
    return {
        "key": item.key,
        "title": item.title,
        "authors": [*item.authors[:_AUTHORS], *(["et al."] if len(item.authors) > _AUTHORS else [])],
        "kind": item.kind,
        "source": item.source or None,
        "published": item.published,
        "saved": item.saved_on,
        "zone": item.zone,
        "state": item.state,
        "verdict": item.verdict,
    }


def hit_record(hit: Hit) -> dict[str, Any]:
    """A result: the item, the passage that answers, and what of the question it met."""
    return {**item_record(hit.item), "why": hit.why or None, "passage": _short(hit.passage, _PASSAGE)}


def listed_record(item: Item) -> dict[str, Any]:
    """An item that no question ranked, with the beginning of its summary."""
    return {**item_record(item), "passage": _short(item.summary, _PASSAGE)}


def reference_record(reference: Reference, item: Item | None, context: str) -> dict[str, Any]:
    """A link of an item; `key` leads back where what it points to is in the library."""
    return {
        "key": item.key if item else None,
        "url": reference.url,
        "label": (item.title if item else reference.label) or None,
        "context": _short(context, _WORDS),
    }


def mention_record(mention: Mention) -> dict[str, Any]:
    """An item that links to another, with the words around the link."""
    return {
        "key": mention.item.key,
        "title": mention.item.title,
        "kind": mention.item.kind,
        "context": _short(mention.context, _WORDS),
    }


def member_record(item: Item, membership: Membership | None) -> dict[str, Any]:
    """A member of an area, how probably, and why."""
    return {
        "key": item.key,
        "title": item.title,
        "zone": item.zone,
        "state": item.state,
        "probability": round(membership.probability, 2) if membership else None,
        "why": membership.why if membership else None,
    }


def note_record(number: int, item: Item, one: Annotation) -> dict[str, Any]:
    """A note or highlight of the person's. The quote is the source's words, the note the person's own."""
    return {
        "number": number,
        "key": item.key,
        "title": item.title,
        "kind": one.kind,
        "quote": one.quote or None,
        "note": one.note or None,
        "place": one.place or None,
        "made": one.made_at,
        "made_in": one.source or "Jomo",
    }


def trace_record(trace: Trace, privacy: Privacy) -> dict[str, Any]:
    """A trace of use and why it is as strong as it is; where it stands and its words only where notes are
    shown."""
    own = privacy.notes
    return {
        "kind": trace.kind,
        "strength": trace.strength,
        "probability": round(trace.probability, 2),
        "made": trace.made_at,
        "timing": trace.timing,
        # The reason of a trace by way of something names that.
        "reason": trace.reason if own or trace.kind is not TraceKind.THROUGH else None,
        "where": trace.where if own else None,
        "snippet": _short(trace.snippet, _WORDS) if own else None,
    }


def _short(text: str, characters: int) -> str | None:
    return shortened(text, characters) or None
