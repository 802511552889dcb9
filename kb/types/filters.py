"""The filters of a library, in one table: each field of `Filters` says what it is called, what it takes, how
it is said and whether the Search page offers it. The search box, addresses, what is offered there and what is
shown as in force, and the command line follow from it; the SQL stands in `kb.store.filters`, by the names of
the fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import Enum, StrEnum, auto
from typing import Any

from kb.catalogue import _, noted
from kb.clock import as_stored
from kb.errors import JomoError
from kb.types.naming import topic_label
from kb.types.terms import Kind, Mark, Stance, State, Verdict, Writing, Zone, language_name

# Years of four plain digits: stored days are compared as text.
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}([T ].+)?)?)?")


class Open(Enum):
    """What a filter takes whose values are not always the same."""

    NAME = auto()
    """One of the names a library holds."""
    TEXT = auto()
    """Any text."""
    FIRST_DAY = auto()
    """A day, a month, a year or a moment to begin with."""
    LAST_DAY = auto()
    """A day, a month or a year to end with, the whole of it included, or a moment."""


def is_day(text: str) -> bool:
    """Whether a text is a day, a month, a year (`2025-06-30`, `2025-06`, `2025`) or a moment."""
    if not _DAY.fullmatch(text):
        return False
    try:
        as_stored(text)
    except JomoError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow a list.

    `field` is the field of `Filters` that it fills. `word` names it in the search box (`zone:inbox`), in an
    address (`?zone=inbox`) and on the command line (`--zone inbox`). `help` says to the command line what it
    lets through, `label` says a value of it to a person wherever it stands, `entry` below its title. The
    Search page offers its values under `heading`, noted in English, at once where it is `in_front`, else
    among what is asked for less often; a filter without a heading is typed.
    """

    field: str
    word: str
    takes: type[StrEnum] | Open
    help: str
    label: Callable[[str], str]
    entry: Callable[[str], str]
    heading: str
    in_front: bool

    @property
    def title(self) -> str:
        """The heading in the person's language; empty where there is none."""
        return _(self.heading) if self.heading else ""

    @property
    def options(self) -> tuple[str, ...]:
        """All values it can have; empty where they are open."""
        return () if isinstance(self.takes, Open) else tuple(self.takes)

    @property
    def is_bound(self) -> bool:
        """Whether it takes one day instead of any number of values."""
        return self.takes in (Open.FIRST_DAY, Open.LAST_DAY)

    @property
    def is_counted(self) -> bool:
        """Whether it is offered by values to tick, each with how many items have it."""
        return bool(self.heading) and not self.is_bound

    def accepts(self, value: str) -> bool:
        """Whether a text, as it is written, is a value of this filter."""
        if self.is_bound:
            return is_day(value)
        return value in self.options if self.options else bool(value)

    def of(self, filters: Filters) -> tuple[str, ...]:
        """Its values among the filters; those of a day are one or none."""
        given = getattr(filters, self.field)
        if self.is_bound:
            return (given,) if given else ()
        return tuple(given)

    def put(self, filters: Filters, values: Sequence[str]) -> Filters:
        """The filters with these values instead of its own. Of several days the last counts.

        :raises ValueError: one of a fixed list of values is not in it.
        """
        put: object = tuple(dict.fromkeys(values))
        if self.is_bound:
            put = values[-1] if values else None
        elif not isinstance(self.takes, Open):
            put = tuple(dict.fromkeys(map(self.takes, values)))
        # One field, of the type it has.
        return replace(filters, **{self.field: put})  # type: ignore[arg-type]


def _filter(
    word: str,
    takes: type[StrEnum] | Open,
    help: str,
    label: Callable[[str], str] = str,
    *,
    entry: Callable[[str], str] | None = None,
    heading: str = "",
    in_front: bool = False,
) -> Any:
    told = {"word": word, "takes": takes, "help": help, "label": label, "entry": entry or label}
    bound = takes in (Open.FIRST_DAY, Open.LAST_DAY)
    return field(default=None if bound else (), metadata={**told, "heading": heading, "in_front": in_front})


def _zone(value: str) -> str:
    return Zone(value).label


@dataclass(frozen=True, slots=True)
class Filters:
    """Which items are meant. An empty tuple or None does not restrict. `since`/`until` bound the published
    date (the saved date where unpublished), both inclusive; `saved_since`/`saved_until` the day an item was
    saved. `topics` are names of the map's topics of either level. `areas` and `stances` select the members of
    areas; `stances` looks at the stances of the areas an item belongs to. `authors` are names or parts of
    names, `notes` words that stand together in a note or a highlight. `filed` and `filed_from` select what
    was filed into and out of zones, between `filed_since` and `filed_until` where these are given (all four
    are about one and the same step); `read_since`/`read_until` what was begun or read then. Steps taken back
    do not count. An item that any of the fields of `without` lets through is left out."""

    zones: tuple[Zone, ...] = _filter(
        "zone", Zone, noted("Only this zone."), _zone, heading=noted("Zone"), in_front=True
    )
    states: tuple[State, ...] = _filter(
        "state",
        State,
        noted("Only this state."),
        lambda value: State(value).label,
        heading=noted("State"),
    )
    kinds: tuple[Kind, ...] = _filter(
        "kind",
        Kind,
        noted("Only this kind."),
        lambda value: Kind(value).label,
        heading=noted("Kind"),
        in_front=True,
    )
    areas: tuple[str, ...] = _filter(
        "area",
        Open.NAME,
        noted("Only members of this area."),
        lambda name: _("area {name}", name=name),
        entry=str,
        heading=noted("Area"),
    )
    topics: tuple[str, ...] = _filter(
        "topic",
        Open.NAME,
        noted("Only in this topic of the map."),
        lambda name: _("topic {name}", name=topic_label(name)),
        entry=topic_label,
        heading=noted("Topic"),
    )
    stances: tuple[Stance, ...] = _filter(
        "stance",
        Stance,
        noted("Only members of areas with this stance."),
        lambda value: Stance(value).label,
        heading=noted("Stance of its area"),
    )
    sources: tuple[str, ...] = _filter(
        "source", Open.NAME, noted("Only from this source."), heading=noted("Source"), in_front=True
    )
    languages: tuple[str, ...] = _filter(
        "lang",
        Open.NAME,
        noted("Only this language: ru, en, ..."),
        language_name,
        heading=noted("Language"),
        in_front=True,
    )
    verdicts: tuple[Verdict, ...] = _filter(
        "verdict",
        Verdict,
        noted("Only with this verdict."),
        lambda value: Verdict(value).label,
        heading=noted("Verdict"),
    )
    tags: tuple[str, ...] = _filter(
        "tag", Open.NAME, noted("Only with this tag."), "#{}".format, heading=noted("Tag"), in_front=True
    )
    writings: tuple[Writing, ...] = _filter(
        "writing",
        Writing,
        noted("Only your own writing, or only others'."),
        lambda value: Writing(value).label,
        heading=noted("Writing"),
    )
    marks: tuple[Mark, ...] = _filter(
        "has",
        Mark,
        noted("Only with notes of yours, or with highlights."),
        lambda value: Mark(value).label,
        heading=noted("Marks"),
    )
    authors: tuple[str, ...] = _filter(
        "author",
        Open.TEXT,
        noted("Only by this author; part of a name will do."),
        lambda name: _("by {name}", name=name),
    )
    notes: tuple[str, ...] = _filter(
        "note",
        Open.TEXT,
        noted("Only with these words in a note of yours or a highlight."),
        lambda words: _("noted {words}", words=words),
    )
    filed: tuple[Zone, ...] = _filter(
        "filed",
        Zone,
        noted("Only what was ever filed to this zone."),
        lambda value: _("filed to {zone}", zone=_zone(value)),
    )
    filed_from: tuple[Zone, ...] = _filter(
        "filed-from",
        Zone,
        noted("Only what was filed out of this zone."),
        lambda value: _("filed out of {zone}", zone=_zone(value)),
    )
    since: str | None = _filter(
        "since",
        Open.FIRST_DAY,
        noted("Dated on or after: 2025-06."),
        lambda day: _("from {day}", day=day),
        heading=noted("Published from"),
    )
    until: str | None = _filter(
        "until",
        Open.LAST_DAY,
        noted("Dated on or before: 2025-06-30."),
        lambda day: _("to {day}", day=day),
        heading=noted("Published to"),
    )
    saved_since: str | None = _filter(
        "saved-since",
        Open.FIRST_DAY,
        noted("Saved on or after: 2025-06."),
        lambda day: _("saved since {day}", day=day),
        heading=noted("Saved from"),
    )
    saved_until: str | None = _filter(
        "saved-until",
        Open.LAST_DAY,
        noted("Saved on or before: 2025-06-30."),
        lambda day: _("saved until {day}", day=day),
        heading=noted("Saved to"),
    )
    filed_since: str | None = _filter(
        "filed-since",
        Open.FIRST_DAY,
        noted("Filed on or after: 2025-06."),
        lambda day: _("filed since {day}", day=day),
    )
    filed_until: str | None = _filter(
        "filed-until",
        Open.LAST_DAY,
        noted("Filed on or before: 2025-06-30."),
        lambda day: _("filed until {day}", day=day),
    )
    read_since: str | None = _filter(
        "read-since",
        Open.FIRST_DAY,
        noted("Begun or read on or after: 2025-06."),
        lambda day: _("read since {day}", day=day),
    )
    read_until: str | None = _filter(
        "read-until",
        Open.LAST_DAY,
        noted("Begun or read on or before: 2025-06-30."),
        lambda day: _("read until {day}", day=day),
    )
    without: Filters | None = None

    @property
    def empty(self) -> bool:
        """Whether everything is let through."""
        return self == Filters()


FILTERS = tuple(Filter(each.name, **each.metadata) for each in fields(Filters) if each.metadata)
"""The table: every filter, in the order in which they are offered and said."""
BY_WORD: Mapping[str, Filter] = {one.word: one for one in FILTERS}


def filters_of(values: Mapping[str, Iterable[str]]) -> Filters:
    """Filters from values, as they are written, by the filters' words. What is no value of its filter is left
    out."""
    found = Filters()
    for word, given in values.items():
        one = BY_WORD[word]
        found = one.put(found, [value for value in given if one.accepts(value)])
    return found
