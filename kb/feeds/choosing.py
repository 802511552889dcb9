"""Which of a feed's news are shown. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from kb.clock import as_stored
from kb.errors import JomoError
from kb.text.tfidf import rarities
from kb.text.words import stem, stems, telling_words
from kb.types import Document, FeedEntry

Rank = Callable[[str, Sequence[str]], Sequence[float]]
"""How well texts meet a criterion, each as a number; more is better."""


def week_start(present: datetime) -> str:
    """The moment in UTC when the ISO week of `present` (by the person's clock) began for them."""
    monday = present.date() - timedelta(days=present.weekday())
    return as_stored(f"{monday.isoformat()}T00:00:00")


def allowance(budget: int, present: datetime) -> int:
    """How much of a week's budget may be used up by the end of the day of `present`: a seventh more each day,
    rounded up, so that Monday's news leaves room for Friday's. What a day leaves, later ones may use."""
    return -(-budget * present.isoweekday() // 7)


def best_first(entries: Sequence[FeedEntry], criterion: str, rank: Rank) -> list[FeedEntry]:
    """Entries in the order they are to be shown in, each with its score: as they meet the criterion, of
    equals and without one the newest first. Where any has no date the feed's own order stands for it."""
    dated = [(_moment(one.document.published), one) for one in entries]
    if all(moment for moment, _ in dated):
        dated.sort(key=lambda one: one[0], reverse=True)
    ordered = [one for _, one in dated]
    if not criterion:
        return ordered
    scores = rank(criterion, [said(one.document) for one in ordered])
    scored = [replace(one, score=score) for one, score in zip(ordered, scores, strict=True)]
    return sorted(scored, key=lambda one: -one.score)


def said(document: Document) -> str:
    """What a document is chosen by: its title and what is said of it, or how it begins."""
    return f"{document.title}\n{document.summary or document.text}"


def by_words(criterion: str, texts: Sequence[str]) -> list[float]:
    """How much of a criterion's words texts hold (0 to 1), rare words counting more."""
    wanted = {stem(word) for word in telling_words(criterion)}
    held = [wanted.intersection(stems(text)) for text in texts]
    weights = rarities(held)
    whole = sum(weights.values()) or 1.0
    # In one order: sums of the same numbers in another may differ.
    return [sum(weights[one] for one in sorted(each)) / whole for each in held]


def _moment(published: str | None) -> str:
    """A date in the form that sorts as time goes; empty where there is none."""
    try:
        return as_stored(published) if published else ""
    except JomoError:
        return ""
