"""How an agent is let in: the command to give to it, and what it sees."""

from __future__ import annotations

import json
import sys

import streamlit as st

from kb.catalogue import _
from kb.library import Library
from kb.settings import IS_INSTALLED, PROJECT_ROOT


def draw(library: Library) -> None:
    """The button, with what agents take in their settings."""
    with st.popover(
        _("Agents"), icon=":material/smart_toy:", help=_("Let a coding agent look into the library")
    ):
        seen = (
            _("An agent may search and read here, with your notes and highlights, as KB_MCP_NOTES says.")
            if library.settings.mcp_notes
            else _(
                "An agent may search and read here, without your notes and highlights (KB_MCP_NOTES=true"
                " shows them)."
            )
        )
        given = _(
            "It changes nothing and never sees the diary. Give it this, in its settings for MCP servers:"
        )
        st.markdown(f"{seen} {given}")
        st.code(json.dumps(settings(library), indent=2, ensure_ascii=False), language="json")


def settings(library: Library) -> dict[str, object]:
    """What agents call a server's settings: its command, for this library, wherever it is started."""
    of_library = {"KB_HOME": str(library.home)}
    if IS_INSTALLED:
        started: dict[str, object] = {"command": "jomo", "args": ["mcp"], "env": of_library}
    else:
        # Not all agents know of a working folder.
        where = {"PYTHONPATH": str(PROJECT_ROOT), **of_library}
        started = {"command": sys.executable, "args": ["-m", "kb", "mcp"], "env": where}
    return {"mcpServers": {"jomo": started}}
