"""How surely surveys, tutorials and benchmarks are known, by title and abstract, in labelled texts.

Abstracts of public texts are read beside the project by their ids; without them only texts of our own count.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bench.evidence import share
from bench.measuring import Table
from kb.settings import PROJECT_ROOT
from kb.waiting.surveys import look

LABELS = Path(__file__).parent / "labelled_surveys"
_CORPORA = PROJECT_ROOT.parent / "shared" / "corpora"
UNCLEAR = "unclear"
_NONE, _OWN = "none", "own:"
_ROUNDS = ("1", "2", "3", "4", "5", "6")
_WORD = re.compile(
    r"survey|review|overview|tutorial|guide|primer|bench|leaderboard|comparative|comparison|introduction"
    r"|обзор|туториал|гайд|руководств|бенчмарк|лидерборд|введение|разбор|конспект|лекци|сравн",
    re.IGNORECASE,
)
"""Words in a title that say by themselves what it is."""
_TITLE_LENGTH = 120
"""Characters that stand for the title of a post, which has none."""


class Labelled(NamedTuple):
    """A text with what a reader said it is: a kind of survey, none, or unclear."""

    key: str
    looked_at: str
    label: str
    title: str
    text: str

    @property
    def is_one(self) -> bool:
        return self.label != _NONE

    @property
    def is_own(self) -> bool:
        return self.key.startswith(_OWN)

    @property
    def found(self) -> bool:
        return look(self.title, self.text).likely


def measure(corpus: Path, folder: Path) -> Table:
    """Precision and recall by round of labelling, and recall where the title does not say what it is, with
    95 % intervals. Texts of which the reader was unsure are left out."""
    every = list(labelled())
    texts = [one for one in every if one.label != UNCLEAR]
    return Table(
        "Surveys among labelled texts",
        ("texts of", "texts", "surveys", "precision", "recall", "recall without the word"),
        (
            *(
                _row(f"round {number}", [one for one in texts if one.looked_at == number])
                for number in _ROUNDS
            ),
            _row("public texts of all rounds", [one for one in texts if not one.is_own]),
            _row("own texts of all rounds", [one for one in texts if one.is_own]),
        ),
        f"{len(every) - len(texts)} more texts are unclear.",
    )


def _row(name: str, texts: list[Labelled]) -> tuple[str, ...]:
    ones = [one for one in texts if one.is_one]
    found = [one for one in texts if one.found]
    right = [one for one in found if one.is_one]
    silent = [one for one in ones if not _WORD.search(one.title)]
    return (
        name,
        str(len(texts)),
        str(len(ones)),
        share(len(right), len(found)),
        share(len(right), len(ones)),
        share(sum(one.found for one in silent), len(silent)),
    )


def labelled() -> Iterator[Labelled]:
    """All labelled texts that can be read here."""
    for line in (LABELS / "own.tsv").read_text("utf-8").splitlines():
        key, looked_at, label, title, text, _ = line.split("\t")
        yield Labelled(key, looked_at, label, title, text)
    texts = _public()
    for line in (LABELS / "public.tsv").read_text("utf-8").splitlines():
        key, looked_at, label, title, _ = line.split("\t")
        if key in texts:
            yield Labelled(key, looked_at, label, title or _first(texts[key]), texts[key])


def _first(text: str) -> str:
    """What stands for the title of a post."""
    return re.split(r"\n|(?<=[.!?]) ", text.strip())[0][:_TITLE_LENGTH]


def _public() -> Mapping[str, str]:
    """Abstracts and posts of the public corpora by the keys of the labels."""
    found: dict[str, str] = {}
    for name in ("arxiv_ml_3k.jsonl", "arxiv_scale_20k.jsonl.gz"):
        for row in _rows(_CORPORA / name):
            found[f"arxiv:{row['id']}"] = row["abstract"]
    for row in _rows(_CORPORA / "telegram_ru" / "posts.jsonl.gz"):
        found[f"telegram_ru:{row['channel']}/{row['message_id']}"] = row["text"]
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        raw = path.read_bytes()
        lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode().splitlines()
        yield from map(json.loads, lines)
