"""Making and changing an area: name, stance, criterion, reason, examples either way, the area around it, the
day to look again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from kb.catalogue import _, n_, noted
from kb.library import Library
from kb.types import Area, Item, SearchMode, Stance
from kb.ui.shell import emptied, humanize, notices, theme
from kb.ui.shell.dialogs import dialog
from kb.ui.shell.escape import plain

LOOK_AGAIN = timedelta(days=183)
"""Half a year: what the form proposes, and the person may change."""
_TYPICAL = 5
"""Examples proposed for an area that begins from a topic."""
_FOUND = 6
"""Items shown below the words an example is looked for by."""
_LIST_HEIGHT = 260
_SHOWN_WHOLE = 4
"""Pixels of a list of more examples than the second; fewer stand in full."""
_NAME_LENGTH = 80
"""Characters of a name the form takes; outlines keep theirs a little shorter (`kb.areas.phrases`)."""
_SETTLED = "area-form-settled"
"""What belongs and what does not, by form and key of an item."""
_SAID = {True: noted("Yes"), False: noted("No")}


@dataclass(frozen=True, slots=True)
class _Draft:
    """What the form begins with. `ask` is what the role asks for that the area is made to serve."""

    area: Area
    ask: str = ""

    @property
    def new(self) -> bool:
        return self.area.id == 0

    @property
    def form(self) -> str:
        """What its form is called: left half filled, it is there again where it was begun from the same."""
        if self.new:
            return emptied.about("area-form-new", (self.area, self.ask))
        return f"area-form-{self.area.id}"


def edit(library: Library, area: Area) -> None:
    """Opens the form with what is known of an area."""
    _open(library, _Draft(area))


def make(
    library: Library,
    topic: str = "",
    *,
    examples: Sequence[str] = (),
    stance: Stance = Stance.UNDECIDED,
    name: str = "",
    ask: str = "",
) -> None:
    """Opens the form for a new area: empty, or started from a topic of the map, from keys of items that
    belong, or from something the role asks for, which the area will then serve."""
    begun = next((one for one in library.map.topics() if str(one.id) == topic), None) if topic else None
    typical = library.map.examples(_TYPICAL)[begun.id][0] if begun else []
    area = Area(
        id=0,
        name=name or (begun.name if begun else ask[:_NAME_LENGTH]),
        stance=stance,
        criterion=ask,
        reason="",
        since="",
        review_on=None,
        examples=(*(item.key for item in typical), *examples),
    )
    _open(library, _Draft(area, ask))


def _open(library: Library, draft: _Draft) -> None:
    settled: dict[str, dict[str, bool]] = st.session_state.setdefault(_SETTLED, {})
    if draft.form not in settled:
        settled[draft.form] = {
            **dict.fromkeys(draft.area.examples, True),
            **dict.fromkeys(draft.area.counter_examples, False),
        }
    _form(library, draft)


@dialog(noted("Area"), width="medium", icon=":material/interests:")
def _form(library: Library, draft: _Draft) -> None:
    area, start = draft.area, emptied.keyed(draft.form, draft.form)
    settled: dict[str, bool] = st.session_state[_SETTLED][draft.form]
    areas = library.areas.every()
    longest = max(_NAME_LENGTH, len(area.name))
    name = " ".join(
        st.text_input(
            _("Name"), area.name, max_chars=longest, key=f"{start}-name", persist_state="session"
        ).split()
    )
    stance = st.pills(
        _("Stance"),
        list(Stance),
        default=area.stance,
        required=True,
        format_func=lambda stance: theme.STANCES[stance].mark,
        key=f"{start}-stance",
        persist_state="session",
        wrap=True,
    )
    criterion = st.text_area(
        _("Criterion: what belongs here"),
        area.criterion,
        placeholder=_("Makes an existing language model cheaper or faster to serve."),
        help=_("Items are found by the meaning of this sentence and by the examples"),
        key=f"{start}-criterion",
        persist_state="session",
        height=90,
    )
    reason = st.text_area(
        _("Reason for the stance"),
        area.reason,
        placeholder=_("In your own words."),
        key=f"{start}-reason",
        persist_state="session",
        height=68,
    )
    _examples(library, start, settled)
    left, right = st.columns(2)
    around = _possible_parents(area, areas)
    parent = left.selectbox(
        _("Lies within"),
        around,
        index=around.index(area.parent) if area.parent in around else None,
        placeholder=_("No other area"),
        key=f"{start}-parent",
        persist_state="session",
        disabled=not around,
    )
    review_on = right.date_input(
        _("Look again on"),
        date.fromisoformat(area.review_on[:10]) if area.review_on else humanize.now().date() + LOOK_AGAIN,
        format=humanize.day_form(),
        key=f"{start}-review",
        persist_state="session",
    )
    fault = _fault(name, area, areas)
    if fault:
        st.markdown(f":small[:orange[:material/info:] {fault}]")
    with st.container(horizontal=True):
        if st.button(_("Save"), type="primary", key=f"{start}-save", disabled=bool(fault)):
            after = Area(
                area.id,
                name,
                stance,
                criterion.strip(),
                reason.strip(),
                area.since,
                review_on.isoformat(),
                tuple(key for key, belongs in settled.items() if belongs),
                counter_examples=tuple(key for key, belongs in settled.items() if not belongs),
                parent=parent,
            )
            with st.spinner(_("Finding what belongs here …"), show_time=False):
                if _save(library, draft, after):
                    _over(draft)
            st.rerun()
        if st.button(_("Leave it"), key=f"{start}-leave", type="tertiary"):
            _over(draft)
            st.rerun()
        if not draft.new and st.button(_("Remove the area"), key=f"{start}-remove", type="tertiary"):
            removed = _("Removed the area {area}. Its items stay as they are.", area=plain(area.name))
            notices.act(library, lambda: library.areas.remove(area.name), removed)
            _over(draft)
            st.rerun()


def _over(draft: _Draft) -> None:
    """The form begins anew the next time."""
    emptied.taken(draft.form)
    del st.session_state[_SETTLED][draft.form]


def _fault(name: str, area: Area, areas: Sequence[Area]) -> str:
    """What keeps the form from being saved, in a line; empty when nothing does."""
    if not name:
        return _("An area needs a name.")
    if name.casefold() in {other.name.casefold() for other in areas if other.id != area.id}:
        return _("There is an area of this name: choose another, or edit that one.")
    return ""


def _possible_parents(area: Area, areas: Sequence[Area]) -> list[str]:
    """Areas that may lie around this one: not itself, nor what lies inside it."""
    inside = {area.name} if area.id else set()
    for _round in areas:
        inside |= {other.name for other in areas if other.parent in inside}
    return [other.name for other in areas if other.name not in inside]


def _save(library: Library, draft: _Draft, after: Area) -> bool:
    """Saves what the form holds; returns whether that went."""

    def change() -> Area:
        return library.areas.set(
            after.name if draft.new else draft.area.name,
            stance=after.stance,
            criterion=after.criterion,
            reason=after.reason,
            examples=after.examples,
            counter_examples=after.counter_examples,
            review_on=after.review_on,
            parent=after.parent or "",
            rename=None if draft.new else after.name,
            serves=draft.ask or None,
        )

    def said(saved: Area) -> str:
        return n_(
            "Saved the area {area}: {count} item belong.",
            "Saved the area {area}: {count} items belong.",
            len(saved.members),
            area=plain(saved.name),
        )

    return notices.done(library, change, said)


def _examples(library: Library, start: str, settled: dict[str, bool]) -> None:
    """What was said to belong or not to belong; more is found by its words."""
    query = st.text_input(
        _("Examples and counter-examples"),
        placeholder=_("Find items that belong here, or that do not"),
        type="search",
        live="300ms",
        icon=":material/search:",
        key=f"{start}-find",
    )
    found: list[Item] = []
    if query:
        found = [hit.item for hit in library.search.hits(query, mode=SearchMode.WORDS, limit=_FOUND)]
        with st.container(key=f"{start}-found", gap="xsmall"):
            if not found:
                st.markdown(f":small[:gray[{_('Nothing is found by these words.')}]]")
            for item in found:
                _row(item, f"{start}-found", settled)
    chosen = [item for item in library.items.known(list(settled)).values() if item not in found]
    if not settled:
        st.markdown(f":small[:gray[{_('A few typical items help as much as the criterion.')}]]")
    if not chosen:
        return
    yes = sum(settled.values())
    examples = n_("{count} example", "{count} examples", yes)
    counters = n_("{count} counter-example", "{count} counter-examples", len(settled) - yes)
    st.markdown(f":small[:gray[{examples}, {counters}]]")
    long = len(chosen) > _SHOWN_WHOLE
    with st.container(
        key=f"{start}-chosen", gap="xsmall", height=_LIST_HEIGHT if long else "content", border=False
    ):
        for item in chosen:
            _row(item, f"{start}-chosen", settled)


def _row(item: Item, place: str, settled: dict[str, bool]) -> None:
    """An item and whether it belongs; neither answer is as good as not having asked."""
    key = f"{place}-{item.id}"

    def say() -> None:
        answer = st.session_state[key]
        if answer is None:
            settled.pop(item.key, None)
        else:
            settled[item.key] = answer

    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{key}-row"):
        st.markdown(f":small[{plain(item.title)}]", width="stretch")
        st.segmented_control(
            _("Does it belong: {title}", title=plain(item.title)),
            list(_SAID),
            default=settled.get(item.key),
            format_func=lambda belongs: _(_SAID[belongs]),
            key=key,
            label_visibility="collapsed",
            width="content",
            on_change=say,
        )
