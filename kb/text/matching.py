"""What to look for in texts: the words of a question, their translations, its exact names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.text.translation import translated
from kb.text.words import FUNCTION_WORDS, TOKEN, WORD, exact_names, fold, stem, stems, written_words

_URL = re.compile(r"https?://\S+")

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a question names: the stems of its words, and those of its names in the other language."""

    words: Stems
    translations: tuple[Stems, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: terms, exact names, and the beginning of a word that is still being typed."""

    terms: tuple[Term, ...] = ()
    exact: tuple[str, ...] = ()
    prefix: str = ""

    @property
    def stems(self) -> Stems:
        """The stems of all terms as typed, each once."""
        return tuple(dict.fromkeys(one for term in self.terms for one in term.words))

    @property
    def all_stems(self) -> Stems:
        """Those of the translations too."""
        named = (one for term in self.terms for name in term.translations for one in name)
        return tuple(dict.fromkeys((*self.stems, *named)))


def parse_query(text: str) -> Query:
    """The words of a question as texts are searched for them. Function words count only when there is
    nothing else."""
    words = written_words(text)
    only_function = all(word in FUNCTION_WORDS for word in words)
    telling = [only_function or word not in FUNCTION_WORDS for word in words]
    forms = [stem(word) for word in words]
    starting = {one.start: one for one in translated(words)}
    terms: dict[Term, None] = {}
    at = 0
    while at < len(words):
        one = starting.get(at)
        end = one.end if one else at + 1
        own = tuple(form for form, tells in zip(forms[at:end], telling[at:end], strict=True) if tells)
        others = (tuple(stems(other)) for other in one.translations) if one else ()
        if own:
            terms[Term(own, tuple(dict.fromkeys(others)))] = None
        at = end
    return Query(tuple(terms), tuple(dict.fromkeys(exact_names(text))))


def surface_forms(text: str, query: Query) -> tuple[str, ...]:
    """The words of a text that answer the query, as written there, for marking."""
    present = {stem(word) for word in written_words(text)}
    wanted, exact = set(query.stems), set(query.exact)
    for term in query.terms:
        wanted.update(one for other in term.translations if present.issuperset(other) for one in other)
    wanted -= {stem(word) for word in FUNCTION_WORDS} - set(query.stems)
    forms: dict[str, None] = {}
    for token in TOKEN.findall(text):
        if fold(token) in exact:
            forms[token] = None
            continue
        for word in WORD.findall(token):
            folded = fold(word)
            if stem(folded) in wanted or (query.prefix and folded.startswith(query.prefix)):
                forms[word] = None
    return tuple(forms)


def match_count(text: str, query: Query) -> int:
    """How many different words of the query a text holds, a translated term for as many as it stands for;
    exact names count twice."""
    words = set(written_words(_URL.sub(" ", text)))
    present = {stem(word) for word in words}
    count = 0
    for term in query.terms:
        own = sum(one in present for one in term.words)
        if own < len(term.words) and any(present.issuperset(other) for other in term.translations):
            own = len(term.words)
        count += own
    begins = bool(query.prefix) and any(word.startswith(query.prefix) for word in words)
    named = set(query.exact) & set(exact_names(text)) if query.exact else ()
    return count + begins + 2 * len(named)
