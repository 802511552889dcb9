"""Words that the map stores, as a person reads them: names of topics where they hold a word of Jomo's own,
and what its steps were."""

from __future__ import annotations

import re
from collections.abc import Callable

from kb.catalogue import _

MIXED = {"en": ", mixed", "ru": ", разное"}
"""What is stored behind the name of a topic that is about more than it says, by the topic's language."""
NUMBERED = ("Topics", "Topic")
"""Of the upper and of the lower level, what is stored before the number of a topic that no term names."""
REDRAWN = "Redrawn"
RENAMED, MERGED = "Renamed {} to {}", "Merged {} into {}"
PINNED, UNPINNED, SPLIT = "Pinned {}", "Unpinned {}", "Split {}"
"""Steps on the map, as they are stored."""


def topic_label(name: str) -> str:
    """A topic's name as a person reads it: all of it is from the library's texts, or by hand, but for what
    says that it is mixed, and for mere numbers."""
    for mixed in MIXED.values():
        if name.endswith(mixed):
            return _("{topic}, mixed", topic=name.removesuffix(mixed))
    word, _space, number = name.partition(" ")
    if word in NUMBERED and number.isdecimal():
        return (
            _("Topics {number}", number=number) if word == NUMBERED[0] else _("Topic {number}", number=number)
        )
    return name


def step_label(what: str) -> str:
    """A step on the map as a person reads it."""
    for stored, say in _STEPS.items():
        pattern = re.escape(stored).replace(re.escape("{}"), "(.+)")
        if found := re.fullmatch(pattern, what):
            return say(*map(topic_label, found.groups()))
    return what


_STEPS: dict[str, Callable[..., str]] = {
    REDRAWN: lambda: _("Redrawn"),
    RENAMED: lambda before, after: _("Renamed {before} to {after}", before=before, after=after),
    MERGED: lambda topic, into: _("Merged {topic} into {into}", topic=topic, into=into),
    PINNED: lambda topic: _("Pinned {topic}", topic=topic),
    UNPINNED: lambda topic: _("Unpinned {topic}", topic=topic),
    SPLIT: lambda topic: _("Split {topic}", topic=topic),
}
