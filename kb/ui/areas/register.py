"""The register of areas, a line each: what is followed, what is ignored on purpose, what is still open. What
more is known of one opens below its line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

import streamlit as st

from kb.library import Library
from kb.text.words import fold
from kb.types import Area, Filters, Stance
from kb.types.reviews import FEWEST
from kb.ui.areas import form, membership, questions, stats
from kb.ui.areas.stats import AreaFigures
from kb.ui.shell import humanize, lines, notices, theme, url
from kb.ui.shell.escape import plain

_MANY = 12
"""From more areas than this on there is a box to find one."""
_LIST = "areas"
_COLUMNS = (lines.Column("Stance", 170), lines.Column("Lately", 80),
            lines.Column("Useful", 180, wide=True), lines.Column("Look again", 140, wide=True))  # fmt: skip
"""Pixels that the longest of what stands in each takes, tried out."""


def draw(library: Library) -> None:
    """The whole register."""
    areas = library.areas.every()
    if not areas:
        st.markdown(
            "An area is a field you follow or deliberately do not follow: a name, a criterion that says what "
            "belongs to it, and your reason. Writing down what you leave alone is what lets you leave it "
            "alone."
        )
        st.markdown(":gray[Begin with something you would rather stop reading about.]")
        return
    shown = areas
    if len(areas) > _MANY:
        asked = st.text_input(
            "Find an area",
            placeholder="Find an area by its name, criterion or reason",
            type="search",
            live="300ms",
            icon=":material/search:",
            label_visibility="collapsed",
            key="find-area",
        )
        shown = [area for area in areas if speaks_of(area, asked)]
        if not shown:
            st.markdown(f"No area speaks of “{plain(asked)}”.")
            return
    at, since = humanize.now(), library.role.lately()
    figures = stats.figures(library, since)
    st.markdown(f":gray[{_standing(library, areas, since)} Lately: saved {stats.lately(since, at)}]")
    lines.head(_LIST, "Area", _COLUMNS)
    today = at.date()
    for stance in Stance:
        for area, depth in chain(*families([area for area in shown if area.stance is stance], today)):
            _line(library, area, depth, figures.get(area.id), since, today)


def _standing(library: Library, areas: Sequence[Area], since: str) -> str:
    """How many areas there are of each stance, and what ignoring has spared."""
    of_stance = {stance: [area for area in areas if area.stance is stance] for stance in Stance}
    counts = [f"{len(own):,} {theme.STANCES[stance].label}" for stance, own in of_stance.items() if own]
    spared = stats.came_together(of_stance[Stance.IGNORED], library, since)
    told = f" {humanize.count(spared, 'item')} came that you need not read." if spared else ""
    return f"{', '.join(counts)}.{told}"


def speaks_of(area: Area, asked: str) -> bool:
    """Whether every word asked for stands in the area's name, criterion or reason."""
    said = fold(f"{area.name} {area.criterion} {area.reason}")
    return all(word in said for word in fold(asked).split())


def due(area: Area, today: date) -> bool:
    """Whether the day to look again has come."""
    return area.review_on is not None and area.review_on[:10] <= today.isoformat()


def families(areas: Sequence[Area], today: date) -> list[list[tuple[Area, int]]]:
    """Areas in calm order, each in one list with those inside it, with how deep each lies. What is due, or
    holds something due, comes first, then what holds others, then names. An area whose parent is not among
    these stands by itself."""
    names = {area.name for area in areas}
    inside: dict[str | None, list[Area]] = {}
    for area in areas:
        inside.setdefault(area.parent if area.parent in names else None, []).append(area)

    def is_due(area: Area) -> bool:
        return due(area, today) or any(map(is_due, inside.get(area.name, ())))

    def order(area: Area) -> tuple[bool, bool, str]:
        return not is_due(area), area.name not in inside, fold(area.name)

    def walk(area: Area, depth: int) -> list[tuple[Area, int]]:
        within = [walk(child, depth + 1) for child in sorted(inside.get(area.name, ()), key=order)]
        return [(area, depth), *chain.from_iterable(within)]

    return [walk(area, 0) for area in sorted(inside.get(None, ()), key=order)]


def _line(
    library: Library, area: Area, depth: int, found: AreaFigures | None, since: str, today: date
) -> None:
    with lines.line(_LIST, area.id, area.name, _COLUMNS, depth=depth) as (stance, came, useful, again):
        stance.markdown(f":small[{theme.STANCES[area.stance].mark}]")
        if found is not None:
            with came:
                _number(found.came, f"{found.came:,} came", stats.came(area, since))
            useful.markdown(f":small[{_share(found) if found.judged else ':gray[not judged yet]'}]")
        again.markdown(_again(area, today))
    if lines.is_open(_LIST, area.id):
        with st.container(key=f"area-{area.id}", gap="xsmall", border=True):
            _details(library, area, found, since, today)


def _share(found: AreaFigures) -> str:
    if found.judged < FEWEST:
        return f"{found.useful:,} of {found.judged:,}"
    return humanize.share(found.useful, found.judged, found.low, found.high)


def _again(area: Area, today: date) -> str:
    if due(area, today):
        return ":small[:orange[:material/event_repeat:] now]"
    return f":small[:gray[{humanize.day(area.review_on)}]]" if area.review_on else lines.NOTHING


def _details(library: Library, area: Area, found: AreaFigures | None, since: str, today: date) -> None:
    """All that is known of an area, and what can be done with it."""
    if area.criterion:
        st.markdown(plain(area.criterion))
    if area.reason:
        st.markdown(f":small[:gray[Because: {plain(area.reason)}]]")
    within = f"Within {plain(area.parent)}. " if area.parent else ""
    st.markdown(f":small[:gray[{within}{dates(area)}]]")
    if found is not None:
        _numbers(area, found, since)
    _buttons(library, area, due(area, today))


def _numbers(area: Area, found: AreaFigures, since: str) -> None:
    """Counts, each leading to its items; what came to nothing is said in plain words."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"numbers-{area.id}"):
        _number(len(area.members), humanize.count(len(area.members), "item"), Filters(areas=(area.name,)))
        _number(found.came, f"{found.came:,} came", stats.came(area, since))
        if found.came:
            _number(found.kept, f"{found.kept:,} kept", stats.kept(area, since))
            _number(found.read, f"{found.read:,} read", stats.read(area, since))
        if found.judged:
            _number(found.judged, f"Useful: {_share(found)} judged", stats.judged(area))


def _number(number: int, label: str, filters: Filters) -> None:
    if number:
        where = url.link(filters)
        st.page_link(url.PAGE, label=f":small[:primary[{label}]]", query_params=where, width="content")
    else:
        st.markdown(f":small[:gray[{label}]]", width="content")


def _buttons(library: Library, area: Area, is_due: bool) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if is_due:
            later = (humanize.now().date() + form.LOOK_AGAIN).isoformat()
            st.button(
                "It stays so",
                key=f"stays-{area.id}",
                help=f"Look again on {humanize.day(later)}",
                on_click=notices.act,
                args=(
                    library,
                    lambda: library.areas.set(area.name, review_on=later),
                    f"{plain(area.name)} stays as it is. Look again on {humanize.day(later)}.",
                ),
            )
        if area.borderline:
            st.button(
                f"{area.borderline:,} in doubt",
                key=f"doubt-{area.id}",
                help="Say yes or no to a few; the area learns at once",
                on_click=questions.begin,
                args=(area,),
            )
        if area.members:
            st.button(
                "Why these",
                key=f"why-{area.id}",
                type="tertiary",
                help="The members, the surest first, each with its reason",
                on_click=_show_members,
                args=(area.name,),
            )
        if st.button("Edit", key=f"edit-{area.id}", type="tertiary"):
            form.edit(library, area)


def _show_members(name: str) -> None:
    st.query_params[membership.AREA] = name


def dates(area: Area) -> str:
    """Since when the stance holds and when to look again, in words."""
    parts = [f"Since {humanize.day(area.since)}"] if area.since else []
    if area.review_on:
        parts.append(f"look again on {humanize.day(area.review_on)}")
    return ", ".join(parts)
