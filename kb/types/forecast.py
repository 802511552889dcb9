"""Forecasts of what the person decides: what moved them, and how well they did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Target(StrEnum):
    """What is foretold of an item: the zone it is filed into, whether it is read, whether it is used."""

    ZONE = "zone"
    READ = "read"
    USE = "use"


class TraitFamily(StrEnum):
    """What items may have in common."""

    SOURCE = "source"
    SITE = "site"
    KIND = "kind"
    LANGUAGE = "language"
    TAG = "tag"
    SUBJECT = "subject"
    FIELD = "field"
    AUTHOR = "author"
    TIME = "time"
    LENGTH = "length"
    AREA = "area"
    STANCE = "stance"
    WORD = "word"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class Trait:
    """A value of a family of traits: a source's name, an area's, the stem of a word, for `alike` the key of
    an item."""

    family: TraitFamily
    value: str

    def __str__(self) -> str:
        return f"{self.family}:{self.value}"


@dataclass(frozen=True, slots=True)
class Because:
    """What moved a forecast, as a sentence, and the trait that said so: None where it can be no reason to do
    without (how often things are filed there at all). `value` is what it has, as people read it."""

    says: str
    trait: Trait | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class PastForecast:
    """A decision as it was foretold before it was taken: when it was taken, how probable the likeliest
    outcome was called (0 where nothing would have been suggested), and whether another came."""

    item_id: int
    at: str
    probability: float
    wrong: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts about equally sure: how many, how sure they were on average, how many of them held."""

    decisions: int
    said: float
    held: float


@dataclass(frozen=True, slots=True)
class Trust:
    """How well what would have been suggested of past filings held: of so many `decisions`, how many would
    have had a suggestion (`foretold`), how many of these were filed so (`held`), the calibration curve of
    these, their calibration error and what chance alone makes of exact forecasts. `learning` while the
    filings are still being learnt."""

    decisions: int
    foretold: int
    held: int
    curve: tuple[Bin, ...]
    ece: float
    ece_by_chance: float
    learning: bool = False


@dataclass(frozen=True, slots=True)
class Scores:
    """How good forecasts of the same decisions were. `log_loss` (nats; None where one was certain and wrong),
    `brier` and `ece` (calibration error) are better low; `auc` is None where only one outcome came. `at_half`
    and `at_most` are the accuracy of the surest 50 % and 80 %."""

    log_loss: float | None
    brier: float
    ece: float
    auc: float | None
    accuracy: float
    at_half: float
    at_most: float


@dataclass(frozen=True, slots=True)
class Against:
    """A baseline's scores, and how much less log loss Jomo's forecasts had than it, with the ends of the 95 %
    interval; None where it has no log loss."""

    scores: Scores
    gain: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class ByItself:
    """What filing by itself would have done while its promise held, of at most the share `promised` of
    errors: the `share` of decisions filed, and of these the share `kept` that was wrong, None where nothing
    was filed; `broken` in what share of the draws of what is checked more was wrong than promised. `minutes`
    of the person's time it would have saved, None where nobody measured their pace; `errors` it would have
    brought."""

    promised: float
    share: float
    kept: float | None
    broken: float
    minutes: float | None
    errors: float


@dataclass(frozen=True, slots=True)
class Replay:
    """How well a history of n decisions would have been foretold, each from those before it.

    `outcomes` are what could come, `counts` how often each did; `dated` how many decisions have a moment of
    their own (the others are taken to be known when the item was saved). `intervals` holds the ends of 95 %
    intervals of scores by their names. `ece_by_chance` is what forecasts that are exactly right are expected
    to show as `ece`. `proven` is the share of decisions before which it was shown that knowing the item
    helps. `why` says in a sentence why nothing would have been filed by itself, and is
    empty else.
    """

    target: Target
    outcomes: tuple[str, ...]
    counts: tuple[int, ...]
    dated: int
    scores: Scores
    intervals: dict[str, tuple[float, float]]
    ece_by_chance: float
    curve: tuple[Bin, ...]
    baselines: dict[str, Against]
    proven: float
    by_itself: ByItself
    why: str

    @property
    def decisions(self) -> int:
        """How many decisions there were."""
        return sum(self.counts)
