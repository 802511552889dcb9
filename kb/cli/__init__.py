"""The command line. Commands are grouped by what they are for; `main` runs them.

Only `kb.__main__` imports this room. It holds a `Library` and prints; it knows no Streamlit.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Annotated, cast

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from kb import __version__, catalogue
from kb.catalogue import _
from kb.cli import (
    agents,
    areas,
    criteria,
    diary,
    drift,
    duplicates,
    evidence,
    exporting,
    feeds,
    forecast,
    forks,
    helping,
    history,
    intake,
    library,
    lists,
    map,
    misuse,
    notes,
    originals,
    picture,
    reading,
    reporting,
    reviewing,
    role,
    searches,
    serving,
    summaries,
    triage,
    upkeep,
    waiting,
)
from kb.settings import Settings
from kb.telling import TOLD, line

app = typer.Typer(
    help="Jomo: a calm explorer for your machine-learning knowledge base. The library's folder is KB_HOME.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (
    serving,
    library,
    feeds,
    forecast,
    intake,
    reading,
    notes,
    originals,
    summaries,
    diary,
    searches,
    triage,
    waiting,
    forks,
    lists,
    reviewing,
    criteria,
    reporting,
    duplicates,
    history,
    map,
    areas,
    role,
    drift,
    evidence,
    picture,
    exporting,
    agents,
    upkeep,
):
    group.register(app)


def _tell_version(wanted: bool) -> None:
    if wanted:
        print(f"Jomo {__version__}")
        raise typer.Exit


@app.callback()
def _jomo(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """What stands before a command."""


def main() -> None:
    """Runs a command; whatever is wrong is one line on stderr and exit status 2."""
    program = "jomo" if Path(sys.argv[0]).stem == "jomo" else helping.IN_EXAMPLES
    try:
        # What is wrong with the settings is said in the system's language.
        catalogue.settle(catalogue.by_environment)
        catalogue.settle(partial(str, _language()))
        sys.exit(_commands(program, catalogue.language())(prog_name=program, standalone_mode=False))
    except TyperException as error:
        print(misuse.line(error, program), file=sys.stderr)
        sys.exit(2)
    except typer.Abort:
        sys.exit(_("Stopped: a question was not answered; what was done before it stays."))
    except TOLD as error:
        print(line(error), file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print(_("Stopped; what was saved stays, and the same command goes on from there."), file=sys.stderr)
        sys.exit(130)


@cache
def _commands(program: str, language: str) -> Callable[..., int | None]:
    """All commands, with help in this language whose examples call the program by this name. They return an
    exit status or nothing."""
    root = cast(helping.Command, get_command(app))
    with catalogue.speaking(language):
        helping.say(root, program)
    return root


def _language() -> str:
    """The language that is set, else the one that the system's settings ask for."""
    wanted = Settings().language
    return catalogue.by_environment() if wanted == "auto" else wanted
