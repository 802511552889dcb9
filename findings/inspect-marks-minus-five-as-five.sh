#!/usr/bin/env bash
# inspect-ai 0.3.285, the framework for evaluations of the UK's AI Security Institute, marks -5 as exactly 5, and "A" as
# no match of "A".
#
# Guess, noted after a first look at `match`, which holds: by `exact()` and `f1()` an answer that is the target is
# right, and another number or language is wrong; the docstring speaks of "an exact matching comparison of the text"
# after it was normalized, and does not say how.
# Seen: both drop punctuation and English articles from each word, as SQuAD's script does for names. So -5 is exactly 5,
# "C++" is "C", and f1 gives 1.0. An answer that is the article itself has nothing left: "A" for the target "A", the
# commonest answer of a test with choices, is incorrect by `exact()` and 0.0 by `f1()`, while B is right for B. Nothing
# is logged. `match(numeric=True)` tells -5 from 5.
# What it means: a quarter of a test with choices counts as failed, or as errors of sign count as solved, and accuracy
# is compared between models all the same. Use `choice()` or `match()`, and `match(numeric=True)` for numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check inspect-ai==0.3.285 2> log || { cat log; exit 1; }
cat > mark.py <<'PY'
import asyncio

from inspect_ai.model import ModelName, ModelOutput
from inspect_ai.scorer import Scorer, Target, exact, f1, match
from inspect_ai.solver import TaskState


def marked(scorer: Scorer, answer: str, target: str) -> str | float:
    output = ModelOutput.from_content("mockllm/model", answer)
    state = TaskState(
        model=ModelName("mockllm/model"), sample_id=1, epoch=1, input="question", messages=[], output=output
    )
    return asyncio.run(scorer(state, Target(target))).value


PAIRS = (("B", "B"), ("A", "A"), ("-5", "5"), ("C++", "C"), ("Москва", "москва"), ("6", "5"))
seen = {pair: (marked(exact(), *pair), marked(f1(), *pair)) for pair in PAIRS}
for (answer, target), marks in seen.items():
    print(f"{answer!r} for {target!r}: exact {marks[0]}, f1 {marks[1]}")
numeric = marked(match(numeric=True), "-5", "5")
print("match(numeric=True) of '-5' for '5':", numeric)
as_stated = numeric == "I" and seen == {
    ("B", "B"): ("C", 1.0),
    ("A", "A"): ("I", 0.0),
    ("-5", "5"): ("C", 1.0),
    ("C++", "C"): ("C", 1.0),
    ("Москва", "москва"): ("C", 1.0),
    ("6", "5"): ("I", 0.0),
}
raise SystemExit(not as_stated)
PY
env/bin/python mark.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: inspect-ai 0.3.285 marks -5 as exactly 5 and A as no match of A"
