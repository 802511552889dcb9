"""What to be careful about in the figures of a review: how much is judged, and how evenly."""

from __future__ import annotations

from collections.abc import Sequence

from kb.catalogue import _, n_, number, percent
from kb.reflection.labels import list_label
from kb.reflection.shares import Design
from kb.types import Zone
from kb.types.reviews import FEWEST, OVERFLOW, JudgedItem, Share

FEW_JUDGED = 30
"""Below this many verdicts a share's 95 % interval may span more than a third of the scale."""


def careful(
    asked: Sequence[JudgedItem], total: int, by_zone: Sequence[Share], design: Design, *, sampled: bool
) -> tuple[str, ...]:
    """What to be careful about, in sentences."""
    judged, notes = sum(item.verdict is not None for item in asked), []
    if total == 0:
        notes.append(_("No items in this period."))
    elif asked and judged == 0:
        notes.append(
            n_("Judged so far: none of {count} item.", "Judged so far: none of {count} items.", len(asked))
        )
    elif judged < min(FEWEST, len(asked)):
        notes.append(
            n_(
                "Judged so far: {judged} of {count} item; from {fewest} on there are figures.",
                "Judged so far: {judged} of {count} items; from {fewest} on there are figures.",
                len(asked),
                judged=number(judged),
                fewest=FEWEST,
            )
        )
    elif judged < min(FEW_JUDGED, len(asked)):
        notes.append(
            n_(
                "Judged so far: {judged} of {count} item, so the intervals are wide.",
                "Judged so far: {judged} of {count} items, so the intervals are wide.",
                len(asked),
                judged=number(judged),
            )
        )
    if waiting := total - len(asked):
        notes.append(
            n_(
                "Not asked about: {count} unread in the inbox, undecided as they are.",
                "Not asked about: {count} unread in the inbox, undecided as they are.",
                waiting,
            )
        )
    if sampled:
        outside = len(design.share("all", asked).outside_keys)
        if outside:
            notes.append(
                n_(
                    "Judged outside of the sample: {count}. They are listed, and count in no share.",
                    "Judged outside of the sample: {count}. They are listed, and count in no share.",
                    outside,
                )
            )
        return tuple(notes)
    # A handful of items in a zone sways no overall share.
    coverage = {row.label: row.judged / row.total for row in by_zone if row.total >= FEWEST}
    for apart in (Zone.INBOX, OVERFLOW):
        coverage.pop(apart, None)
    if judged >= FEWEST and coverage and max(coverage.values()) > 2 * min(coverage.values()):
        most, least = max(coverage, key=coverage.__getitem__), min(coverage, key=coverage.__getitem__)
        notes.append(
            _(
                "{most} is judged more fully ({share}) than {least} ({other}): the overall share leans "
                "towards it.",
                most=list_label(most),
                share=percent(coverage[most]),
                least=list_label(least),
                other=percent(coverage[least]),
            )
        )
    return tuple(notes)
