"""The command that opens the app."""

from __future__ import annotations

import os
import runpy
import sys
from typing import Annotated

import typer

from kb.catalogue import _
from kb.settings import PROJECT_ROOT, Settings


def app(
    context: typer.Context,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Another port than 8501, or than KB_PORT.")
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only tell the address; open no browser.")
    ] = False,
) -> None:
    """Open the app in the browser; further options are handed to Streamlit.

    Example: python -m kb app --port 8502
    """
    if context.args and not context.args[0].startswith("-"):
        raise typer.BadParameter(
            _("{word} is no option; the folder of a library goes into KB_HOME", word=context.args[0])
        )
    settings = Settings()
    port = port or settings.port
    given = [f"--server.port={port}"] if port else []
    if no_browser:
        given.append("--server.headless=true")
    # From there Streamlit reads our .streamlit/config.toml, and none that lies where the command was called.
    os.environ.update(settings.as_environment())
    os.chdir(PROJECT_ROOT)
    sys.argv = ["streamlit", "run", "app.py", *given, *context.args]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def register(group: typer.Typer) -> None:
    group.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(app)
