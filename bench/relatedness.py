"""Which texts of the public corpora are related, and how closely, by what other people did with them.

Nobody was asked; each kind of relation is what the corpora hold. What gave a relation away is taken out of
the texts (a link, a shared name), so that no method finds it by that. A third of the seeds, by a hash,
takes no part in any choice.

- needs: papers judged by hand to answer one question (`judgements/`), graded 2, 1 and 0 among those judged
  for it;
- names: papers that write one rare coined name, of a method or data set: 2 where it stands in a title, or
  several are shared, 1 otherwise;
- authors: papers with two authors in common 1, with three or more 2;
- retold, English and Russian: texts written about one paper, and that paper;
- posts: Russian posts that lead to one and the same page, in different words;
- reviews: Russian texts of one week's folder about one paper;
- sections: entries of one section of a reading list, known by their titles only: 1.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from bench.alike import METHODS, Collection, encoder_of_the_app, lead, ndcg
from bench.measuring import Table
from bench.questions import load
from kb.embedding.protocol import Encoder

_TOP = 20
_SHARE_UNSEEN = 3
_RARE = range(2, 7)
"""Papers that share a name: in more it is a field's, not a work's."""
_COINED = re.compile(r"(?<![\\\w-])[A-Z][\w+-]*[a-z][A-Z][\w+-]*")
_SHORTEST_NAME = 5
_LINK = re.compile(r"\(?https?://[^\s)\]>]+\)?")
_SAME_WORDS = 0.5
"""Share of words above which two posts are one post again."""
_SHORTEST_POST = 120
"""Characters: less says too little to be like anything."""
_SHARE_OF_POSTS = 4
"""One in so many of the other posts is in the collection: all of them take long to embed."""
_RETOLD = ("retold", "long", "passage")

Pairs = dict[tuple[str, str], int]
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the collection; `form` is how it is written, as `kb.search.similarity.Texts` takes it."""

    id: str
    text: str
    form: str


@dataclass(frozen=True, slots=True)
class Seed:
    """A text whose relatives are known: an id of the collection, or a text of its own (`pasted`).

    `among` are the ids that were judged at all; where it is empty, everything else counts as unrelated.
    """

    group: str
    id: str
    pasted: bool
    grades: Mapping[str, int]
    among: frozenset[str] = frozenset()
    need: str = ""
    """What was judged, where several seeds belong to one judgement: they are unseen together."""

    @property
    def unseen(self) -> bool:
        return _hashed(self.need or self.id) % _SHARE_UNSEEN == 0


def measure(corpus: Path, folder: Path) -> Table:
    """How well each method ranks what is related, by kind of relation and by part."""
    texts, seeds = related(corpus.parent)
    encoder = encoder_of_the_app()
    collection = Collection.embedded([one.text for one in texts], encoder, [one.form for one in texts])
    return ranked(collection, texts, seeds, encoder)


def ranked(collection: Collection, texts: Sequence[Text], seeds: Sequence[Seed], encoder: Encoder) -> Table:
    """The table of `measure` over texts embedded already."""
    row_of = {one.id: row for row, one in enumerate(texts)}
    found: dict[tuple[str, bool], list[list[float]]] = defaultdict(list)
    for seed in seeds:
        grades = np.zeros(len(texts))
        for one, grade in seed.grades.items():
            grades[row_of[one]] = grade
        rows, pasted = ([], [seed.id]) if seed.pasted else ([row_of[seed.id]], [])
        judged = np.array([row_of[one] for one in seed.among]) if seed.among else np.arange(len(texts))
        rankings = [
            ranking[np.isin(ranking, judged)] for ranking in collection.rankings(rows, pasted, encoder)
        ]
        found[seed.group, seed.unseen].append([ndcg(grades, ranking, _TOP) for ranking in rankings])
    cells = []
    for (group, unseen), scores in found.items():
        values = dict(zip(METHODS, np.array(scores).T, strict=True))
        means = (f"{values[method].mean():.3f}" for method in METHODS)
        leads = (lead(values, method) for method in METHODS[:-1])
        cells.append((group, "unseen" if unseen else "chosen on", str(len(scores)), *means, *leads))
    columns = ("related by", "part", "seeds", *METHODS, *(f"ours less {method}" for method in METHODS[:-1]))
    return Table(
        f"Related, {len(seeds):,} seeds over {len(texts):,} texts: nDCG@{_TOP}",
        columns,
        tuple(sorted(cells)),
        "What is judged among a few is ranked among these, everything else among all texts.",
    )


def _hashed(name: str) -> int:
    return hashlib.sha256(name.encode()).digest()[0]


def related(corpora: Path) -> tuple[list[Text], list[Seed]]:
    """The collection and its seeds, from the folder of the corpora."""
    papers = _papers(corpora)
    core = {record["id"] for record in _lines(corpora / "arxiv_ml_3k.jsonl")}
    names = {name: held for name, held in _names(papers).items() if core & set(held)}
    retold = [one for one in load() if one.kind in _RETOLD]
    core |= {holder for holders in names.values() for holder in holders}
    core |= {name for one in retold for name in one.grades if name in papers}
    kept = {name: papers[name] for name in papers if name in core}
    hidden: dict[str, list[str]] = defaultdict(list)
    for name, holders in names.items():
        for holder in holders:
            hidden[holder].append(name)
    texts = [
        Text(name, _without(f"{paper['title']}\n{paper['abstract']}", hidden[name]), "abstract")
        for name, paper in kept.items()
    ]
    seeds = [
        *_paired("names", _by_name(names, kept)),
        *_paired("authors", _by_author(kept)),
        *_needs(kept),
        *(
            Seed(f"retold, {one.language}", one.text, True, {name: 2 for name in one.grades if name in kept})
            for one in retold
        ),
    ]
    for more_texts, more_seeds in (_posts(corpora), _reviews(corpora), _sections(corpora)):
        texts += more_texts
        seeds += more_seeds
    return texts, seeds


def _lines(path: Path) -> Iterable[Record]:
    opened: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _papers(corpora: Path) -> dict[str, Record]:
    small, large = corpora / "arxiv_ml_3k.jsonl", corpora / "arxiv_scale_20k.jsonl.gz"
    return {record["id"]: record for path in (large, small) for record in _lines(path)}


def _names(papers: Mapping[str, Record]) -> dict[str, list[str]]:
    """Coined names that a few papers write, and those papers."""
    common = {word for paper in papers.values() for word in re.findall(r"[a-z]+", paper["abstract"])}
    held: dict[str, list[str]] = defaultdict(list)
    for name, paper in papers.items():
        for coined in set(_COINED.findall(f"{paper['title']} {paper['abstract']}")):
            if len(coined) >= _SHORTEST_NAME and coined.lower() not in common:
                held[coined].append(name)
    return {coined: holders for coined, holders in held.items() if len(holders) in _RARE}


def _without(text: str, names: Sequence[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text


def _by_name(names: Mapping[str, Sequence[str]], papers: Mapping[str, Record]) -> Pairs:
    pairs: Counter[tuple[str, str]] = Counter()
    for coined, holders in names.items():
        for pair in combinations(sorted(holders), 2):
            pairs[pair] += 2 if any(coined in papers[one]["title"] for one in pair) else 1
    return {pair: min(strength, 2) for pair, strength in pairs.items()}


def _by_author(papers: Mapping[str, Record]) -> Pairs:
    of_author: dict[str, list[str]] = defaultdict(list)
    for name, paper in papers.items():
        for author in {author.casefold() for author in paper["authors"]}:
            of_author[author].append(name)
    shared = Counter(pair for works in of_author.values() for pair in combinations(sorted(works), 2))
    return {pair: min(count - 1, 2) for pair, count in shared.items() if count > 1}


def _paired(group: str, pairs: Pairs) -> list[Seed]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for (one, other), grade in pairs.items():
        grades[one][other] = grades[other][one] = grade
    return [Seed(group, one, False, dict(found)) for one, found in sorted(grades.items())]


def _needs(papers: Mapping[str, Record]) -> list[Seed]:
    """The papers that answer a question squarely, against the others judged for it."""
    seeds = []
    for need, grades in {one.need: one.grades for one in load() if one.kind in ("topical", "typo")}.items():
        there = {name: grade for name, grade in grades.items() if name in papers}
        for name in sorted(name for name, grade in there.items() if grade == 2):
            others = {other: grade for other, grade in there.items() if other != name}
            if any(others.values()):
                seeds.append(Seed("needs", name, False, others, frozenset(others), need))
    return seeds


def _posts(corpora: Path) -> tuple[list[Text], list[Seed]]:
    leading: dict[str, list[str]] = defaultdict(list)
    texts: dict[str, str] = {}
    for post in _lines(corpora / "telegram_ru" / "posts.jsonl.gz"):
        links = {link.strip("().,").split("?")[0] for link in _LINK.findall(post["text"])}
        text = _LINK.sub("", post["text"])
        if len(links) == 1 and len(text) >= _SHORTEST_POST:
            name = f"{post['channel']}/{post['message_id']}"
            texts[name] = text
            leading[links.pop()].append(name)
    pairs = {
        pair: 2
        for posts in leading.values()
        if len(posts) in _RARE
        for pair in combinations(sorted(posts), 2)
        if _shared_words(texts[pair[0]], texts[pair[1]]) < _SAME_WORDS
    }
    told = {name for pair in pairs for name in pair}
    kept = [name for name in texts if name in told or _hashed(name) % _SHARE_OF_POSTS == 0]
    return [Text(name, texts[name], "prose") for name in kept], _paired("posts", pairs)


def _shared_words(one: str, other: str) -> float:
    ours, theirs = set(one.split()), set(other.split())
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


def _reviews(corpora: Path) -> tuple[list[Text], list[Seed]]:
    folder = corpora / "ru_weekly_arxiv_review"
    texts, weeks = [], defaultdict(list)
    for path in sorted(folder.rglob("*.md")):
        name = str(path.relative_to(folder))
        texts.append(Text(name, _LINK.sub("", path.read_text(encoding="utf-8")), "prose"))
        weeks[path.parent].append(name)
    pairs = {pair: 2 for names in weeks.values() for pair in combinations(names, 2)}
    return texts, _paired("reviews", pairs)


def _sections(corpora: Path) -> tuple[list[Text], list[Seed]]:
    topics: dict[str, list[str]] = defaultdict(list)
    texts = {}
    for entry in _lines(corpora / "applied_ml_links" / "_items.jsonl"):
        if entry["title"] not in texts:
            texts[entry["title"]] = Text(entry["title"], entry["title"], "prose")
            topics[entry["topic"]].append(entry["title"])
    pairs = {pair: 1 for names in topics.values() for pair in combinations(names, 2)}
    return list(texts.values()), _paired("sections", pairs)
