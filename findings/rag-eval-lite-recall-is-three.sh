#!/usr/bin/env bash
# rag-eval-lite 0.1.4, measures for retrieval, gives a recall of 3.0 where one relevant chunk came back three times.
#
# Guess, written down first: recall, precision and nDCG are between 0 and 1, as they are defined; a chunk that was
# retrieved twice is one hit.
# Seen: without repeats they are right. Each repeat is a hit: of one relevant chunk retrieved three times the recall is
# 3.0 and nDCG 2.13. Worse is what stays below 1: of two relevant chunks one was found, twice, and recall and nDCG are
# 1.0, its list of failures does not name the missing one. Nothing is raised, and the README does not mention repeats.
# What it means: the plain joining of keyword and vector results, or overlapping chunks under one document's id, look
# perfect exactly where they crowd other sources out. Remove repeats before measuring.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check rag-eval-lite==0.1.4 2> log || { cat log; exit 1; }
cat > measure.py <<'PY'
from rag_eval import RAGEvaluator

EXPECTED = {
    (("a", "b"), ("a", "x", "b")): (1.0, 0.92),
    (("a",), ("a", "a", "a")): (3.0, 2.13),
    (("a", "b"), ("a", "a", "x", "y", "z")): (1.0, 1.0),
}
as_stated = True
for (relevant, retrieved), expected in EXPECTED.items():
    asked = {"question": "q", "relevent_chunks": list(relevant), "retrieved_chunks": list(retrieved)}
    score = RAGEvaluator.from_dict_list([asked], k=5).per_query[0]
    seen = (score.recall, round(score.ndcg, 2))
    print("relevant", relevant, "retrieved", retrieved, "recall and nDCG:", seen, score.failures)
    as_stated &= seen == expected and not any("INCOMPLETE" in failure for failure in score.failures)
raise SystemExit(not as_stated)
PY
env/bin/python measure.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: rag-eval-lite 0.1.4 counts a chunk as often as it came"
