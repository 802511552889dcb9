"""What was felt, beside the size of the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from kb.catalogue import _
from kb.plots.frame import escaped, layout
from kb.plots.palette import palette

_FELT = (0.46, 1.0)
_INBOX = (0.0, 0.36)
"""Shares of the height: what was felt is read point by point, the inbox as a line."""
_WIDTH, _HEIGHT = 280, 130
"""Pixels of what was felt on a phone 400 wide: words that have room there have it everywhere."""
_LETTER, _LINE = 7.5, 18
"""Pixels of a letter and a line of the words, as browsers draw them at the chart's size."""


def diary_figure(
    felt: Sequence[tuple[str, int, str]],
    days: Sequence[str],
    inbox: Sequence[int],
    *,
    dark: bool = False,
) -> Any:
    """Entries (day, strength from 0 to 100, emotion) over the size of the inbox at the end of each day."""
    import plotly.graph_objects as go

    colours = palette(dark)
    middle = days[len(days) // 2] if days else ""
    words = [escaped(emotion) for *_, emotion in felt]
    beside = [word if has_room else "" for word, has_room in zip(words, readable(felt, days), strict=True)]
    figure = go.Figure(layout=layout(colours, 324))
    figure.add_trace(
        go.Scatter(
            x=[day for day, *_ in felt],
            y=[strength for _, strength, _ in felt],
            text=beside,
            hovertext=words,
            mode="markers+text",
            # Words lean inwards: the newest entry lies at the very edge, where they would be cut off.
            textposition=["top left" if day >= middle else "top right" for day, *_ in felt],
            cliponaxis=False,
            marker={"size": 9, "color": colours.accent},
            hovertemplate="%{hovertext}, %{y}<br>%{x}<extra></extra>",
            yaxis="y2",
            showlegend=False,
        )
    )
    figure.add_trace(
        go.Scatter(
            x=list(days),
            y=list(inbox),
            mode="lines",
            line={"shape": "hv", "width": 2, "color": colours.soft_ink},
            hovertemplate=_("%{x}: %{y} in the inbox<extra></extra>"),
            showlegend=False,
        )
    )
    axis = figure.layout.yaxis.to_plotly_json()
    figure.update_layout(
        yaxis={**axis, "domain": _INBOX, "rangemode": "tozero", "title": _("inbox"), "automargin": True},
        yaxis2={
            **axis, "domain": _FELT, "range": [0, 108], "tickvals": [0, 50, 100], "title": _("strength"),
            "automargin": True, "anchor": "x",
        },
        xaxis={"type": "date", "range": [days[0], days[-1]] if len(days) > 1 else None},
    )  # fmt: skip
    return figure


def readable(felt: Sequence[tuple[str, int, str]], days: Sequence[str]) -> list[bool]:
    """Which entries (day, strength from 0 to 100, emotion) have their word beside the point on an axis of
    `days`: the strongest first, each where no other word or point is. Of the others the pointer tells it."""
    numbers = [date.fromisoformat(day).toordinal() for day, *_ in felt]
    ends = [date.fromisoformat(day).toordinal() for day in (*days[:1], *days[-1:])] or numbers
    first, span = min(ends, default=0), max(max(ends, default=0) - min(ends, default=0), 1)
    at = [
        ((number - first) / span * _WIDTH, strength / 100 * _HEIGHT)
        for number, (_, strength, _) in zip(numbers, felt, strict=True)
    ]
    taken: list[tuple[float, float, float, float]] = []
    shown = [False] * len(felt)
    for place in sorted(range(len(felt)), key=lambda place: (-felt[place][1], -numbers[place])):
        (x, y), wide = at[place], _LETTER * len(felt[place][2])
        left = x - wide if x >= _WIDTH / 2 else x
        box = (left, left + wide, y, y + _LINE)
        points = ((px, px, py, py) for other, (px, py) in enumerate(at) if other != place)
        if wide and not any(_meet(box, other) for other in (*taken, *points)):
            taken.append(box)
            shown[place] = True
    return shown


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
