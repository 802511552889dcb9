#!/usr/bin/env bash
# pysbd 0.3.4, which cuts texts into sentences for corpora, evaluations and retrieval, drops the sentence in which a
# mass is told in masses of the sun.
#
# Guess, written down first: the sentences, put together again, are the text but for white space, whatever signs it
# holds. It does so for abbreviations, decimals, references, Russian and quotations.
# Seen: the rules mark what is no end of a sentence with rare signs, and take them out again at the end; a text that has
# one of them itself is another text by then. Of "A star of 10 M☉ was seen." with the sign of the sun that astronomers
# write a mass with, only "was seen." is left, of "The mass is 1.4 M☉." a full stop; of "The flux ∯ F dS is zero.", with
# the integral over a closed surface, nothing. The sentences beside it are whole. With clean=True the sign comes out as
# "?!", or as a full stop. With char_span=True the places are right, and the hole is in them.
# What it means: abstracts in astronomy lose the sentence with the result, and nothing counts or reports it. Compare the
# length of the sentences with that of the text, or put another sign for ☉ and ∯ before the cut.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pysbd==0.3.4 2> log || { cat log; exit 1; }
cat > cut.py <<'PY'
import pysbd

SEEN = {
    "A star of 10 M☉ was seen. It is bright.": ["was seen. ", "It is bright."],
    "The mass is 1.4 M☉. It is bright.": [".", "It is bright."],
    "The flux ∯ F dS is zero. It is constant.": ["It is constant."],
    "The rate is 0.5 vs. 0.7. См. рис. 3, т. е. мало.": None,
}
as_stated = True
for text, expected in SEEN.items():
    told = pysbd.Segmenter(language="en", clean=False).segment(text)
    print(text, "->", told)
    as_stated &= "".join(told) == text if expected is None else told == expected
cleaned = pysbd.Segmenter(language="en", clean=True).segment("It is 10 M☉ by mass.")
print("clean=True:", cleaned)
spans = pysbd.Segmenter(language="en", clean=False, char_span=True).segment("A star of 10 M☉ was seen. It is bright.")
print("char_span=True:", [(span.sent, span.start, span.end) for span in spans])
as_stated &= "M?!" in cleaned[0] and spans[0].start == 16
raise SystemExit(not as_stated)
PY
env/bin/python cut.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: pysbd 0.3.4 drops sentences with the sun"
