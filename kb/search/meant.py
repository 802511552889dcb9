"""What a question looks for: its words, or those that the library holds instead."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.catalogue import n_
from kb.search import query as language
from kb.search.spelling import correction, in_other_layout, sounding_like
from kb.store import words
from kb.text.matching import Query, parse_query
from kb.text.russian import is_form_of
from kb.text.sounds import beginnings
from kb.text.translation import translated
from kb.text.words import telling_words, written_words


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words to look for, and the text to be understood, with words of another keyboard layout or alphabet
    in their own; `instead` is the question as it was probably meant if words of it are misspelt, else empty;
    `nowhere` are words that no item holds, where they are half of the question or more."""

    query: Query
    text: str
    instead: str = ""
    nowhere: tuple[str, ...] = ()


def wanted(db: sqlite3.Connection, question: language.Question) -> Wanted:
    """What a question looks for. A last word that nothing holds may still be growing: then what begins with
    it is looked for.
    """
    text, typed = question.text, question.typed
    telling = telling_words(text)
    known = words.known(db, telling)
    if not known and (other := _in_other_layout(db, text)):
        return Wanted(parse_query(other), other, instead=other)
    unknown = [word for word in telling if word not in known]
    query = parse_query(text)
    if unknown and unknown[-1] == telling[-1] and typed.endswith(text[-1:]) and len(unknown[-1]) > 1:
        last = unknown[-1]
        if words.begins_a_word(db, last):
            others = parse_query(" ".join(word for word in telling if word != last))
            return Wanted(Query(others.terms if len(telling) > 1 else (), query.exact, last), text)
    if question.is_told:
        return Wanted(query, text)
    by_translation = _translated(db, text) if unknown else set()
    unknown = [word for word in unknown if word not in by_translation]
    written = {word: other for word in unknown if (other := _written_otherwise(db, word))}
    slipped = {word: better for word in unknown if word not in written and (better := _slip(db, word))}
    meant = written | slipped
    nowhere = tuple(word for word in unknown if word not in meant)
    replaced = language.replaced(text, meant) if meant else text
    return Wanted(
        query=replace(parse_query(replaced), exact=query.exact),
        # What a word means that may be a slip, the model knows as well; it may be none.
        text=language.replaced(text, written) if written else text,
        instead=replaced if any(not is_form_of(word, other) for word, other in meant.items()) else "",
        nowhere=nowhere if len(nowhere) * 2 >= len(telling) else (),
    )


def _in_other_layout(db: sqlite3.Connection, text: str) -> str:
    """A question as its keys read under the other layout, if items hold half of it then, else ''. Letters of
    one layout are signs of the other, so words are not looked at one by one; and those signs part words, so
    letters are counted: `бабочка` reads `,f,jxrf`, and an `f` stands in many a formula."""
    other = in_other_layout(text)
    telling = telling_words(other)
    held = words.known(db, telling)
    letters = sum(map(len, telling))
    return other if letters and sum(len(word) for word in telling if word in held) * 2 >= letters else ""


def _translated(db: sqlite3.Connection, text: str) -> set[str]:
    """The words of a text that an item holds in the other language, alone or as a term of several words."""
    own = written_words(text)
    return {
        word
        for term in translated(own)
        if any(_holds(db, written_words(name)) for name in term.translations)
        for word in own[term.start : term.end]
    }


def _holds(db: sqlite3.Connection, name: Sequence[str]) -> bool:
    return len(words.known(db, name)) == len(set(name))


def _written_otherwise(db: sqlite3.Connection, word: str) -> str:
    """The word as its keys read under the other layout, or as the other alphabet writes it; '' if no item
    holds it."""
    other = in_other_layout(word)
    if words.known(db, [other]):
        return other
    return sounding_like(word, words.vocabulary(db, beginnings(word)))


def _slip(db: sqlite3.Connection, word: str) -> str:
    return correction(word, words.vocabulary(db, word[:2]))


def said_of(nowhere: Sequence[str]) -> str:
    """What is to be said beside an answer of words that no item holds; '' where there are none."""
    if not nowhere:
        return ""
    return n_(
        "No item holds the word {words}; meaning alone may lead astray",
        "No item holds the words {words}; meaning alone may lead astray",
        len(nowhere),
        words=", ".join(f"“{word}”" for word in nowhere),
    )
