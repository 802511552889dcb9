"""Numbers of things in words."""

from __future__ import annotations

from collections.abc import Mapping


def count(number: int, one: str, many: str | None = None) -> str:
    """A count with its noun: `1 item`, `1,204 items`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def counted(numbers: Mapping[str, int]) -> str:
    """Numbers of things in a line, `120 added, 3 updated`: what there was none of is left out."""
    return ", ".join(f"{number:,} {what}" for what, number in numbers.items() if number)
