"""How surely traces of use are found in labelled writing, by the way in which an item is referred to."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from bench.labelled import by_kind, labelled, retold
from bench.measuring import Table
from kb.embedding.factory import make_encoder
from kb.evidence import Papers, retellings
from kb.ingest.sample import FOLDER
from kb.reflection.intervals import wilson
from kb.settings import Settings
from kb.types import Kind
from kb.types.evidence import WorkFacts, WrittenPassage

ABSTRACTS = 150
"""So many of the corpus lie beside the sample's papers. More take longer to embed."""


def measure(corpus: Path, folder: Path) -> Table:
    """Precision and recall of each kind of trace, with 95 % intervals; of retellings too, which are looked
    for with the model among the sample's papers and some of the corpus."""
    writing = labelled()
    counted = by_kind([label for label, _ in writing.found()], writing.labels)
    counted["retelling"] = _retellings(corpus)
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


def _retellings(corpus: Path) -> tuple[int, int, int]:
    """How many passages were given their paper, how many any, and how many retell one."""
    rows = [json.loads(line) for line in (FOLDER / "papers.jsonl").read_text("utf-8").splitlines()]
    known = {row["id"] for row in rows}
    rows += [row for row in _lines(corpus) if row["id"] not in known][:ABSTRACTS]
    told = retold()
    encoder = make_encoder(Settings().model, Settings().cache, network=False)
    said = [f"{row['title']}\n{row.get('summary') or row['abstract']}" for row in rows]
    facts = [
        WorkFacts(number, Kind.PAPER, row["title"], "", (f"arxiv:{row['id']}",))
        for number, row in enumerate(rows)
    ]
    found = retellings(
        [WrittenPassage(str(number), 1, None, text) for number, (_, text) in enumerate(told)],
        encoder.encode_passages([text for _, text in told]),
        Papers(facts, said, encoder.encode_passages(said)),
    )
    right = sum(rows[trace.item_id]["id"] == told[int(trace.place)][0] for trace in found)
    return right, len(found), sum(bool(identifier) for identifier, _ in told)


def _lines(path: Path) -> Sequence[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    return [json.loads(line) for line in text.splitlines()]
