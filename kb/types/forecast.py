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


@dataclass(frozen=True, slots=True)
class Because:
    """What moved a forecast, as a sentence, and the trait that said so: None where it can be no reason to do
    without (how often things are filed there at all)."""

    says: str
    trait: Trait | None = None
