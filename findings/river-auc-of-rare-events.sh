#!/usr/bin/env bash
# river 0.26.1 says that a model of rare events is no better than chance, however well it ranks them.
#
# Guess, written down first: ROCAUC, which is counted as the stream goes by, is near the exact area; for a perfect
# ranking it is 1.
# Seen: it counts at ten thresholds, evenly from 0 to 1. Where 2 % are kept, an honest model says 0.06 for the kept and
# 0.01 for the rest: all of it lies between two thresholds, and the area is 0.5. With 0.93 and 0.97 likewise.
# `RollingROCAUC` is exact and says 1. Three hundred thresholds are needed for this stream.
# What it means: models of what a person will keep, click or cite are thrown away by such a figure, and of two of them
# the one that is calibrated looks worse than one that shouts. Use the rolling one, or set `n_thresholds` by the rate.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check river==0.26.1
env/bin/python - <<'PY' || { echo "CHANGED: see above"; exit 1; }
from river import metrics

RATE = 50  # one kept in fifty


def areas(kept: float, rest: float) -> list[float]:
    """By the default, with more thresholds, and exactly, of a ranking without a mistake."""
    figures = [metrics.ROCAUC(), metrics.ROCAUC(n_thresholds=300), metrics.RollingROCAUC(window_size=1000)]
    for number in range(1000):
        was_kept = number % RATE == 0
        for figure in figures:
            figure.update(was_kept, kept if was_kept else rest)
    found = [round(figure.get(), 3) for figure in figures]
    print(f"{kept} for the kept, {rest} for the rest: default, 300 thresholds, rolling =", found)
    return found


small, large, loud = areas(0.06, 0.01), areas(0.97, 0.93), areas(0.95, 0.05)
as_stated = (
    small[0] == large[0] == 0.5
    and min(small[1:] + large[1:]) > 0.99
    and loud[0] > 0.99
)
raise SystemExit(not as_stated)
PY
echo "as stated: river 0.26.1 calls a perfect ranking of rare events chance"
