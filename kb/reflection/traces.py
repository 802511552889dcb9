"""Traces of use that the library itself keeps: what the person marked, looked up again, read, cited, handed
to somebody, or settled other things with.

Read state alone is not use: what was read to the end is a weak trace, what carries the person's own marks is
more, read or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kb.clock import day
from kb.store.deeds import Deed
from kb.text.excerpts import shortened
from kb.text.wikilinks import readable
from kb.types import Annotation, Item, State
from kb.types.evidence import IN_JOMO, Strength, Timing, Trace, TraceKind
from kb.types.reasons import Reason, counted
from kb.types.waiting import RATINGS, Delegation

SEARCH = "search"
"""What an opening notes that came from the Search page."""
_SNIPPET = 240
"""Characters of a mark that are shown beside an item: some three lines."""
_OWN_WORDS = 25
"""Words of a note from which it is a page of one's own, not a remark: two sentences. By judgement."""
_MARKED = 3
"""Highlights of one day from which a text was worked through. By judgement."""
_SEVERAL = 3
"""Parked items that one survey settled, from which it stood for a reading of them. By judgement."""
_LIST = 10
"""Items cited at once from which they are a list rather than references of one text. By judgement."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the library keeps of some items: the person's marks by item id, the deeds with their moments, when
    each item left the inbox, what was handed over, and of surveys when they settled how many parked items."""

    annotations: Sequence[tuple[int, Annotation]]
    openings: Sequence[Deed]
    finishings: Sequence[Deed]
    citings: Sequence[Deed]
    filed_at: Mapping[int, str]
    delegations: Sequence[Delegation] = ()
    settlings: Sequence[tuple[int, str, int]] = ()


def library_traces(items: Iterable[Item], kept: Kept) -> dict[int, tuple[Trace, ...]]:
    """The traces of each item by its id, the strongest first, of equals the earliest; items without one are
    left out."""
    found: dict[int, list[Trace]] = defaultdict(list)
    by_id = {item.id: item for item in items}
    for trace in (
        *_annotated(by_id, kept.annotations),
        *_finished(by_id, kept.finishings),
        *_reopened(by_id, kept),
        *_cited(by_id, kept.citings),
        *_handed(by_id, kept.delegations),
        *_settling(by_id, kept.settlings),
    ):
        found[trace.item_id].append(trace)
    return {item_id: strongest_first(traces) for item_id, traces in found.items()}


def strongest_first(traces: Iterable[Trace]) -> tuple[Trace, ...]:
    """Traces in the order in which they tell most."""
    return tuple(sorted(traces, key=lambda one: (one.strength.rank, one.made_at or "9999")))


def _annotated(items: Mapping[int, Item], annotations: Iterable[tuple[int, Annotation]]) -> Iterable[Trace]:
    """A trace for each note, and one for all highlights of a day."""
    marked: dict[tuple[int, str | None], list[Annotation]] = defaultdict(list)
    for item_id, one in annotations:
        words = len(one.note.split())
        if words:
            strong = words >= _OWN_WORDS
            reason = counted(Reason.NOTE_OF_A_WORD, Reason.NOTE, words)
            said = readable(one.note)
            yield _mark(items[item_id], one, said, Strength.STRONG if strong else Strength.FAIR, reason)
        else:
            marked[item_id, day(one.made_at) if one.made_at else None].append(one)
    for (item_id, _day), same_day in marked.items():
        first = min(same_day, key=lambda one: one.made_at or "")
        many = len(same_day)
        reason = counted(Reason.HIGHLIGHT, Reason.HIGHLIGHTS, many)
        yield _mark(
            items[item_id], first, first.quote, Strength.STRONG if many >= _MARKED else Strength.FAIR, reason
        )


def _mark(item: Item, one: Annotation, words: str, strength: Strength, reason: str) -> Trace:
    where = " ".join(part for part in (one.source, one.place) if part)
    return Trace(
        item_id=item.id,
        kind=TraceKind.ANNOTATED,
        place=where or IN_JOMO,
        line=None,
        made_at=one.made_at,
        snippet=shortened(words, _SNIPPET),
        strength=strength,
        reason=reason,
        timing=Timing.of(one.made_at, item.saved_at),
    )


def _finished(items: Mapping[int, Item], finishings: Iterable[Deed]) -> Iterable[Trace]:
    last = {deed.item_id: deed for deed in finishings}
    for item in items.values():
        if item.state is State.READ:
            at = last[item.id].at if item.id in last else None
            reason = Reason.FINISHED
            yield _deed(item, TraceKind.FINISHED, at, Strength.WEAK, reason)


def _reopened(items: Mapping[int, Item], kept: Kept) -> Iterable[Trace]:
    """Openings that were no part of choosing or of the first reading: from the search, on a later day than
    that of saving and out of the inbox; from a place that is not known, on a later day than that of reading
    too."""
    read_at = {deed.item_id: deed.at for deed in reversed(kept.finishings)}
    told: set[tuple[int, str]] = set()
    for deed in kept.openings:
        item, on = items[deed.item_id], day(deed.at)
        waited = deed.at < kept.filed_at.get(item.id, "9999")
        if waited or on <= item.saved_on or (item.id, on) in told or deed.note not in ("", SEARCH):
            continue
        if deed.note == SEARCH:
            reason, strength = Reason.LOOKED_UP, Strength.FAIR
        elif item.id in read_at and on > day(read_at[item.id]):
            reason, strength = Reason.OPENED_AGAIN, Strength.WEAK
        else:
            continue
        told.add((item.id, on))
        yield _deed(item, TraceKind.REOPENED, deed.at, strength, reason)


def _cited(items: Mapping[int, Item], citings: Iterable[Deed]) -> Iterable[Trace]:
    for deed in citings:
        listed = deed.together >= _LIST
        if deed.together > 1:
            reason = Reason.TAKEN_OUT_TOGETHER.format(count=deed.together)
        else:
            reason = Reason.TAKEN_OUT
        yield _deed(
            items[deed.item_id],
            TraceKind.CITED,
            deed.at,
            Strength.WEAK if listed else Strength.STRONG,
            reason,
        )


def _handed(items: Mapping[int, Item], delegations: Iterable[Delegation]) -> Iterable[Trace]:
    """That an item went to somebody, and what came back: a gist is a use, unless it was worth nothing."""
    for one in delegations:
        item = items[one.item.id]
        reason = Reason.HANDED
        yield _deed(item, TraceKind.DELEGATED, one.given_at, Strength.FAIR, reason)
        if one.returned_at:
            nothing = not one.gist or one.rating == RATINGS[0]
            reason = Reason.CAME_BACK_EMPTY if nothing else Reason.CAME_BACK
            trace = _deed(
                item,
                TraceKind.RETURNED,
                one.returned_at,
                Strength.WEAK if nothing else Strength.STRONG,
                reason,
            )
            yield replace(trace, snippet=shortened(one.gist, _SNIPPET))


def _settling(items: Mapping[int, Item], settlings: Iterable[tuple[int, str, int]]) -> Iterable[Trace]:
    for survey, at, number in settlings:
        reason = counted(Reason.SETTLED_ONE, Reason.SETTLED, number)
        strength = Strength.STRONG if number >= _SEVERAL else Strength.FAIR
        yield _deed(items[survey], TraceKind.SETTLED, at, strength, reason)


def _deed(item: Item, kind: TraceKind, at: str | None, strength: Strength, reason: str) -> Trace:
    return Trace(item.id, kind, IN_JOMO, None, at, "", strength, reason, Timing.of(at, item.saved_at))
