"""A list of one line each: a name that opens what more there is below it, and a few facts in columns.

On a narrow screen the columns that are only `wide` are left out, and the others stand below the name; what is
left out is told where the line is open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st

from kb.catalogue import _
from kb.ui.shell.escape import plain

NOTHING = "&nbsp;"
"""What stands in a column that has nothing to say, so that the others keep their places."""
_OPEN = "open"
"""What the address of a page calls its open line."""
_INDENT = 24
"""Pixels by which what lies inside something else is set in."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column beside the name: its title, noted for the catalogue, its width in pixels, and whether only a
    wide screen shows it."""

    title: str
    width: int
    wide: bool = False


def head(name: str, first: str, columns: Sequence[Column]) -> None:
    """The titles of a list, for screens that have room for them. `name` differs between lists of a page."""
    with _row(f"lines-head-{name}"):
        st.markdown(f":small[:gray[{first}]]", width="stretch")
        for column in columns:
            title = _(column.title) if column.title else ""
            st.markdown(f":small[:gray[{title}]]", width=column.width)


@contextmanager
def line(
    name: str,
    entry: int | str,
    said: str,
    columns: Sequence[Column],
    *,
    depth: int = 0,
    everywhere: Collection[int] = (),
) -> Iterator[list[Any]]:
    """One line: what is `said` (plain text) opens and closes it; gives the places of the columns. Those that
    are to be shown `everywhere`, by their numbers, a narrow screen shows too."""
    with _row(f"lines-row-{name}-{entry}"):
        if depth:
            st.space(_INDENT * depth)
        with st.container(key=f"lines-name-{name}-{entry}"):
            is_now = is_open(name, entry)
            st.button(
                f"**{plain(said)}**",
                key=f"lines-open-{name}-{entry}",
                type="tertiary",
                icon=":material/keyboard_arrow_down:" if is_now else ":material/keyboard_arrow_right:",
                on_click=_turn,
                args=(name, entry),
            )
        wide = {place for place, column in enumerate(columns) if column.wide}.difference(everywhere)
        yield [
            st.container(
                key=f"lines-{'wide' if place in wide else 'cell'}-{place}-{name}-{entry}", width=column.width
            )
            for place, column in enumerate(columns)
        ]


def is_open(name: str, entry: int | str) -> bool:
    """Whether the person has opened a line; the address of the page remembers which."""
    return bool(st.query_params.get(_OPEN) == f"{name}-{entry}")


def open_line(name: str, entry: int | str) -> None:
    """Opens a line, for a button's callback."""
    st.query_params[_OPEN] = f"{name}-{entry}"


def _row(key: str) -> Any:
    return st.container(key=key, horizontal=True, vertical_alignment="center", gap="small")


def _turn(name: str, entry: int | str) -> None:
    if is_open(name, entry):
        del st.query_params[_OPEN]
    else:
        open_line(name, entry)
