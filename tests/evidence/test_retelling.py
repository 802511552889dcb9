"""Which paper a passage retells, given vectors."""

from __future__ import annotations

import numpy as np
import pytest

from bench.labelled import retold
from kb.embedding.unit import unit_rows
from kb.evidence import Compared, Papers, Works, retellings
from kb.evidence.retelling import probabilities
from kb.types import Kind
from kb.types.evidence import Timing, TraceKind, WorkFacts, WrittenPage, WrittenPassage
from kb.vectors.linear import Floats

COUNT, DIMENSION = 60, 384
SAID = (
    "Маску пересчитывают после каждого блока, потому что важность оставшихся весов за это время"
    " успела поменяться."
)


def papers(count: int = COUNT) -> Papers:
    vectors = np.random.default_rng(3).standard_normal((count, DIMENSION)).astype(np.float32)
    facts = [
        WorkFacts(number, Kind.PAPER, f"Paper {number}", "2025-03-01", (f"arxiv:2501.{number:05}",))
        for number in range(count)
    ]
    texts = [f"Paper {number} speaks of its own subject {number}" for number in range(count)]
    return Papers(facts, texts, unit_rows(vectors))


def near(row: Floats, share: float) -> Floats:
    """Vectors (2, d): one that has a share of another, and one of its own."""
    own = np.random.default_rng(5).standard_normal((2, DIMENSION)).astype(np.float32)
    own = unit_rows(own)
    own[0] = share * row + (1 - share) * own[0]
    return unit_rows(own)


TOLD = [
    WrittenPassage("notes/a.md", 3, "2025-05-01", SAID),
    WrittenPassage("notes/b.md", 1, None, "Обед был хорош."),
]


def test_a_passage_retells_the_paper_that_stands_out() -> None:
    known = papers()
    (trace,) = [
        one for one in retellings(TOLD, near(known.vectors[7], 0.9), known) if one.place == "notes/a.md"
    ]
    assert (trace.item_id, trace.kind, trace.line) == (7, TraceKind.RETELLING, 3)
    assert trace.timing is Timing.AFTER
    assert 0.5 <= trace.probability < 1


def test_what_is_traced_anyhow_is_not_proposed() -> None:
    known = papers()
    found = retellings(TOLD, near(known.vectors[7], 0.9), known, {("notes/a.md", 7)})
    assert not [one for one in found if one.place == "notes/a.md"]


@pytest.mark.parametrize("count", [0, 1, 19])
def test_among_few_papers_none_stands_out(count: int) -> None:
    known = papers(count)
    row = known.vectors[0] if count else np.ones(DIMENSION, dtype=np.float32)
    assert not retellings(TOLD, near(row, 0.9), known)


def test_paragraphs_that_say_something_are_passages() -> None:
    page = WrittenPage("a.md", f"# Заметка\n\nКоротко.\n\n{SAID}\n\n> {SAID}\n", written_on="2025-05-01")
    assert [(one.line, one.made_at, one.text) for one in Compared(page, Works.of(())).passages()] == [
        (5, "2025-05-01", SAID)
    ]


def test_the_labelled_passages_retell_papers_and_nothing() -> None:
    told = retold()
    assert sum(bool(identifier) for identifier, _ in told) >= 30
    assert sum(not identifier for identifier, _ in told) >= 20


def test_among_many_passages_that_retell_nothing_the_same_standing_says_less() -> None:
    low, high = 0.1, 15.0
    alone = probabilities(np.array([high]))[0]
    among_silent = probabilities(np.array([high] + 400 * [low]))[0]
    among_others = probabilities(np.array(100 * [high] + 100 * [low]))[0]
    assert among_silent < 0.5 < alone < among_others < 1


def test_probabilities_say_how_many_are_right() -> None:
    rng = np.random.default_rng(4)
    retells = rng.random(4_000) < 0.2
    standing = rng.normal(np.where(retells, 1.0, -1.0))
    said = probabilities(np.exp(2 * standing))
    shown = (said >= 0.5) & (said < 0.9)
    assert abs(said[shown].mean() - retells[shown].mean()) < 0.08
