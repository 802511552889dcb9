"""The command that lets agents in: mcp."""

from __future__ import annotations

from typing import Annotated

import typer

from kb import catalogue
from kb.catalogue import _
from kb.errors import LibraryUnavailable
from kb.library import Library
from kb.settings import Settings


def mcp(
    http: Annotated[
        bool, typer.Option("--http", help="On this machine's own address, with the token of KB_MCP_TOKEN.")
    ] = False,
) -> None:
    """Let an agent look into the library by the Model Context Protocol: read-only, over standard input and
    output. Notes stay private unless KB_MCP_NOTES=true, the diary always.

    Example: claude mcp add jomo -- python -m kb mcp
    """
    settings = Settings()
    if not (settings.home / "jomo.sqlite").exists():
        raise LibraryUnavailable(
            _(
                "There is no library in {folder}; set KB_HOME to one, or add something first",
                folder=settings.home,
            )
        )

    # The SDK takes a second to load, and no other command needs it.
    from kb.agents.privacy import Privacy
    from kb.agents.server import server
    from kb.agents.web import serve, usable

    token = usable(settings.mcp_token) if http else ""
    # What the person is told is told; agents are answered in English.
    catalogue.settle(lambda: catalogue.ENGLISH)
    library = Library(settings, only_read=True)
    try:
        made = server(library, Privacy(notes=settings.mcp_notes))
        library.warm_up_aside()
        if http:
            serve(made, settings.mcp_port, token)
        else:
            made.run("stdio")
    finally:
        library.close()


def register(app: typer.Typer) -> None:
    app.command()(mcp)
