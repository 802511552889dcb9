"""What stopped something, as the one line that commands and pages show: folder, reason, remedy."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pydantic import ValidationError

from kb.catalogue import _
from kb.errors import JomoError
from kb.settings import Settings
from kb.store import explained

TOLD = (JomoError, ValidationError, OSError, sqlite3.Error)
"""What can be told in a line; anything else is a mistake of ours."""


def line(error: Exception) -> str:
    """One of `TOLD` in words for the person."""
    match error:
        case ValidationError():
            first = error.errors()[0]
            variable = f"KB_{str(first['loc'][0]).upper()}"
            return _(
                "{variable}: {reason}; correct the variable or kb.toml",
                variable=variable,
                reason=first["msg"],
            )
        case OSError() | sqlite3.Error():
            return str(
                _of_the_library(error)
                or _(
                    "Stopped by the disk or the database ({error}); what was saved before stays. "
                    "Check free space and permissions, then try again",
                    error=error,
                )
            )
    return str(error)


def _of_the_library(error: OSError | sqlite3.Error) -> JomoError | None:
    """The error as the library explains it; None for one that another file or folder met."""
    home = Settings().home
    if isinstance(error, OSError) and not Path(str(error.filename)).is_relative_to(home):
        return None
    return explained(error, home / "jomo.sqlite")
