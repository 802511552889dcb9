"""What is said beside a card of how new it is."""

from __future__ import annotations

from collections.abc import Iterator

from kb.catalogue import _, percent
from kb.text.sentences import sentences
from kb.triage.newness import STILL_ALIKE
from kb.triage.summary import repeats
from kb.types import NearRead, Novelty
from kb.ui.shell import humanize

Beside = tuple[str, str, tuple[int, str] | None]
"""What is said, of what, and the item that it leads to, by id and key."""


def beside(novelty: Novelty, title: str, summary: str) -> Iterator[Beside]:
    """The nearest things read, what was told in other words before, and what is new, each where there is
    something to say. What stands in the `title` or the `summary` beside it is pointed at, not said again."""
    told = {one.item.id for one in novelty.told_before}
    for one in novelty.told_before:
        yield _("Seen before in other words"), _titled(one), (one.item.id, one.item.key)
    for one in novelty.nearest:
        if one.item.id not in told and (one is novelty.nearest[0] or one.likeness >= STILL_ALIKE):
            like = _("{share} like what you read", share=percent(one.likeness))
            yield like, _titled(one), (one.item.id, one.item.key)
    if novelty.sentence:
        yield _("New here"), _pointed_at(novelty.sentence, title, summary), None
    elif novelty.nearest:
        yield _("New here"), _("nothing that the nearest do not say"), None
    if novelty.terms:
        yield _("New to you"), ", ".join(novelty.terms), None


def _pointed_at(sentence: str, title: str, summary: str) -> str:
    if repeats(title, sentence):
        return _("what the title says")
    begins = sentence.removesuffix("…").rstrip()
    for place, one in enumerate(sentences(summary), start=1):
        if one.startswith(begins):
            return _("sentence {number} of the summary", number=place)
    return sentence


def _titled(near: NearRead) -> str:
    title = near.item.title or _("Untitled")
    if not near.read_on:
        return title
    return _("{title}, read on {day}", title=title, day=humanize.day(near.read_on))
