#!/usr/bin/env bash
# baml-py 0.226.3, which reads typed answers out of what language models write, takes "not good" for Good, "not true"
# for true, and 0,5 for five.
#
# Guess, written down first: "not good" does not match Good, and "not true" is false or raises; a number that is
# written as people write it (3e-4, -5, 1,000, 1.5 million) is that number, or raises.
# Seen: an answer is searched for the name of a choice, whatever stands before it or behind: "It is not good." is Good,
# "goodbye" too, "not true" and "untrue" are true. Two different names raise, and so do "two", 10^-4 and "12 of 20";
# 3e-4 and 1,000 are right. Commas go, so 0,5 is 5; of "1.5 million" and 7B the words go, and an integer is rounded: 2
# and 7. A minus that is set as a minus (U+2212) is left out. An integer beyond 64 bits comes back as another, negative
# one. In a list what does not fit is left out: ["1", "x", "4"] has two numbers. All of it is returned as valid.
# What it means: verdicts of a model that judges are turned round where it answers in a sentence, and tables lose rows,
# with types that check. Have the reason and the verdict in fields of their own, and keep what the model wrote.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check baml-py==0.226.3 pydantic==2.12.5 2> log || { cat log; exit 1; }
export BAML_LOG=off
mkdir baml_src
cat > baml_src/main.baml <<'BAML'
generator py {
  output_type "python/pydantic"
  output_dir "../"
  version "0.226.3"
}
client<llm> Nobody {
  provider openai
  options {
    model "none"
    api_key "none"
  }
}
enum Verdict {
  Good
  Bad
}
function Judge(text: string) -> Verdict {
  client Nobody
  prompt #"{{ text }}"#
}
function Hold(text: string) -> bool {
  client Nobody
  prompt #"{{ text }}"#
}
function Count(text: string) -> int {
  client Nobody
  prompt #"{{ text }}"#
}
function Measure(text: string) -> float {
  client Nobody
  prompt #"{{ text }}"#
}
function Counts(text: string) -> int[] {
  client Nobody
  prompt #"{{ text }}"#
}
BAML
env/bin/baml-cli generate --from baml_src > log 2>&1 || { cat log; exit 1; }
cat > read.py <<'PY'
from baml_client import b

EXPECTED = {  # what is asked for: what a model wrote, and what comes out; no model is called
    "Judge": {"It is not good.": "Good", "Not bad": "Bad", "goodbye": "Good", "Good or Bad": None},
    "Hold": {"The statement is not true.": True, "untrue": True, "not false": False},
    "Count": {"7B": 7, "1.5 million": 2, "12 of 20": None, "12345678901234567890": -6101065172474983726},
    "Measure": {"3e-4": 0.0003, "0,5": 5.0, "1,000": 1000.0, "\u22120.5": 0.5, "10^-4": None},
    "Counts": {'["1", "x", "4"]': [1, 4], "[1,000, 2]": [1, 0, 2]},
}
as_stated = True
for function, answers in EXPECTED.items():
    for answer, expected in answers.items():
        try:
            found = getattr(b.parse, function)(answer)
        except Exception as error:  # the package's own class is not exported under one name
            found = None
            print(function, repr(answer), "raises", type(error).__name__)
        else:
            found = getattr(found, "value", found)
            print(function, repr(answer), "->", found)
        as_stated &= found == expected and type(found) is type(expected)
raise SystemExit(not as_stated)
PY
env/bin/python read.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: baml-py 0.226.3 hears good in not good"
