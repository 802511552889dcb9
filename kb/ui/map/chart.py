"""The map in the browser: a component that draws with the Plotly of our own package.

`st.plotly_chart` itself would be another chart to the browser with every other figure, and the person's view
be lost; here the figure is exchanged in place. Points and figure travel beside the component and only when
they changed; what is lit, chosen or hidden is a few numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from kb.catalogue import _, by_number, language, p_
from kb.ui.map.data import Payload
from kb.ui.shell import bundled, words
from kb.ui.shell.scripts import script

_KEY = "map-chart"
_HERE = Path(__file__).parent
_HTML = """
<div class="jomo-map">
  <div class="jm-stage" tabindex="0" role="application" data-say-label="stage">
    <div class="jm-chart"></div>
    <div class="jm-names" aria-hidden="true"></div>
    <div class="jm-over" hidden></div>
    <div class="jm-ring" hidden></div>
    <div class="jm-aim" hidden></div>
    <div class="jm-tip" hidden><b></b><small></small><p></p></div>
    <div class="jm-bar" role="toolbar" data-say-label="bar">
      <span class="jm-modes">
        <button type="button" data-mode="pan" aria-pressed="true" data-say="pan"></button>
        <button type="button" data-mode="lasso" aria-pressed="false" data-say="lasso"></button>
        <button type="button" data-mode="select" aria-pressed="false" data-say="box"></button>
      </span>
      <span>
        <button type="button" data-go="in" data-say-label="in">+</button>
        <button type="button" data-go="out" data-say-label="out">−</button>
        <button type="button" data-go="whole" data-say="whole"></button>
      </span>
    </div>
  </div>
  <div class="jm-said" aria-live="polite"></div>
  <div class="jm-legend" role="group" data-say-label="legend"></div>
  <div class="jm-time" role="group" data-say-label="time" hidden>
    <button type="button" data-say="play"></button>
    <input type="range" min="0" step="1" data-say-label="until">
    <output></output>
    <select data-say-label="span">
      <option value="all" data-say="all"></option>
      <option value="year" data-say="year"></option>
      <option value="month" data-say="month"></option>
    </select>
  </div>
  <p><span data-say="months"></span> <span class="jm-keys" data-say="keys"></span></p>
</div>
"""
_PARTS = ("labels.js", "points.js", "legend.js", "map.js")
_carry = script("jomo_carry", _HERE / "transfer.js")
_map = st.components.v2.component(
    "jomo_map",
    html=_HTML,
    js="\n".join((words.JS, *((_HERE / part).read_text(encoding="utf-8") for part in _PARTS))),
    isolate_styles=False,
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn beside points and figure. Ids are of items; `lit` is None where nothing is lit; `until`
    is the place of a month among those of the map, None for no end; `heard` is the number of the last thing
    the person did that this answers."""

    lit: Sequence[int] | None
    chosen: Sequence[int]
    hidden: Sequence[str]
    opened: int | None
    until: int | None
    span: str
    heard: int


def draw(points: Payload, figure: Payload, drawn: Drawn, on_done: Callable[[dict[str, Any]], None]) -> None:
    """Draws the map; `on_done` is told what the person does with it, in a callback."""

    def done() -> None:
        if _KEY in st.session_state:  # else another page was asked for at the same moment
            on_done(st.session_state[_KEY].did)

    _map(
        key=_KEY,
        data={
            "points": points.stamp,
            "figure": figure.stamp,
            "lit": None if drawn.lit is None else list(drawn.lit),
            "chosen": list(drawn.chosen),
            "hidden": list(drawn.hidden),
            "opened": drawn.opened,
            "until": drawn.until,
            "span": drawn.span,
            "heard": drawn.heard,
            "plotly": bundled.plotly_address(),
            "language": language(),
            "words": words_of_map(),
            "items": by_number("{count} item", "{count} items"),
        },
        on_did_change=done,
    )
    with st.container(key="map-carried"):
        _carry(key="map-points", data=_with_head("points", points), height=1)
        _carry(key="map-figure", data=_with_head("figure", figure), height=1)


def words_of_map() -> dict[str, str]:
    """What the map says in the browser, in the language of the moment."""
    return {
        "stage": _(
            "Map of the library. Arrow keys go from item to item, Enter opens, Space chooses, plus and minus "
            "zoom. The table view has the same content."
        ),
        "bar": _("What the mouse does, and zoom"),
        "pan": _("Pan"),
        "lasso": _("Lasso"),
        "box": _("Box"),
        "in": _("Zoom in"),
        "out": _("Zoom out"),
        "whole": _("Whole map"),
        "legend": _("Show or hide"),
        "entry": _("Hide or show; twice: this alone"),
        "time": _("Time"),
        "play": p_("to play the time", "Play"),
        "stop": p_("to play the time", "Stop"),
        "until": _("Month up to which the map is shown"),
        "span": _("How much of the time"),
        "all": _("all until then"),
        "year": _("the year until then"),
        "month": _("that month alone"),
        "months": _("A month is that of publication, or of saving where nothing was published."),
        "keys": _(
            "With the map in focus: arrows go from item to item, Enter opens, Space chooses, + − 0 zoom, "
            "Esc closes. Shift adds to what is chosen."
        ),
    }


def _with_head(name: str, payload: Payload) -> bytes:
    return f"{name} {payload.stamp}\n".encode() + payload.json
