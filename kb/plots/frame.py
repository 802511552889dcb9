"""What all figures share: layout, shares, foreign text. What a figure shows is said by the page, which breaks
its lines as the screen is wide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import Any

from kb.catalogue import percent, short_month
from kb.plots.palette import Palette

FONT_SIZE = 13
"""Pixels; somewhat smaller than the page's 16."""
_MOST_TICKS = 6
"""Names of months that fit beside each other on a narrow window."""


def shares_at(values: Sequence[float]) -> dict[str, Any]:
    """Marks of an axis of shares."""
    return {"tickvals": list(values), "ticktext": [percent(value) for value in values]}


def month_ticks(names: Sequence[str]) -> dict[str, Any]:
    """Marks of an axis of months (`2025-11`; what is named otherwise keeps its name): so few that they stand
    side by side on a narrow screen; the year where it begins."""
    step = ceil(len(names) / _MOST_TICKS) or 1
    shown = list(names)[::step]
    texts, year = [], ""
    for name in shown:
        if not name[0].isdigit():
            texts.append(name)
            continue
        said = short_month(date.fromisoformat(f"{name}-01"))
        texts.append(said if name[:4] == year else f"{said}<br>{name[:4]}")
        year = name[:4]
    return {"tickvals": shown, "ticktext": texts, "tickangle": 0}


def layout(colours: Palette, height: int) -> dict[str, Any]:
    """Layout of a figure of so many pixels in height, in a theme's colours."""
    axis = {
        "gridcolor": colours.line,
        "linecolor": colours.line,
        "zerolinecolor": colours.soft_ink,
        "tickfont": {"size": FONT_SIZE, "color": colours.soft_ink},
    }
    return {
        "template": "none",
        "height": height,
        "paper_bgcolor": colours.page,
        "plot_bgcolor": colours.page,
        "font": {"family": "system-ui, sans-serif", "size": FONT_SIZE, "color": colours.ink},
        "margin": {"l": 10, "r": 10, "t": 8, "b": 36},
        "xaxis": axis,
        "yaxis": axis,
        # Above what is drawn: as many lines as it needs, and out of the way of slanted names below.
        "legend": {
            "orientation": "h",
            "yanchor": "bottom",
            "y": 1.02,
            "xanchor": "left",
            "x": 0,
            "bgcolor": "rgba(0,0,0,0)",
            "traceorder": "normal",
            "font": {"size": FONT_SIZE, "color": colours.ink},
            "itemsizing": "constant",
        },
        "hoverlabel": {
            "bgcolor": colours.raised,
            "bordercolor": colours.line,
            "font": {"size": FONT_SIZE, "color": colours.ink},
        },
    }


def see_through(colour: str, opacity: float) -> str:
    """A `#rrggbb` colour with an opacity between 0 and 1."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def escaped(text: str) -> str:
    """Foreign text as text: Plotly renders a subset of HTML in labels."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
