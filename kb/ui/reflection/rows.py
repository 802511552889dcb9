"""Figures as rows: a label, the number in words and its interval drawn, each once, and each opening the items
behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from kb.catalogue import n_
from kb.reflection.lines import Line

SHOWN = 12
"""Rows that are read at a glance; the others stand folded below."""
_HERE = Path(__file__).parent
_rows = st.components.v2.component(
    "jomo_figures",
    html='<div class="jomo-figures"></div>',
    css=(_HERE / "rows.css").read_text(encoding="utf-8"),
    js=(_HERE / "rows.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw(name: str, lines: Sequence[Line], silent: str, open_line: Callable[[Line], object]) -> None:
    """Draws the rows of a section and what it has no figure for; `open_line` shows the items of a row that
    was pressed."""
    pressed = _rows(
        key=f"figures-{name}",
        data={
            "rows": [
                {
                    "label": line.label,
                    "said": line.said,
                    "meaning": line.meaning,
                    "share": line.share,
                    "opens": any(line.groups.values()),
                }
                for line in lines
            ],
            "shown": SHOWN,
            "more": n_("{count} more", "{count} more", max(0, len(lines) - SHOWN)),
            "silent": silent,
        },
        on_opened_change=lambda: None,
    ).opened
    if pressed is not None:
        open_line(lines[pressed])
