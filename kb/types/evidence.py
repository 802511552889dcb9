"""Evidence: the person's own writing as it is read, and the traces in it and in the library that an item was
used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.catalogue import _, noted, p_, retold
from kb.clock import day
from kb.types.reasons import told
from kb.types.terms import Kind
from kb.types.told import Failure

_A_DAY = len("2026-11-29")
IN_JOMO = noted("in Jomo")
"""The place of a trace that the library itself keeps."""
_PARTS = (noted("{place}, page {number}"), noted("{place}, slide {number}"), noted("{place}, post {number}"))
"""What places of parts of a file are called."""


class Form(StrEnum):
    """What a page of the person's own writing is."""

    NOTE = "note"
    POST = "post"
    MESSAGE = "message"
    PAPER = "paper"
    TALK = "talk"
    NOTEBOOK = "notebook"
    CODE = "code"


class TraceKind(StrEnum):
    """How a trace refers to an item: first those found in writing, the surest first, then those the library
    itself keeps."""

    IDENTIFIER = "identifier"
    LINK = "link"
    CITATION = "citation"
    WIKILINK = "wikilink"
    TITLE = "title"
    AUTHORS = "authors"
    THROUGH = "through"
    RETELLING = "retelling"
    ANNOTATED = "annotated"
    REOPENED = "reopened"
    FINISHED = "finished"
    CITED = "cited"
    DELEGATED = "delegated"
    RETURNED = "returned"
    SETTLED = "settled"


class Strength(StrEnum):
    """How much a trace says about use."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"

    @property
    def label(self) -> str:
        """How much that is, as a person would say it."""
        return {
            Strength.STRONG: p_("a trace", "strong"),
            Strength.FAIR: p_("a trace", "fair"),
            Strength.WEAK: p_("a trace", "weak"),
        }[self]

    @property
    def rank(self) -> int:
        """Its place among them, the strongest first."""
        return list(Strength).index(self)


class Timing(StrEnum):
    """When a trace was made beside when the item was saved. `AT_SAVING` announces it, which is no use yet."""

    BEFORE = "before"
    AT_SAVING = "at_saving"
    AFTER = "after"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, made_at: str | None, saved_at: str) -> Timing:
        """When something was made, beside when its item was saved. Both are moments in UTC, or a day, a month
        or a year; what is known too roughly to tell is unknown."""
        if not made_at or not saved_at:
            return cls.UNKNOWN
        made, saved = day(made_at), day(saved_at)
        known = min(len(made), len(saved))
        if made[:known] != saved[:known]:
            return cls.BEFORE if made < saved else cls.AFTER
        if known < _A_DAY:
            return cls.UNKNOWN
        moments = len(made_at) > _A_DAY and len(saved_at) > _A_DAY
        return cls.BEFORE if moments and made_at < saved_at else cls.AFTER

    @property
    def label(self) -> str:
        """What there is to say of it to a person; nothing of what is as one expects, or unknown."""
        told = {Timing.BEFORE: _("before it was saved"), Timing.AT_SAVING: _("announcing it")}
        return told.get(self, "")


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A record of a bibliography that belongs to a page: the key it is cited by, the canonical keys of the
    work, its title."""

    citation_key: str
    keys: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page of the person's own writing.

    `place` names it for a person and is unique in its source; `text` is its source text, links, keys of
    citations and front matter included, so that line numbers are those of the file. `written_on` is a day or
    a moment in UTC, None where nothing tells; `line_days` the days of its lines where a history of versions
    knows them, empty otherwise. `names` are what links of other pages call it; `keys` the canonical keys it
    would have in the library (`path:…`, its own address), since a page tells nothing of itself. A
    `draft` was not published.
    """

    place: str
    text: str
    form: Form = Form.NOTE
    title: str = ""
    written_on: str | None = None
    line_days: tuple[str | None, ...] = ()
    names: tuple[str, ...] = ()
    bibliography: tuple[CitedWork, ...] = ()
    keys: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class WrittenPassage:
    """A paragraph of a page that may retell a paper. `line` counts from 1; `made_at` is a day or a moment."""

    place: str
    line: int
    made_at: str | None
    text: str


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """What is known of an item that writing may refer to it by. `keys` are all canonical keys that lead to
    it, `leads_to` the keys of what its own text links to; `saved_at` a moment in UTC or a day; `former` what
    it was called before; `cited_as` the keys by which the person's bibliographies know it."""

    item_id: int
    kind: Kind
    title: str
    saved_at: str
    keys: tuple[str, ...]
    authors: tuple[str, ...] = ()
    published: str | None = None
    leads_to: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    cited_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """A sign that an item was used. `line` counts from 1, None where there is none; `made_at` is a day or
    a moment in UTC; `reason` says in English words why it is as strong as it is (`why` in the person's);
    `probability` is below 1 where the item meant was inferred."""

    item_id: int
    kind: TraceKind
    place: str
    line: int | None
    made_at: str | None
    snippet: str
    strength: Strength
    reason: str
    timing: Timing = Timing.UNKNOWN
    probability: float = 1.0

    @property
    def place_label(self) -> str:
        """Its place, as a person would say it."""
        return _(IN_JOMO) if self.place == IN_JOMO else retold(self.place, _PARTS)

    @property
    def why(self) -> str:
        """Its reason in the language of the moment."""
        return told(self.reason)

    @property
    def where(self) -> str:
        """Its place and line, as programs name them: `notes/kv-cache.md:12`; as a person would say it where
        there is no line."""
        return self.place_label if self.line is None else f"{self.place}:{self.line}"


@dataclass(frozen=True, slots=True)
class WrittenSource:
    """A place that the person marked as their own writing: a folder, a file, an export; without a path the
    library's own items that they wrote. `called` is their name in groups of messengers. What was found there
    at the last scan: files, pages, items with traces, and what could not be read."""

    id: int
    path: str
    called: str
    added_at: str
    scanned_at: str | None
    files: int = 0
    pages: int = 0
    items: int = 0
    failures: tuple[Failure, ...] = ()
