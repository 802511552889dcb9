"""What each item says: the terms of its title and opening, and how people spell them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.text.language import detect_language
from kb.text.russian import is_cyrillic
from kb.text.stopwords import MIDDLE_WORDS, edge_stems, lone_stems
from kb.text.words import fold, stem
from kb.topics.glossary import Idea, ideas
from kb.topics.words import Stems, Word, Words, segments, words_of

_LONGEST_TERM = 3
"""Words: longer terms are seldom shared by several items."""
_TITLE_SHARE = 0.6
"""A title is chosen to tell what a text is about, so it counts a little more than the body; by judgement."""
_BODY_CHARACTERS = 1200
"""The opening, an abstract's length: what follows is about details."""
_PROPER_NAME = 3
"""So often a word has to be capitalised inside sentences to be a name."""
_CYRILLIC_LANGUAGES = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk"})

# Adjectives, participles and adverbs: an English term does not end with one.
_DANGLING = re.compile(
    r"(?:[a-z]{2}(?:al|ic|ive|ous|able|ible|ful|less|ary|ed|ly|ent|ant)"
    r"|-(?:based|aware|level|driven|time|modal|specific|free|shot|guided|augmented|language|scale|end|term|"
    r"horizon|resource|view|step|domain|task|source|class|wise|order|dimensional|quality|fidelity|ai|d|hop|turn|agent|image|text)"
    r")$"
)


@dataclass(frozen=True, slots=True)
class TopicText:
    """What an item says, as far as naming goes. `language` is the ISO 639-1 code of the whole."""

    title: str
    body: str
    language: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One item's terms: weight 1 in title and body, less in one of them; and the form each was written
    in. `language` is that of the title, where there is one."""

    language: str
    weights: dict[Stems, float]
    forms: dict[Stems, str]


@dataclass(slots=True)
class Corpus:
    """All items read: what terms each holds, and how each word is spelled inside sentences."""

    readings: list[Reading] = field(default_factory=list)
    spellings: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def spelled(self, form: str) -> str:
        """Each word in its commonest spelling inside sentences: RLHF, KV cache, ImageNet."""
        return " ".join(self._spelled_word(word) for word in form.split())

    def _spelled_word(self, word: str) -> str:
        seen = self.spellings.get(word)
        if not seen:
            # Of a form that nobody wrote each part is spelled as usual: RL-обучения → RL-обучение.
            return "-".join(map(self._spelled_word, word.split("-"))) if "-" in word else word
        best, times = seen.most_common(1)[0]
        # One headline is no proof of a proper name.
        if best.istitle() and times < _PROPER_NAME:
            return word
        parts = best.split("-")
        # "Retrieval-Augmented" is written so where the acronym is explained; its parts are common words.
        if len(parts) > 1 and all(part.istitle() or part.islower() for part in parts):
            usual = [self.spellings.get(fold(part)) for part in parts]
            if all(forms and forms.most_common(1)[0][0].islower() for forms in usual):
                return best.lower()
        return best


def read(texts: Sequence[TopicText]) -> Corpus:
    """Reads all items. Terms of another alphabet than the title's count only as ideas of the field: a
    Russian summary under an English title adds `quantization` for квантование, but no Russian words."""
    corpus = Corpus()
    known = Words()
    closed = _Closed(edge_stems(frozenset(text.language for text in texts)))
    for text in texts:
        language = detect_language(text.title) or text.language
        body = text.body[:_BODY_CHARACTERS]
        _note_spellings(corpus, body, trusted=True)
        _note_spellings(corpus, text.title, trusted=not _title_cased(text.title))
        forms: dict[Stems, str] = {}
        in_body = _terms(body, language, known, closed, forms)
        in_title = _terms(text.title, language, known, closed, forms)
        weights = dict.fromkeys(in_body, 1 - _TITLE_SHARE) if in_body else {}
        for key in in_title:
            weights[key] = weights.get(key, 0.0) + (_TITLE_SHARE if in_body else 1.0)
        corpus.readings.append(Reading(language, weights, forms))
    return corpus


class _Closed(dict[Word, bool]):
    """Words that no term begins or ends with, looked up once each."""

    def __init__(self, silent: frozenset[str]) -> None:
        super().__init__()
        self._silent = silent

    def __missing__(self, word: Word) -> bool:
        letters = sum(sign.isalpha() for sign in word.written)
        self[word] = closed = (
            len(word.written) < 2
            or not letters
            or ("-" in word.written and letters < 2)
            or "'" in word.folded
            or stem(word.folded) in self._silent
            or (word.stems[0] in self._silent and word.stems[-1] in self._silent)
        )
        return closed


def _terms(text: str, language: str, known: Words, closed: _Closed, forms: dict[Stems, str]) -> set[Stems]:
    """The terms of a text; their forms go to `forms`. A term neither begins nor ends inside the name of an
    idea or an everyday phrase: there is no `speech` in robust speech recognition, and no `learning models`
    in deep learning models."""
    terms: dict[Stems, str] = {}
    foreign, alone, field_ideas = language not in _CYRILLIC_LANGUAGES, lone_stems(), ideas()
    for segment in segments(text):
        words = [known[word] for word in segment]
        starts: list[list[Stems]] = []
        reached = 0
        no_start, no_end = [False] * len(words), [False] * len(words)
        for first in range(len(words)):
            keys: list[Stems] = []
            idea: Idea | None = None
            whole = first
            for last in range(first, min(first + _LONGEST_TERM, len(words))):
                key = (keys[-1] if keys else ()) + words[last].stems
                keys.append(key)
                # The longest idea counts alone: speech synthesis is not also speech.
                if last >= reached and key in field_ideas:
                    idea, reached, whole = field_ideas[key], last + 1, last
                elif last > first and " ".join(key) in alone:
                    whole = last
            for inside in range(first, whole):
                no_end[inside] = no_start[inside + 1] = True
            while idea is not None:
                terms[idea.key] = idea.name(language)
                idea = idea.part
            starts.append(keys)
        for first, keys in enumerate(starts):
            if no_start[first]:
                continue
            for last, key in enumerate(keys, first):
                if no_end[last] or not _is_term(words[first : last + 1], key, closed):
                    continue
                if key not in field_ideas and " ".join(key) not in alone:
                    form = " ".join(word.folded for word in words[first : last + 1])
                    if not (foreign and is_cyrillic(form)):
                        terms[key] = form
    forms |= terms
    return set(terms)


def _is_term(words: Sequence[Word], key: Stems, closed: _Closed) -> bool:
    """Whether the words can be a term: no small talk but a function word in the middle, no word twice."""
    last = words[-1]
    return (
        not closed[words[0]]
        and not closed[last]
        and not _DANGLING.search(last.folded)
        and len(set(key)) == len(key)
        and all(word.folded in MIDDLE_WORDS or not closed[word] for word in words[1:-1])
    )


def _title_cased(title: str) -> bool:
    words = [word for word in words_of(title) if len(word) > 3]
    return len(words) < 3 or sum(word[0].isupper() for word in words) > len(words) / 2


def _note_spellings(corpus: Corpus, text: str, *, trusted: bool) -> None:
    for words in segments(text):
        for place, word in enumerate(words):
            plain_capital = word[:1].isupper() and word[1:].islower()
            # A capital at the start of a sentence or in a headline is no part of the word's spelling.
            if plain_capital and (place == 0 or not trusted):
                continue
            if word.isupper() and not trusted and len(word) > 5:
                continue
            corpus.spellings[fold(word)][word] += 1
