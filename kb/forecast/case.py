"""What is known of an item before the person decides about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from kb.catalogue import noted
from kb.clock import hour
from kb.text.words import FUNCTION_WORDS
from kb.types import Item
from kb.types.forecast import Trait, TraitFamily
from kb.vectors.linear import Floats

_HOURS = (noted("at night"), noted("in the morning"), noted("in the afternoon"), noted("in the evening"))
"""A day in quarters: what is saved late is read otherwise than what is saved at work."""
_MOST_WORDS, _MOST_AUTHORS = 60, 3
"""Words of title and abstract, and authors, that are looked at: what a text is about is said at its
beginning, and who wrote it by the first. By judgement."""
_MINUTES = (
    (2, noted("under 2 minutes")),
    (5, noted("2 to 5 minutes")),
    (15, noted("5 to 15 minutes")),
    (60, noted("15 to 60 minutes")),
)
"""Times of reading between which it matters how much one takes on; by judgement."""
_LONG = noted("over an hour")


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """An item as a forecast sees it: its values in each family of traits, some of which have several values
    or none, and the vector (d,) of its beginning, where it has one."""

    traits: Mapping[TraitFamily, tuple[str, ...]]
    vector: Floats | None = None


def case_of(
    item: Item,
    stems: Sequence[str],
    categories: Sequence[str],
    stances: Sequence[tuple[str, str]],
    vector: Floats | None,
    muted: Collection[Trait] = (),
) -> Case:
    """An item with the stems of its title and abstract, the subjects its source puts it under, and the areas
    it belongs to, each with its stance. What the person said is no reason (`muted`) is left out."""
    site = (urlsplit(item.url or "").hostname or "").removeprefix("www.")
    words = [stem for stem in dict.fromkeys(stems) if len(stem) > 1 and stem not in FUNCTION_WORDS]
    believed = [(name, stance) for name, stance in stances if Trait(TraitFamily.AREA, name) not in muted]
    found: dict[TraitFamily, tuple[str, ...]] = {
        TraitFamily.SOURCE: (item.source,),
        TraitFamily.SITE: (site,),
        TraitFamily.KIND: (item.kind,),
        TraitFamily.LANGUAGE: (item.language,),
        TraitFamily.TAG: item.tags,
        TraitFamily.SUBJECT: tuple(categories),
        TraitFamily.FIELD: tuple(categories[:1]),
        TraitFamily.AUTHOR: item.authors[:_MOST_AUTHORS],
        TraitFamily.TIME: _time(item.saved_at),
        TraitFamily.LENGTH: (_length(item.minutes),),
        TraitFamily.AREA: tuple(name for name, _ in believed),
        TraitFamily.STANCE: tuple(dict.fromkeys(stance for _, stance in believed)),
        TraitFamily.WORD: tuple(words[:_MOST_WORDS]),
    }
    traits = {
        family: tuple(value for value in values if value and Trait(family, value) not in muted)
        for family, values in found.items()
    }
    return Case(traits, vector)


def _time(moment: str) -> tuple[str, ...]:
    saved = hour(moment)
    return () if saved is None else (_HOURS[saved // 6],)


def _length(minutes: int) -> str:
    if not minutes:
        return ""
    return next((name for most, name in _MINUTES if minutes < most), _LONG)
