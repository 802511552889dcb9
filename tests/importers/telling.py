"""How these tests say what is told of a file beside its documents."""

from __future__ import annotations

from kb.types import Failure, Skipped


def line(one: Failure) -> str:
    """The reason; of what was left out on purpose how many there were, and that it was."""
    return f"{one.reason}: {one.count}; left out" if isinstance(one, Skipped) else one.reason
