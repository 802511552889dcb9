"""Judging: one item at a time with the evidence beside it, in an order that leaves a fair sample wherever one
stops; what the evidence leaves no doubt of, all at once."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.catalogue import _, n_, noted, p_
from kb.clock import day
from kb.library import Library
from kb.reflection.labels import list_label
from kb.reflection.sampling import Width
from kb.text.excerpts import shortened
from kb.types import Action, Item, Stance, Step, Verdict
from kb.types.evidence import Strength, Trace
from kb.types.reviews import JudgedItem, Review
from kb.ui.deck import component, rounds
from kb.ui.deck.session import SKIP, Choice, Table
from kb.ui.items import evidence, rows
from kb.ui.shell import humanize, notices, theme
from kb.ui.shell.escape import plain

_SUMMARY_LENGTH = 700
"""Characters: a whole short abstract, for a judgement is from memory and the text only helps it."""
_TRACES = 4
"""Traces beside an item, the strongest: what a card holds without scrolling. The rest is counted."""
_MANY = 40
"""Items from which a sample is offered: more than a quarter of an hour."""
_A_MINUTE = 3
"""Verdicts in a minute: 20 seconds each, to read the evidence and to remember. By judgement."""


_STRENGTHS = {
    Strength.STRONG: noted("Strong"),
    Strength.FAIR: noted("Fair"),
    Strength.WEAK: noted("Weak"),
}


def _decided_by(_library: Library, step: Step) -> int | None:
    """Which card a step gave its verdict to."""
    *others, event = step.events
    if others or event.action is not Action.JUDGED or event.before:
        return None
    return event.item_id if event.item_id is not None else -int(event.subject.partition(":")[2])


def table() -> Table:
    """What is decided in judging."""
    answers = {
        Verdict.DIRECT: p_("did it help you?", "direct use"),
        Verdict.INDIRECT: p_("did it help you?", "indirect use"),
        Verdict.NONE: p_("did it help you?", "no use"),
    }
    return Table(
        undecided="",
        choices=tuple(
            Choice(str(digit), verdict, answer, theme.VERDICTS[verdict].name)
            for digit, (verdict, answer) in enumerate(answers.items(), start=1)
        ),
        value=lambda _library, item: item.verdict or "",
        decide=lambda library, item, verdict, note: library.reviews.judge([item.key], Verdict(verdict), note),
        decided_by=_decided_by,
        said=p_("a verdict was given", "Judged"),
        find=lambda library, ids: library.reviews.shown(ids),
        noting=_("Note (N): what it helped with"),
    )


def _words(review: Review) -> rounds.Words:
    done = _("Everything that was asked about has its verdict. The figures are as sure as they can be.")
    if not review.asked:
        done = _("Nothing of this time is decided on yet: what is filed or read is asked about then.")
    return rounds.Words(
        question=_("Did it help you?"),
        skip=Choice("L", SKIP, _("Later")),
        skipped=_("Put off to later"),
        nothing=_("No verdict was given just now."),
        done=done,
        left=lambda items: n_("{count} item put off to later.", "{count} items put off to later.", items),
        more=lambda items: n_("{count} item more can wait.", "{count} items more can wait.", items),
    )


def draw(library: Library, review: Review, pile: Sequence[Item]) -> None:
    """Draws what is to be judged of a period, in the order of `pile`."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="judging-offers"):
        _certain(library, review)
        _sample(library, review)
    known = {item.item_id: item for item in review.items}
    sitting, stances = component.sitting(f"judging {review.since} {review.until}"), rows.stances(library)
    asked, words = table(), _words(review)
    hand = rounds.hand(library, asked, sitting, pile)
    component.draw(
        library,
        "judging",
        asked,
        words,
        sitting,
        hand,
        card=lambda item: _card(library, item, known.get(item.id), stances.get(item.id)),
        note=lambda left: _("· Stop whenever you like: what is judged is a fair sample."),
        end=rounds.end(words, (), skipped=len(pile)),
    )


def _card(library: Library, item: Item, known: JudgedItem | None, stance: Stance | None) -> component.Card:
    facts = rows.facts(item, humanize.now(), stance)
    if known:
        facts.insert(0, (list_label(known.list_name), _("where it lay when you decided")))
    traces = known.traces if known else ()
    beside: list[tuple[str, str, tuple[int, str] | None]] = list(map(evidence_beside, traces[:_TRACES]))
    if len(traces) > _TRACES:
        more = n_("and {count} more on its page", "and {count} more on its page", len(traces) - _TRACES)
        beside.append(("", more, (item.id, item.key)))
    likely = known.likely if known else None
    return component.Card(
        id=item.id,
        title=item.title or _("Untitled"),
        facts=facts,
        summary=shortened(library.triage.brief(item), _SUMMARY_LENGTH),
        remark=_remark(item, traces),
        beside=beside,
        sure=likely.verdict if likely and likely.certain else "",
    )


def _remark(item: Item, traces: Sequence[Trace]) -> str:
    if item.id < 0:
        return _("It was left in a feed's overflow and never shown: would it have helped?")
    return "" if traces else _("No trace of use was found: it is for you to remember.")


def evidence_beside(trace: Trace) -> tuple[str, str, None]:
    """A trace: how strong, where and when; then the words and why."""
    at = humanize.day(day(trace.made_at)) if trace.made_at else _("no date")
    why = ", ".join(part for part in (trace.why, trace.timing.label) if part)
    words = _("“{words}” {why}", words=trace.snippet, why=why) if trace.snippet else why
    return f"{_(_STRENGTHS[trace.strength])} · {evidence.where(trace)} · {at}", words, None


def _certain(library: Library, review: Review) -> None:
    """What strong evidence leaves no doubt of, to confirm together."""
    if not review.certain:
        return
    certain = n_("{count} are certain", "{count} are certain", len(review.certain))
    with st.popover(certain, icon=":material/done_all:", type="primary"):
        st.markdown(_("Strong evidence of direct use. Take the mark off what you want to be asked about."))
        kept = [item.key for item, said in review.certain if _confirmed(item)]
        left_out = [item.key for item, _said in review.certain if item.key not in kept]
        st.button(
            n_("Confirm {count} as direct use", "Confirm {count} as direct use", len(kept)),
            key="confirm",
            type="primary",
            disabled=not kept,
            on_click=_confirm,
            args=(library, review, left_out),
        )


def _confirmed(item: JudgedItem) -> bool:
    confirmed = st.checkbox(f"**{plain(item.title)}**", value=True, key=f"certain-{item.item_id}")
    st.markdown(evidence.told(item.traces[0]))
    return confirmed


def _confirm(library: Library, review: Review, left_out: Sequence[str]) -> None:
    notices.act(
        library,
        lambda: library.reviews.confirm(review.since, review.until, but=left_out),
        lambda judged: n_("Confirmed: {count} item", "Confirmed: {count} items", len(judged)),
    )


def _sample(library: Library, review: Review) -> None:
    """The sample that is asked about; where there is much to judge, how large one might be."""
    if review.sample:
        drawn = humanize.day(day(review.sample.drawn_at))
        sample = n_(
            "A sample of {count}, drawn {day}",
            "A sample of {count}, drawn {day}",
            review.sample.size,
            day=drawn,
        )
        st.markdown(sample)
        st.button(
            _("Ask about everything"),
            type="tertiary",
            key="sample-forget",
            on_click=library.reviews.forget_sample,
            args=(review.since, review.until),
        )
    if len(review.open) < _MANY and not review.sample:
        return
    # The last one is everything.
    widths = library.reviews.widths(review)[:-1]
    larger = [one for one in widths if _new(one, review)]
    if not larger:
        return
    title = _("A larger sample") if review.sample else _("Judge a sample only")
    with st.popover(title, icon=":material/casino:"):
        st.markdown(_("Drawn by lot from each list and its sources. The larger, the surer the figures:"))
        for one in larger:
            st.button(
                _width(one),
                key=f"sample-{one.size}",
                type="tertiary",
                on_click=_draw,
                args=(library, review, one.size),
            )


def _draw(library: Library, review: Review, size: int) -> None:
    library.reviews.draw(review.since, review.until, size)


def _new(width: Width, review: Review) -> bool:
    """Whether a sample of this size holds more than the one that was drawn."""
    return width.size > (review.sample.size if review.sample else 0)


def _width(width: Width) -> str:
    name, least = max(width.by_list.items(), key=lambda one: one[1])
    minutes = humanize.minutes(max(1, width.size // _A_MINUTE))
    return n_(
        "**{count} item**, about {minutes}: ±{overall} points in all, ±{least} in {list}",
        "**{count} items**, about {minutes}: ±{overall} points in all, ±{least} in {list}",
        width.size,
        minutes=minutes,
        overall=round(100 * width.overall),
        least=round(100 * least),
        list=plain(list_label(name)),
    )
