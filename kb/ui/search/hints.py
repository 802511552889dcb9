"""What to try: examples of what the box understands from this library's own values, and ways out where
nothing was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from kb.catalogue import _, n_
from kb.library import Library
from kb.search import restrictions
from kb.search.meant import said_of
from kb.search.query import Known, parse, to_query
from kb.search.restrictions import Asked, Part
from kb.text.excerpts import shortened
from kb.types import Filters, Found, Item, SearchMode, Zone
from kb.ui.add import offered
from kb.ui.search import filters
from kb.ui.shell import addressed, url
from kb.ui.shell.escape import code, plain

_EXAMPLES = 5
"""Questions proposed, in characters of a button at most."""
_LONGEST = 44
_ENOUGH = 50
"""Results are counted up to so many and then called more."""
_PHRASE_WORDS, _TELLING = 2, 5
"""Words of a title that make a phrase, and letters each must have to tell something."""


def examples(facets: filters.Facets, newest: Sequence[Item]) -> list[str]:
    """Questions this library has an answer to, each showing another thing the box understands. `facets`
    count the whole library, `newest` are a few items."""

    def first(name: str, *besides: str) -> str:
        return next((value for value in facets.get(name, {}) if value not in besides), "")

    dated = next((item.published for item in newest if item.published), None)
    by = next((item.authors[0] for item in newest if item.authors), "")
    phrase = next((words_ for item in newest if (words_ := _phrase(item.title))), "")
    zone, kind, tag = first("zone", Zone.INBOX), first("kind"), first("tag")
    rarer = first("lang", first("lang"))
    found = [
        f"zone:{zone}" + (f" lang:{rarer}" if rarer else "") if zone else "",
        f"kind:{kind}" + (f" since:{dated[:7]}" if dated else "") if kind else "",
        to_query(Filters(sources=(first("source"),))) if first("source") else "",
        f'"{phrase}"' if phrase else "",
        to_query(Filters(tags=(tag,))) + f" -zone:{Zone.PUT_AND_FORGET}" if tag else "",
        to_query(Filters(authors=(by,))) if by else "",
        "stance:tracked" if "tracked" in facets.get("stance", {}) else "",
    ]
    return [example for example in found if example and len(example) <= _LONGEST][:_EXAMPLES]


def _phrase(title: str) -> str:
    """The first words of a title as a phrase, where they are plain words that say something."""
    first = title.split()[:_PHRASE_WORDS]
    telling = [word for word in first if word.isalpha() and len(word) >= _TELLING]
    return " ".join(telling) if len(telling) == _PHRASE_WORDS else ""


def offer(library: Library, facets: filters.Facets) -> None:
    """Examples to press, each with what it means."""
    tried = examples(facets, library.items.select(limit=20))
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="examples"):
        st.markdown(f":small[:gray[{_('The box understands')}]]")
        for number, example in enumerate(tried):
            st.button(
                f":small[{code(example)}]",
                key=f"example-{number}",
                type="tertiary",
                help=meaning(example, {name: list(values) for name, values in facets.items()}),
                on_click=url.ask,
                args=(Asked(example),),
            )


def meaning(query: str, known: Known) -> str:
    """What a question restricts to, in words."""
    parts = restrictions.parts(Asked(query), parse(query, known).filters, known)
    return plain(" · ".join(part.label for part in parts))


def nothing_found(
    library: Library, asked: Asked, found: Found, parts: Sequence[Part], mode: SearchMode, known: Known
) -> None:
    """What was asked has no answer: which part to give up, with how much there is then, and other ways. Of an
    address that is not here `beside` has said all."""
    if found.absent and not parts:
        return

    def answers(question: Asked, how: SearchMode) -> int:
        return len(library.search.find(question.typed, question.chosen, how, _ENOUGH + 1).hits)

    several = len(parts) > 1
    st.markdown(_("Nothing passes all of this together.") if several else _("Nothing found."))
    ways: list[tuple[str, int, Callable[[], None]]] = []
    for part in parts:
        ways.append((_("Leave out: {what}", what=part.label), answers(part.rest, mode), _asking(part.rest)))
    if several:
        bare = Asked(restrictions.bare(asked.typed, known))
        ways.append((_("Leave all of it out"), answers(bare, mode), _asking(bare)))
    if mode is SearchMode.WORDS and parse(asked.typed, known).text:
        ways.append((_("Look for the meaning too"), answers(asked, SearchMode.HYBRID), _other_mode))
    helpful = [way for way in ways if way[1]]
    with st.container(key="ways", gap="xsmall"):
        for number, (label, count, take) in enumerate(helpful):
            many = n_("{count} item", "{count} items", count)
            if count > _ENOUGH:
                many = n_("more than {count}", "more than {count}", _ENOUGH)
            st.button(f"{plain(label)} :gray[· {many}]", key=f"way-{number}", on_click=take)
    if not helpful and not found.instead:
        st.markdown(f":gray[{_('Fewer or other words may help, in either language.')}]")


def _asking(question: Asked) -> Callable[[], None]:
    return lambda: url.ask(question)


def _other_mode() -> None:
    addressed.put(url.MODE, list(SearchMode), SearchMode.HYBRID)


def beside(typed: str, found: Found, known: Known) -> None:
    """What was probably meant, what could not be followed, and the way to save what is not here."""
    if found.absent:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="absent"):
            st.markdown(_("{address} is not here.", address=code(shortened(found.absent, _LONGEST))))
            st.page_link(
                "pages/add.py",
                label=_("Add it"),
                icon=":material/add:",
                query_params={offered.ADDRESS: found.absent},
            )
    if found.instead:
        better = restrictions.corrected(typed, found.instead, known)
        st.button(
            _("Did you mean **{words}**?", words=plain(found.instead)),
            key="instead",
            type="tertiary",
            icon=":material/spellcheck:",
            on_click=url.ask,
            args=(replace(url.asked(), typed=better),),
        )
    for note in filter(None, (*found.notes, said_of(found.nowhere))):
        st.markdown(f":small[:gray[:material/info: {plain(note)}]]")
