"""History: the latest steps, each with what it changed, and the way back."""

from itertools import groupby

import streamlit as st

from kb.catalogue import _, n_
from kb.clock import day
from kb.types import Move, Step
from kb.types.moves import together
from kb.ui.items.actions import short_title
from kb.ui.shell import frame, humanize, notices
from kb.ui.shell.escape import plain

_SHOWN = 50
"""Steps at once: some three screens, more than anybody goes back by hand."""
_TOLD = 3
"""What a step changed is named up to so many; a filing may be about hundreds of items."""

library = frame.begin("History")
st.title(_("History"), anchor=False)
st.markdown(
    _(
        "What you did last. Each step goes back alone; where a later one changed the same thing, that one"
        " first."
    )
)


def told(move: Move) -> str:
    """What a step changed, in a line of Markdown."""
    item = library.items.known([move.key]).get(move.key)
    change = plain(move.change) or _("nothing left")
    return f"{short_title(item) if item else plain(move.key)}:gray[: {change}]"


def line(step: Step) -> None:
    """A step with its Undo."""
    changes = together(library.history.changes(step))
    more = len(changes) - _TOLD
    lines = [
        f"**{plain(step.action.label)}**",
        *(f":small[{told(move)}]" for move in changes[:_TOLD]),
        *([f":small[:gray[{n_('and {count} more', 'and {count} more', more)}]]"] if more > 0 else []),
    ]
    said, back = st.columns((6, 1), vertical_alignment="center")
    said.markdown("  \n".join(lines))
    back.button(
        _("Undo"), key=f"undo-{step.id}", type="tertiary", on_click=notices.take_back, args=(library, step.id)
    )


steps = library.history.steps(_SHOWN)
if not steps:
    st.markdown(f":gray[{_('Nothing that could be taken back: file, mark or tag something.')}]")
with st.container(width=840):
    for on, of_a_day in groupby(steps, key=lambda step: day(step.at)):
        st.header(humanize.day(on), anchor=False)
        for step in of_a_day:
            line(step)
