#!/usr/bin/env bash
# confidenceinterval 1.0.5, "with the standard scikit-learn naming convention and interface", gives the accuracy for
# precision, recall and F1, and ignores the level of confidence as its README writes it.
#
# Guess, written down first: the figures are scikit-learn's, with an interval; an interval of a perfect classifier ends
# at 1 and begins below it. Noted after a first look: what the README passes is heeded.
# Seen: the names are scikit-learn's, the default is not: `average="micro"` instead of "binary", so of a rare class (5
# of 10 found, 10 false alarms among 90) precision, recall and F1 are 0.85 each, where scikit-learn says 0.33, 0.5 and
# 0.4. With "binary" precision and recall raise for want of another method. The README passes
# `confidence_interval=0.95`; the name is `confidence_level`, and unknown names are taken and dropped, so 0.5 gives the
# interval of 95 %. For ten answers that are all right the interval of F1 is from 1 to 1, that of the accuracy from
# 0.72.
# What it means: three good figures of a classifier that misses half are one figure, and intervals for another level,
# or of no width, look like results. Pass `average`, `method` and `confidence_level` each time, and compare the figure.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check confidenceinterval==1.0.5 scikit-learn==1.7.2 2> log ||
  { cat log; exit 1; }
cat > score.py <<'PY'
import confidenceinterval as intervals
from sklearn import metrics

truth = [1] * 10 + [0] * 90
found = [1] * 5 + [0] * 5 + [1] * 10 + [0] * 80
as_stated = True
for name, expected in {"precision_score": 1 / 3, "recall_score": 0.5, "f1_score": 0.4}.items():
    figure, interval = getattr(intervals, name)(truth, found)
    asked = getattr(metrics, name)(truth, found)
    print(f"{name}: {figure:.2f} [{interval[0]:.2f}, {interval[1]:.2f}], by scikit-learn {asked:.2f}")
    as_stated &= abs(figure - 0.85) < 1e-6 and abs(asked - expected) < 1e-6
try:
    intervals.recall_score(truth, found, average="binary")
    as_stated = False
except Exception as error:  # a plain Exception is what it raises
    print("recall_score, binary:", error)


def width(**level: float) -> float:
    _, (low, high) = intervals.f1_score(truth, found, average="binary", **level)
    return float(high - low)


print("widths:", width(), width(confidence_interval=0.5), width(confidence_level=0.5))
as_stated &= width() == width(confidence_interval=0.5) > 2 * width(confidence_level=0.5)
perfect = [0, 1] * 5
print("all right:", intervals.f1_score(perfect, perfect), intervals.accuracy_score(perfect, perfect))
as_stated &= intervals.f1_score(perfect, perfect)[1] == (1, 1)
as_stated &= round(intervals.accuracy_score(perfect, perfect)[1][0], 2) == 0.72
raise SystemExit(not as_stated)
PY
env/bin/python score.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: confidenceinterval 1.0.5 gives the accuracy under three names"
