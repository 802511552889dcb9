"""The traces of use that a page of a person's own writing holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType

from kb.evidence.addresses import addressed
from kb.evidence.authors import by_authors
from kb.evidence.citations import Keys, cited, keys_of
from kb.evidence.dated import Days
from kb.evidence.mentions import Mention
from kb.evidence.names import TITLED
from kb.evidence.reading import Reading
from kb.evidence.retelling import passages
from kb.evidence.sieve import Sifted
from kb.evidence.snippets import snippet
from kb.evidence.subjects import subject
from kb.evidence.timing import is_of_the_work, made_at, timing
from kb.evidence.titles import titled
from kb.evidence.weighing import Weighing, Weight
from kb.evidence.wikilinks import linked_notes
from kb.evidence.works import Works
from kb.text.words import letters
from kb.types.evidence import Form, Strength, Trace, TraceKind, WrittenPage, WrittenPassage
from kb.types.reasons import Reason

MOST = 5
"""Traces of one item that are kept of a page, the strongest first. By judgement."""
_KINDS = list(TraceKind)
_LOWER = {Strength.STRONG: Strength.FAIR, Strength.FAIR: Strength.WEAK, Strength.WEAK: Strength.WEAK}
_THROUGH = (0.9, 0.6)
"""How probable it is that who refers to a post means the one work it retells, or one of two. By judgement."""
_NO_NOTES: Mapping[str, int | None] = MappingProxyType({})


class Compared:
    """A page compared with the items of a library."""

    def __init__(self, page: WrittenPage, works: Works) -> None:
        self.reading = Reading(page)
        self._works = works

    @property
    def subject(self) -> int | None:
        """The item that the page is about: by its title, its names, its first heading, or the only identifier
        in its front matter; None where it is about none."""
        return self._about.item_id if self._about else None

    @cached_property
    def _about(self) -> Mention | None:
        return subject(self.reading, self._works, self._addressed, self._keys.known)

    def traces(self, notes: Mapping[str, int | None] = _NO_NOTES) -> list[Trace]:
        """What the page says of items, the strongest first, one trace an item and line.

        `notes` tell by `note_name` what each page of the person's own notes is about (see `subject`), None
        for about no item: a link to such a page is a link to its item. A page that is an item itself is no
        trace of it, and a form that nobody filled in is none of any.
        """
        reading, works, itself = self.reading, self._works, _itself(self.reading.page, self._works)
        found = [one for one in self._mentions(notes) if one.item_id not in itself]
        same = found == self._addressed
        about = self._about if same else subject(reading, works, found, self._keys.known)
        if about is not None and about.item_id in itself:
            about = None
        if about is not None and all(one.item_id != about.item_id for one in found):
            found.append(about)
        by_others = [*by_authors(reading, works.authored, works.rarity), *_through(found, works)]
        found += [one for one in by_others if one.item_id not in itself]
        if not found:
            return []
        main = about.item_id if about else None
        weights = Weighing(reading, found, main).weights()
        kept = _bounded(_best_of_lines(_traces(reading, works, weights, self._days, main)))
        return [replace(trace, snippet=snippet(reading, mention)) for trace, mention in kept]

    def passages(self) -> Iterator[WrittenPassage]:
        """What of the page may retell an item (see `retelling.passages`)."""
        return passages(self.reading, self._days)

    @cached_property
    def _days(self) -> Days:
        return Days(self.reading)

    def _mentions(self, notes: Mapping[str, int | None]) -> list[Mention]:
        found = list(linked_notes(self.reading, self._works, notes, self._keys.known))
        # A number in the name of a note is that of the note.
        within = {offset for link in found for offset in range(link.start, link.end)}
        found += [one for one in self._addressed if one.start not in within]
        for_sure = {mention.item_id for mention in found}
        found += titled(self.reading, self._works, self._sifted.names, for_sure)
        found += cited(self.reading, self._keys, found)
        return found

    @cached_property
    def _sifted(self) -> Sifted:
        return self._works.sieve.sifted(self.reading)

    @cached_property
    def _addressed(self) -> Sequence[Mention]:
        return list(addressed(self.reading, self._works)) if self._sifted.addresses else []

    @cached_property
    def _keys(self) -> Keys:
        return keys_of(self.reading.page, self._works)


def _itself(page: WrittenPage, works: Works) -> set[int]:
    """The items that a page is: by its keys, or a note or a post with its title."""
    same = {works.by_key[key] for key in page.keys if key in works.by_key}
    called = letters(page.title)
    for name in works.by_letters.get(called, ()) if called else ():
        if name.whole and works.facts[name.item_id].kind not in TITLED:
            same.add(name.item_id)
    return same


def _through(found: Sequence[Mention], works: Works) -> Iterator[Mention]:
    """The works behind somebody else's writing that a page mentions."""
    for mention in found:
        told = works.retold.get(mention.item_id, ())
        for item in told:
            probability = mention.probability * _THROUGH[len(told) - 1]
            yield mention._replace(
                item_id=item, kind=TraceKind.THROUGH, probability=probability, by=mention.item_id
            )


def _traces(
    reading: Reading,
    works: Works,
    weights: Iterable[tuple[Mention, Weight]],
    days: Days,
    about: int | None,
) -> Iterator[tuple[Trace, Mention]]:
    """Each mention with what it says, at the place of the words that say it; these are not yet with it, since
    most mentions are dropped."""
    page = reading.page
    weighed = list(weights)
    named = {mention.item_id for mention, _ in weighed if mention.kind is not TraceKind.AUTHORS}
    for mention, weight in weighed:
        line = reading.line(mention.start) if mention.start >= 0 else None
        work = works.facts[mention.item_id]
        when = made_at(page, line, days.at(mention.start, work.published) if line else None)
        if work.item_id == about and page.form is Form.NOTE and is_of_the_work(when, work):
            when = None
        strength, reason = weight.strength, weight.reason
        if mention.by is not None:
            strength = _LOWER[strength]
            reason = Reason.THROUGH.format(reason=reason, title=works.facts[mention.by].title)
        elif mention.kind is TraceKind.AUTHORS and mention.item_id not in named:
            strength, reason = Strength.WEAK, Reason.BY_AUTHORS.format(reason=reason)
        trace = Trace(
            item_id=mention.item_id,
            kind=mention.kind,
            place=page.place,
            line=line,
            made_at=when,
            snippet="",
            strength=strength,
            reason=reason,
            timing=timing(
                when,
                work.saved_at,
                weight.own_words,
                # What is cited, or built, the day it is saved was saved for that.
                may_announce=page.form not in (Form.PAPER, Form.CODE)
                and mention.kind is not TraceKind.CITATION,
            ),
            probability=round(mention.probability, 2),
        )
        at = weight.told_at
        yield trace, mention if at is None else mention._replace(start=at, end=at)


def _best_of_lines(found: Iterable[tuple[Trace, Mention]]) -> Collection[tuple[Trace, Mention]]:
    """Of an item's traces on one line the one of the surest kind."""
    best: dict[tuple[int, int | None], tuple[Trace, Mention]] = {}
    for trace, mention in found:
        known = best.get((trace.item_id, trace.line))
        if known is None or _surest_first(trace) < _surest_first(known[0]):
            best[trace.item_id, trace.line] = trace, mention
    return best.values()


def _surest_first(trace: Trace) -> tuple[int, float, int]:
    return _KINDS.index(trace.kind), -trace.probability, trace.strength.rank


def _bounded(found: Iterable[tuple[Trace, Mention]]) -> Iterator[tuple[Trace, Mention]]:
    """At most `MOST` traces of an item, all in order of strength."""
    kept: Counter[int] = Counter()
    for trace, mention in sorted(found, key=lambda one: _strongest_first(one[0])):
        kept[trace.item_id] += 1
        if kept[trace.item_id] <= MOST:
            yield trace, mention


def _strongest_first(trace: Trace) -> tuple[int, float, int, int]:
    return trace.strength.rank, -trace.probability, trace.line or 0, trace.item_id
