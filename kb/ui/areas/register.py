"""The register of areas, a line each: what is followed, what is ignored on purpose, what is still open. What
more is known of one opens below its line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

import streamlit as st

from kb.catalogue import _, n_, noted, number, p_
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
_COLUMNS = (lines.Column(noted("Stance"), 170), lines.Column(noted("Lately"), 96),
            lines.Column(noted("Useful"), 210, wide=True),
            lines.Column(noted("Look again"), 160, wide=True))  # fmt: skip
"""Pixels that the longest of what stands in each takes, tried out."""
_NO_BREAK = "\N{NO-BREAK SPACE}"
_AGAIN = 3
"""Which of them says when to look again."""
_OF_STANCE = {
    Stance.TRACKED: noted("{count} tracked"),
    Stance.IGNORED: noted("{count} ignored on purpose"),
    Stance.UNDECIDED: noted("{count} undecided"),
}


def draw(library: Library) -> None:
    """The whole register."""
    areas = library.areas.every()
    if not areas:
        st.markdown(
            _(
                "An area is a field you follow or deliberately do not follow: a name, a criterion that says "
                "what belongs to it, and your reason. Writing down what you leave alone is what lets you "
                "leave it alone."
            )
        )
        st.markdown(f":gray[{_('Begin with something you would rather stop reading about.')}]")
        return
    shown = areas
    if len(areas) > _MANY:
        asked = st.text_input(
            _("Find an area"),
            placeholder=_("Find an area by its name, criterion or reason"),
            type="search",
            live="300ms",
            icon=":material/search:",
            label_visibility="collapsed",
            key="find-area",
        )
        shown = [area for area in areas if speaks_of(area, asked)]
        if not shown:
            st.markdown(_("No area speaks of “{words}”.", words=plain(asked)))
            return
    at, since = humanize.now(), library.role.lately()
    figures = stats.figures(library, since)
    counted = _("Lately: saved since {day}.", day=humanize.day(since))
    st.markdown(f":gray[{_standing(library, areas, since)} {counted}{stats.as_of(since, at)}]")
    lines.head(_LIST, _("Area"), _COLUMNS)
    today = at.date()
    for stance in Stance:
        for area, depth in chain(*families([area for area in shown if area.stance is stance], today)):
            _line(library, area, depth, figures.get(area.id), since, today)


def _standing(library: Library, areas: Sequence[Area], since: str) -> str:
    """How many areas there are of each stance, and what ignoring has spared."""
    of_stance = {stance: [area for area in areas if area.stance is stance] for stance in Stance}
    counts = [_(_OF_STANCE[stance], count=number(len(own))) for stance, own in of_stance.items() if own]
    standing = p_("how many areas are of each stance", "{counts}.", counts=", ".join(counts))
    if spared := stats.came_together(of_stance[Stance.IGNORED], library, since):
        told = n_(
            "{count} item came that you need not read.", "{count} items came that you need not read.", spared
        )
        return f"{standing} {told}"
    return standing


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
    everywhere = (_AGAIN,) if due(area, today) else ()
    places = lines.line(_LIST, area.id, area.name, _COLUMNS, depth=depth, everywhere=everywhere)
    with places as (stance, came, useful, again):
        stance.markdown(f":small[{theme.STANCES[area.stance].mark}]")
        if found is not None:
            with came:
                _number(found.came, _came(found), stats.came(area, since))
            unjudged = f":gray[{_('not judged yet')}]"
            useful.markdown(f":small[{_share(found) if found.judged else unjudged}]")
        again.markdown(_again(area, today))
    if lines.is_open(_LIST, area.id):
        with st.container(key=f"area-{area.id}", gap="xsmall", border=True):
            _details(library, area, found, since, today)


def _share(found: AreaFigures) -> str:
    if found.judged < FEWEST:
        return _("{part} of {whole}", part=number(found.useful), whole=number(found.judged))
    # What does not fit breaks behind the comma, not within the count.
    share, comma, count = humanize.share(found.useful, found.judged, found.low, found.high).rpartition(", ")
    return f"{share}{comma}{count.replace(' ', _NO_BREAK)}"


def _came(found: AreaFigures) -> str:
    return _("{count} came", count=number(found.came))


def _again(area: Area, today: date) -> str:
    if due(area, today):
        return f":small[:orange[:material/event_repeat:] {_('look again now')}]"
    return f":small[:gray[{humanize.day(area.review_on)}]]" if area.review_on else lines.NOTHING


def _details(library: Library, area: Area, found: AreaFigures | None, since: str, today: date) -> None:
    """All that is known of an area, and what can be done with it."""
    if area.criterion:
        st.markdown(plain(area.criterion))
    if area.reason:
        st.markdown(f":small[:gray[{_('Because: {reason}', reason=plain(area.reason))}]]")
    within = _("Within {area}.", area=plain(area.parent)) if area.parent else ""
    st.markdown(f":small[:gray[{f'{within} {dates(area)}'.strip()}]]")
    if found is not None:
        _numbers(area, found, since)
    _buttons(library, area, due(area, today))


def _numbers(area: Area, found: AreaFigures, since: str) -> None:
    """Counts, each leading to its items; what came to nothing is said in plain words."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"numbers-{area.id}"):
        items = len(area.members)
        _number(items, n_("{count} item", "{count} items", items), Filters(areas=(area.name,)))
        _number(found.came, _came(found), stats.came(area, since))
        if found.came:
            _number(found.kept, _("{count} kept", count=number(found.kept)), stats.kept(area, since))
            _number(found.read, _("{count} read", count=number(found.read)), stats.read(area, since))
        if found.judged:
            useful = _("Useful: {share} judged", share=_share(found))
            _number(found.judged, useful, stats.judged(area))


def _number(of: int, label: str, filters: Filters) -> None:
    if of:
        where = url.link(filters)
        st.page_link(url.PAGE, label=f":small[:primary[{label}]]", query_params=where, width="content")
    else:
        st.markdown(f":small[:gray[{label}]]", width="content")


def _buttons(library: Library, area: Area, is_due: bool) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if is_due:
            later = (humanize.now().date() + form.LOOK_AGAIN).isoformat()
            st.button(
                _("It stays so"),
                key=f"stays-{area.id}",
                help=_("Look again on {day}", day=humanize.day(later)),
                on_click=notices.act,
                args=(
                    library,
                    lambda: library.areas.set(area.name, review_on=later),
                    _(
                        "{area} stays as it is. Look again on {day}.",
                        area=plain(area.name),
                        day=humanize.day(later),
                    ),
                ),
            )
        if area.borderline:
            st.button(
                _("{count} in doubt", count=number(area.borderline)),
                key=f"doubt-{area.id}",
                help=_("Say yes or no to a few; the area learns at once"),
                on_click=questions.begin,
                args=(area,),
            )
        if area.members:
            st.button(
                _("Why these"),
                key=f"why-{area.id}",
                type="tertiary",
                help=_("The members, the surest first, each with its reason"),
                on_click=_show_members,
                args=(area.name,),
            )
        if st.button(_("Edit"), key=f"edit-{area.id}", type="tertiary"):
            form.edit(library, area)


def _show_members(name: str) -> None:
    st.query_params[membership.AREA] = name


def dates(area: Area) -> str:
    """Since when the stance holds and when to look again, in words."""
    since, again = humanize.day(area.since), humanize.day(area.review_on)
    if since and again:
        return _("Since {since}, look again on {day}", since=since, day=again)
    return _("Since {since}", since=since) if since else _("look again on {day}", day=again) if again else ""
