"""Where a person is in what they read."""

from __future__ import annotations

from dataclasses import dataclass

BEGUN = 0.02
"""The share of a text below which it was looked at rather than begun: half a page of twenty-five. By
judgement."""
AT_END = 0.95
"""The share from which a text is read but for what stands at the end of it, such as references. By
judgement."""


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where the person is in an item: the `share` of its text (0 to 1) that they came to, the page or heading
    there, empty where that is not known, and when they were there, as a moment in UTC."""

    share: float
    place: str
    at: str

    @property
    def is_begun(self) -> bool:
        """Whether the text was begun and is not at its end."""
        return BEGUN < self.share < AT_END

    def minutes(self, of: int) -> int:
        """How many of an item's minutes lie behind the person."""
        return round(self.share * of)
