"""Learns how texts that take stock are worded: `python -m bench.wording` writes `kb/waiting/wording.tsv`.

For each kind a logistic regression on the stemmed words and pairs of words of title and text, all labelled
texts its examples. Needs the public collections beside the project: with our own texts alone it stops.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from bench.surveys import UNCLEAR, Labelled, labelled
from kb.types.waiting import SurveyKind
from kb.waiting import wording

_FILE = Path(wording.__file__).with_suffix(".tsv")
_TEXTS = 3
"""Texts in which a term stands at least: what fewer hold is what they are about."""
_PENALTY = 30.0
"""Inverse of the strength of the penalty, scikit-learn's C. Rounds of labels that were left out chose between
this and 100, which matters little."""
_LEAST = 0.15
"""Weights nearer to zero in all kinds are left out: without them nothing changes in rounds left out."""
_HEAD = """\
# How texts that take stock of a field are worded: each term (T: of the title, S: of the text; stems, pairs
# joined by _) with what it adds to the logarithm of odds of a survey, a tutorial, a benchmark, before the
# sum is divided by the square root of the number of terms known of a text. Sums begin at the first line.
# Learnt by bench/wording.py from the labelled texts of bench/labelled_surveys; edit none by hand.
"""


def learnt(texts: Sequence[Labelled]) -> wording.Weights:
    """The weights of terms, of each kind in its order, from labelled texts."""
    counter = CountVectorizer(analyzer=set, min_df=_TEXTS, binary=True)
    rows = normalize(counter.fit_transform([wording.terms(one.title, one.text) for one in texts]))
    models = [
        LogisticRegression(C=_PENALTY, solver="liblinear").fit(
            rows, np.array([one.label == kind for one in texts])
        )
        for kind in SurveyKind
    ]
    weights: NDArray[np.float64] = np.array([model.coef_[0] for model in models]).T.round(2)
    begin = tuple(float(model.intercept_[0].round(2)) for model in models)
    names = counter.get_feature_names_out()
    of = {
        str(name): tuple(row)
        for name, row in zip(names, weights.tolist(), strict=True)
        if max(map(abs, row)) >= _LEAST
    }
    return wording.Weights(begin, of)


def main() -> None:
    texts = [one for one in labelled() if one.label != UNCLEAR]
    if all(one.is_own for one in texts):
        raise SystemExit(
            "the public collections lie not beside the project; without them too little is learnt"
        )
    weights = learnt(texts)
    rows = [("", weights.begin), *sorted(weights.of.items())]
    lines = ["\t".join((name, *(f"{value:g}" for value in row))) for name, row in rows]
    _FILE.write_text(_HEAD + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
