"""The words of the domain: what a thing is, where it lies, what was decided about it."""

from __future__ import annotations

from enum import StrEnum


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


TELLERS = (Kind.POST, Kind.NOTE, Kind.ARTICLE, Kind.CHAT, Kind.VIDEO)
"""Kinds of items that retell papers. Books and repositories are about more than one or are the work."""


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


TO_READ = (State.UNREAD, State.READING)
"""States of what was neither read to its end nor given up."""


class Stance(StrEnum):
    """What the person decided about an area."""

    TRACKED = "tracked"
    IGNORED = "ignored"
    UNDECIDED = "undecided"

    @property
    def label(self) -> str:
        """The stance as a person would say it."""
        return "ignored on purpose" if self is Stance.IGNORED else self.value


class Depth(StrEnum):
    """How well a role asks one to know something: to be aware of what appears, to have the gist of it, to
    know it in depth."""

    BREADTH = "breadth"
    GIST = "gist"
    DEPTH = "depth"


class Verdict(StrEnum):
    """Whether an item helped, in the person's own judgement."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    NONE = "none"

    @property
    def label(self) -> str:
        """The verdict as a person would say it."""
        return "no use" if self is Verdict.NONE else f"{self.value} use"


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


class Writing(StrEnum):
    """Whose words an item holds: those the person said are their own, or anybody else's."""

    OWN = "own"
    OTHERS = "others"

    @property
    def label(self) -> str:
        """Whose writing it is, as a person would say it."""
        return "your own writing" if self is Writing.OWN else "others' writing"


class Mark(StrEnum):
    """What the person may have left in an item: words of their own, or words of its text that they marked."""

    NOTE = "note"
    HIGHLIGHT = "highlight"

    @property
    def label(self) -> str:
        """That an item has such, as a person would say it."""
        return f"with {self}s"


class SearchMode(StrEnum):
    """Which of the two rankings answer a query."""

    HYBRID = "hybrid"
    MEANING = "meaning"
    WORDS = "words"


_LANGUAGES = {"en": "English", "ru": "Russian", "mixed": "Russian and English"}


def language_name(code: str) -> str:
    """A language code as a word; the code itself where no word is known."""
    return _LANGUAGES.get(code, code)
