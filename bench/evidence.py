"""How surely traces of use are found in labelled writing, by the way in which an item is referred to."""

from __future__ import annotations

from pathlib import Path

from bench.labelled import by_kind, labelled
from bench.measuring import Table
from kb.reflection.intervals import wilson


def measure(corpus: Path, folder: Path) -> Table:
    """Precision and recall of each kind of trace, with 95 % intervals. The corpus is not needed."""
    writing = labelled()
    counted = by_kind([label for label, _ in writing.found()], writing.labels)
    return Table(
        "Traces of use in labelled writing",
        ("referred to by", "labelled", "found", "precision", "recall"),
        tuple(
            (kind, str(wanted), str(found), share(right, found), share(right, wanted))
            for kind, (right, found, wanted) in counted.items()
        ),
        f"{len(writing.pages)} pages, {len(writing.items)} items.",
    )


def share(part: int, whole: int) -> str:
    """A share with its 95 % interval, as a cell of a table."""
    low, high = wilson(part, whole)
    return f"{part / max(whole, 1):.2f} ({low:.2f} to {high:.2f})"
