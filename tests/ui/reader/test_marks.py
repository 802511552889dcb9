"""Words that were marked can be read on the mark, in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kb.ui
from kb.plots.palette import DARK, LIGHT, Palette
from tests.plots.test_plots import contrast

MARKS = {
    f"{file.name} {name}": tuple(map(float, colour))
    for file in sorted(Path(kb.ui.__file__).parent.rglob("*.css"))
    for name, *colour in re.findall(
        r"::highlight\((jomo-mark[\w-]*)\) \{\s*background-color: rgb\((\d+) (\d+) (\d+) / ([\d.]+)\);",
        file.read_text(encoding="utf-8"),
    )
}


def test_no_mark_tells_themes_apart_by_itself() -> None:
    """Browsers do not know there which one is on: one colour that lets the page through suits both."""
    found = [
        rule
        for file in Path(kb.ui.__file__).parent.rglob("*.css")
        for rule in re.findall(r"::highlight\([^)]*\) \{[^}]*\}", file.read_text(encoding="utf-8"))
    ]
    assert found and not [rule for rule in found if "light-dark" in rule]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("marks", [("jomo-marks",), ("jomo-marks", "jomo-mark-opened")])
def test_marked_words_can_be_read(theme: Palette, marks: tuple[str, ...]) -> None:
    ground = [float(int(theme.page[at : at + 2], 16)) for at in (1, 3, 5)]
    for mark in marks:
        *colour, share = MARKS[f"reader.css {mark}"]
        ground = [share * over + (1 - share) * below for over, below in zip(colour, ground, strict=True)]
    lit = "#" + "".join(f"{round(part):02x}" for part in ground)
    assert contrast(lit, theme.ink) >= 4.5
