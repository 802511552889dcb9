"""The command line. Commands are grouped by what they are for; `main` runs them."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import typer
from pydantic import ValidationError

from kb.cli import areas, drift, exporting, library, map, picture, reading, role, searches, triage, upkeep
from kb.errors import JomoError
from kb.settings import Settings
from kb.store import explained

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
    except JomoError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except ValidationError as error:
        first = error.errors()[0]
        print(
            f"KB_{str(first['loc'][0]).upper()}: {first['msg']}; correct the variable or kb.toml",
            file=sys.stderr,
        )
        sys.exit(2)
    except (OSError, sqlite3.Error) as error:
        print(
            _of_the_library(error)
            or f"Stopped by the disk or the database ({error}); what was saved before stays."
            " Check free space and permissions, then run the command again",
            file=sys.stderr,
        )
        sys.exit(2)
    except KeyboardInterrupt:
        print("Stopped; what was saved stays, and the same command goes on from there.", file=sys.stderr)
        sys.exit(130)


def _of_the_library(error: OSError | sqlite3.Error) -> JomoError | None:
    """The error as the library explains it; None for one that another file or folder met."""
    home = Settings().home
    if isinstance(error, OSError) and not Path(str(error.filename)).is_relative_to(home):
        return None
    return explained(error, home / "jomo.sqlite")
