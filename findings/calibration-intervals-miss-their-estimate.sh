#!/usr/bin/env bash
# calibstats 0.1.0 and calikit 0.1.0 give 95 % intervals of the calibration error that exclude the error itself.
#
# Guess, written down first: the interval holds the estimate; probabilities that are equal share a bin, so that the
# order of the rows does not matter.
# Seen: of 100 forecasts that are exactly right (0.1 came true in 2 of 20, 0.3 in 6 of 20 ...) calibstats says
# 0.000 [0.030, 0.126]: each resampled set is off by chance, which only ever adds to the error. calikit's bins of
# equal mass part equal probabilities by the order of the rows: sorted by outcome the same forecasts have an error
# of 0.26, and its interval ends far below that.
# What it means: such an interval is no proof of bad calibration on tens of decisions. Compare with the error that
# a perfect forecaster would have by chance, and group equal probabilities before counting.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check calibstats==0.1.0 calikit==0.1.0
cat > measure.py <<'PY'
import sys

import calibstats
import calikit

probabilities, outcomes = [], []
for tenths in (1, 3, 5, 7, 9):
    probabilities += [tenths / 10] * 20
    outcomes += [1] * (2 * tenths) + [0] * (20 - 2 * tenths)


def binned_error(probabilities, outcomes):
    return calikit.ece(calikit.bin_predictions(probabilities, outcomes))


first = calibstats.bootstrap_ci(probabilities, outcomes, calibstats.ece)
print("calibstats:", first)
sorted_error = binned_error(probabilities, outcomes)
low, high = calikit.bootstrap_ci(probabilities, outcomes, binned_error)
mixed = list(zip(probabilities[::2] + probabilities[1::2], outcomes[::2] + outcomes[1::2], strict=True))
mixed_error = binned_error([p for p, _ in mixed], [y for _, y in mixed])
print(f"calikit: {sorted_error:.3f} [{low:.3f}, {high:.3f}]; the same rows in another order: {mixed_error:.3f}")
interval = first.ci() if callable(first.ci) else first.ci
as_stated = interval[0] > 0.01 > calibstats.ece(probabilities, outcomes) and sorted_error > high > mixed_error
sys.exit(not as_stated)
PY
env/bin/python measure.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: intervals of calibstats 0.1.0 and calikit 0.1.0 exclude the error they are about"
