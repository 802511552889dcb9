#!/usr/bin/env bash
# ranx 0.3.21, which compares and fuses rankings, counts the only hit of a search as no hit when it fuses.
#
# Guess, written down first: a document that one of two searches found alone stands above those that neither found
# well, and an empty list adds nothing to the fusion. Noted after a first look: scores of any sign are brought to one
# scale.
# Seen: the default, "min-max", gives the last of each list 0, as if it had not been found, and so the hit of a list
# of one, however sure that search was: the exact match of a title ends beside the worst hit of the other search. An
# empty list raises. "max" leaves lists below zero (logits of a reranker, negative distances) at a scale of -1e9, so
# that the best of them loses to anything. Fusion by ranks has neither fault, but
# raises for an empty list too.
# What it means: a fusion that was tuned on long lists buries the searches that answer with one sure hit. Leave empty lists
# out, and fuse by ranks (rrf), or norm="rank", where lists may be short or scores negative.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check ranx==0.3.21 2> log || { cat log; exit 1; }
env/bin/python -W ignore - <<'PY' || { echo "CHANGED: see above"; exit 1; }
import inspect

from ranx import Run, fuse

WORDS = {"a": 10.0, "b": 8.0, "c": 2.0}


def fused(other: dict[str, float], **how: str | None) -> dict[str, float]:
    told = fuse(runs=[Run({"q": WORDS}), Run({"q": other})], **how).to_dict()["q"]
    print(how, other, "->", told)
    return told


by_default = fused({"title": 0.99}, method="sum")
by_ranks = fused({"title": 0.99}, norm=None, method="rrf")
below_zero = fuse(
    runs=[Run({"q": {"a": -1.0, "b": -2.0}}), Run({"q": {"z": 0.1}})], norm="max", method="sum"
).to_dict()["q"]
print("max, below zero:", below_zero)
try:
    fused({}, method="sum")
    empty_raises = False
except ValueError as fault:
    empty_raises = True
    print("an empty list:", fault)
as_stated = (
    inspect.signature(fuse).parameters["norm"].default == "min-max"
    and by_default["title"] == 0.0
    and by_default["b"] > 0.7
    and by_ranks["title"] == by_ranks["a"] > by_ranks["b"]
    and below_zero["a"] < -1e8 < below_zero["z"]
    and empty_raises
)
raise SystemExit(not as_stated)
PY
echo "as stated: ranx 0.3.21 counts an only hit as none"
