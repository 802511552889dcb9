"""The labelled writing: items, pages in two languages, and what a reader found in them."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kb.evidence import Compared, Works, note_name
from kb.types import Kind
from kb.types.evidence import CitedWork, Form, Timing, Trace, WorkFacts, WrittenPage

_HERE = Path(__file__).parent / "labelled_writing"
_SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample" / "papers.jsonl"
SAVED_AT = "2025-03-01T09:00:00+00:00"
"""When everything was saved: pages were written before, then and after."""


class Label(NamedTuple):
    """A trace as a reader sees it: `use` says `use`, `at_saving` or `before`."""

    place: str
    line: int
    item: str
    kind: str
    strength: str
    use: str


@dataclass(frozen=True)
class Labelled:
    """The items by their short names, the pages, and the labels."""

    items: dict[str, WorkFacts]
    pages: tuple[WrittenPage, ...]
    labels: tuple[Label, ...]

    def found(self) -> list[tuple[Label, Trace]]:
        """The traces in all pages, told as labels are."""
        works = Works.of(self.items.values())
        notes = {note_name(Path(page.place).stem): Compared(page, works).subject for page in self.pages}
        names = {work.item_id: name for name, work in self.items.items()}
        return [
            (self._label(names[trace.item_id], trace), trace)
            for page in self.pages
            for trace in Compared(page, works).traces(notes)
        ]

    @staticmethod
    def _label(name: str, trace: Trace) -> Label:
        use = "use" if trace.timing in (Timing.AFTER, Timing.UNKNOWN) else str(trace.timing)
        return Label(trace.place, trace.line or 0, name, str(trace.kind), str(trace.strength), use)


@cache
def labelled() -> Labelled:
    """What lies in the fixtures, with the papers of the sample library."""
    rows = [line.split("\t") for line in (_HERE / "items.tsv").read_text("utf-8").splitlines()]
    known = [
        (name, Kind(kind), tuple(keys.split(",")), title, authors, published, leads.split(","))
        for name, kind, keys, title, authors, published, leads in ((*row, "", "", "")[:7] for row in rows)
    ]
    for line in _SAMPLE.read_text("utf-8").splitlines():
        paper = json.loads(line)
        identifier = paper["id"]
        known.append(
            (
                identifier,
                Kind.PAPER,
                (f"arxiv:{identifier}",),
                paper["title"],
                ";".join(paper["authors"]),
                "",
                [],
            )
        )
    items = {
        name: WorkFacts(
            number,
            kind,
            title,
            SAVED_AT,
            keys,
            tuple(authors.split(";")),
            published,
            tuple(filter(None, leads)),
        )
        for number, (name, kind, keys, title, authors, published, leads) in enumerate(known, 1)
    }
    return Labelled(items, _pages(), _labels())


def _pages() -> tuple[WrittenPage, ...]:
    text = (_HERE / "pages.txt").read_text("utf-8")
    return tuple(map(_page, re.split(r"^=== ", text, flags=re.MULTILINE)[1:]))


def _page(text: str) -> WrittenPage:
    head, _, body = text.partition("---\n")
    first, *more = head.strip().split("\n")
    place, form, written_on, title = (part.strip() for part in f"{first} ".split("|"))
    cited = [line.split(" ", 3) for line in more if line.startswith("bib ")]
    return WrittenPage(
        place,
        body,
        Form(form),
        title,
        written_on,
        names=(Path(place).stem,),
        bibliography=tuple(
            CitedWork(key, () if keys == "-" else (keys,), "".join(title)) for _, key, keys, *title in cited
        ),
        keys=tuple(line.removeprefix("key ") for line in more if line.startswith("key ")),
    )


def _labels() -> tuple[Label, ...]:
    rows = (line.split("\t") for line in (_HERE / "labels.tsv").read_text("utf-8").splitlines())
    return tuple(Label(place, int(line), *rest) for place, line, *rest in rows)


def by_kind(found: list[Label], labels: tuple[Label, ...]) -> dict[str, tuple[int, int, int]]:
    """Of each kind how many traces were found rightly, found in all, and labelled; a trace is right on its
    line with its item."""
    right = Counter(one.kind for one in found if one[:4] in {label[:4] for label in labels})
    counted, wanted = Counter(one.kind for one in found), Counter(label.kind for label in labels)
    return {kind: (right[kind], counted[kind], wanted[kind]) for kind in sorted(counted | wanted)}


def retold() -> tuple[tuple[str, str], ...]:
    """Passages in Russian, each with the arXiv identifier of the paper of the sample library that it retells
    without naming it; empty where it retells none."""
    rows = (line.split("\t") for line in (_HERE / "retellings.tsv").read_text("utf-8").splitlines())
    return tuple((identifier.strip("-"), text) for identifier, text in rows)
