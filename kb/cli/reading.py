"""Commands that look: search, similar, show, list, stats."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kb.catalogue import _, n_, number
from kb.cli.options import filtered
from kb.cli.output import (
    AsJson,
    hit_record,
    item_record,
    list_word,
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
from kb.cli.showing import print_context, print_facts, print_novelty
from kb.errors import EncoderUnavailable
from kb.library import Library
from kb.search.meant import said_of
from kb.types import Filters, Item, ItemDetail, Kind, Novelty, SearchMode, State


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
            tell(_("By words alone: {why}", why=error))
            found = library.search.find(query, filters, SearchMode.WORDS, n)
    for note in filter(None, (*found.notes, said_of(found.nowhere))):
        tell(note)
    if found.instead:
        tell(_("Did you mean: {words}", words=found.instead))
    if found.absent:
        tell(_("{address} is not here. `python -m kb add {address}` brings it in.", address=found.absent))
    if as_json:
        print_json([hit_record(hit) for hit in found.hits])
    elif found.hits:
        print_hits(found.hits)
    elif not found.absent:
        print(_("Nothing found. Try fewer words or fewer filters."))


@filtered
def similar(
    keys: Annotated[list[str] | None, typer.Argument(metavar="KEY", help="Keys or addresses.")] = None,
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
        print(
            _(
                "Nothing is like it: `embed` gives items their vectors, and `fetch` the pages of what is"
                " known by its address only."
            )
        )
    else:
        print(_("Nothing of this is like it. Try fewer filters."))


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
    print_facts(detail, until, place)
    print(f"\n{detail.item.summary or detail.text[:1000]}\n")
    print_novelty(novelty)
    for one in detail.annotations:
        print("\n".join(f"> {line}" for line in one.quote.splitlines()) if one.quote else _("Note:"))
        print(f"{one.note}\n" if one.note else "")
    for reference in detail.references:
        title = known[reference.key].title if reference.key in known else reference.label
        print(_("links to {title}: {url}", title=title or reference.key, url=reference.url))
        print_context(detail.contexts.get(reference.key, ""))
    for mention in detail.mentioned_by:
        print(_("mentioned by {title} ({key})", title=mention.item.title, key=mention.item.key))
        print_context(mention.context)
    for of, other, one in linking:
        print(_("linked from note {number} on {title} ({key})", number=of, title=other.title, key=other.key))
        print_context(" ".join(one.note.split()))
    for trace in traces:
        print_trace(trace)
    for event in detail.events:
        undone = f" ({_('taken back')})" if event.undone else ""
        print(f"{event.at}  {event.action.label} {event.change}{undone}")


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
    items = n_("{count} item", "{count} items", counted.items)
    passages = n_("{count} passage", "{count} passages", counted.chunks)
    print(f"{items}, {passages}, {_('{number} MB', number=number(counted.bytes / 1e6, 1))}")
    waiting = n_(
        "{count} passage waits for `embed`", "{count} passages wait for `embed`", counted.pending_vectors
    )
    print(f"{waiting}, {n_('{count} paper for `complete`', '{count} papers for `complete`', counted.stubs)}")
    if counted.links:
        print(
            n_(
                "{count} kept by address or DOI only, until what it leads to is added",
                "{count} kept by address or DOI only, until what they lead to is added",
                counted.links,
            )
        )
    print(_("last daily copy: {day}", day=counted.last_copy or _("none yet")))
    for label, counts in (
        (_("kind"), {Kind(kind).label: n for kind, n in counted.by_kind.items()}),
        (_("zone"), {list_word(zone): n for zone, n in counted.by_zone.items()}),
        (_("state"), {State(state).label: n for state, n in counted.by_state.items()}),
        (_("language"), counted.by_language),
    ):
        print(f"{label}: " + ", ".join(f"{name or _('unknown')} {n}" for name, n in counts.items()))


def register(app: typer.Typer) -> None:
    app.command()(search)
    app.command()(similar)
    app.command()(show)
    app.command("list")(list_items)
    app.command()(stats)
