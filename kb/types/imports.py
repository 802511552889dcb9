"""What an import would bring, before anything of it is saved, and what one did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.catalogue import n_
from kb.types.items import Failure
from kb.types.terms import Kind


def outcomes(added: int, updated: int, unchanged: int) -> tuple[tuple[int, str], ...]:
    """What an import did with items: each number, and the words with it, `12 added`."""
    return (
        (added, n_("{count} added", "{count} added", added)),
        (updated, n_("{count} updated", "{count} updated", updated)),
        (unchanged, n_("{count} unchanged", "{count} unchanged", unchanged)),
    )


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
    `first` and `last` are the days it spans. `lost` is what cannot be read, each with its reason; `left_out`
    how many files of a folder are none to read, by the ending of their names; `by_name_only` how many works
    come as an address or an identifier alone; `feeds` how many subscriptions there are. `whole` is false
    where looking ended early: the numbers are then those of what was looked at.
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
    whole: bool = True

    @property
    def found(self) -> int:
        """How many works there are in it."""
        return self.new + self.updated + self.unchanged
