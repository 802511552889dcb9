"""Ideas of machine learning: what is one in many English and Russian spellings, and what to call it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kb.lexicon.reading import entries, heads
from kb.text.stopwords import lone_stems
from kb.topics.words import Stems, stems_of

_LIST = "ideas"


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea of the field, or a part of the field: the key it counts under, its name in two languages, the
    part it belongs to."""

    key: Stems
    english: str
    russian: str
    part: Idea | None

    def name(self, language: str) -> str:
        """What an idea is called in Russian (`ru`), else in English."""
        return self.russian if language == "ru" else self.english


@cache
def ideas() -> dict[Stems, Idea]:
    """Every stemmed spelling of every idea. Spellings that share a stem with an everyday word are left out:
    a tokenizer is an idea, a token is none."""
    parts: dict[str, Idea] = {}
    for head in heads(_LIST):
        english, russian, *around = _sides(head)
        within = parts[around[0]] if around else None
        parts[english] = Idea(("#", *stems_of(english)), english, russian, within)
    by_stems: dict[Stems, Idea] = {}
    for entry in entries(_LIST):
        english, russian = entry.english[0], entry.russian[0]
        idea = Idea(stems_of(english), english, russian, parts[_sides(entry.head)[0]])
        for spelling in (*entry.english, *entry.russian):
            stems = stems_of(spelling)
            if " ".join(stems) not in lone_stems():
                by_stems[stems] = idea
    return by_stems


def _sides(head: str) -> list[str]:
    return [side.strip() for side in head.split("|")]


@cache
def _by_key() -> dict[Stems, Idea]:
    every = set(ideas().values())
    for idea in list(every):
        while idea.part is not None:
            idea = idea.part
            every.add(idea)
    return {idea.key: idea for idea in every}


def idea_name(key: Stems, language: str) -> str | None:
    """What an idea or a part of the field is called in Russian (`ru`) or else in English; None if the key is
    none."""
    idea = _by_key().get(key)
    return idea.name(language) if idea else None


@cache
def idea_keys() -> frozenset[Stems]:
    """The stems that stand for each idea, whatever its spelling."""
    return frozenset(idea.key for idea in ideas().values())


def is_part(key: Stems) -> bool:
    """Whether a key stands for a part of the field, such as computer vision, rather than for a term."""
    return key[:1] == ("#",)
