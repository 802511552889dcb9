"""What is kept: documents as they come in, items as they lie in the library, and what happened to them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kb.catalogue import day as full_day
from kb.clock import day
from kb.types.terms import Action, Kind, Origin, State, Verdict, Zone, said
from kb.types.told import Failure, Skipped, summed

if TYPE_CHECKING:
    from kb.types.waiting import Delegation

OWN_WRITING = "own_writing"
"""The name in `meta` under which `yes` says that the person wrote the work themselves."""
_SAID_OF = {
    Action.DELEGATED: "person",
    Action.RETURNED: "gist",
    Action.PARKED: "parking",
    Action.LET_OUT: "parking",
    Action.SETTLED: "parking",
}
"""What the history says of a step that keeps more than a word."""
CHANGED = {
    Action.ADDED: Zone,
    Action.MOVED: Zone,
    Action.KEPT: Zone,
    Action.AUDITED: Zone,
    Action.STATE: State,
    Action.JUDGED: Verdict,
}
"""What steps change that has values of its own."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reference:
    """A link in an item's body. `key` is the canonical key of what it points to."""

    url: str
    key: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's contribution to a chat."""

    role: str
    text: str
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """The person's own mark on an item: a highlight of words in it (`quote`), a `note` in Markdown, or both.

    `place` is where in the work it stands, in its source's words (a page, a location); `made_at` a moment in
    UTC, None where the source does not tell; `source` the program it was made in, empty for Jomo.
    """

    quote: str = ""
    note: str = ""
    place: str = ""
    made_at: str | None = None
    source: str = ""

    @property
    def kind(self) -> str:
        """`highlight` or `note`."""
        return "highlight" if self.quote else "note"

    @property
    def same_as(self) -> tuple[str, str, str]:
        """What two readings of one annotation share."""
        return self.quote, self.note, self.place


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a document was read from and that is worth keeping: where it lies now, and where it lies
    for the person, `ARCHIVE!/inner` for what is packed."""

    path: Path
    media_type: str
    place: str


@dataclass(frozen=True, slots=True)
class Original:
    """A file that an item was read from, known by what it holds. `size` in bytes; `place` is where it lay
    when it was read; one that is `linked` is there still, any other lies in the library."""

    sha256: str
    name: str
    media_type: str
    size: int
    place: str
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What an importer read, before it becomes an item.

    `key` is the canonical key (`arxiv:2510.26692`, `post:telegram/varim_ml/168`, `url:...`,
    `file:<sha256>`); `aliases` are further addresses of the same work as found (links, DOIs, paths).
    `summary` is an abstract or excerpt written by somebody; `text` the body, Markdown or plain.
    `guessed` says that title and authors were inferred from layout and must not displace better ones;
    `stub` that only the identifier is known so far. `saved_at` is the moment in UTC when a program that the
    document comes from saved it; None: now. `annotations` are the person's own, kept apart from `text`;
    `state` is how far the person got there, None where the source does not tell. `files` are what an importer
    read and wants to be kept, `originals` those that are.
    """

    key: str
    kind: Kind
    title: str
    text: str = ""
    summary: str = ""
    url: str | None = None
    aliases: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""
    published: str | None = None
    references: tuple[Reference, ...] = ()
    turns: tuple[Turn, ...] = ()
    meta: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    guessed: bool = False
    stub: bool = False
    saved_at: str | None = None
    annotations: tuple[Annotation, ...] = ()
    state: State | None = None
    files: tuple[SourceFile, ...] = ()
    originals: tuple[Original, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an item before it is stored. `label` names its place: a heading or a speaker."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One saved thing as every list shows it. `minutes` is an estimate of reading time, 0 where there is no
    text."""

    id: int
    key: str
    kind: Kind
    title: str
    summary: str
    url: str | None
    source: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    language: str
    published: str | None
    saved_at: str
    zone: Zone
    state: State
    verdict: Verdict | None
    minutes: int
    stub: bool

    @property
    def is_a_name(self) -> bool:
        """Whether no more is known of it than what it is called. The meaning of a few words is as near to
        that of anything: it is like what shares its words."""
        return self.stub and not self.summary.strip()

    @property
    def saved_on(self) -> str:
        """The person's day of saving; the month or year alone where no more is known."""
        return day(self.saved_at)

    @property
    def dated(self) -> str:
        """The author's own day of publication, or the day of saving where that is unknown."""
        return self.published[:10] if self.published else self.saved_on


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an item, or to what `subject` names: an area, an ask, a saved search, a step
    on the map. `undone` is true once a later event took it back."""

    id: int
    at: str
    origin: Origin
    action: Action
    item_id: int | None
    subject: str
    before: str
    after: str
    note: str
    undone: bool

    @property
    def change(self) -> str:
        """What went from where to where, in a line."""
        if self._about is Action.MERGED:
            return self.after
        return _from_to(self._told(self.before), self._told(self.after))

    @property
    def _about(self) -> Action:
        """What was done, or what was done that this takes back: its note tells."""
        undone = self.action is Action.UNDONE and self.note in set(Action)
        return Action(self.note) if undone else self.action

    def _told(self, kept: str) -> str:
        action = self._about
        if action in CHANGED and kept:
            return said(CHANGED[action](kept.partition("@")[0]))
        if action is Action.TAGGED and kept:
            return ", ".join(json.loads(kept))
        if action in _SAID_OF and kept:
            return str(json.loads(kept)[_SAID_OF[action]])
        if action is Action.ANNOTATED and kept:
            annotation = json.loads(kept)
            return " ".join(str(annotation["note"] or annotation["quote"]).split())
        return kept


@dataclass(frozen=True, slots=True)
class Step:
    """What the person did at once and takes back at once: its events (one at least), in their order."""

    events: tuple[Event, ...]

    @property
    def id(self) -> int:
        """What the step is called by: the number of its first event."""
        return self.events[0].id

    @property
    def at(self) -> str:
        """When it was taken."""
        return self.events[0].at

    @property
    def action(self) -> Action:
        """What its last event did: what was changed along with it comes before."""
        return self.events[-1].action


@dataclass(frozen=True, slots=True)
class Pending:
    """A page that was asked for and has not come: since when, after how many attempts, the last of them when
    and why in vain. `due_at` is when it is tried again by itself, None: not before somebody asks."""

    asked_at: str
    attempts: int
    tried_at: str | None
    reason: str
    due_at: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """An item that links to another, and the words around the link; empty where it says nothing."""

    item: Item
    context: str


@dataclass(frozen=True, slots=True)
class ItemDetail:
    """One item with its body and everything known around it. `contexts` are the words around its links, by
    key of the reference."""

    item: Item
    text: str
    turns: tuple[Turn, ...]
    aliases: tuple[str, ...]
    references: tuple[Reference, ...]
    mentioned_by: tuple[Mention, ...]
    events: tuple[Event, ...]
    areas: tuple[str, ...]
    topic: str
    meta: Mapping[str, str]
    annotations: tuple[Annotation, ...] = ()
    pending: Pending | None = None
    contexts: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    delegations: tuple[Delegation, ...] = ()
    originals: tuple[Original, ...] = ()


@dataclass(frozen=True, slots=True)
class AddReport:
    """What an import did. `touched` are the items behind the counts, in input order; `step` the number by
    which it is taken back, None where it cannot be; `skipped` what was left out on purpose."""

    added: int
    updated: int
    unchanged: int
    failed: tuple[Failure, ...]
    touched: tuple[Item, ...]
    warnings: tuple[str, ...] = ()
    step: int | None = None
    skipped: tuple[Skipped, ...] = ()

    def __add__(self, other: AddReport) -> AddReport:
        """What two imports did together; an item that both touched is as the second left it."""
        return AddReport(
            self.added + other.added,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.failed + other.failed,
            tuple({item.id: item for item in self.touched + other.touched}.values()),
            tuple(dict.fromkeys(self.warnings + other.warnings)),
            self.step,
            summed((*self.skipped, *other.skipped)),
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of what was handed over: how many sources were saved at once, how many are left to be read
    in the background, and the numbers of the imports that tell more."""

    saved: int
    left: int
    imports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """An item filed from one zone (or state) into another, or whatever else was changed from what to what:
    values of the vocabulary, or words in the language of the moment."""

    key: str
    before: str
    after: str

    @property
    def change(self) -> str:
        """What went from where to where, in a line; empty where nothing is left."""
        return _from_to(said(self.before), said(self.after))


_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _from_to(*ends: str) -> str:
    """`inbox → must-have`; what stayed as it was is said once, days as people write them."""
    told = [full_day(date.fromisoformat(one)) if _A_DAY.fullmatch(one) else one for one in ends if one]
    return " → ".join(dict.fromkeys(told))


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """A finished import as the Add page tells it. `touched` are keys of the first items behind the counts;
    `step` is the number by which it can still be taken back, `taken_back` says that it was."""

    job_id: int
    finished_at: str
    specs: tuple[str, ...]
    added: int
    updated: int
    unchanged: int
    failed: tuple[Failure, ...]
    warnings: tuple[str, ...]
    touched: tuple[str, ...] = ()
    step: int | None = None
    taken_back: bool = False
    skipped: tuple[Skipped, ...] = ()
