"""One round of items that may belong to an area: a yes or a no at a time, and the area learns at once."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from kb.catalogue import _, n_, number, p_
from kb.history import settled_by
from kb.library import Library
from kb.text.excerpts import shortened
from kb.types import Area, Item, Step
from kb.ui.areas import membership
from kb.ui.deck import component, rounds
from kb.ui.deck.session import SKIP, Choice, Sitting, Table
from kb.ui.items import rows
from kb.ui.shell import humanize, notices, theme
from kb.ui.shell.escape import plain

ROUND = "round"
"""What the address calls the area whose items are asked about."""
LENGTH = 10
"""Items in one sitting; as many answers as `python -m bench areas` measures."""
YES, NO = "yes", "no"
_KEY = "area-round"
_SUMMARY_LENGTH = 360
"""Characters: some three sentences, enough for a yes or a no."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round about an area: how far the person is, who belonged at its beginning, and why each item was
    asked about, by its id."""

    area_id: int
    before: frozenset[int]
    sitting: Sitting = field(default_factory=Sitting)
    why: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, area: Area) -> Round:
        """The round of this browser session about an area."""
        round_: Round | None = st.session_state.get(_KEY)
        if round_ is None or round_.area_id != area.id:
            round_ = st.session_state[_KEY] = cls(area.id, frozenset(area.members))
        return round_


def _words() -> rounds.Words:
    return rounds.Words(
        question="",
        skip=Choice("S", SKIP, _("Skip")),
        skipped=_("Skipped"),
        nothing=_("Nothing was answered just now."),
        done=_("Nothing here is in doubt."),
        left=lambda items: n_("{count} item skipped.", "{count} items skipped.", items),
        more=lambda items: n_("{count} item more can wait.", "{count} items more can wait.", items),
    )


def table(name: str) -> Table:
    """What is decided about the area of this name."""

    def value(library: Library, item: Item) -> str:
        area = library.areas.get(name)
        if item.key in area.examples:
            return YES
        return NO if item.key in area.counter_examples else ""

    def decided_by(library: Library, step: Step) -> int | None:
        key = settled_by(step) if step.events[0].subject == name else None
        return next((item.id for item in library.items.known([key] if key else []).values()), None)

    return Table(
        undecided="",
        choices=(
            Choice("Y", YES, _("Yes"), "green", said=_("Answered Yes")),
            Choice("N", NO, _("No"), "red", said=_("Answered No")),
        ),
        value=value,
        decide=lambda library, item, said, _note: library.areas.settle(name, [item.key], said == YES),
        decided_by=decided_by,
        said=_("Answered"),
    )


def begin(area: Area) -> None:
    """Goes to a new round about an area; for callbacks."""
    st.session_state.pop(_KEY, None)
    st.query_params[ROUND] = area.name


def close(library: Library) -> None:
    """Says what the round that was left has changed, if there was one."""
    round_: Round | None = st.session_state.pop(_KEY, None)
    if round_ is None:
        return
    for area in library.areas.every():
        if area.id == round_.area_id and (changed := membership.changes(round_.before, area.members)):
            notices.say(f"{plain(area.name)}: {changed}.")
            st.rerun()


def draw(library: Library, area: Area) -> None:
    """The item asked about, or what there is to say when the round is over."""
    round_, asked = Round.of(area), table(area.name)
    sitting = round_.sitting
    pile = of_round(library, area, round_)
    hand = rounds.hand(library, asked, sitting, pile)
    changed = membership.changes(round_.before, area.members)
    standing = n_("· {count} item in the area", "· {count} items in the area", len(area.members))
    standing = f"{standing}, {changed}" if changed else standing
    title = _("Does this belong to {area}?", area=plain(area.name)) if hand.left else plain(area.name)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.title(title, anchor=False, width="content")
        # A link: the deck lets nobody leave by one before what was pressed is heard. Without words of its own
        # it would leave those of the round in the address.
        stop = p_("a round", "Stop") if hand.left else _("Back to the register")
        st.page_link(membership.PAGE, label=stop, query_params={"tab": "Register"})
    if area.criterion:
        st.markdown(f":gray[{plain(area.criterion)}]")
    words = _words()
    component.draw(
        library,
        f"area-{area.id}",
        asked,
        words,
        sitting,
        hand,
        card=lambda item: _card(library, item, round_.why),
        note=lambda left: standing,
        end=rounds.end(words, _answered(sitting, changed), skipped=len(pile), more=area.borderline),
    )
    if not hand.left:
        came, went = set(area.members) - round_.before, round_.before - set(area.members)
        _moved(library, "joined", _("Joined ({count})", count=number(len(came))), sorted(came))
        _moved(library, "left", _("Left ({count})", count=number(len(went))), sorted(went))


def of_round(library: Library, area: Area, round_: Round) -> list[Item]:
    """The items of this round that wait for an answer, skipped ones among them, in the order they come up."""
    doubted = {each.item_id: each.why for each in library.areas.borderline(area.name, LENGTH)}
    round_.why.update(doubted)
    said = {*area.examples, *area.counter_examples}
    fresh = library.items.by_ids(list(doubted))
    return rounds.pile(library, round_.sitting, fresh, lambda item: item.key not in said, LENGTH)


def _card(library: Library, item: Item, why: dict[int, str]) -> component.Card:
    told = rows.facts(item, humanize.now())
    told.append((theme.ZONES[item.zone].label, ""))
    if item.verdict:
        told.append((theme.VERDICTS[item.verdict].label, ""))
    return component.Card(
        id=item.id,
        title=item.title or _("Untitled"),
        facts=told,
        summary=shortened(library.triage.brief(item), _SUMMARY_LENGTH),
        beside=[(_("Why it may belong"), why[item.id], None)] if item.id in why else [],
    )


def _answered(sitting: Sitting, changed: str) -> list[str]:
    if not sitting.decided:
        return []
    times = len(sitting.decided)
    if changed:
        told = n_(
            "You answered {count} time: {changes}.",
            "You answered {count} times: {changes}.",
            times,
            changes=changed,
        )
    else:
        told = n_(
            "You answered {count} time: nothing else changed by it.",
            "You answered {count} times: nothing else changed by it.",
            times,
        )
    return [told]


def _moved(library: Library, name: str, heading: str, ids: list[int]) -> None:
    if ids:
        with st.expander(heading, expanded=len(ids) <= LENGTH, key=f"round-{name}"):
            for item in library.items.by_ids(ids):
                rows.row(item, f"round-{name}")
