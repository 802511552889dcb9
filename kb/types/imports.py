"""What an import would bring, before anything of it is saved, and what one did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from kb.catalogue import _, n_, number
from kb.types.terms import Kind
from kb.types.told import Failure, Skipped

_NAMED = 3
"""So many inputs are named in one line; the rest is counted."""


def outcomes(added: int, updated: int, unchanged: int) -> tuple[tuple[int, str], ...]:
    """What an import did with items: each number, and the words with it, `12 added`."""
    return (
        (added, n_("{count} added", "{count} added", added)),
        (updated, n_("{count} updated", "{count} updated", updated)),
        (unchanged, n_("{count} unchanged", "{count} unchanged", unchanged)),
    )


def left_out(skipped: Sequence[Skipped]) -> str:
    """How much was left out on purpose, `42 left out`."""
    return n_("{count} left out", "{count} left out", sum(one.count for one in skipped))


def told_of_skipped(skipped: Sequence[Skipped]) -> list[str]:
    """What was left out on purpose, a line for each reason with how many there are and where."""
    lines = []
    for reason in dict.fromkeys(one.reason for one in skipped):
        alike = [one for one in skipped if one.reason == reason]
        names = list(dict.fromkeys(PurePath(one.spec).name or one.spec for one in alike))
        where = ", ".join(names[:_NAMED])
        if len(names) > _NAMED:
            where = _("{names} and {number} more", names=where, number=number(len(names) - _NAMED))
        count = number(sum(one.count for one in alike))
        lines.append(_("{reason}: {count} ({where})", reason=reason, count=count, where=where))
    return lines


@dataclass(frozen=True, slots=True)
class Sample:
    """One of what was found: enough to recognise it by. `date` is that of publishing, else of saving, None
    where neither is known."""

    title: str
    kind: Kind
    date: str | None
    source: str


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Something new under the title of an item, by its key, that is there already."""

    title: str
    key: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would bring.

    `formats` says how many files or addresses were read as what; `kinds` of how many kinds what was found is.
    `new`, `updated` and `unchanged` count works as saving would, `repeated` further readings of one work.
    `first` and `last` are the days it spans. `lost` is what cannot be read, each with its reason; `skipped`
    what is left out on purpose; `left_out` how many files of a folder are none to read, by the ending of
    their names; `by_name_only` how many works come as an address or an identifier alone; `feeds` how many
    subscriptions there are; `warnings` what there is to know beside that. `whole` is false where looking
    ended early: the numbers are then those of what was looked at.
    """

    formats: Mapping[str, int]
    kinds: Mapping[Kind, int]
    new: int
    updated: int
    unchanged: int
    repeated: int
    annotations: int
    by_name_only: int
    feeds: int
    first: str | None
    last: str | None
    samples: tuple[Sample, ...]
    near_duplicates: tuple[NearDuplicate, ...]
    lost: tuple[Failure, ...]
    left_out: Mapping[str, int]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    whole: bool = True

    @property
    def found(self) -> int:
        """How many works there are in it."""
        return self.new + self.updated + self.unchanged
