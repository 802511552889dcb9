"""Which criteria the verdicts of a period support, and how that is said.

What a criterion leaves out, or lets in, is found by replaying the past under it; the verdicts on just those
items speak for or against it. Nothing is proposed from fewer than five.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.reflection.estimates import difference
from kb.reflection.shares import USEFUL, Design
from kb.reflection.telling import percent
from kb.text.counts import count
from kb.types import Verdict
from kb.types.criteria import Criterion, CriterionKind, Proposal, Replay
from kb.types.reviews import JudgedItem, Review, Share

SELDOM = 0.25
"""One in four: leaving out what helps less often than that costs little, and what helps more often than that
is not to be left out. The whole interval has to lie on that side. By judgement."""
_NAMED = 3
"""Useful items named in a sentence; all are listed beside it."""


class Evidence:
    """The verdicts of a period, asked for groups of its items."""

    def __init__(self, review: Review) -> None:
        self._review = review
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
        return self._proposal(criterion, what, f"Of {_left_out(replay)}", share, replay)

    def letting_in(self, criterion: Criterion, what: str, replay: Replay) -> Proposal | None:
        """Proposes a criterion where what it lets in did help."""
        share = self.on(replay.more)
        if share.share is None or share.low <= SELDOM:
            return None
        return self._proposal(
            criterion, what, f"Of {count(len(replay.more), 'item')} kept out", share, replay
        )

    def following(self, criterion: Criterion, what: str, members: Collection[str]) -> Proposal | None:
        """Proposes to follow what helped more often than the rest."""
        share = self.on(members)
        if share.share is None or share.low <= SELDOM or not self.better_than_rest(members):
            return None
        said = f"Of {count(len(members), 'item')} that came"
        return self._proposal(criterion, what, said, share, Replay())

    def _among(self, keys: Collection[str]) -> list[JudgedItem]:
        wanted = frozenset(keys)
        return [item for item in self._asked if item.key in wanted]

    def _proposal(
        self, criterion: Criterion, what: str, among: str, share: Share, replay: Replay
    ) -> Proposal:
        assert share.share is not None
        said = percent(share.share, share.low, share.high)
        return Proposal(
            criterion=criterion,
            since=self._review.since,
            until=self._review.until,
            what=what,
            reason=f"{among} {share.judged:,} were judged, and {share.useful:,} helped: {said}.",
            replayed=_replayed(replay, self._review.since),
            judged=share.judged,
            useful=share.useful,
            share=share.share,
            low=share.low,
            high=share.high,
            replay=replay,
        )


def _left_out(replay: Replay) -> str:
    return f"{count(len(replay.fewer), 'item')} that this leaves out"


def _replayed(replay: Replay, since: str) -> str:
    """What the past would have been, in a sentence."""
    if not replay.fewer and not replay.more:
        return "It changes nothing that was shown; what comes is weighed by it from now on."
    parts = []
    if replay.more:
        gained = f"{len(replay.useful_gained):,} of them known to help"
        parts += [f"{count(len(replay.more), 'more item', 'more items')}", gained]
    if replay.fewer:
        parts.append(count(len(replay.fewer), "fewer item", "fewer items"))
        parts.append(f"about {count(replay.minutes_saved, 'minute')} of reading saved")
        lost = (
            count(len(replay.useful_lost), "useful one", "useful ones")
            if replay.useful_lost
            else "no useful one"
        )
        parts.append(f"{lost} lost{_named(replay.useful_lost)}")
    if replay.used_lost:
        parts.append(
            f"{len(replay.used_lost):,} more not judged that left a trace of use{_named(replay.used_lost)}"
        )
    return f"Had it been so since {since}: {', '.join(parts)}."


def _named(keys: Sequence[str]) -> str:
    if not keys:
        return ""
    others = f" and {len(keys) - _NAMED:,} more" if len(keys) > _NAMED else ""
    return f" ({', '.join(keys[:_NAMED])}{others})"


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
