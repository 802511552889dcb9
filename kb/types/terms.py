"""The words of the domain: what a thing is, where it lies, what was decided about it."""

from __future__ import annotations

from enum import StrEnum

from kb.catalogue import _, noted, p_


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

    @property
    def label(self) -> str:
        """What it is, as a person would say it."""
        return {
            Kind.PAPER: p_("a kind", "paper"),
            Kind.POST: p_("a kind", "post"),
            Kind.ARTICLE: p_("a kind", "article"),
            Kind.NOTE: p_("a kind", "note"),
            Kind.CHAT: p_("a kind", "chat"),
            Kind.BOOK: p_("a kind", "book"),
            Kind.VIDEO: p_("a kind", "video"),
            Kind.REPO: p_("a kind", "repo"),
        }[self]


TELLERS = (Kind.POST, Kind.NOTE, Kind.ARTICLE, Kind.CHAT, Kind.VIDEO)
"""Kinds of items that retell papers. Books and repositories are about more than one or are the work."""


class Zone(StrEnum):
    """Where an item lies: the inbox, then one of four reading lists."""

    INBOX = "inbox"
    MUST_HAVE = "must-have"
    NICE_TO_HAVE = "nice-to-have"
    NO_NEED = "no-need-but-interesting"
    PUT_AND_FORGET = "put-and-forget"

    @property
    def label(self) -> str:
        """The zone as a person would say it."""
        return {
            Zone.INBOX: p_("a zone", "inbox"),
            Zone.MUST_HAVE: p_("a zone", "must-have"),
            Zone.NICE_TO_HAVE: p_("a zone", "nice-to-have"),
            Zone.NO_NEED: p_("a zone", "no-need-but-interesting"),
            Zone.PUT_AND_FORGET: p_("a zone", "put-and-forget"),
        }[self]


READING_ZONES = (Zone.MUST_HAVE, Zone.NICE_TO_HAVE, Zone.NO_NEED, Zone.PUT_AND_FORGET)
"""The four zones a person files into, in the order of the keys 1 to 4."""


class State(StrEnum):
    """How far the person got with an item."""

    UNREAD = "unread"
    READING = "reading"
    READ = "read"
    DROPPED = "dropped"

    @property
    def behind(self) -> tuple[State, ...]:
        """The states that one source may tell of an item and that this one, told by another, goes beyond."""
        return _FURTHER[: _FURTHER.index(self)]

    @property
    def label(self) -> str:
        """How far that is, as a person would say it."""
        return {
            State.UNREAD: p_("a state", "unread"),
            State.READING: p_("a state", "reading"),
            State.READ: p_("a state", "read"),
            State.DROPPED: p_("a state", "dropped"),
        }[self]


TO_READ = (State.UNREAD, State.READING)
"""States of what was neither read to its end nor given up."""
_FURTHER = (State.UNREAD, State.READING, State.DROPPED, State.READ)


class Stance(StrEnum):
    """What the person decided about an area."""

    TRACKED = "tracked"
    IGNORED = "ignored"
    UNDECIDED = "undecided"

    @property
    def label(self) -> str:
        """The stance as a person would say it."""
        return {
            Stance.TRACKED: p_("a stance", "tracked"),
            Stance.IGNORED: p_("a stance", "ignored on purpose"),
            Stance.UNDECIDED: p_("a stance", "undecided"),
        }[self]


class Depth(StrEnum):
    """How well a role asks one to know something: to be aware of what appears, to have the gist of it, to
    know it in depth."""

    BREADTH = "breadth"
    GIST = "gist"
    DEPTH = "depth"

    @property
    def label(self) -> str:
        """How well that is, as a person would say it."""
        return {
            Depth.BREADTH: p_("how well to know it", "breadth"),
            Depth.GIST: p_("how well to know it", "gist"),
            Depth.DEPTH: p_("how well to know it", "depth"),
        }[self]


class Verdict(StrEnum):
    """Whether an item helped, in the person's own judgement."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    NONE = "none"

    @property
    def label(self) -> str:
        """The verdict as a person would say it."""
        return {
            Verdict.DIRECT: _("direct use"),
            Verdict.INDIRECT: _("indirect use"),
            Verdict.NONE: _("no use"),
        }[self]


class Origin(StrEnum):
    """Who caused an event."""

    ME = "me"
    RULE = "rule"
    SUGGESTION = "suggestion"
    AUTO = "auto"
    IMPORT = "import"


class Action(StrEnum):
    """What an event records."""

    ADDED = "added"
    IMPORTED = "imported"
    MOVED = "moved"
    STATE = "state"
    OPENED = "opened"
    CITED = "cited"
    JUDGED = "judged"
    GATE_OPENED = "gate-opened"
    AREA_SET = "area-set"
    AREA_REMOVED = "area-removed"
    ASK_SET = "ask-set"
    ASK_REMOVED = "ask-removed"
    TAGGED = "tagged"
    SNOOZED = "snoozed"
    KEPT = "kept"
    ANNOTATED = "annotated"
    MERGED = "merged"
    SPLIT = "split"
    HELD_APART = "held-apart"
    RETELLS = "retells"
    RETELLS_NOT = "retells-not"
    MAP_CHANGED = "map-changed"
    SEARCH_SAVED = "search-saved"
    SEARCH_FORGOTTEN = "search-forgotten"
    BUDGET_SET = "budget-set"
    CRITERION_ACCEPTED = "criterion-accepted"
    CRITERION_DISMISSED = "criterion-dismissed"
    DELEGATED = "delegated"
    RETURNED = "returned"
    PARKED = "parked"
    LET_OUT = "let-out"
    SETTLED = "settled"
    WATCHED = "watched"
    DIARY_WRITTEN = "diary-written"
    DIARY_REMOVED = "diary-removed"
    REASON_SET = "reason-set"
    AUDITED = "audited"
    FORKS_SET = "forks-set"
    UNDONE = "undone"

    @property
    def label(self) -> str:
        """What was done, as a person would say it."""
        return {
            Action.ADDED: p_("what was done", "added"),
            Action.IMPORTED: p_("what was done", "imported"),
            Action.MOVED: p_("what was done", "moved"),
            Action.STATE: p_("what was done", "state"),
            Action.OPENED: p_("what was done", "opened"),
            Action.CITED: p_("what was done", "cited"),
            Action.JUDGED: p_("what was done", "judged"),
            Action.GATE_OPENED: p_("what was done", "gate opened"),
            Action.AREA_SET: p_("what was done", "area set"),
            Action.AREA_REMOVED: p_("what was done", "area removed"),
            Action.ASK_SET: p_("what was done", "ask set"),
            Action.ASK_REMOVED: p_("what was done", "ask removed"),
            Action.TAGGED: p_("what was done", "tagged"),
            Action.SNOOZED: p_("what was done", "snoozed"),
            Action.KEPT: p_("what was done", "kept"),
            Action.ANNOTATED: p_("what was done", "annotated"),
            Action.MERGED: p_("what was done", "merged"),
            Action.SPLIT: p_("what was done", "split"),
            Action.HELD_APART: p_("what was done", "held apart"),
            Action.RETELLS: p_("what was done", "retells"),
            Action.RETELLS_NOT: p_("what was done", "retells not"),
            Action.MAP_CHANGED: p_("what was done", "map changed"),
            Action.SEARCH_SAVED: p_("what was done", "search saved"),
            Action.SEARCH_FORGOTTEN: p_("what was done", "search forgotten"),
            Action.BUDGET_SET: p_("what was done", "budget set"),
            Action.CRITERION_ACCEPTED: p_("what was done", "criterion accepted"),
            Action.CRITERION_DISMISSED: p_("what was done", "criterion dismissed"),
            Action.DELEGATED: p_("what was done", "delegated"),
            Action.RETURNED: p_("what was done", "returned"),
            Action.PARKED: p_("what was done", "parked"),
            Action.LET_OUT: p_("what was done", "let out"),
            Action.SETTLED: p_("what was done", "settled"),
            Action.WATCHED: p_("what was done", "watched"),
            Action.DIARY_WRITTEN: p_("what was done", "diary written"),
            Action.DIARY_REMOVED: p_("what was done", "diary removed"),
            Action.REASON_SET: p_("what was done", "reason set"),
            Action.AUDITED: p_("what was done", "audited"),
            Action.FORKS_SET: p_("what was done", "switched"),
            Action.UNDONE: p_("what was done", "undone"),
        }[self]


class Writing(StrEnum):
    """Whose words an item holds: those the person said are their own, or anybody else's."""

    OWN = "own"
    OTHERS = "others"

    @property
    def label(self) -> str:
        """Whose writing it is, as a person would say it."""
        return _("your own writing") if self is Writing.OWN else _("others' writing")


class Mark(StrEnum):
    """What the person may have left in an item: words of their own, or words of its text that they marked."""

    NOTE = "note"
    HIGHLIGHT = "highlight"

    @property
    def label(self) -> str:
        """That an item has such, as a person would say it."""
        return _("with notes") if self is Mark.NOTE else _("with highlights")


class SearchMode(StrEnum):
    """Which of the two rankings answer a query."""

    HYBRID = "hybrid"
    MEANING = "meaning"
    WORDS = "words"

    @property
    def label(self) -> str:
        """How that is, in a word or two."""
        return {
            SearchMode.HYBRID: p_("how to search", "hybrid"),
            SearchMode.MEANING: p_("how to search", "meaning"),
            SearchMode.WORDS: p_("how to search", "words"),
        }[self]


_LANGUAGES = {"en": noted("English"), "ru": noted("Russian"), "mixed": noted("Russian and English")}


def language_name(code: str) -> str:
    """A language code as a word; the code itself where no word is known."""
    known = _LANGUAGES.get(code)
    return _(known) if known else code


def said(value: str) -> str:
    """A value of this vocabulary as a person would say it; any other text as it is."""
    return value.label if isinstance(value, Zone | State | Stance | Depth | Verdict) else value
