"""Commands that look: search, similar, show, list, stats."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kb.cli.options import filtered
from kb.cli.output import (
    AsJson,
    hit_record,
    item_record,
    listed_record,
    opened,
    place_record,
    plain,
    print_hits,
    print_items,
    print_json,
    print_trace,
    tell,
    trace_record,
)
from kb.errors import EncoderUnavailable
from kb.library import Library
from kb.types import Filters, Item, ItemDetail, Novelty, SearchMode


@filtered
def search(
    query: Annotated[str, typer.Argument(help="Words, a question, an id or a link.")],
    n: Annotated[int, typer.Option("-n", min=1, max=1000, help="How many.")] = 10,
    mode: Annotated[SearchMode, typer.Option(help="Words, meaning, or both.")] = SearchMode.HYBRID,
    filters: Filters = Filters(),
    as_json: AsJson = False,
) -> None:
    """Find items by words and by meaning, in Russian and English at once. Filters may stand among the words,
    as may "phrases" and -words to leave out.

    Example: python -m kb search "линейное внимание since:2025-06 -survey" --kind paper
    """
    with opened() as library:
        try:
            found = library.search.find(query, filters, mode, n)
        except EncoderUnavailable as error:
            if mode is SearchMode.MEANING:
                raise
            tell(f"By words alone: {error}")
            found = library.search.find(query, filters, SearchMode.WORDS, n)
    for note in found.notes:
        tell(note)
    if found.instead:
        tell(f"Did you mean: {found.instead}")
    if as_json:
        print_json([hit_record(hit) for hit in found.hits])
    elif found.hits:
        print_hits(found.hits)
    else:
        print("Nothing found. Try fewer words or fewer filters.")


@filtered
def similar(
    keys: Annotated[list[str] | None, typer.Argument(metavar="KEY...", help="Keys or addresses.")] = None,
    text: Annotated[str, typer.Option(help="A text to find the like of; - reads it from the input.")] = "",
    n: Annotated[int, typer.Option("-n", min=1, max=1000, help="How many.")] = 10,
    filters: Filters = Filters(),
    as_json: AsJson = False,
) -> None:
    """More like this item, like several of them, or like a text.

    Example: python -m kb similar https://arxiv.org/abs/2510.26692
    """
    with opened() as library:
        pasted = sys.stdin.read() if text == "-" else text
        hits = library.search.similar(keys or (), text=pasted, limit=n, filters=filters)
    if as_json:
        print_json([hit_record(hit) for hit in hits])
    elif hits:
        print_hits(hits)
    elif filters.empty:
        print("Nothing to compare with yet; `embed` gives items their vectors.")
    else:
        print("Nothing of this is like it. Try fewer filters.")


def show(
    key: Annotated[str, typer.Argument(help="An item's key or any address of it.")], as_json: AsJson = False
) -> None:
    """One item with its history, links and traces of use.

    Example: python -m kb show 2510.26692 --json
    """
    with opened() as library:
        detail = library.items.get(key)
        until = library.triage.snoozed().get(detail.item.id)
        place = library.reading.places([detail.item]).get(detail.item.id)
        known = library.items.known([reference.key for reference in detail.references])
        traces = library.evidence.of([key]).get(detail.item.id, ())
        traces += library.reviews.traces([key]).get(detail.item.id, ())
        novelty = _novelty(library, detail.item)
        linking = library.notes.linking_to(key)
    if as_json:
        found = [trace_record(one) for one in traces]
        further = {
            "snoozed_until": until,
            "reading": place_record(place, detail.item.minutes),
            "evidence": found,
            "novelty": _novelty_record(novelty),
            "linked_from_notes": [
                {"id": of, "key": other.key, "text": one.note} for of, other, one in linking
            ],
        }
        print_json({**_detail_record(detail), **further})
        return
    item = detail.item
    print(f"{item.title}\n{item.key}  {item.kind}  {item.zone}  {item.state}  {item.verdict or 'not judged'}")
    if until:
        print(f"put off until {until}")
    if place:
        at = f", at {place.place}" if place.place else ""
        print(f"read {place.minutes(item.minutes)} of {item.minutes} min{at}")
    if item.authors:
        print(", ".join(item.authors))
    dates = f"published {item.published or 'unknown'}, saved {item.saved_on}"
    print(f"{dates}, {item.minutes} min, {item.source}")
    for label, values in (("also at", detail.aliases), ("areas", detail.areas), ("tags", item.tags)):
        if values:
            print(f"{label}: {', '.join(values)}")
    if detail.pending and detail.pending.reason:
        print(f"its page did not come: {detail.pending.reason}")
    print(f"\n{item.summary or detail.text[:1000]}\n")
    for near in novelty.told_before:
        print(f"seen before in other words: {near.item.title} ({near.item.key})")
    for near in novelty.nearest:
        print(f"{near.likeness:.0%} like what you read: {near.item.title} ({near.item.key})")
    if novelty.sentence:
        print(f"new here: {novelty.sentence}\n")
    for one in detail.annotations:
        print("\n".join(f"> {line}" for line in one.quote.splitlines()) if one.quote else "Note:")
        print(f"{one.note}\n" if one.note else "")
    for reference in detail.references:
        title = known[reference.key].title if reference.key in known else reference.label
        print(f"links to {title or reference.key}: {reference.url}")
        _print_context(detail.contexts.get(reference.key, ""))
    for mention in detail.mentioned_by:
        print(f"mentioned by {mention.item.title} ({mention.item.key})")
        _print_context(mention.context)
    for number, other, one in linking:
        print(f"linked from note {number} on {other.title} ({other.key})")
        _print_context(" ".join(one.note.split()))
    for trace in traces:
        print_trace(trace)
    for event in detail.events:
        print(f"{event.at}  {event.action} {event.change}{' (taken back)' if event.undone else ''}")


def _print_context(context: str) -> None:
    if context:
        print(f"    {context}")


def _novelty(library: Library, item: Item) -> Novelty:
    """What is new in an item; nothing is told where no model can tell it."""
    try:
        [card] = library.triage.cards([item])
    except EncoderUnavailable:
        return Novelty()
    return card.novelty


def _novelty_record(novelty: Novelty) -> dict[str, object]:
    return {
        "nearest": [
            {"key": one.item.key, "likeness": one.likeness, "read_on": one.read_on} for one in novelty.nearest
        ],
        "sentence": novelty.sentence,
        "terms": novelty.terms,
        "told_before": [one.item.key for one in novelty.told_before],
    }


def _detail_record(detail: ItemDetail) -> dict[str, object]:
    item = detail.item
    return {
        **plain(item),
        "text": detail.text,
        "turns": [plain(turn) for turn in detail.turns],
        "annotations": [{"kind": one.kind, **plain(one)} for one in detail.annotations],
        "aliases": detail.aliases,
        "references": [
            {**plain(reference), "context": detail.contexts.get(reference.key, "")}
            for reference in detail.references
        ],
        "mentioned_by": [
            {**item_record(mention.item), "context": mention.context} for mention in detail.mentioned_by
        ],
        "areas": detail.areas,
        "topic": detail.topic,
        "meta": dict(detail.meta),
        "pending": plain(detail.pending) if detail.pending else None,
        "history": [plain(event) for event in detail.events],
    }


@filtered
def list_items(
    filters: Filters = Filters(),
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many.")] = None,
    as_json: AsJson = False,
) -> None:
    """Items, newest first.

    Example: python -m kb list --zone must-have --state unread
    """
    with opened() as library:
        found = library.items.select(filters, limit=limit)
        put_off = library.triage.snoozed()
        places = library.reading.places(found)
    if as_json:
        print_json(
            [
                {
                    **listed_record(item),
                    "snoozed_until": put_off.get(item.id),
                    "reading": place_record(places.get(item.id), item.minutes),
                }
                for item in found
            ]
        )
    else:
        print_items(found, put_off)


def stats(as_json: AsJson = False) -> None:
    """Counts by kind, zone, state and language; sizes; pending work.

    Example: python -m kb stats
    """
    with opened() as library:
        counted = library.upkeep.stats()
    if as_json:
        print_json(plain(counted))
        return
    print(f"{counted.items} items, {counted.chunks} passages, {counted.bytes / 1e6:.1f} MB")
    print(f"{counted.pending_vectors} passages wait for `embed`, {counted.stubs} papers for `complete`")
    if counted.links:
        print(f"{counted.links} kept by address or DOI only, until what they lead to is added")
    print(f"last daily copy: {counted.last_copy or 'none yet'}")
    for label, counts in (
        ("kind", counted.by_kind),
        ("zone", counted.by_zone),
        ("state", counted.by_state),
        ("language", counted.by_language),
    ):
        print(f"{label}: " + ", ".join(f"{name or 'unknown'} {n}" for name, n in counts.items()))


def register(app: typer.Typer) -> None:
    app.command()(search)
    app.command()(similar)
    app.command()(show)
    app.command("list")(list_items)
    app.command()(stats)
