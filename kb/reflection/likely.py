"""What the traces of an item say before anybody is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.types import State, Verdict
from kb.types.evidence import Strength, Timing, Trace, TraceKind
from kb.types.reviews import Likely

_INSIDE = (
    TraceKind.ANNOTATED,
    TraceKind.REOPENED,
    TraceKind.FINISHED,
    TraceKind.DELEGATED,
    TraceKind.RETURNED,
    TraceKind.SETTLED,
)
"""Traces of having worked with an item, or had it read. All others are of having put it to use."""
_SURE = 0.95
"""Probability from which a trace is about this item for certain."""


def is_use(trace: Trace) -> bool:
    """Whether a trace speaks for use: more than a weak one, and not from before the item was saved or the
    moment of saving it. The person's own marks on it do so whenever they were made. A retelling found by
    meaning is shown and left to the person: it is too often of another paper."""
    if trace.strength is Strength.WEAK or trace.kind is TraceKind.RETELLING:
        return False
    return trace.kind is TraceKind.ANNOTATED or trace.timing in (Timing.AFTER, Timing.UNKNOWN)


def first_use(traces: Iterable[Trace]) -> str | None:
    """When an item was first used after it was saved, as far as dated traces tell."""
    dated = [one.made_at for one in traces if one.made_at and one.timing is Timing.AFTER and is_use(one)]
    return min(dated, default=None)


def likely(traces: Sequence[Trace], state: State) -> Likely | None:
    """The verdict that traces speak for, None where they are silent. Certain is what strong traces in work of
    one's own say, made after the saving and surely about the item, of which nothing says that it was
    dropped."""
    uses = [one for one in traces if is_use(one)]
    if not uses:
        return None
    work = [one for one in uses if one.kind not in _INSIDE]
    best = min(work or uses, key=lambda one: (one.strength.rank, -one.probability))
    certain = (
        bool(work)
        and best.strength is Strength.STRONG
        and best.timing is Timing.AFTER
        and best.probability >= _SURE
        and state is not State.DROPPED
    )
    direct = bool(work) and best.strength is Strength.STRONG
    return Likely(Verdict.DIRECT if direct else Verdict.INDIRECT, certain, best.reason)
