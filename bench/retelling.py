"""Whether the paper that a text may retell is the one it links to, and how many titles are met by chance.

The sample library's texts about one paper have the link hidden; their paper lies among the sample's and those
of a corpus. In real posts and reviews, which retell other papers, titles of the corpus are looked for.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measuring import Table
from kb.library import Library
from kb.search.retelling import RARE, is_long, is_written, names, retold
from kb.settings import Settings
from kb.text.identity import located_references
from kb.text.words import stems
from kb.types import TELLERS, Filters, Kind, Retelling

ABSTRACTS = 1_000
"""So many of the corpus lie beside the sample's papers. More take longer to embed."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A text of the sample: the papers it gives links to, and what was proposed with the links hidden."""

    linked: frozenset[str]
    proposed: tuple[Retelling, ...]


def measure(corpus: Path, folder: Path) -> Table:
    """Texts of the sample library with their links hidden, among its papers alone and among more; and the
    titles of the corpus in the real texts beside it, where there are any."""
    folder.mkdir(parents=True, exist_ok=True)
    few, many = _among(folder / "few", []), _among(folder / "many", _lines(corpus)[:ABSTRACTS])
    counted = [
        (f"texts that link to {name}", *(_counted(found, fits) for found in (few, many)))
        for name, fits in (("one paper", 1), ("no paper", 0))
    ]
    titles, texts, met = by_chance(corpus)
    return Table(
        "Retellings without a link",
        ("proposed", "among the sample's papers", f"with {ABSTRACTS:,} of the corpus"),
        tuple(counted),
        f"Of {titles:,} titles {len(met)} are written out in {texts:,} real texts: "
        + "; ".join(f"{title} ({' '.join(start.split())})" for title, start in met),
    )


def _counted(found: Sequence[_Told], links: int) -> str:
    fitting = [one for one in found if len(one.linked) == links]
    proposed = [one for one in fitting if one.proposed]
    right = sum(one.proposed[0].item.key in one.linked for one in proposed)
    return f"{len(proposed)} of {len(fitting)}, {right} rightly"


def _among(home: Path, abstracts: Sequence[str]) -> list[_Told]:
    library = Library(Settings(home=home, network=False))
    library.intake.load_sample()
    if abstracts:
        rows = home / "abstracts.jsonl"
        rows.write_text("\n".join(abstracts), "utf-8")
        library.intake.add([str(rows)])
        with library.store.write() as db:
            # Texts are compared by their heads; the rest would only take time to embed.
            db.execute("DELETE FROM chunks WHERE position > 0")
        library.work.embed()
    found = list(_told(library))
    library.close()
    return found


def _told(library: Library) -> Iterator[_Told]:
    papers = {item.key for item in library.items.select(Filters(kinds=(Kind.PAPER,)))}
    for item in library.items.select(Filters(kinds=TELLERS)):
        detail = library.items.get(item.key)
        linked = frozenset(reference.key for reference in detail.references) & papers
        hidden = f"{item.title}\n{item.summary}\n{_without_links(detail.text)}"
        [likest] = library.search.likest_papers([item])
        yield _Told(linked, tuple(retold(library.store.read(), hidden, likest)))


def _without_links(text: str) -> str:
    pieces, done = [], 0
    for start, end, _ in located_references(text):
        pieces.append(text[done:start])
        done = max(done, end)
    return "".join((*pieces, text[done:]))


def by_chance(corpus: Path) -> tuple[int, int, list[tuple[str, str]]]:
    """How many titles were looked for in how many real texts, and each title found with the text's start."""
    wanted: dict[tuple[str, ...], tuple[str, str]] = {}
    titles = [json.loads(line)["title"] for line in _lines(corpus)]
    for title in titles:
        for name in names(title):
            wanted.setdefault(tuple(stems(name)), (name, title))
    posts = corpus.parent / "telegram_ru" / "posts.jsonl.gz"
    texts = [json.loads(line)["text"] for line in (_lines(posts) if posts.exists() else ())]
    reviews = sorted((corpus.parent / "ru_weekly_arxiv_review").rglob("*.md"))
    texts += [file.read_text("utf-8") for file in reviews]
    met = [
        (phrase, text)
        for text in texts
        if (said := stems(text))
        for phrase in _phrases(said) & wanted.keys()
        if is_written(wanted[phrase][0], text, said)
    ]
    held = Counter(phrase for phrase, _ in met)
    found = [
        (wanted[phrase][1], text[:80]) for phrase, text in met if is_long(phrase) or held[phrase] <= RARE
    ]
    return len(titles), len(texts), found


def _lines(path: Path) -> list[str]:
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode().splitlines()


def _phrases(said: Sequence[str], longest: int = 15) -> set[tuple[str, ...]]:
    return {tuple(said[n : n + size]) for n in range(len(said)) for size in range(1, longest + 1)}
