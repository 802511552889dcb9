"""Which paper a passage retells without naming it, in whatever language: by meaning and by words, with
a probability and never for certain.

A passage about a field is as like to many papers, a retelling to one: what counts is how far the likest paper
stands out. Meaning is the cosine of vectors about the mean of their language (an encoder's vectors differ by
language more than by subject), words that of tf-idf vectors in which Russian words stand with their
translations. How well it does: `python -m bench evidence`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from kb.evidence.blocks import Region
from kb.evidence.dated import Days
from kb.evidence.reading import Reading
from kb.evidence.snippets import LONGEST
from kb.evidence.timing import made_at, timing
from kb.text.excerpts import shortened
from kb.text.identity import located_references
from kb.text.language import detect_language
from kb.text.running import running
from kb.text.tfidf import rarities, tf_idf
from kb.text.translation import stems_in_english_too
from kb.text.words import WORD
from kb.types.evidence import Form, Strength, Trace, TraceKind, WorkFacts, WrittenPassage
from kb.types.reasons import Reason
from kb.vectors.debias import Manner, manner_means
from kb.vectors.linear import Floats

_FEWEST_WORDS = 15
"""Words of a passage that may retell something: a long sentence. By judgement."""
_ENOUGH = re.compile(rf"(?:[\W_]*+[^\W_]++){{{_FEWEST_WORDS}}}")
_SIGNS = ("://", "](", "]:", "<a", "arxiv", "doi")
_HOST = re.compile(r"\.[^\W\d_]{2,}(?::\d+)?/")
"""An address without `https://`, which begins with a name and an ending."""
_MOST = 500
"""Passages of a page: beyond, a page is a dump, and embedding a book would take minutes. By judgement."""
_READ = 2000
"""Characters of a passage that are read: a retelling says what it retells at its beginning, and an encoder
reads about as many. By judgement."""
_FEWEST_PAPERS = 20
"""Papers among which one can stand out: among few one always does."""
_MEANING = 0.7
"""Share of meaning in the likeness, the rest is the words': of 0.3, 0.5 and 0.7 it found most of the labelled
retellings, by itself meaning found fewer."""
_OF_HEIGHT, _OF_GAP, _OF_BEING_BEST, _OFFSET = 0.86, 0.50, 1.63, -2.78
"""What a passage's standing says for its retelling the likest paper, as the logarithm of a ratio of
likelihoods: for each standard deviation by which that paper exceeds what chance brings about among so many
(up to `_HIGHEST`), for each between it and the second (up to `_WIDEST`), and for no other passage being as
like to it. A logistic regression over 33 labelled retellings, 20 labelled passages on the same subjects that
retell none, and 154 real ones (posts on technology, reviews of other papers) that retell none of the 138
papers."""
_HIGHEST, _WIDEST = 4.0, 3.0
_EXPECTED, _AS_IF = 0.1, 20.0
"""The share of passages that retell something before any was looked at, and of how many passages that counts
for: most of what people write retells no paper. By judgement."""
_ROUNDS = 60
"""By then the share changes by less than a thousandth."""
_SUREST = 0.9
"""The highest probability: a passage may retell what the library does not hold. By judgement."""
_SHOWN = 0.5
"""What is less probable than this is more likely wrong than right."""
_AT_ONCE = 200
"""Passages that are compared at once: with a hundred thousand papers, some hundred megabytes."""


def passages(reading: Reading, days: Days) -> Iterator[WrittenPassage]:
    """The paragraphs and entries of a page that say enough to retell something, the first of them; none that
    refers to a work, which it tells of then, and none of code, whose comments tell of the code."""
    if reading.page.form is not Form.CODE:
        yield from islice(_passages(reading, days), _MOST)


def _passages(reading: Reading, days: Days) -> Iterator[WrittenPassage]:
    page = reading.page
    for block in reading.blocks:
        text = reading.words_of(block).strip()
        tells = block.region in (Region.PROSE, Region.ENTRY) and _says_enough(text)
        if tells and not _refers(text):
            line = reading.line(block.start)
            at = made_at(page, line, days.at(block.start))
            yield WrittenPassage(page.place, line, at, shortened(text, _READ))


def _refers(text: str) -> bool:
    """Whether a text refers to a work. What any reference holds is looked for first: the patterns of all
    forms take as long as a plain search of the page."""
    if "/" not in text and ":" not in text:
        return False
    small = text.lower()
    if not (any(sign in small for sign in _SIGNS) or _HOST.search(small)):
        return False
    return next(located_references(text), None) is not None


def _says_enough(text: str) -> bool:
    return _ENOUGH.match(text) is not None


@dataclass(frozen=True, slots=True, eq=False)
class Papers:
    """The papers that may be retold, n of them: what each says (title and abstract), with unit vectors
    (n, d)."""

    facts: Sequence[WorkFacts]
    texts: Sequence[str]
    vectors: Floats


def retellings(
    told: Sequence[WrittenPassage], vectors: Floats, papers: Papers, traced: Collection[tuple[str, int]] = ()
) -> list[Trace]:
    """The papers that passages probably retell, one trace a passage at most.

    :param vectors: Unit vectors (m, d) of the passages, of the encoder that made those of the papers.
    :param traced: Places with the ids of the items that they mention anyhow; these are left out.
    """
    if not told or len(papers.facts) < _FEWEST_PAPERS:
        return []
    rows = likeness([one.text for one in told], vectors, papers)
    found = []
    for passage, (first, probability) in zip(told, _likest(rows), strict=True):
        work = papers.facts[first]
        if probability >= _SHOWN and (passage.place, work.item_id) not in traced:
            found.append(_trace(passage, work, probability))
    return found


def _likest(rows: Iterable[Floats]) -> Iterator[tuple[int, float]]:
    """For each passage the place of the likest paper, and how probably it retells that."""
    firsts, tops, gaps = [], [], []
    highest: Floats | None = None
    for row in rows:
        first, second = np.argpartition(-row, (0, 1))[:2].tolist()
        firsts.append(first)
        tops.append(float(row[first]))
        gaps.append(float(row[first] - row[second]))
        highest = row if highest is None else np.maximum(highest, row)
    assert highest is not None
    top = np.array(tops)
    # What the greatest of so many normal values comes to.
    height = np.minimum(top - math.sqrt(2 * math.log(len(highest))), _HIGHEST)
    is_best = top >= highest[firsts]
    ratios = np.exp(
        _OFFSET + _OF_HEIGHT * height + _OF_GAP * np.minimum(gaps, _WIDEST) + _OF_BEING_BEST * is_best
    )
    return zip(firsts, probabilities(ratios).tolist(), strict=True)


def probabilities(ratios: NDArray[np.float64]) -> NDArray[np.float64]:
    """How probably each of some passages retells something, by ratios of likelihoods. How many do at all is
    told by the passages themselves: among many that stand low, one that stands out does so by chance.

    Saerens, M., Latinne, P. and Decaestecker, C. (2002). Adjusting the outputs of a classifier to new a
    priori probabilities. Neural Computation 14, 21-41; here with a few passages as if seen before.
    """
    share, probable = _EXPECTED, np.zeros_like(ratios)
    for _ in range(_ROUNDS):
        probable = share * ratios / (share * ratios + 1 - share)
        share = float((probable.sum() + _EXPECTED * _AS_IF) / (len(ratios) + _AS_IF))
    return np.minimum(probable, _SUREST)


def likeness(texts: Sequence[str], vectors: Floats, papers: Papers) -> Iterator[Floats]:
    """How like each passage is to each paper, in standard deviations: a row (n,) a passage."""
    of_papers, of_passages = _manners(papers.texts), _manners(texts)
    # Two languages are two sides even where one person writes both: each is centred by itself.
    meant = manner_means(vectors, of_passages).centred(vectors, of_passages)
    meant_by_papers = manner_means(papers.vectors, of_papers).centred(papers.vectors, of_papers).T
    bags = [Counter(stems_in_english_too(text)) for text in (*texts, *papers.texts)]
    rarity = rarities(bags[len(texts) :])
    rows = tf_idf(bags, lambda term: rarity.get(term, 0.0))
    words, words_of_papers = rows[: len(texts)], rows[len(texts) :].T
    for start in range(0, len(texts), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        by_meaning = _standardised(meant[part] @ meant_by_papers)
        by_words = _standardised((words[part] @ words_of_papers).toarray())
        yield from _standardised(_MEANING * by_meaning + (1 - _MEANING) * by_words)


def _manners(texts: Sequence[str]) -> list[Manner]:
    return [(detect_language(text), "") for text in texts]


def _standardised(rows: Floats) -> Floats:
    spread = rows.std(axis=1, keepdims=True)
    return np.asarray((rows - rows.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1), np.float32)


def _trace(passage: WrittenPassage, work: WorkFacts, probability: float) -> Trace:
    count = len(WORD.findall(passage.text))
    return Trace(
        item_id=work.item_id,
        kind=TraceKind.RETELLING,
        place=passage.place,
        line=passage.line,
        made_at=passage.made_at,
        snippet=shortened(running(passage.text), LONGEST),
        strength=Strength.FAIR,
        reason=Reason.RETOLD.format(count=count),
        timing=timing(passage.made_at, work.saved_at, count),
        probability=round(probability, 2),
    )
