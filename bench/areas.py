"""How well areas learn who belongs to them: `python -m bench areas --corpus FOLDER`.

The corpus is the home of a library whose papers are embedded, or a file of arXiv metadata, which is
embedded first. The areas of reference (`areas.jsonl`) are subjects that arXiv files papers under, and
finer needs whose relevant papers were judged by hand (`judgements/`); a paper that nobody judged counts as
outside, so the figures are low rather than high. Posts and reviews are in no category and count only where
they were judged to be inside. Each has a name and a criterion of two sentences in plain words, the
latter in English and in Russian. Those marked unseen took no part in choosing methods and constants; of
areas added later a hash of the name chose the half that is.

Examples are drawn at random, ten, or half of an area that is smaller, three times over, with the criterion
now in one language, now in the other. Whatever an area has been told is left out of its measure.
Corrections are the answers of a person who is asked about the ten items nearest to undecided, one by one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.measuring import Table
from bench.questions import FOLDER
from kb.areas.membership import THRESHOLD, Understand, Words, in_words, membership
from kb.library import Library
from kb.settings import Settings
from kb.vectors.item_vectors import ItemVectors, read_item_vectors
from kb.vectors.whitening import WhitenedSpace, whiten

Floats = NDArray[np.float32]
Truth = NDArray[np.bool_]
Learner = Callable[[Words | None, Sequence[int], Sequence[int]], Floats]

_DRAWS = 3
_EXAMPLES = 10
_QUESTIONS = 10
_FEWEST = 8
_BINS = (0.05, 0.25, 0.5, 0.75, 0.95, 1.01)
_REFERENCE = Path(__file__).with_name("areas.jsonl")


@dataclass(frozen=True, slots=True)
class Papers:
    """Papers by name (an arXiv id) with their categories, in the order of the space's rows."""

    names: list[str]
    categories: list[frozenset[str]]
    space: WhitenedSpace
    understand: Understand


@dataclass(frozen=True, slots=True)
class Reference:
    """An area with its criterion in both languages, what is in it (n,), and of what that is known (n,)."""

    name: str
    criteria: tuple[Words, ...]
    inside: Truth
    judged: Truth
    unseen: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one draw of one area: what was known to it, and the probabilities (n,) of all papers."""

    told: str
    reference: Reference
    known: list[int]
    probabilities: Floats

    def held_out(self) -> tuple[Floats, Truth]:
        kept = self.reference.judged.copy()
        kept[self.known] = False
        return self.probabilities[kept], self.reference.inside[kept]


def measure(corpus: Path, folder: Path) -> Table:
    papers = _of_library(corpus) if corpus.is_dir() else of_file(corpus, folder)
    known = references(papers)
    learner = partial(_learnt, papers.space)
    outcomes = [
        outcome
        for number, reference in enumerate(known)
        for draw in range(_DRAWS)
        for outcome in _tried(learner, reference, draw, np.random.default_rng([number, draw]))
    ]
    outcomes.sort(key=lambda outcome: (outcome.told, outcome.reference.unseen))
    rows = []
    for (told, unseen), group in groupby(outcomes, key=lambda one: (one.told, one.reference.unseen)):
        rows.append((told.partition(" ")[2], "unseen" if unseen else "chosen on", *_figures(list(group))))
    shown = sum(reference.unseen for reference in known)
    return Table(
        f"{len(known) - shown} areas and {shown} unseen ones among {len(papers.names):,} papers",
        (
            "known to the area",
            "areas",
            "average precision",
            "precision",
            "recall",
            "calibration error",
            "inside, by probability",
        ),
        tuple(rows),
        f"Precision and recall of members (probability {THRESHOLD} or more). Last: of items of a probability "
        f"within {', '.join(f'{low}–{min(high, 1)}' for low, high in pairwise(_BINS))} the share that is "
        "inside; the calibration error is over the same bins.",
    )


def _learnt(measured: WhitenedSpace, words: Words | None, yes: Sequence[int], no: Sequence[int]) -> Floats:
    wordless = Words(np.zeros(measured.rows.shape[1], np.float32), np.zeros(len(measured.rows), np.float32))
    return membership(
        measured, words or wordless, np.array(yes, dtype=np.int64), np.array(no, dtype=np.int64)
    )


def _tried(learner: Learner, reference: Reference, draw: int, rng: np.random.Generator) -> Iterator[Outcome]:
    inside = np.flatnonzero(reference.inside)
    examples = rng.permutation(inside)[: min(_EXAMPLES, len(inside) // 2)].tolist()
    criterion = reference.criteria[draw % len(reference.criteria)]
    yield Outcome("1 criterion", reference, [], learner(criterion, [], []))
    yield Outcome("2 3 examples", reference, examples[:3], learner(None, examples[:3], []))
    yield Outcome("3 criterion, 3 examples", reference, examples[:3], learner(criterion, examples[:3], []))
    yield Outcome("4 10 examples", reference, examples, learner(None, examples, []))
    before = learner(criterion, examples, [])
    yield Outcome("5 criterion, 10 examples", reference, examples, before)
    yes, no = list(examples), list[int]()
    probabilities = before
    for _ in range(_QUESTIONS):
        doubt = np.abs(probabilities - 0.5)
        doubt[[*yes, *no]] = np.inf
        asked = int(doubt.argmin())
        (yes if reference.inside[asked] else no).append(asked)
        probabilities = learner(criterion, yes, no)
    known = [*yes, *no]
    yield Outcome("6 the same, measured as the next", reference, known, before)
    yield Outcome("7 criterion, 10 examples, 10 corrections", reference, known, probabilities)


def _figures(outcomes: Sequence[Outcome]) -> tuple[str, str, str, str, str]:
    precision, recall, ranked = [], [], []
    for outcome in outcomes:
        probabilities, inside = outcome.held_out()
        members = probabilities >= THRESHOLD
        right = float((members & inside).sum())
        precision.append(right / max(members.sum(), 1))
        recall.append(right / max(inside.sum(), 1))
        ranked.append(average_precision(probabilities, inside))
    return (
        f"{np.mean(ranked):.3f}",
        f"{np.mean(precision):.2f}",
        f"{np.mean(recall):.2f}",
        f"{_calibration_error(outcomes):.3f}",
        ", ".join(f"{share:.2f}" for _, share, _ in _reliability(outcomes)),
    )


def _reliability(outcomes: Sequence[Outcome]) -> list[tuple[float, float, int]]:
    """Of each bin of probabilities their mean, the share that is inside, and how many items it holds."""
    pairs = [outcome.held_out() for outcome in outcomes]
    probabilities = np.concatenate([pair[0] for pair in pairs])
    inside = np.concatenate([pair[1] for pair in pairs])
    within = [(probabilities >= low) & (probabilities < high) for low, high in pairwise(_BINS)]
    return [
        (float(probabilities[chosen].mean()), float(inside[chosen].mean()), int(chosen.sum()))
        for chosen in within
        if chosen.any()
    ]


def _calibration_error(outcomes: Sequence[Outcome]) -> float:
    """How far the bins' mean probabilities lie from what they hold, by their sizes: the expected calibration
    error of what is at least possible."""
    bins = _reliability(outcomes)
    wrong = sum(abs(told - held) * count for told, held, count in bins)
    return wrong / max(sum(count for _, _, count in bins), 1)


def average_precision(scores: Floats, inside: Truth) -> float:
    """Mean precision at the places of what is inside, best score first."""
    ranked = inside[np.argsort(-scores, kind="stable")]
    places = np.flatnonzero(ranked) + 1
    return float((np.arange(1, len(places) + 1) / places).mean()) if len(places) else 0.0


def references(papers: Papers) -> list[Reference]:
    """The areas of reference among papers."""
    grades: dict[str, dict[str, int]] = {}
    for file in FOLDER.glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            need = json.loads(line)
            grades[need["id"]] = need["grades"]
    found = []
    are_papers = np.array([bool(filed) for filed in papers.categories])
    for line in _REFERENCE.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        wanted, judged = frozenset(record.get("categories", ())), grades.get(record.get("need", ""), {})
        inside = np.array(
            [
                bool(filed & wanted) or judged.get(name, 0) > 0
                for name, filed in zip(papers.names, papers.categories, strict=True)
            ]
        )
        if inside.sum() >= _FEWEST:
            criteria = tuple(
                in_words(papers.space, papers.understand, record["name"], record[language])
                for language in ("en", "ru")
            )
            unseen = record.get("unseen", False)
            found.append(Reference(record["name"], criteria, inside, inside | are_papers, unseen))
    return found


def _of_library(home: Path) -> Papers:
    library = Library(Settings(home=home, network=False))
    item_vectors = read_item_vectors(library.store, library.vectors.space)
    keys = {item.id: item.key for item in library.items.select()}
    names = [keys[item_id].removeprefix("arxiv:") for item_id in item_vectors.item_ids.tolist()]
    filed = [
        frozenset(library.items.get(keys[item_id]).meta.get("categories", "").split())
        for item_id in item_vectors.item_ids.tolist()
    ]
    return Papers(names, filed, library.areas.space(), library.areas.understand)


def of_file(corpus: Path, folder: Path) -> Papers:
    """The papers of a file of arXiv metadata, in its order: in a library in `folder` for their words, and
    embedded as wholes."""
    records = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines() if line.strip()]
    names = [str(record["id"]) for record in records]
    library = Library(Settings(home=folder, network=False))
    library.intake.add([str(corpus)])
    ids = {item.key: item.id for item in library.items.select()}
    vectors = library.vectors.encoder.encode_passages(
        [f"{record['title']}\n{record['abstract']}" for record in records]
    )
    item_vectors = ItemVectors(np.array([ids[f"arxiv:{name}"] for name in names]), vectors, vectors[:0])
    filed = [frozenset(record["categories"]) for record in records]
    space = whiten(item_vectors, worded=library.areas.worded)
    return Papers(names, filed, space, library.areas.understand)
