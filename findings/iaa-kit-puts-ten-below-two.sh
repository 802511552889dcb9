#!/usr/bin/env bash
# iaa-kit 0.1.2, which tells how far annotators agree, puts the grade 10 between 1 and 2, and gives an alpha that is not
# Krippendorff's.
#
# Guess, written down first: weighted kappa takes grades in the order of the numbers, as scikit-learn does, and alpha is
# that of the package krippendorff to the last decimals, missing grades included. Noted beside it: the plain kappas are
# those of scikit-learn and statsmodels.
# Seen: the plain ones are. Weighted kappa sorts the grades by how they are written, numbers too, so with grades of 1, 2
# and 10 it is 0.43 where scikit-learn gives 0.59; quadratic 0.41 and 0.73. Alpha takes its units as rows, counts a
# grade that nobody else gave in what is expected by chance, and each pair alike however many graded the unit: 0.65 for
# 0.68 of ten units with two gaps. Its "ordinal" is "interval" to the last decimal (0.85 for 0.80). Nothing of this is
# reported.
# What it means: judges of language models graded from 1 to 10 look worse than a threshold that they pass, and figures
# cannot be set beside those of papers. Take krippendorff and scikit-learn.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check iaa-kit==0.1.2 krippendorff==0.9.0 scikit-learn==1.9.1 \
  numpy==2.4.6 2> log || { cat log; exit 1; }
cat > agree.py <<'PY'
import iaa_kit
import krippendorff
import numpy as np
from sklearn.metrics import cohen_kappa_score

FIRST = [1, 2, 10, 2, 10, 1, 2, 10]
SECOND = [1, 10, 10, 2, 2, 1, 1, 10]
SEEN = {None: (0.44, 0.44), "linear": (0.43, 0.59), "quadratic": (0.41, 0.73)}
ALPHAS = {"nominal": (0.65, 0.68), "ordinal": (0.85, 0.80), "interval": (0.85, 0.86)}
GRADES = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5],
]
as_stated = True
for weights, expected in SEEN.items():
    by_kit = iaa_kit.weighted_kappa(FIRST, SECOND, weights) if weights else iaa_kit.cohen_kappa(FIRST, SECOND)
    told = (round(by_kit, 2), round(float(cohen_kappa_score(FIRST, SECOND, weights=weights)), 2))
    print("kappa", weights, "iaa-kit, scikit-learn:", told)
    as_stated &= told == expected
units = [list(unit) for unit in zip(*GRADES, strict=True)]
table = np.array([[np.nan if grade is None else grade for grade in row] for row in GRADES], dtype=float)
for scale, expected in ALPHAS.items():
    right = krippendorff.alpha(reliability_data=table, level_of_measurement=scale)
    told = (round(iaa_kit.alpha_value(units, scale), 2), round(float(right), 2))
    print("alpha", scale, "iaa-kit, krippendorff:", told)
    as_stated &= told == expected
as_stated &= iaa_kit.alpha_value(units, "ordinal") == iaa_kit.alpha_value(units, "interval")
raise SystemExit(not as_stated)
PY
env/bin/python agree.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: iaa-kit 0.1.2 puts ten below two"
