"""Which criteria the verdicts of a period support, and how that is said.

What a criterion leaves out, or lets in, is found by replaying the past under it; the verdicts on just those
items speak for or against it. Nothing is proposed from fewer than five.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kb.catalogue import _, day, n_, np_, number
from kb.reflection.estimates import difference
from kb.reflection.lines import percent
from kb.reflection.shares import USEFUL, Design
from kb.text.excerpts import shortened
from kb.text.formulas import lettered
from kb.types import Verdict
from kb.types.criteria import Criterion, CriterionKind, Proposal, Replay
from kb.types.reviews import JudgedItem, Review, Share

SELDOM = 0.25
"""One in four: leaving out what helps less often than that costs little, and what helps more often than that
is not to be left out. The whole interval has to lie on that side. By judgement."""
_NAMED = 3
"""Useful items named in a sentence; all are listed beside it."""
_TITLE = 60
"""Characters of a title in such a sentence: three of them are read in two or three lines."""


class Evidence:
    """The verdicts of a period, asked for groups of its items."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._titles = {item.key: item.title for item in review.items}
        self._asked = [item for item in review.items if item.asked or item.verdict is not None]
        self._design = Design.of(self._asked, sampled=review.sample is not None)

    def on(self, keys: Collection[str]) -> Share:
        """How much of some items helped."""
        return self._design.share("", self._among(keys))

    def better_than_rest(self, keys: Collection[str], among: Collection[str] | None = None) -> bool:
        """Whether these helped more often than the others `among` them, or of what came, beyond chance."""
        others = [
            item
            for item in self._asked
            if item.key not in keys and not item.overflow and (among is None or item.key in among)
        ]
        these, rest = (self._design.estimate(group, USEFUL) for group in (self._among(keys), others))
        return bool(these and rest and difference(these, rest).low > 0)

    def leaving_out(self, criterion: Criterion, what: str, replay: Replay) -> Proposal | None:
        """Proposes a criterion where what it leaves out seldom helped."""
        share = self.on(replay.fewer)
        if share.share is None or share.high >= SELDOM:
            return None
        reason = n_(
            "Of {count} item that this leaves out {judged} were judged, and {useful} helped: {share}.",
            "Of {count} items that this leaves out {judged} were judged, and {useful} helped: {share}.",
            len(replay.fewer),
            **_judged(share),
        )
        return self._proposal(criterion, what, reason, share, replay)

    def letting_in(self, criterion: Criterion, what: str, replay: Replay) -> Proposal | None:
        """Proposes a criterion where what it lets in did help."""
        share = self.on(replay.more)
        if share.share is None or share.low <= SELDOM:
            return None
        reason = n_(
            "Of {count} item kept out {judged} were judged, and {useful} helped: {share}.",
            "Of {count} items kept out {judged} were judged, and {useful} helped: {share}.",
            len(replay.more),
            **_judged(share),
        )
        return self._proposal(criterion, what, reason, share, replay)

    def following(self, criterion: Criterion, what: str, members: Collection[str]) -> Proposal | None:
        """Proposes to follow what helped more often than the rest."""
        share = self.on(members)
        if share.share is None or share.low <= SELDOM or not self.better_than_rest(members):
            return None
        reason = n_(
            "Of {count} item that came {judged} were judged, and {useful} helped: {share}.",
            "Of {count} items that came {judged} were judged, and {useful} helped: {share}.",
            len(members),
            **_judged(share),
        )
        return self._proposal(criterion, what, reason, share, Replay())

    def _among(self, keys: Collection[str]) -> list[JudgedItem]:
        wanted = frozenset(keys)
        return [item for item in self._asked if item.key in wanted]

    def _proposal(
        self, criterion: Criterion, what: str, reason: str, share: Share, replay: Replay
    ) -> Proposal:
        assert share.share is not None
        return Proposal(
            criterion=criterion,
            since=self._review.since,
            until=self._review.until,
            what=what,
            reason=reason,
            replayed=_replayed(replay, self._review.since, self._titles),
            judged=share.judged,
            useful=share.useful,
            share=share.share,
            low=share.low,
            high=share.high,
            replay=replay,
        )


def _judged(share: Share) -> dict[str, str]:
    """What is said of those of some items that were judged."""
    return {
        "judged": number(share.judged),
        "useful": number(share.useful),
        "share": percent(share.share or 0.0, share.low, share.high),
    }


def _replayed(replay: Replay, since: str, titles: Mapping[str, str]) -> str:
    """What the past would have been, in a sentence."""
    if not replay.fewer and not replay.more:
        return _("It changes nothing that was shown; what comes is weighed by it from now on.")
    parts = []
    if replay.more:
        gained = len(replay.useful_gained)
        parts.append(np_("than before", "{count} more item", "{count} more items", len(replay.more)))
        parts.append(n_("{count} of them known to help", "{count} of them known to help", gained))
    if replay.fewer:
        parts.append(n_("{count} fewer item", "{count} fewer items", len(replay.fewer)))
        parts.append(
            n_(
                "about {count} minute of reading saved",
                "about {count} minutes of reading saved",
                replay.minutes_saved,
            )
        )
        parts.append(_lost(replay.useful_lost, titles))
    if replay.used_lost:
        parts.append(
            n_(
                "{count} more not judged that left a trace of use ({names})",
                "{count} more not judged that left a trace of use ({names})",
                len(replay.used_lost),
                names=_named(replay.used_lost, titles),
            )
        )
    return _(
        "Had it been so since {day}: {changes}.", day=day(date.fromisoformat(since)), changes=", ".join(parts)
    )


def _lost(useful: Sequence[str], titles: Mapping[str, str]) -> str:
    if not useful:
        return _("no useful one lost")
    return n_(
        "{count} useful one lost ({names})",
        "{count} useful ones lost ({names})",
        len(useful),
        names=_named(useful, titles),
    )


def _named(keys: Sequence[str], titles: Mapping[str, str]) -> str:
    """The first of some items by their titles; one that has none by its key."""
    told = ", ".join(
        _("“{title}”", title=shortened(lettered(titles[key]), _TITLE)) if titles.get(key) else key
        for key in keys[:_NAMED]
    )
    if (more := len(keys) - _NAMED) <= 0:
        return told
    return n_("{names} and {count} more", "{names} and {count} more", more, names=told)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an area that seldom helped while the rest did: keys of those judged of no use."""

    name: str
    useless: tuple[str, ...]


def weak_parts(
    evidence: Evidence, members: Sequence[JudgedItem], part_of: Mapping[int, Iterable[str]]
) -> list[Part]:
    """Parts of an area that seldom helped, and less often than the rest of it. `part_of` names the parts each
    member lies in, by item id."""
    groups: dict[str, list[JudgedItem]] = {}
    for item in members:
        for name in part_of.get(item.item_id, ()):
            groups.setdefault(name, []).append(item)
    everything = {item.key for item in members}
    found = []
    for name, group in groups.items():
        keys = {item.key for item in group}
        share = evidence.on(keys)
        if share.share is None or share.high >= SELDOM or not everything - keys:
            continue
        if evidence.better_than_rest(everything - keys, everything):
            useless = tuple(item.key for item in group if item.verdict is Verdict.NONE)
            found.append(Part(name, useless))
    return found


def most_telling_first(proposals: Iterable[Proposal]) -> list[Proposal]:
    """In the order of how many items each bears on; what changes the register before what changes sources."""
    kinds = list(CriterionKind)
    return sorted(
        proposals,
        key=lambda one: (
            -len(one.replay.fewer) - len(one.replay.more),
            kinds.index(one.criterion.kind),
            one.criterion.subject,
        ),
    )
