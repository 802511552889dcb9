"""Where a page mentions an item, before it is weighed what that says."""

from __future__ import annotations

from typing import NamedTuple

from kb.types.evidence import TraceKind


class Mention(NamedTuple):
    """An item mentioned between two offsets of a page's text; `probability` is below 1 where which item is
    meant was inferred, `by` what led there where that is another item."""

    item_id: int
    kind: TraceKind
    start: int
    end: int
    probability: float = 1.0
    by: int | None = None
