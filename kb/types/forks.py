"""Filing by itself above a threshold: what is promised of it, and what it costs beside filing by hand."""

from __future__ import annotations

from dataclasses import dataclass

from kb.catalogue import _, number, percent
from kb.types.terms import Zone

_USUAL = 0.9
"""The threshold whose cost is shown where none was chosen and none holds the promise. By judgement."""


_WHOLE_FROM = 10
"""From here on a tenth of a minute, or of an error, a week tells nothing. By judgement."""


@dataclass(frozen=True, slots=True)
class Tested:
    """A threshold and the outcomes at or above it: how many were checked, how many of these were wrong,
    whether the promise holds there, and whether filing by itself pauses even so, since an error was found
    among the latest few."""

    threshold: float
    checked: int
    wrong: int
    promised: bool
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """That at most the share `allowed` of what is filed by itself is wrong, as tested at each threshold,
    the strictest first. Where no threshold holds it, `why_none` says so in a sentence, and is empty else."""

    allowed: float
    tested: tuple[Tested, ...]
    why_none: str = ""

    @property
    def says(self) -> str:
        """The promise as a sentence, or why there is none."""
        if self.why_none:
            return _("No promise: {why}", why=self.why_none)
        laxest = self.tested[[one.threshold for one in self.tested].index(min(self.thresholds))]
        return _(
            "From {threshold} on at most {allowed} errors in a hundred, with 95\N{NO-BREAK SPACE}%"
            " confidence: of {checked} that you decided or checked {wrong} were wrong.",
            threshold=percent(laxest.threshold),
            allowed=_fewest_digits(self.allowed * 100),
            checked=number(laxest.checked),
            wrong=number(laxest.wrong),
        )

    @property
    def thresholds(self) -> tuple[float, ...]:
        """Where the promise holds, the strictest first."""
        return tuple(one.threshold for one in self.tested if one.promised)

    def from_threshold(self, chosen: float) -> float | None:
        """The laxest threshold, not below the chosen one, where the promise holds and nothing pauses; None
        where none does."""
        free = (one.threshold for one in self.tested if one.promised and not one.paused)
        return min((one for one in free if one >= chosen), default=None)

    def holds(self, chosen: float) -> bool:
        """Whether the promise holds at the chosen threshold, though filing may pause there."""
        return chosen in self.thresholds

    def pauses(self, chosen: float) -> bool:
        """Whether the promise holds at the chosen threshold or a stricter one, but filing pauses at each."""
        return self.from_threshold(chosen) is None and any(one >= chosen for one in self.thresholds)


@dataclass(frozen=True, slots=True)
class Expected:
    """A value and its interval of 95 % or more."""

    value: float
    low: float
    high: float

    def told(self, digits: int | None = None) -> str:
        """With so many digits, or as many as tell something: `12 (9 to 16)`, `2.4 (0.8 to 4.1)`."""
        if digits is None:
            digits = 1 if self.high > 0 and self.value < _WHOLE_FROM else 0
        return _(
            "{value} ({low} to {high})",
            value=number(self.value, digits),
            low=number(self.low, digits),
            high=number(self.high, digits),
        )


@dataclass(frozen=True, slots=True)
class Way:
    """One way to file a week's items: minutes of the person's time, None while nobody knows how long a
    decision takes, and filings that the person would not leave as they are."""

    name: str
    minutes: Expected | None
    errors: Expected


@dataclass(frozen=True, slots=True)
class Trade:
    """What a threshold costs and saves in a week of so many items: the model alone, the person alone, the
    person at the forks. `sure` is the share of items at or above the threshold, `decisions` how many past
    ones this is told from, `seconds` what one takes, None until it was measured."""

    threshold: float
    decisions: int
    items: Expected
    seconds: Expected | None
    sure: Expected
    model: Way
    person: Way
    forks: Way

    @property
    def ways(self) -> tuple[Way, Way, Way]:
        """The three ways, in the order they are shown."""
        return self.model, self.person, self.forks


@dataclass(frozen=True, slots=True)
class Outcome:
    """A forecast whose outcome is known: since when (UTC), how probable it was, 0 where nothing was said, and
    whether it was wrong."""

    at: str
    probability: float
    wrong: bool


@dataclass(frozen=True, slots=True)
class Audit:
    """An item that was filed by itself and is to be checked: into which zone, how probable that was, when
    (UTC)."""

    item_id: int
    zone: Zone
    probability: float
    at: str


@dataclass(frozen=True, slots=True)
class Forks:
    """How filing by itself stands: the threshold that was chosen, None while it is off; the one it goes by,
    None while nothing may be filed; what is promised; how many were filed so far, and which of these wait to
    be checked."""

    chosen: float | None
    in_force: float | None
    promise: Promise
    filed: int
    audits: tuple[Audit, ...]

    @property
    def first_shown(self) -> float:
        """The threshold whose cost is shown before another is asked for."""
        return self.chosen or min(self.promise.thresholds, default=_USUAL)

    @property
    def why_idle(self) -> str:
        """Why nothing is filed by itself, in a sentence; empty while something may be."""
        if self.in_force is not None:
            return ""
        if self.chosen is None:
            return _("Nothing is filed by itself: it is off.")
        if self.promise.pauses(self.chosen):
            return _(
                "Nothing is filed by itself for now: an error was found, so the next few sure ones are asked,"
                " and it goes on when these were right."
            )
        if self.promise.from_threshold(self.chosen) is None:
            return _(
                "Nothing is filed by itself for now: nothing is promised from {threshold} on.",
                threshold=percent(self.chosen),
            )
        return _(
            "Nothing is filed by itself until you have checked some of the {count} that wait.",
            count=number(len(self.audits)),
        )

    @property
    def says(self) -> str:
        """How it stands, in a sentence."""
        if self.in_force is None or self.chosen is None:
            return self.why_idle
        in_force, filed = percent(self.in_force), number(self.filed)
        if self.in_force > self.chosen and self.promise.holds(self.chosen):
            return _(
                "Filed by itself is what is {threshold} probable or more: an error was found below that, so"
                " the next few sure ones there are asked; {count} so far.",
                threshold=in_force,
                count=filed,
            )
        if self.in_force > self.chosen:
            return _(
                "Filed by itself is what is {threshold} probable or more, since nothing is promised from"
                " {chosen} on; {count} so far.",
                threshold=in_force,
                chosen=percent(self.chosen),
                count=filed,
            )
        return _(
            "Filed by itself is what is {threshold} probable or more; {count} so far.",
            threshold=in_force,
            count=filed,
        )


def _fewest_digits(value: float) -> str:
    short = f"{value:.3g}"
    return number(float(short), len(short.partition(".")[2]))
