"""The figures of a review: each share with its interval and count, each number leading to its items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from kb import plots
from kb.library import Library
from kb.types.reviews import Agreement, Delay, Rate, ReviewFigures, Share
from kb.ui.items import rows as items
from kb.ui.shell import humanize, theme
from kb.ui.shell.dialogs import dialog
from kb.ui.shell.escape import plain

_BARS = 12
"""Rows of a chart that are read at a glance; the shares below it, as text, are all."""
_LISTED = 30
"""Items behind a figure; the rest is counted."""
_LABEL_LENGTH = 26
"""Characters of a label beside a bar on a narrow window."""
_STILL = {**plots.CHART_CONFIG, "scrollZoom": False, "displayModeBar": False}


def draw(library: Library, figures: ReviewFigures) -> None:
    """All figures of a period; what has no verdict yet is named, not drawn."""
    for note in figures.notes:
        st.markdown(f":gray[:material/info: {plain(note)}]")
    if not figures.judged:
        st.markdown("There are no figures before the first verdict. Judge a few items and come back.")
        return
    _shares(library, "zone", "Which lists earned their time?", figures.by_zone)
    _shares(library, "source", "Which sources earn their time?", figures.by_source)
    _shares(library, "area", "Which areas helped?", figures.by_area)
    st.subheader("Would you choose the same again?", anchor=False)
    _rate(library, figures.regret, "put away or ignored on purpose, and needed after all")
    _rate(library, figures.waste, "must-have, read, and of no use")
    _delay(library, figures.delay)
    _agreement(library, figures.agreement)


def _shares(library: Library, name: str, question: str, shares: Sequence[Share]) -> None:
    judged = [share for share in shares if share.judged]
    st.subheader(question, anchor=False)
    drawn = judged[:_BARS]
    rows = [
        plots.ShareRow(label, share.share or 0.0, share.low, share.high, share.judged)
        for label, share in zip(short([share.label for share in drawn]), drawn, strict=True)
    ]
    st.plotly_chart(
        plots.usefulness_figure(rows, dark=theme.is_dark()),
        theme=None,
        key=f"chart-{name}",
        config=_STILL,
        alt=f"{question} The same shares stand below as text.",
    )
    with st.container(horizontal=True, gap="xsmall", key=f"shares-{name}"):
        for place, share in enumerate(judged):
            said = humanize.share(share.useful, share.judged, share.low, share.high)
            _opener(library, f"{name}-{place}", f"{share.label}: {said}", _groups(share))
    silent = [f"{share.label} ({share.total:,})" for share in shares if not share.judged]
    if silent:
        st.markdown(f":small[:gray[Not judged yet: {plain(', '.join(silent))}]]")


def short(labels: Sequence[str]) -> list[str]:
    """Labels cut so that a chart keeps room on a narrow screen, as long as they still differ."""
    most = _LABEL_LENGTH
    cut = [label if len(label) <= most else label[: most - 1].rstrip() + "…" for label in labels]
    return cut if len(set(cut)) == len(cut) else list(labels)


def _groups(share: Share) -> Mapping[str, Sequence[str]]:
    return {
        "Direct use": share.direct_keys,
        "Indirect use": share.indirect_keys,
        "No use": share.none_keys,
        "Not judged yet": share.unjudged_keys,
    }


def _rate(library: Library, rate: Rate, meaning: str) -> None:
    label = rate.label.capitalize()
    if rate.rate is None:
        st.markdown(f"**{label}**: not known yet. :gray[It counts what was {meaning}.]")
        return
    said = humanize.share(rate.count, rate.judged, rate.low, rate.high)
    groups = {f"{label}: {meaning}": rate.keys, "Judged, and chosen well": rate.other_keys}
    _opener(library, rate.label, f"{label}: {said}", groups)
    st.markdown(f":small[:gray[Judged items that were {meaning}.]]")


def _delay(library: Library, delay: Delay) -> None:
    if delay.median_days is None:
        return
    low, high = delay.low, delay.high
    between = f" ({low:.0f} to {high:.0f})" if low is not None and high is not None else ""
    said = f"From saving to first use: {delay.median_days:.0f} days{between}, median of {delay.n:,}"
    _opener(library, "delay", said, {"From the fastest to the slowest": delay.keys})


def _agreement(library: Library, agreement: Agreement) -> None:
    if agreement.correlation is None:
        return
    low, high = agreement.low, agreement.high
    between = f" ({low:.2f} to {high:.2f})" if low is not None and high is not None else ""
    said = f"Agreement of lists with verdicts: {agreement.correlation:.2f}{between}, {agreement.n:,} items"
    _opener(library, "agreement", said, {"Filed and judged": agreement.keys})
    st.markdown(":small[:gray[1: the higher the list, the more it helped. 0: the lists told nothing.]]")


def _opener(library: Library, key: str, said: str, groups: Mapping[str, Sequence[str]]) -> None:
    """A number that leads to the items behind it."""
    if st.button(plain(said), key=f"figure-{key}", type="tertiary", icon=":material/list:", wrap=True):
        _behind(library, said, groups)


@dialog("Behind the number", width="large", icon=":material/list:")
def _behind(library: Library, said: str, groups: Mapping[str, Sequence[str]]) -> None:
    st.markdown(f"**{plain(said)}**")
    stances = items.stances(library)
    for name, keys in groups.items():
        if not keys:
            continue
        st.markdown(f"{plain(name)} :gray[{len(keys):,}]")
        for item in library.items.known(keys[:_LISTED]).values():
            items.row(item, f"behind-{name[:12]}", stance=stances.get(item.id))
        if len(keys) > _LISTED:
            st.markdown(f":small[:gray[and {len(keys) - _LISTED:,} more]]")
