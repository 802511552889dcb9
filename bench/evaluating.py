"""How well search answers judged questions: `make eval`.

Questions and grades are the project's own (`judgements/`); the texts are public corpora beside the project.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.baselines import BM25, FUSION, TF_IDF, Baselines
from bench.measures import hit, interval, ndcg, reciprocal_rank
from bench.measuring import Table
from bench.questions import Asked, load
from kb.errors import JomoError
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.types import SearchMode

_SMALL = ("seeds", "corpora/arxiv_ml_3k.jsonl", "corpora/ru_weekly_arxiv_review")
_LARGE = ("corpora/arxiv_ml_3k.jsonl", "corpora/arxiv_scale_20k.jsonl.gz")
_AMONG_MANY = ("known", "retold", "naming")
_OUTSIDE = ("long", "passage")
_DEPTH = 50
_MODES = (SearchMode.WORDS, SearchMode.MEANING, SearchMode.HYBRID)
_WAYS = (BM25, TF_IDF, SearchMode.WORDS, SearchMode.MEANING, FUSION, SearchMode.HYBRID)


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what each mode and each baseline found: names of items, best first."""

    asked: Asked
    found: Mapping[str, Sequence[str]]

    def ndcg(self, way: str) -> float:
        return ndcg(self.found[way], self.asked.grades)


def tables(shared: Path, folder: Path, large: bool) -> list[Table]:
    """Everything that is reported. Libraries are kept in `folder`, so that a second run embeds nothing;
    `large` asks for the known items among 23,000 papers, which takes an hour to embed.

    :raises JomoError: the corpora are not there.
    """
    questions = load()
    library = _library(shared, _SMALL, folder / "eval")
    own = _answers(library, [one for one in questions if one.kind not in (*_AMONG_MANY, *_OUTSIDE)])
    outside = _answers(library, [one for one in questions if one.kind in _OUTSIDE])
    library.close()
    found = [
        *_judged("Judged questions among 3,000 papers, 77 Russian reviews and the seeds", own),
        _across_languages(own),
        *_judged("Long questions and pasted passages among the same", outside),
    ]
    if large:
        library = _library(shared, _LARGE, folder / "eval-23k")
        among_many = _answers(library, [one for one in questions if one.kind in _AMONG_MANY])
        found += _judged("Known items among 23,000 papers", among_many)
        library.close()
    return found


def _judged(title: str, answered: Sequence[Answered]) -> list[Table]:
    return [_by_group(title, answered), _first_places(answered), _gain(answered), _seen_and_unseen(answered)]


def _library(shared: Path, parts: Sequence[str], home: Path) -> Library:
    lacking = [part for part in parts if not (shared / part).exists()]
    if lacking:
        raise JomoError(f"{shared} lacks {', '.join(lacking)}; name the folder of the corpora with --shared")
    library = Library(Settings(home=home, network=False))
    if not library.items.count():
        library.intake.add([str(shared / part) for part in parts])
    library.work.embed(lambda done, total: print(f"\r{done:,} of {total:,} passages", end="", flush=True))
    return library


def _answers(library: Library, questions: Sequence[Asked]) -> list[Answered]:
    names, baselines = _names(library), Baselines(library)
    answered = []
    for asked in questions:
        ranked = baselines.rankings(asked.text, _DEPTH)
        for mode in _MODES:
            ranked[mode] = [hit.item.id for hit in library.search.hits(asked.text, mode=mode, limit=_DEPTH)]
        found = {way: [names[item_id] for item_id in ids] for way, ids in ranked.items()}
        answered.append(Answered(asked, found))
    return answered


def _names(library: Library) -> dict[int, str]:
    """How the judgements call each item: arXiv id, file within the corpora, or key."""
    names = {}
    for item in library.items.select():
        paths = [a.split("corpora/", 1)[1] for a in library.items.get(item.key).aliases if "corpora/" in a]
        names[item.id] = (
            item.key.removeprefix("arxiv:") if not paths or item.key.startswith("arxiv:") else paths[0]
        )
    return names


def _groups(answered: Sequence[Answered]) -> dict[str, list[Answered]]:
    groups: dict[str, list[Answered]] = {}
    for one in answered:
        groups.setdefault(one.asked.group, []).append(one)
    return {**groups, "all": list(answered)}


def _by_group(title: str, answered: Sequence[Answered]) -> Table:
    rows = tuple(_scores_of(group, members) for group, members in _groups(answered).items())
    return Table(f"{title}: nDCG@10", ("questions", "n", *_WAYS), rows, "With 95 % bootstrap intervals.")


def _scores_of(label: str, members: Sequence[Answered]) -> tuple[str, ...]:
    cells = [_with_interval([one.ndcg(way) for one in members]) for way in _WAYS]
    return (label, str(len(members)), *cells)


def _first_places(answered: Sequence[Answered]) -> Table:
    rows = []
    for group, members in _groups(answered).items():
        cells = []
        for way in _WAYS:
            found = [(one.found[way], one.asked.grades) for one in members]
            measures = (
                np.mean([hit(ranked, grades, 1) for ranked, grades in found]),
                np.mean([hit(ranked, grades, 10) for ranked, grades in found]),
                np.mean([reciprocal_rank(ranked, grades) for ranked, grades in found]),
            )
            cells.append(" / ".join(f"{value:.2f}" for value in measures))
        rows.append((group, str(len(members)), *cells))
    return Table("The same: hit@1 / hit@10 / MRR", ("questions", "n", *_WAYS), tuple(rows))


def _gain(answered: Sequence[Answered]) -> Table:
    pairs = (
        (SearchMode.WORDS, BM25),
        (SearchMode.WORDS, TF_IDF),
        (SearchMode.HYBRID, SearchMode.WORDS),
        (SearchMode.HYBRID, SearchMode.MEANING),
        (SearchMode.HYBRID, FUSION),
    )
    rows = []
    for group, members in _groups(answered).items():
        cells = [
            _with_interval([one.ndcg(ours) - one.ndcg(other) for one in members], signed=True)
            for ours, other in pairs
        ]
        rows.append((group, str(len(members)), *cells))
    columns = ("questions", "n", *(f"{ours} over {other}" for ours, other in pairs))
    return Table("Differences in nDCG@10", columns, tuple(rows))


def _seen_and_unseen(answered: Sequence[Answered]) -> Table:
    parts = (("choices were made on", False), ("unseen until the end", True))
    rows = [_scores_of(label, [one for one in answered if one.asked.unseen is part]) for label, part in parts]
    return Table("Questions chosen on and unseen: nDCG@10", ("questions", "n", *_WAYS), tuple(rows))


def _across_languages(answered: Sequence[Answered]) -> Table:
    """The same need asked in both languages, judged on the English papers alone."""
    papers = [_english_only(one) for one in answered]
    of_need = {(one.asked.need, one.asked.language): one for one in papers if any(one.asked.grades.values())}
    both = [need for need, language in of_need if language == "en" and (need, "ru") in of_need]
    rows = []
    for kind in ("topical", "vague", "all"):
        needs = [need for need in both if kind in ("all", of_need[need, "en"].asked.kind)]
        for mode in _MODES:
            english, russian = (
                float(np.mean([of_need[need, language].ndcg(mode) for need in needs]))
                for language in ("en", "ru")
            )
            ratio = russian / english if english else 0.0
            rows.append((kind, str(len(needs)), mode, f"{english:.3f}", f"{russian:.3f}", f"{ratio:.2f}"))
    return Table(
        "English papers found by the same question in two languages: nDCG@10",
        ("needs", "n", "mode", "asked in English", "asked in Russian", "ratio"),
        tuple(rows),
    )


def _english_only(answered: Answered) -> Answered:
    asked = answered.asked
    grades = {name: grade for name, grade in asked.grades.items() if name[:4].isdigit()}
    found = {mode: [name for name in names if name[:4].isdigit()] for mode, names in answered.found.items()}
    return Answered(
        Asked(asked.need, asked.kind, asked.group, asked.language, asked.text, grades, asked.unseen), found
    )


def _with_interval(values: Sequence[float], signed: bool = False) -> str:
    low, high = interval(values)
    sign = "+" if signed else ""
    return f"{np.mean(values):{sign}.3f} ({low:{sign}.3f} to {high:{sign}.3f})"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.evaluating", description=__doc__)
    shared, build = PROJECT_ROOT.parent / "shared", PROJECT_ROOT / "build"
    parser.add_argument("--shared", type=Path, default=shared, help="seeds and corpora")
    parser.add_argument("--folder", type=Path, default=build, help="where libraries are kept")
    parser.add_argument("--large", action="store_true", help="also the known items among 23,000 papers")
    chosen = parser.parse_args()
    try:
        for table in tables(chosen.shared, chosen.folder, chosen.large):
            print(table.as_markdown(), flush=True)
    except JomoError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
