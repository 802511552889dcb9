"""Runs of a Word document: what becomes of their words by how they look. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml import etree

from kb.text.raised import lowered, raised

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRUCK = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_STRUCK_AGAIN = re.compile(r"(?<=\S)~~~~(?=\S)")
_NUMBER = re.compile(r"[\d+n−-]{1,4}")
"""What is raised or lowered as a sign, as of pages; longer words stand where they are read."""


def look_of(told: etree._Element | None) -> Callable[[str], str]:
    """What becomes of the words of a run with these properties (`w:rPr`): nothing where it is hidden."""
    if told is None:
        return str
    on = {name for name in ("vanish", "strike", "dstrike") if _is_on(told.find(f"{_W}{name}"))}
    if "vanish" in on:
        return lambda said: ""
    if on:
        return lambda said: _STRUCK.sub(r"~~\g<0>~~", said)
    place = told.find(f"{_W}vertAlign")
    move = None if place is None else _MOVES.get(place.get(f"{_W}val", ""))
    if move is None:
        return str
    return lambda said: move(said.replace("−", "-")) if _NUMBER.fullmatch(said) else said


def joined(parts: Iterable[str]) -> str:
    """Runs as one text; Word parts a run wherever it was edited, so what is struck on both sides is one."""
    return _STRUCK_AGAIN.sub("", "".join(parts))


def _is_on(told: etree._Element | None) -> bool:
    return told is not None and told.get(f"{_W}val", "") not in ("0", "false", "off")


_MOVES = {"superscript": raised, "subscript": lowered}
