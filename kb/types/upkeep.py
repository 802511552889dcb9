"""The state of the library itself: work in the background, checks, counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


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


class Remedy(StrEnum):
    """What mends a finding without anything to be decided: the command that does it."""

    FIX = "doctor --fix"
    REINDEX = "reindex"
    EMBED = "embed"
    MAP = "map"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Check:
    """One finding of the doctor: what there is to say with what helps, what was `found` alone, and the remedy
    that can be had at once."""

    name: str
    ok: bool
    detail: str
    found: str = ""
    remedy: Remedy | None = None


class CopyKind(StrEnum):
    """What a copy of a library was made for."""

    DAILY = "daily"
    BY_HAND = "by hand"
    BEFORE_RESTORE = "before restore"


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup of a library where Jomo keeps them, when it was made (ISO 8601), and its bytes."""

    path: Path
    kind: CopyKind
    made_at: str
    bytes: int

    @property
    def whole(self) -> bool:
        """Whether it holds its originals itself; daily copies share theirs."""
        return self.kind is not CopyKind.DAILY


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of the parts of a library's folder."""

    database: int
    originals: int
    copies: int
    index: int
    rest: int

    @property
    def all(self) -> int:
        """Of all of it."""
        return self.database + self.originals + self.copies + self.index + self.rest


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of a library and what is still to be done in it. `stubs` are papers that wait for arXiv, `links`
    items known by an address or a DOI only; `last_copy` is the day of the last daily copy, empty where there
    is none."""

    items: int
    by_kind: Mapping[str, int]
    by_zone: Mapping[str, int]
    by_state: Mapping[str, int]
    by_language: Mapping[str, int]
    sources: Mapping[str, int]
    chunks: int
    pending_vectors: int
    stubs: int
    links: int
    bytes: int
    last_copy: str = ""
