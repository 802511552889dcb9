"""The command line. Commands are grouped by what they are for; `main` runs them."""

from __future__ import annotations

import sys

import typer

from kb.cli import areas, drift, exporting, library, map, picture, reading, role, searches, triage, upkeep
from kb.telling import TOLD, line

app = typer.Typer(
    name="kb",
    help="Jomo: a calm explorer for your machine-learning knowledge base. The library's folder is KB_HOME.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (library, reading, searches, triage, map, areas, role, drift, picture, exporting, upkeep):
    group.register(app)


def main() -> None:
    """Runs a command; whatever is wrong is one line on stderr and exit status 2."""
    try:
        app()
    except TOLD as error:
        print(line(error), file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("Stopped; what was saved stays, and the same command goes on from there.", file=sys.stderr)
        sys.exit(130)
