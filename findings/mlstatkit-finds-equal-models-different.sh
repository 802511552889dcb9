#!/usr/bin/env bash
# MLstatkit 0.1.91, whose DeLong test tells whether two models differ, says p = 0 of a model and itself.
#
# Guess, written down first: z and p are DeLong's, also with ties; of two models that rank alike p is 1, or there is no
# p, since there is no difference and no variance.
# Seen: where the rankings differ z and p are DeLong's to nine places. Where they do not (the same scores, or the same
# scores after a calibration that keeps the order), the variance is zero and the test goes over to a bootstrap. There
# twice the smaller of P(diff <= 0) and P(diff > 0) is taken for p, and no difference is above zero: z is 0 and p is 0.
# So it is for two models that both rank perfectly. The method is told in the last part of the answer only.
# What it means: a table "calibrated against not calibrated" says p < 0.001, and two perfect models are said to differ.
# Refuse a p where the two areas are equal.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check MLstatkit==0.1.91 2> log || { cat log; exit 1; }
cat > compare.py <<'PY'
import numpy as np
from MLstatkit import Delong_test
from scipy.stats import norm

draw = np.random.default_rng(0)
truth = draw.integers(0, 2, 200)
scores = 1 / (1 + np.exp(-draw.normal(truth, 1)))
worse = np.round(1 / (1 + np.exp(-draw.normal(truth / 2, 1))), 1)


def delong(first: np.ndarray, second: np.ndarray) -> float:
    """p by DeLong, DeLong and Clarke-Pearson (1988), from the placements of each score."""
    parts = []
    for given in (first, second):
        above = given[truth == 1][:, None] - given[truth == 0]
        wins = (above > 0) + 0.5 * (above == 0)
        parts.append((wins.mean(), wins.mean(axis=1), wins.mean(axis=0)))
    cov = sum(np.cov(a, b) / len(a) for a, b in zip(parts[0][1:], parts[1][1:], strict=True))
    return float(2 * norm.sf(abs(parts[0][0] - parts[1][0]) / np.sqrt(cov[0, 0] + cov[1, 1] - 2 * cov[0, 1])))


seen = {}
for name, first, second in (
    ("another model", scores, worse),
    ("itself", scores, scores),
    ("itself, calibrated", scores, scores**2),
    ("two perfect models", truth * 0.8, truth * 0.6),
):
    z, p, *_, area, other, info = Delong_test(truth, first, second)
    seen[name] = p
    print(f"{name:20} areas {area:.3f} and {other:.3f}, z {z:.3f}, p {p:.6f} by {info['method']}")
as_stated = abs(seen.pop("another model") - delong(scores, worse)) < 1e-9 and set(seen.values()) == {0.0}
raise SystemExit(not as_stated)
PY
env/bin/python compare.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: MLstatkit 0.1.91 says p = 0 of a model and itself"
