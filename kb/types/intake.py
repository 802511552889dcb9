"""Intake: what sources bring, what of it is shown, and what is left out on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.catalogue import _, n_, number, percent
from kb.types.feeds import WEEKLY_BUDGET, Feed


@dataclass(frozen=True, slots=True)
class IntakeRules:
    """What holds for all sources: how many things that came by themselves may lie in the inbox at once, and
    after how many days what waits in an overflow expires."""

    inbox_limit: int
    overflow_days: int


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source by the name its items go by, with its weekly budget and the hours of the day in which it may
    show anything (`8-10, 18-20`, empty for any); how many it has shown this week, how many wait in its
    overflow and how many expired there. `feed` is where it is asked, if it is."""

    name: str
    budget: int = WEEKLY_BUDGET
    open_hours: str = ""
    shown: int = 0
    overflow: int = 0
    expired: int = 0
    feed: Feed | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that was not shown. `ref` is the key of its item, or `entry:12` where it was never saved;
    `came_at` a moment in UTC."""

    ref: str
    source: str
    title: str
    url: str | None
    came_at: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One of the random sample of what a batch left out. `missed` is whether the person would have missed it,
    None until they say."""

    id: int
    left_out: LeftOut
    missed: bool | None


@dataclass(frozen=True, slots=True)
class Batch:
    """What was let in together at a moment in UTC: of what `came` since the batch before so many were
    `shown`, and so many of what waited `earlier`. `drawn` is a random sample of what was left out."""

    id: int
    at: str
    came: int
    shown: int
    earlier: int
    drawn: tuple[Drawn, ...] = ()

    @property
    def left_out(self) -> int:
        """How many of what came were not shown."""
        return self.came - self.shown

    @property
    def told(self) -> str:
        """The batch in a sentence or two."""
        if not self.left_out:
            said = n_("All {count} that came are shown.", "All {count} that came are shown.", self.shown)
        elif self.drawn:
            said = _(
                "{shown} of {came} shown; here are {drawn} of the rest, drawn at random.",
                shown=number(self.shown),
                came=number(self.came),
                drawn=number(len(self.drawn)),
            )
        else:
            said = _(
                "{shown} of {came} shown; the rest waits.", shown=number(self.shown), came=number(self.came)
            )
        if not self.earlier:
            return said
        waited = n_("{count} that waited came in, too.", "{count} that waited came in, too.", self.earlier)
        return f"{said} {waited}"


@dataclass(frozen=True, slots=True)
class Missed:
    """What the person said of random samples of what was left out: of so many that were `judged`, so many
    were missed; at most the share `bound` (0 to 1) of what was left out is, with 95 % confidence."""

    judged: int
    missed: int
    bound: float

    @property
    def told(self) -> str:
        """What is known in a sentence."""
        if not self.judged:
            return _("You have not looked at a sample of the rest yet, so nothing can be said of it.")
        # Rounded up: a bound is never told better than it is.
        at_most = min(100, int(self.bound * 100) + 1)
        return _(
            "Of {judged} drawn at random you would have missed {missed}: at most {at_most} of all that is"
            " left out (95\N{NO-BREAK SPACE}% sure).",
            judged=number(self.judged),
            missed=number(self.missed),
            at_most=percent(at_most / 100),
        )


@dataclass(frozen=True, slots=True)
class SourceWeek:
    """What one source brought in a week, by the Monday it began with: how many came, were shown, were filed
    to keep (any list but put-and-forget), were read, and proved useful so far."""

    source: str
    week: str
    came: int
    shown: int
    kept: int
    read: int
    useful: int

    @staticmethod
    def total(weeks: Sequence[SourceWeek]) -> SourceWeek:
        """Weeks of one source together, under the first of them."""
        first = min(one.week for one in weeks)
        sums = (
            sum(getattr(one, name) for one in weeks) for name in ("came", "shown", "kept", "read", "useful")
        )
        return SourceWeek(weeks[0].source, first, *sums)
