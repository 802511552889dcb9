"""Scripts beside a page that draw nothing: components of an empty element and a file of JavaScript."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer


def script(name: str, file: Path, *before: str) -> ComponentRenderer:
    """The component `name` that runs a file of JavaScript after the sources `before`."""
    source = "\n".join((*before, file.read_text(encoding="utf-8")))
    return st.components.v2.component(name, html="<span></span>", js=source)
