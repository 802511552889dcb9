"""What restricts a search, whether typed into the box or chosen beside it: one thing, in parts that can be
taken away one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

from kb.catalogue import _
from kb.search.query import Known, Piece, PieceKind, Question, as_words, parse, rewritten, to_query, written
from kb.types import Filters
from kb.types.filters import BY_WORD, FILTERS, Filter


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the box, and the filters chosen beside it."""

    typed: str
    chosen: Filters = Filters()


@dataclass(frozen=True, slots=True)
class Part:
    """One restriction in words, and what would be asked without it."""

    label: str
    rest: Asked


def parts(asked: Asked, filters: Filters, known: Known) -> list[Part]:
    """Everything that restricts. `filters` are the typed and the chosen ones together."""
    question = parse(asked.typed, known)
    return [
        *(
            Part(one.label(value), _without(question, asked.chosen, one, value))
            for one in FILTERS
            for value in one.of(filters)
        ),
        *(
            Part(_("not {what}", what=one.label(value)), _readmitted(question, asked.chosen, one, value))
            for one in FILTERS
            for value in one.of(filters.without or Filters())
        ),
        *(
            Part(_("exactly “{phrase}”", phrase=phrase), replace(asked, typed=_loosened(question, phrase)))
            for phrase in dict.fromkeys(question.phrases)
        ),
        *(
            Part(_("without “{words}”", words=words), replace(asked, typed=_allowed(question, words)))
            for words in dict.fromkeys(question.without)
        ),
    ]


def without(asked: Asked, word: str, value: str, known: Known) -> Asked:
    """The question without one value of a filter, wherever it stands; a day goes whatever it is. `word` is
    the filter's in the box."""
    return _without(parse(asked.typed, known), asked.chosen, BY_WORD[word], value)


def corrected(typed: str, instead: str, known: Known) -> str:
    """What was typed with its words in another spelling and all else kept. `instead` are all the words that
    are asked, as many as there are."""
    question = parse(typed, known)
    words = iter(instead.split())

    def respelt(piece: Piece) -> str | None:
        if piece.minus or not piece.text:
            return None
        better = " ".join(islice(words, len(piece.text.split())))
        return question.typed[piece.start : piece.end].replace(piece.text, better)

    return rewritten(question, respelt)


def bare(typed: str, known: Known) -> str:
    """The words alone, written such that nothing restricts."""
    question = parse(typed, known)

    def words(piece: Piece) -> str | None:
        if piece.minus or piece.filter:
            return ""
        return None if piece.kind is PieceKind.WORDS and piece.closed else as_words(piece.text)

    return rewritten(question, words)


def one_line(asked: Asked) -> str:
    """All of a question as words of the box, to be kept and asked again."""
    typed, chosen = asked.typed.strip(), to_query(asked.chosen)
    pieces = parse(typed).pieces
    # Whatever stands behind an open quote belongs to it.
    parts = (chosen, typed) if pieces and not pieces[-1].closed else (typed, chosen)
    return " ".join(filter(None, parts))


def _without(question: Question, chosen: Filters, one: Filter, value: str) -> Asked:
    left = _others(one, one.of(chosen), value)
    return Asked(_dropped(question, one, value, minus=False), one.put(chosen, left))


def _readmitted(question: Question, chosen: Filters, one: Filter, value: str) -> Asked:
    if refused := chosen.without:
        less = one.put(refused, _others(one, one.of(refused), value))
        chosen = replace(chosen, without=None if less.empty else less)
    return Asked(_dropped(question, one, value, minus=True), chosen)


def _dropped(question: Question, one: Filter, value: str, *, minus: bool) -> str:
    """The question without a value of a filter, or without it among what is left out."""

    def less(piece: Piece) -> str | None:
        if piece.filter is not one or piece.minus is not minus:
            return None
        left = _others(one, piece.values, value)
        if left == piece.values:
            return None
        return written(one, left, minus=minus) if left else ""

    return rewritten(question, less)


def _others(one: Filter, values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return () if one.is_bound else tuple(each for each in values if each != value)


def _loosened(question: Question, phrase: str) -> str:
    """The question with the words of a phrase wherever they stand."""
    phrased = PieceKind.PHRASE
    return rewritten(
        question,
        lambda piece: (
            as_words(phrase) if piece.kind is phrased and piece.text == phrase and not piece.minus else None
        ),
    )


def _allowed(question: Question, words: str) -> str:
    """The question that does not leave these words out."""
    return rewritten(question, lambda piece: "" if piece.minus and piece.text == words else None)
