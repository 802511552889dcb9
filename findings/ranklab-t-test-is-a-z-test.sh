#!/usr/bin/env bash
# ranklab 0.1.1, measures of ranking in Rust, gives p = 0.001 for a paired t-test whose p is 0.03, and its temperature
# works the other way round.
#
# Guess, written down first: paired_t_test and confidence_interval are SciPy's to the last decimals, the degrees of
# freedom being returned too; nDCG lies in [0, 1] as documented; soft_rank at a low temperature almost gives the ranks.
# Seen: t and its degrees of freedom are SciPy's, p is that of the normal distribution: for five queries 0.0013 instead
# of 0.0327, so that a difference is "significant" at 0.01 that is not. The interval is 1.96 standard errors wide, not
# 2.78. "temperature (higher = smoother)": at 10 soft_rank gives the ranks, at 0.001 all scores get the middle one. A
# document that a run holds twice counts twice: nDCG 1.36. Without repeats nDCG, AP and MRR are right.
# What it means: comparisons of rankers on few queries find differences that are none; a schedule that lowers the
# temperature trains towards no ranking at all. Take p and intervals from SciPy, and remove repeats from fused runs.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check ranklab==0.1.1 numpy==2.4.6 scipy==1.17.1 2> log ||
  { cat log; exit 1; }
cat > test.py <<'PY'
import ranklab
from scipy import stats

OLD = [0.4, 0.6, 0.5, 0.3, 0.7]
NEW = [0.5, 0.6, 0.7, 0.4, 0.9]
told, right = ranklab.paired_t_test(NEW, OLD), stats.ttest_rel(NEW, OLD)
print("t:", told["t_statistic"], right.statistic, "p:", told["p_value"], right.pvalue, told["degrees_of_freedom"])
normal = 2 * stats.norm.sf(right.statistic)
as_stated = abs(told["t_statistic"] - right.statistic) < 1e-9 and abs(told["p_value"] - normal) < 1e-4
as_stated &= told["degrees_of_freedom"] == 4 and right.pvalue > 0.03
half = (ranklab.confidence_interval(NEW)[1] - sum(NEW) / 5) / stats.sem(NEW)
print("half an interval, in standard errors:", half, "SciPy's:", stats.t.ppf(0.975, 4))
as_stated &= abs(half - 1.96) < 0.001
for temperature, ranks in {10: [4.0, 0.0, 1.0, 3.0, 2.0], 0.001: [2.0, 2.0, 2.0, 2.0, 2.0]}.items():
    seen = [round(float(rank), 2) for rank in ranklab.soft_rank([5.0, 1.0, 2.0, 4.0, 3.0], temperature=temperature)]
    print("temperature", temperature, seen)
    as_stated &= seen == ranks
repeated = ranklab.ndcg([("a", 0.9), ("a", 0.8), ("a", 0.7)], {"a": 2, "b": 1, "c": 1}, k=3)
print("nDCG of a document three times:", repeated)
raise SystemExit(not as_stated or round(repeated, 2) != 1.36)
PY
env/bin/python test.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: ranklab 0.1.1 takes p from the normal distribution"
