"""How true, stable and fast the map is: of a corpus of arXiv metadata, or of a library in a folder.

A tenth of the items is held back, the map is drawn, then drawn anew with all of them. Names are also made
as BERTopic makes them, by class-based tf-idf, for the same topics; and where the package `bertopic` is
installed, the whole of it is run with its defaults on the same vectors.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench import reviews
from bench.measuring import Table
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.store import items, maps
from kb.topics.build import BuiltMap, build_map
from kb.topics.terms import TopicText
from kb.vectors.item_vectors import ItemVectors, read_item_vectors
from kb.vectors.linear import centred_rows

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]

_NEIGHBOURS = 10
_QUERIES = 3000
_NEWCOMERS = 100
_GROWTH = 0.1
_SHOWN_WORDS = 4
_ABSENT = "not installed"


@dataclass(frozen=True, slots=True)
class _Collection:
    """A library's items that have a vector: their texts and primary categories ('' where unknown)."""

    item_vectors: ItemVectors
    texts: list[TopicText]
    categories: list[str]


def measure(corpus: Path, folder: Path) -> Table:
    """The table for a library of `corpus`, made or copied into `folder`."""
    library = _library(corpus, folder)
    started = time.perf_counter()
    found = _read(library)
    reading = time.perf_counter() - started
    ids, count = found.item_vectors.item_ids, len(found.item_vectors.item_ids)
    rng = np.random.default_rng(0)
    early = np.sort(rng.permutation(count)[: round(count / (1 + _GROWTH))])

    def meaning(phrase: str) -> Floats:
        return found.item_vectors.comparable(library.vectors.encode_query(phrase))

    started = time.perf_counter()
    texts = [found.texts[row] for row in early]
    before = build_map(ids[early].tolist(), found.item_vectors.vectors[early], texts, None, meaning)
    drawing = time.perf_counter() - started
    started = time.perf_counter()
    after = build_map(ids.tolist(), found.item_vectors.vectors, found.texts, before, meaning)
    redrawing = time.perf_counter() - started
    xy = np.array([(p.x, p.y) for p in after.points], dtype=np.float32)
    labels = _labels([p.topic for p in after.points])
    names = {t.id: t.name for t in after.topics}
    own_names = [names[topic] for topic in np.unique([p.topic for p in after.points]).tolist()]
    updating = _update(library, after, rng)
    back = _points_back(library, found.item_vectors, labels, own_names)
    baseline = _points_back(library, found.item_vectors, labels, _ctfidf_names(found.texts, labels))
    theirs = _bertopic(found, library, back)
    kept = _kept(before, after)
    rows = (
        ("reading the vectors", f"{reading:.1f} s", "", ""),
        (f"drawing {len(early):,} items", f"{drawing:.1f} s", "", theirs["seconds"]),
        (f"drawing all {count:,} anew", f"{redrawing:.1f} s", "", ""),
        (f"`map` with {_NEWCOMERS} newcomers", updating, "", ""),
        (
            "trustworthiness at 10",
            f"{trustworthiness(found.item_vectors.vectors, xy):.3f}",
            "",
            theirs["trust"],
        ),
        ("AMI with primary categories", _agreement(found.categories, labels), "", theirs["ami"]),
        ("name points back, of all items", f"{back.mean():.3f}", f"{baseline.mean():.3f}", theirs["names"]),
        ("the same, of those BERTopic gives a topic", theirs["ours there"], "", theirs["names there"]),
        ("lower topics", str(len(own_names)), "", theirs["topics"]),
        ("upper and lower topics kept, with their name", kept, "", ""),
        ("old places moved by (median; radius 10)", f"{_moved(before, after):.2f}", "", ""),
    )
    fallen = reviews.rows(library, ids, found.item_vectors.vectors, after.points, found.categories)
    library.close()
    return Table(
        f"The map of {count:,} items",
        ("measure", "Jomo", "class-based tf-idf names", "BERTopic, defaults"),
        (*rows, *((name, told, "", "") for name, told in fallen)),
        "Trustworthiness of up to 3,000 items against all, by cosine about the mean. A name points back to an"
        " item if, embedded as a question, it is the nearest of all lower topics' names (cosine about the"
        f" means). Redrawn after a tenth of newcomers. {os.cpu_count()} cores.",
    )


def trustworthiness(vectors: Floats, xy: Floats) -> float:
    """How many of the ten neighbours on the map are true ones (Venna and Kaski, ICANN 2001), of 3,000 items
    at most against all."""
    from scipy.spatial import cKDTree

    unit, count = centred_rows(vectors), len(vectors)
    near = min(_NEIGHBOURS, (count - 1) // 2)
    queries = np.random.default_rng(0).choice(count, min(_QUERIES, count), replace=False)
    _, around = cKDTree(xy).query(xy[queries], near + 1)
    penalty = 0
    for row, close in zip(queries, around, strict=True):
        likeness = unit @ unit[row]
        likeness[row] = -2
        others = close[close != row][:near]
        ranks = (likeness > likeness[others][:, None]).sum(axis=1) + 1
        penalty += int(np.maximum(ranks - near, 0).sum())
    return float(1 - 2 * penalty / (len(queries) * near * (2 * count - 3 * near - 1)))


def _library(corpus: Path, folder: Path) -> Library:
    folder.mkdir(parents=True)
    if corpus.is_dir():
        source = sqlite3.connect(f"file:{corpus / 'jomo.sqlite'}?mode=ro", uri=True)
        with sqlite3.connect(folder / "jomo.sqlite") as copy:
            source.backup(copy)
        source.close()
        copy.close()
    library = Library(Settings(home=folder, network=False))
    if not corpus.is_dir():
        library.intake.add([str(corpus)])
        library.work.embed()
    return library


def _read(library: Library) -> _Collection:
    item_vectors = read_item_vectors(library.store, library.vectors.space)
    db = library.store.read()
    ids = item_vectors.item_ids.tolist()
    bodies = items.bodies(db, ids)
    every = items.by_ids(db, ids)
    texts = [TopicText(item.title, bodies[item.id], item.language) for item in every]
    wanted = dict(db.execute("SELECT id, json_extract(meta, '$.primary_category') FROM items").fetchall())
    return _Collection(item_vectors, texts, [wanted[item.id] or "" for item in every])


def _labels(topics: Sequence[int]) -> Labels:
    return np.asarray(np.unique(topics, return_inverse=True)[1], dtype=np.int64)


def _agreement(categories: Sequence[str], labels: Labels) -> str:
    from sklearn.metrics import adjusted_mutual_info_score

    known = [row for row, category in enumerate(categories) if category]
    if not known:
        return "no categories"
    return f"{adjusted_mutual_info_score([categories[row] for row in known], labels[known]):.3f}"


def _update(library: Library, drawn: BuiltMap, rng: np.random.Generator) -> str:
    """Seconds of the whole command for newcomers, on a map that holds all the others."""
    late = set(rng.choice(len(drawn.points), min(_NEWCOMERS, len(drawn.points) // 2), replace=False).tolist())
    early = [point for row, point in enumerate(drawn.points) if row not in late]
    with library.store.write() as db:
        maps.clear_points(db)
        maps.put_topics(db, drawn.topics)
        maps.put_points(db, early)
        maps.put_drawn(db, len(early))
    named = [(topic.id, topic.name) for topic in maps.topics(library.store.read())]
    environment = {**os.environ, "KB_HOME": str(library.home), "KB_NETWORK": "false"}
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "kb", "map"],
        cwd=PROJECT_ROOT,
        env=environment,
        check=True,
        capture_output=True,
    )
    taken = time.perf_counter() - started
    after = {point.item_id: point for point in maps.points(library.store.read())}
    still = all(after[point.item_id] == point for point in early)
    same = dict(named) == {topic.id: topic.name for topic in maps.topics(library.store.read())}
    return (
        f"{taken:.1f} s; old places {'equal' if still else 'MOVED'}, names {'equal' if same else 'CHANGED'}"
    )


def _kept(before: BuiltMap, after: BuiltMap) -> str:
    found = {topic.id: topic.name for topic in after.topics}
    levels = ([t for t in before.topics if (t.parent is None) == upper] for upper in (True, False))
    return ", ".join(f"{sum(found.get(t.id) == t.name for t in level)} of {len(level)}" for level in levels)


def _moved(before: BuiltMap, after: BuiltMap) -> float:
    places = {point.item_id: (point.x, point.y) for point in after.points}
    steps = [np.hypot(p.x - places[p.item_id][0], p.y - places[p.item_id][1]) for p in before.points]
    return float(np.median(steps))


def _points_back(
    library: Library, item_vectors: ItemVectors, labels: Labels, names: Sequence[str]
) -> NDArray[np.bool_]:
    """Whether their own topic's name is the nearest to each item (n,); never to one of no topic."""
    asked = np.array(
        [item_vectors.comparable(library.vectors.encode_query(name)) for name in names], dtype=np.float32
    )
    nearest = (centred_rows(item_vectors.vectors) @ centred_rows(asked).T).argmax(axis=1)
    return np.asarray(nearest == labels, dtype=bool)


def _ctfidf_names(texts: Sequence[TopicText], labels: Labels) -> list[str]:
    """The four words that weigh most in each topic: tf · log(1 + A / f), with A the average number of words
    a topic has and f a word's number in all (Grootendorst, BERTopic, 2022)."""
    from sklearn.feature_extraction.text import CountVectorizer

    reader = CountVectorizer()
    counts = reader.fit_transform([f"{text.title}\n{text.body}" for text in texts])
    of_topic = np.array([counts[labels == topic].sum(axis=0).A1 for topic in range(labels.max() + 1)])
    shares = of_topic / of_topic.sum(axis=1, keepdims=True)
    weights = shares * np.log1p(of_topic.sum() / len(of_topic) / of_topic.sum(axis=0))
    words = reader.get_feature_names_out()
    return [" ".join(words[row.argsort()[::-1][:_SHOWN_WORDS]]) for row in weights]


def _bertopic(found: _Collection, library: Library, ours: NDArray[np.bool_]) -> dict[str, str]:
    """BERTopic with its defaults on the same texts and vectors; what it leaves without a topic is a topic
    of its own for the agreement. `ours` says which items our names point back to."""
    if importlib.util.find_spec("bertopic") is None:
        told = ("seconds", "trust", "ami", "names", "names there", "ours there", "topics")
        return dict.fromkeys(told, _ABSENT)
    model = importlib.import_module("bertopic").BERTopic()
    started = time.perf_counter()
    topics, _ = model.fit_transform([f"{t.title}\n{t.body}" for t in found.texts], found.item_vectors.vectors)
    taken = time.perf_counter() - started
    plane = importlib.import_module("umap").UMAP(n_neighbors=10, min_dist=0.0, metric="cosine")
    started = time.perf_counter()
    xy = np.asarray(plane.fit_transform(found.item_vectors.vectors), dtype=np.float32)
    laid_out = time.perf_counter() - started
    labels = np.array(topics, dtype=np.int64)
    names = model.topic_labels_
    words = [re.sub(r"^-?\d+_", "", names[topic]).replace("_", " ") for topic in range(labels.max() + 1)]
    back, there = _points_back(library, found.item_vectors, labels, words), labels >= 0
    return {
        "seconds": f"{taken:.1f} s topics, {laid_out:.1f} s places, of all",
        "trust": f"{trustworthiness(found.item_vectors.vectors, xy):.3f} (its UMAP in 2-D)",
        "ami": _agreement(found.categories, labels),
        "names": f"{back.mean():.3f}",
        "names there": f"{back[there].mean():.3f}",
        "ours there": f"{ours[there].mean():.3f}",
        "topics": f"{len(words)}, {np.mean(~there):.0%} of items in none",
    }
