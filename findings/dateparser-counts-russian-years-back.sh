#!/usr/bin/env bash
# dateparser 1.5.0 reads the Russian for "in 2023" as "2023 years ago".
#
# Expected, noted after a first look: "в 2023 году" and "2023 года" are the year 2023, as "2023 год", "2023 г." and the English
# "in 2023" are; month and day are taken from today or left to a setting.
# Seen: in 2026 it is the year 3, "в 2024 году" the year 2 and "в 1999 году" the year 27, with the language given or
# not. `search_dates` finds it so in a sentence, and of "В мае 2023 года" it keeps "2023 года", the year 3.
# "2023 год" and "май 2023 года" are read rightly.
# What it means: the commonest way to name a year in Russian text gives a valid datetime near the birth of Christ:
# it sorts first and no error tells it. Refuse years before the first that your texts can speak of.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check dateparser==1.5.0
cat > years.py <<'PY'
from datetime import datetime

import dateparser
from dateparser.search import search_dates

TODAY = {"RELATIVE_BASE": datetime(2026, 11, 30)}
EXPECTED = {
    "в 2023 году": 3,
    "2023 года": 3,
    "в 2024 году": 2,
    "в 1999 году": 27,
    "2023 год": 2023,
    "2023 г.": 2023,
    "май 2023 года": 2023,
    "in 2023": 2023,
}
seen = {text: dateparser.parse(text, settings=TODAY).year for text in EXPECTED}
in_sentences = [
    [(words, found.year) for words, found in search_dates(sentence, languages=["ru"], settings=TODAY)]
    for sentence in ("Модель обучена в 2023 году на данных.", "В мае 2023 года вышла статья.")
]
print(seen)
print(in_sentences)
raise SystemExit(seen != EXPECTED or in_sentences != [[("в 2023 году", 3)], [("2023 года", 3)]])
PY
env/bin/python years.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: dateparser 1.5.0 counts Russian years back from today"
