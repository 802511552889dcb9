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

from kb.ui.map.data import Payload
from kb.ui.shell import bundled

_KEY = "map-chart"
_HERE = Path(__file__).parent
_HTML = """
<div class="jomo-map">
  <div class="jm-stage" tabindex="0" role="application" aria-label="Map of the library. Arrow keys go from
    item to item, Enter opens, Space chooses, plus and minus zoom. The table view has the same content.">
    <div class="jm-chart"></div>
    <div class="jm-names" aria-hidden="true"></div>
    <div class="jm-over" hidden></div>
    <div class="jm-ring" hidden></div>
    <div class="jm-aim" hidden></div>
    <div class="jm-tip" hidden><b></b><small></small><p></p></div>
    <div class="jm-bar" role="toolbar" aria-label="What the mouse does, and zoom">
      <span class="jm-modes">
        <button type="button" data-mode="pan" aria-pressed="true">Pan</button>
        <button type="button" data-mode="lasso" aria-pressed="false">Lasso</button>
        <button type="button" data-mode="select" aria-pressed="false">Box</button>
      </span>
      <span>
        <button type="button" data-go="in" aria-label="Zoom in">+</button>
        <button type="button" data-go="out" aria-label="Zoom out">−</button>
        <button type="button" data-go="whole">Whole map</button>
      </span>
    </div>
  </div>
  <div class="jm-said" aria-live="polite"></div>
  <div class="jm-legend" role="group" aria-label="Show or hide"></div>
  <div class="jm-time" role="group" aria-label="Time" hidden>
    <button type="button">Play</button>
    <input type="range" min="0" step="1" aria-label="Month up to which the map is shown">
    <output></output>
    <select aria-label="How much of the time">
      <option value="all">all until then</option>
      <option value="year">the year until then</option>
      <option value="month">that month alone</option>
    </select>
  </div>
  <p>A month is that of publication, or of saving where nothing was published.<span class="jm-keys">
    With the map in focus: arrows go from item to item, Enter opens, Space chooses, + − 0 zoom, Esc closes.
    Shift adds to what is chosen.</span></p>
</div>
"""
_PARTS = ("labels.js", "points.js", "legend.js", "map.js")
_carry = st.components.v2.component(
    "jomo_carry", html="<span></span>", js=(_HERE / "transfer.js").read_text(encoding="utf-8")
)
_map = st.components.v2.component(
    "jomo_map",
    html=_HTML,
    js="\n".join((_HERE / part).read_text(encoding="utf-8") for part in _PARTS),
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
        },
        on_did_change=done,
    )
    with st.container(key="map-carried"):
        _carry(key="map-points", data=_with_head("points", points), height=1)
        _carry(key="map-figure", data=_with_head("figure", figure), height=1)


def _with_head(name: str, payload: Payload) -> bytes:
    return f"{name} {payload.stamp}\n".encode() + payload.json
