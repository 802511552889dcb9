"""The vocabulary of Jomo: the frozen values that travel between modules.

Times are ISO 8601 strings in UTC (`2025-11-11T14:31:02+00:00`); a date alone is `2025-11-11`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

_NO_META: Mapping[str, str] = MappingProxyType({})


class Kind(StrEnum):
    """What a saved thing is."""

    PAPER = "paper"
    POST = "post"
    ARTICLE = "article"
    NOTE = "note"
    CHAT = "chat"
    BOOK = "book"
    VIDEO = "video"
    REPO = "repo"


class Zone(StrEnum):
    """Where an item lies: the inbox, then one of four reading lists."""

    INBOX = "inbox"
    MUST_HAVE = "must-have"
    NICE_TO_HAVE = "nice-to-have"
    NO_NEED = "no-need-but-interesting"
    PUT_AND_FORGET = "put-and-forget"


READING_ZONES = (Zone.MUST_HAVE, Zone.NICE_TO_HAVE, Zone.NO_NEED, Zone.PUT_AND_FORGET)
"""The four zones a person files into, in the order of the keys 1 to 4."""


class State(StrEnum):
    """How far the person got with an item."""

    UNREAD = "unread"
    READING = "reading"
    READ = "read"
    DROPPED = "dropped"


class Stance(StrEnum):
    """What the person decided about an area."""

    TRACKED = "tracked"
    IGNORED = "ignored"
    UNDECIDED = "undecided"


class Verdict(StrEnum):
    """Whether an item helped, in the person's own judgement."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    NONE = "none"


class Origin(StrEnum):
    """Who caused an event."""

    ME = "me"
    RULE = "rule"
    SUGGESTION = "suggestion"
    IMPORT = "import"


class Action(StrEnum):
    """What an event records."""

    ADDED = "added"
    MOVED = "moved"
    STATE = "state"
    OPENED = "opened"
    JUDGED = "judged"
    GATE_OPENED = "gate-opened"
    AREA_SET = "area-set"
    AREA_REMOVED = "area-removed"
    TAGGED = "tagged"
    UNDONE = "undone"


class SearchMode(StrEnum):
    """Which of the two rankings answer a query."""

    HYBRID = "hybrid"
    MEANING = "meaning"
    WORDS = "words"


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
class Document:
    """What an importer read, before it becomes an item.

    `key` is the canonical key (`arxiv:2510.26692`, `post:telegram/varim_ml/168`, `url:...`,
    `file:<sha256>`); `aliases` are further addresses of the same work as found (links, DOIs, paths).
    `summary` is an abstract or excerpt written by somebody; `text` the body, Markdown or plain.
    `guessed` says that title and authors were inferred from layout and must not displace better ones;
    `stub` that only the identifier is known so far.
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
    meta: Mapping[str, str] = field(default_factory=lambda: _NO_META)
    guessed: bool = False
    stub: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be saved, and why, in one line."""

    spec: str
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an item before it is stored. `label` names its place: a heading or a speaker."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One saved thing as every list shows it. `minutes` is an estimate of reading time."""

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


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an item, or to the area named by `subject`. `undone` is true once a
    later event took it back."""

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


@dataclass(frozen=True, slots=True)
class ItemDetail:
    """One item with its body and everything known around it."""

    item: Item
    text: str
    turns: tuple[Turn, ...]
    aliases: tuple[str, ...]
    references: tuple[Reference, ...]
    mentioned_by: tuple[Item, ...]
    events: tuple[Event, ...]
    areas: tuple[str, ...]
    topic: str
    meta: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which items are meant. An empty tuple or None does not restrict. `since`/`until` bound the
    published date (the saved date where unpublished), both inclusive. `areas` and `stances` select
    the members of areas; `stances` looks at the stances of the areas an item belongs to. `authors` are
    names or parts of names. An item with any of the values of `without` is left out."""

    zones: tuple[Zone, ...] = ()
    states: tuple[State, ...] = ()
    kinds: tuple[Kind, ...] = ()
    areas: tuple[str, ...] = ()
    stances: tuple[Stance, ...] = ()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    without: Filters | None = None

    @property
    def empty(self) -> bool:
        return self == Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked item, the passage that matched and why. `score` orders hits of one query only;
    `terms` are the surface forms to mark in the passage."""

    item: Item
    score: float
    passage: str
    why: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to what was typed into the search box.

    `filters` are all that took part, typed and chosen; `facets` count the values among the items found
    (by field, commonest first); `instead` is what was probably meant, or empty; `notes` say what of the
    question could not be followed, each in a line.
    """

    hits: tuple[Hit, ...]
    filters: Filters
    facets: Mapping[str, Mapping[str, int]]
    instead: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question to come back to. `query` is as typed, filters among its words; `new` counts the items
    among its best results that were saved since `seen_at`."""

    name: str
    query: str
    seen_at: str
    new: int


@dataclass(frozen=True, slots=True)
class AddReport:
    """What an import did. `touched` are the items behind the counts, in input order."""

    added: int
    updated: int
    unchanged: int
    failed: tuple[Failure, ...]
    touched: tuple[Item, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """An item filed from one zone (or state) into another."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Gate:
    """While must-have holds unread items the other reading lists stay closed."""

    closed: bool
    must_have_unread: int
    counts: Mapping[Zone, int]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The zone Jomo would choose. `fork`: too uncertain to accept without the person."""

    zone: Zone
    probability: float
    fork: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Area:
    """A named field of knowledge with a criterion and a stance.

    `since` is when the stance was taken, `review_on` when to look again (dates)."""

    id: int
    name: str
    stance: Stance
    criterion: str
    reason: str
    since: str
    review_on: str | None
    examples: tuple[str, ...]
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A cluster of the map. `parent` is None at the upper level. `stance` is that of the area which
    holds most of the topic, if any does."""

    id: int
    parent: int | None
    name: str
    keywords: tuple[str, ...]
    size: int
    x: float
    y: float
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class MapPoint:
    """An item's place on the map. `topic` is a lower-level topic's id."""

    item_id: int
    x: float
    y: float
    topic: int


@dataclass(frozen=True, slots=True)
class TopicMap:
    """The whole map as stored: points, topics of both levels, and how many items still lack a place."""

    points: tuple[MapPoint, ...]
    topics: tuple[Topic, ...]
    unplaced: int


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of background work and how far it is. `eta_seconds` is None until it can be told."""

    id: int
    kind: str
    state: str
    done: int
    total: int
    message: str
    eta_seconds: int | None


@dataclass(frozen=True, slots=True)
class Check:
    """One finding of the doctor."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class TriageCard:
    """What is shown of an item while it is being filed. `nearest_read` is the most similar item already
    read, with the similarity; `new_terms` what this one says that that one does not."""

    item: Item
    summary: str
    suggestion: Suggestion | None
    nearest_read: tuple[Item, float] | None
    new_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of a library and what is still to be done in it."""

    items: int
    by_kind: Mapping[str, int]
    by_zone: Mapping[str, int]
    by_state: Mapping[str, int]
    by_language: Mapping[str, int]
    sources: Mapping[str, int]
    chunks: int
    pending_vectors: int
    stubs: int
    bytes: int


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """A finished import as the Add page tells it."""

    job_id: int
    finished_at: str
    specs: tuple[str, ...]
    added: int
    updated: int
    unchanged: int
    failed: tuple[Failure, ...]
    warnings: tuple[str, ...]
