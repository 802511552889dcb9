"""Notes and highlights made and taken off by hand: each time one step that can be undone."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from kb.catalogue import _
from kb.clock import now
from kb.errors import JomoError, NotFound
from kb.ingest import derived
from kb.ingest.derived import Derived
from kb.store import Store, events, items, notes
from kb.text.normal import normalized
from kb.types import Action, Annotation, Document, Origin


def annotate(store: Store, item_id: int, one: Annotation) -> int:
    """Adds a note or a highlight to an item; it is found by its words at once. Returns its number.

    :raises JomoError: it has neither a quote nor words, or is there already.
    """
    one = Annotation(
        normalized(one.quote).strip(),
        normalized(one.note).strip(),
        normalized(one.place).strip(),
        one.made_at or now(),
        one.source,
    )
    if not (one.quote or one.note):
        raise JomoError(_("A note needs words: note KEY TEXT"))
    _check_is_new(items.document(store.read(), item_id), one)
    _change(store, item_id, before=None, after=one)
    return notes.number(store.read(), item_id, one)


def rewrite(store: Store, number: int, note: str) -> int:
    """Changes the words of a note. While its making is the last that happened, that step becomes one that
    made the note as it is now; later it is a step of its own. Returns the note's number.

    :raises NotFound: there is none of that number.
    :raises JomoError: it would have neither a quote nor words, or be what another note of the item is.
    """
    item_id, before = _known(store, number)
    after = replace(before, note=normalized(note).strip())
    if not (after.quote or after.note):
        raise JomoError(_("A note needs words; `note --remove` takes one off"))
    if after.same_as == before.same_as:
        return number
    document = items.document(store.read(), item_id)
    _check_is_new(document, after)
    changed = _with(document, before, after)
    ready = derived.derive(changed)
    with store.write() as db:
        making = events.making(db, item_id, notes.snapshot(before))
        notes.exchange(db, item_id, before, after)
        if making is not None:
            notes.forget(db, item_id, before)
            events.say_after(db, making, notes.snapshot(after))
        _index(db, item_id, changed, ready)
        if making is None:
            events.record(db, [_event(item_id, before, after)])
    return notes.number(store.read(), item_id, after)


def take_off(store: Store, number: int) -> Annotation:
    """Takes an annotation off its item; importing its source again does not bring it back.

    :raises NotFound: there is none of that number.
    """
    item_id, one = _known(store, number)
    _change(store, item_id, before=one, after=None)
    return one


def _known(store: Store, number: int) -> tuple[int, Annotation]:
    """:raises NotFound: there is no annotation of that number."""
    known = notes.get(store.read(), number)
    if known is None:
        raise NotFound(
            _("There is no note {number}", number=number), _("`notes` lists them with their numbers")
        )
    return known


def _check_is_new(document: Document, one: Annotation) -> None:
    """:raises JomoError: the document has this annotation."""
    if one.same_as in {other.same_as for other in document.annotations}:
        raise JomoError(_("This note is there already; `notes` lists them"))


def _change(store: Store, item_id: int, before: Annotation | None, after: Annotation | None) -> None:
    changed = _with(items.document(store.read(), item_id), before, after)
    # Long texts take seconds to cut and stem: that is done before the transaction begins.
    ready = derived.derive(changed)
    with store.write() as db:
        notes.exchange(db, item_id, before, after)
        _index(db, item_id, changed, ready)
        events.record(db, [_event(item_id, before, after)])


def _event(item_id: int, before: Annotation | None, after: Annotation | None) -> events.NewEvent:
    return events.NewEvent(
        now(),
        Origin.ME,
        Action.ANNOTATED,
        item_id,
        before=notes.snapshot(before),
        after=notes.snapshot(after),
    )


def index_again(store: Store, item_id: int) -> None:
    """Makes passages and words of an item anew after its annotations were taken back."""
    document = items.document(store.read(), item_id)
    ready = derived.derive(document)
    with store.write() as db:
        _index(db, item_id, document, ready)


def _index(db: sqlite3.Connection, item_id: int, document: Document, ready: Derived) -> None:
    """Indexes an item by what was derived of a document, or anew where the item is another by now."""
    if (current := items.find_document(db, item_id)) is not None:
        derived.put(db, item_id, ready if current == document else derived.derive(current))


def _with(document: Document, before: Annotation | None, after: Annotation | None) -> Document:
    left = [one for one in document.annotations if before is None or one.same_as != before.same_as]
    return replace(document, annotations=(*left, after) if after else tuple(left))
