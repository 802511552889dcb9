#!/usr/bin/env bash
# Chroma 1.5.9 and faiss 1.15.1 (HNSW): copies of one vector hide the neighbours of other questions.
#
# Guess, written down first: a text that was saved a thousand times costs room, and questions about other things find
# what they found before (recall above 0.95).
# Seen: with as many copies as other vectors, some questions that have nothing to do with the copies get copies and
# none of their ten true neighbours from Chroma, while all others are answered rightly; faiss's mean recall
# falls from 1.0 to about 0.8. Copies are each other's nearest neighbours, so their links lead nowhere else, and a
# search that gets among them does not come out. Nothing is raised, and distances tell it only to who looks: one
# and the same number many times.
# What it means: put equal texts (pages that say "Just a moment", bare signatures) into such an index once, or
# compare exactly when an answer holds the same distance many times over.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check chromadb==1.5.9 faiss-cpu==1.15.1 numpy==2.4.6
OMP_NUM_THREADS=1 env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import chromadb
import faiss
import numpy as np

DIMENSIONS, WORKS, QUESTIONS, NEAREST = 64, 5000, 50, 10
random = np.random.default_rng(0)


def unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


topics = random.normal(size=(40, DIMENSIONS))
works = topics[random.integers(len(topics), size=WORKS)] + 0.6 * random.normal(size=(WORKS, DIMENSIONS))
notice = random.normal(size=(1, DIMENSIONS))
questions = unit(works[random.integers(WORKS, size=QUESTIONS)] + 0.2 * random.normal(size=(QUESTIONS, DIMENSIONS)))
client = chromadb.EphemeralClient(chromadb.Settings(anonymized_telemetry=False))


def by_chroma(vectors: np.ndarray) -> list[list[int]]:
    space = {"hnsw": {"space": "cosine"}}
    held = client.create_collection(f"of-{len(vectors)}", configuration=space, embedding_function=None)
    for start in range(0, len(vectors), 1000):
        some = vectors[start : start + 1000]
        held.add(ids=[str(start + i) for i in range(len(some))], embeddings=some)
    found = held.query(query_embeddings=questions, n_results=NEAREST)
    return [[int(i) for i in ids] for ids in found["ids"]]


def by_faiss(vectors: np.ndarray) -> list[list[int]]:
    index = faiss.IndexHNSWFlat(DIMENSIONS, 32, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efSearch = 64
    index.add(vectors)
    return index.search(questions, NEAREST)[1].tolist()


seen = {}
for copies in (0, WORKS):
    vectors = unit(np.vstack([works, np.repeat(notice, copies, axis=0)]))
    true = np.argsort(-(questions @ vectors.T), axis=1)[:, :NEAREST]
    assert true.max() < WORKS, "no copy is a true neighbour"
    for search in (by_chroma, by_faiss):
        recalls = [len(set(ids) & set(row)) / NEAREST for ids, row in zip(search(vectors), true, strict=True)]
        seen[search, copies] = np.array(recalls)
        print(f"{search.__name__}, {copies} copies: recall {np.mean(recalls):.2f}, none found:", recalls.count(0.0))
as_stated = (
    all(seen[search, 0].mean() > 0.99 for search in (by_chroma, by_faiss))
    and seen[by_chroma, WORKS].mean() < 0.97
    and (seen[by_chroma, WORKS] == 0).any()
    and seen[by_faiss, WORKS].mean() < 0.9
)
raise SystemExit(not as_stated)
PY
echo "as stated: copies hide what Chroma 1.5.9 and faiss 1.15.1 found without them"
