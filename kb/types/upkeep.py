"""The state of the library itself: work in the background, checks, counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
