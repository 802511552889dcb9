"""What of a period was most worth its time, and what was left alone rightly, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from kb.catalogue import _, n_, noted, number
from kb.reflection.criteria import SELDOM
from kb.reflection.labels import NO_AREA, NO_SOURCE, shown
from kb.reflection.lines import counted, percent
from kb.reflection.shares import USEFUL
from kb.types import Stance
from kb.types.reviews import Review, ReviewFigures

_BEST_LIST = noted("The list most worth its time: {name}, {share}")
_BEST_AREA = noted("The area most worth its time: {name}, {share}")
_BEST_SOURCE = noted("The source most worth its time: {name}, {share}")
_BEST_KIND = noted("The kind most worth its time: {name}, {share}")
_NONE = (NO_AREA, NO_SOURCE)


def best(figures: ReviewFigures, *, share_safe: bool) -> tuple[str, ...]:
    """The best proven list, area, source and kind, where even the low end of its interval is above what
    seldom helps."""
    groups = [
        ("zone", _BEST_LIST, figures.by_zone),
        ("area", _BEST_AREA, figures.by_area),
        *([] if share_safe else [("source", _BEST_SOURCE, figures.by_source)]),
        ("kind", _BEST_KIND, figures.by_kind),
    ]
    told = []
    for name, best_of, shares in groups:
        known = [
            one for one in shares if one.share is not None and one.low > SELDOM and one.label not in _NONE
        ]
        if len(shares) > 1 and known:
            first = max(known, key=lambda one: one.low)
            assert first.share is not None
            said = counted(percent(first.share, first.low, first.high), first.useful, first.judged)
            told.append(_(best_of, name=shown(name, first.label), share=said))
    return tuple(told)


def right(review: Review, figures: ReviewFigures, stances: Mapping[str, Stance]) -> tuple[str, ...]:
    """What was left alone, as far as the verdicts say that this was right."""
    told, regret = [], figures.regret
    if regret.rate is not None:
        said = percent(1 - regret.rate, 1 - regret.high, 1 - regret.low)
        told.append(
            _(
                "Put away, ignored or left in an overflow, and not needed: {share}, {part} of {whole} judged",
                share=said,
                part=number(regret.judged - regret.count),
                whole=number(regret.judged),
            )
        )
    for share in figures.by_area:
        if stances.get(share.label) is Stance.IGNORED and share.share is not None and share.high < SELDOM:
            said = percent(share.share, share.low, share.high)
            told.append(
                _(
                    "Ignored on purpose: “{area}”; {part} of {whole} helped, {share}",
                    area=share.label,
                    part=number(share.useful),
                    whole=number(share.judged),
                    share=said,
                )
            )
    ignored = [item for item in review.items if item.stance is Stance.IGNORED]
    helped = sum(item.verdict in USEFUL for item in ignored)
    if len(ignored) > helped:
        spared = n_(
            "Of areas that you ignore on purpose: {count} item that you need not think of",
            "Of areas that you ignore on purpose: {count} items that you need not think of",
            len(ignored) - helped,
        )
        # What is said with pride is not said of what speaks against it.
        judged = sum(item.verdict is not None for item in ignored)
        after_all = n_(
            "{count} more did help, of {judged} judged",
            "{count} more did help, of {judged} judged",
            helped,
            judged=number(judged),
        )
        told.append(f"{spared}; {after_all}" if helped else spared)
    return tuple(told)
