"""A deck of cards to decide about, as a component: keys and clicks are heard in the browser, which shows the
next card at once, and what they decide is done here when it arrives.

Streamlit's own shortcuts belong to buttons of a page that is drawn anew after each key; what is pressed
meanwhile is lost, or falls on the next card.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from kb.catalogue import _, language, number
from kb.library import Library
from kb.text.formulas import lettered
from kb.types import Item
from kb.ui.deck.rounds import End, Hand, Words
from kb.ui.deck.session import OPEN, SKIP, UNDO, WRITE, Choice, Press, Sitting, Table, Taken
from kb.ui.items import actions
from kb.ui.shell import trail, words

_HERE = Path(__file__).parent
TYPING = (_HERE / "typing.js").read_text(encoding="utf-8")
"""Script: whether a key is meant for a field that is being typed into."""
_HTML = """
<div class="jomo-deck" data-state="wait">
  <p class="jd-head"><b class="jd-place"></b> <span class="jd-note"></span></p>
  <div class="jd-stage">
    <article class="jd-card" aria-live="polite">
      <div>
        <h2 class="jd-title"></h2>
        <p class="jd-facts"></p>
        <p class="jd-summary"></p>
        <p class="jd-remark"></p>
      </div>
      <aside class="jd-beside"></aside>
    </article>
    <p class="jd-wait" data-say="wait"></p>
    <div class="jd-end"></div>
    <div class="jd-refused" role="alert" hidden>
      <ul></ul><button type="button" class="jd-close" data-say="close"></button>
    </div>
  </div>
  <div class="jd-do">
    <div class="jd-panel" role="group" hidden></div>
    <p class="jd-said" role="status"></p>
    <div class="jd-ask">
      <p class="jd-question"></p>
      <input class="jd-words" type="text" maxlength="500" autocomplete="off" hidden>
    </div>
    <div class="jd-choices"></div>
    <div class="jd-others"></div>
  </div>
</div>
"""
_deck = st.components.v2.component(
    "jomo_deck",
    html=_HTML,
    css=(_HERE / "deck.css").read_text(encoding="utf-8"),
    js="\n".join((words.JS, TYPING, (_HERE / "deck.js").read_text(encoding="utf-8"))),
    isolate_styles=False,
)


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of an item, all of it as text, formulas in letters. `facts` are (text, hint) in a line;
    `beside` are (heading, text, the item it leads to as (id, key) or none); `sure` is the value that is
    suggested without doubt, `reasons` what a suggestion rests on, each as (label, what to press) to say that
    it is none."""

    id: int
    title: str
    facts: Sequence[tuple[str, str]]
    summary: str
    remark: str = ""
    beside: Sequence[tuple[str, str, tuple[int, str] | None]] = ()
    sure: str = ""
    reasons: Sequence[tuple[str, str]] = ()

    def sent(self) -> dict[str, Any]:
        """The card as the browser gets it."""
        beside = [(head, lettered(text), leads_to) for head, text, leads_to in self.beside]
        return {
            **asdict(self),
            "title": lettered(self.title),
            "summary": lettered(self.summary),
            "beside": beside,
        }


def sitting(name: str) -> Sitting:
    """The sitting of this browser session that goes by a name."""
    found: Sitting = st.session_state.setdefault(f"sitting-{name}", Sitting())
    return found


def draw(
    library: Library,
    name: str,
    table: Table,
    said: Words,
    at: Sitting,
    hand: Hand,
    card: Callable[[Item], Card],
    note: Callable[[int], str],
    end: End,
) -> None:
    """Draws the deck, or goes to the item that the person opened. `name` names the deck in the browser: what
    was pressed in one of another name is never heard here. `note` says what stands beside the place, for a
    number of cards left."""
    if at.opened is not None:
        wanted, at.opened = library.items.by_ids([at.opened]), None
        for item in wanted:
            actions.open_item(item)
    for item in hand.dealt:
        trail.note(name, item.key)
    key = f"deck-{name}"

    def pressed() -> None:
        # Where another page was asked for too, Streamlit has forgotten the component before it calls this.
        heard = st.session_state[key].pressed if key in st.session_state else ()
        at.take(library, table, [_press(each) for each in heard], taken())

    writing = (Choice("N", WRITE, _("Note")),) if table.write else ()
    opening, undoing = Choice("O", OPEN, _("Open")), Choice("U", UNDO, _("Undo"))
    others = (*table.others, opening, said.skip, *writing, undoing)
    places = range(max(0, hand.left - len(hand.dealt)), hand.left + len(hand.back) + 1)
    _deck(
        key=key,
        data={
            "name": name,
            # Ids of items mean something in one library only.
            "kept": f"{name} {library.home}",
            "answered": list(at.answered),
            "refused": list(at.refused),
            "question": said.question,
            "choices": [asdict(choice) for choice in table.choices],
            "others": [asdict(choice) for choice in others],
            "said": table.said,
            "dialogs": list(table.dialogs),
            "told": {
                SKIP: said.skipped,
                UNDO: _("Taken back"),
                OPEN: _("Opening"),
                WRITE: _("Noted on"),
            },
            "nothing": said.nothing,
            "noting": table.noting,
            "waiting": [item.id for item in hand.dealt],
            "back": [item.id for item in hand.back],
            "left": hand.left,
            "cards": [card(item).sent() for item in (*hand.dealt, *hand.back)],
            "heads": {n: [_place(max(1, hand.total - n + 1), hand.total), note(n)] for n in places},
            "end": asdict(end),
            "words": {"wait": _("One moment …"), "close": _("Close"), "keep": _("Keep")},
            "language": language(),
        },
        on_pressed_change=pressed,
    )


def _place(card: int, total: int) -> str:
    return _("{number} of {total}", number=number(card), total=number(total))


def _press(sent: Mapping[str, Any]) -> Press:
    return Press(sent["id"], sent["do"], sent["item"], sent.get("note", ""))


@st.cache_resource(show_spinner=False)
def taken() -> Taken:
    """Which presses this process has taken."""
    return Taken()
