"""The register of areas as cards: what is followed, what is ignored on purpose, what is still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

import streamlit as st

from kb.library import Library
from kb.text.words import fold
from kb.types import Area, Filters, Stance
from kb.ui.areas import form, membership, questions, stats
from kb.ui.areas.stats import AreaFigures
from kb.ui.shell import humanize, notices, theme, url
from kb.ui.shell.escape import plain

GROUPS = {
    Stance.TRACKED: "What you follow.",
    Stance.IGNORED: "What you leave alone with a clear conscience, and why.",
    Stance.UNDECIDED: "What still waits for your word.",
}
_COLUMNS = 3
"""Cards side by side on a page as wide as the app draws it."""
_MANY = 12
"""From more areas than this on there is a box to find one."""


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
    since = library.role.lately()
    figures = stats.figures(library, since)
    st.markdown(f":small[:gray[Came, kept and read are about what was saved since {humanize.day(since)}.]]")
    for stance in Stance:
        own = [area for area in shown if area.stance is stance]
        if own or len(shown) == len(areas):
            _group(library, stance, own, figures, since)


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


def _group(
    library: Library,
    stance: Stance,
    areas: Sequence[Area],
    figures: Mapping[int, AreaFigures],
    since: str,
) -> None:
    """One group: its name, what it means, its cards."""
    look = theme.STANCES[stance]
    st.subheader(f":{look.name}[{look.icon}] {look.label.capitalize()} ({len(areas):,})", anchor=False)
    meaning = GROUPS[stance] if areas else "None yet."
    if stance is Stance.IGNORED and (spared := stats.came_together(areas, library, since)):
        meaning += (
            f" Since {humanize.day(since)} {humanize.count(spared, 'item')} came that you need not read."
        )
    st.markdown(f":gray[{meaning}]")
    alone: list[Area] = []
    for family in families(areas, humanize.now().date()):
        if len(family) == 1:
            alone.append(family[0][0])
        else:
            _in_columns(library, alone, figures, since)
            alone = []
            _family(library, family, figures, since)
    _in_columns(library, alone, figures, since)


def _in_columns(
    library: Library, areas: Sequence[Area], figures: Mapping[int, AreaFigures], since: str
) -> None:
    for start in range(0, len(areas), _COLUMNS):
        for place, area in zip(st.columns(_COLUMNS), areas[start : start + _COLUMNS], strict=False):
            with place, st.container(border=True, key=f"alone-{area.id}"):
                _card(library, area, figures, since, within=bool(area.parent))


def _family(
    library: Library, family: Sequence[tuple[Area, int]], figures: Mapping[int, AreaFigures], since: str
) -> None:
    """An area beside those inside it, in one frame."""
    (outermost, _), *inner = family
    with st.container(border=True, key=f"family-{outermost.id}"):
        first, *others = st.columns(_COLUMNS)
        with first:
            _card(library, outermost, figures, since, within=bool(outermost.parent))
        for start in range(0, len(inner), len(others)):
            if start:
                _, *others = st.columns(_COLUMNS)
            for place, (area, _) in zip(others, inner[start : start + len(others)], strict=False):
                with place, st.container(key=f"inside-{area.id}"):
                    _card(library, area, figures, since, within=True)


def _card(
    library: Library, area: Area, figures: Mapping[int, AreaFigures], since: str, *, within: bool
) -> None:
    with st.container(key=f"area-{area.id}", gap="xsmall"):
        st.markdown(f"**{plain(area.name)}**")
        if within and area.parent:
            st.markdown(f":small[:gray[within {plain(area.parent)}]]")
        if due(area, humanize.now().date()):
            _look_again(library, area)
        if area.criterion:
            st.markdown(f":small[{plain(area.criterion)}]")
        if area.reason:
            st.markdown(f":small[:gray[Because: {plain(area.reason)}]]")
        st.markdown(f":small[:gray[{dates(area)}]]")
        if area.id in figures:
            _numbers(area, figures[area.id], since)
        _buttons(library, area)


def _look_again(library: Library, area: Area) -> None:
    later = (humanize.now().date() + form.LOOK_AGAIN).isoformat()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(":orange-badge[:material/event_repeat: look again]", width="content")
        st.button(
            "It stays so",
            key=f"stays-{area.id}",
            type="tertiary",
            help=f"Look again on {humanize.day(later)}",
            on_click=notices.act,
            args=(
                library,
                lambda: library.areas.set(area.name, review_on=later),
                f"{plain(area.name)} stays as it is. Look again on {humanize.day(later)}.",
            ),
        )


def _numbers(area: Area, found: AreaFigures, since: str) -> None:
    """Counts, each leading to its items; what came to nothing is said in plain words."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"numbers-{area.id}"):
        _number(len(area.members), humanize.count(len(area.members), "item"), Filters(areas=(area.name,)))
        _number(found.came, f"{found.came:,} came", stats.came(area, since))
        if found.came:
            _number(found.kept, f"{found.kept:,} kept", stats.kept(area, since))
            _number(found.read, f"{found.read:,} read", stats.read(area, since))
    if found.judged:
        with st.container(key=f"numbers-useful-{area.id}"):
            helped = humanize.share(found.useful, found.judged, found.low, found.high)
            _number(found.judged, f"Useful: {helped} judged", stats.judged(area))


def _number(number: int, label: str, filters: Filters) -> None:
    if number:
        where = url.link(filters)
        st.page_link(url.PAGE, label=f":small[:primary[{label}]]", query_params=where, width="content")
    else:
        st.markdown(f":small[:gray[{label}]]", width="content")


def _buttons(library: Library, area: Area) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
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
