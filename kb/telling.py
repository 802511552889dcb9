"""What stopped something, as the one line that commands and pages show: folder, reason, remedy."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pydantic import ValidationError

from kb.catalogue import _, cause, noted, retold
from kb.errors import JomoError
from kb.settings import Settings
from kb.store import explained

TOLD = (JomoError, ValidationError, OSError, sqlite3.Error)
"""What can be told in a line; anything else is a mistake of ours."""
_OF_SETTINGS = (
    noted("Input should be greater than or equal to {bound}"),
    noted("Input should be greater than {bound}"),
    noted("Input should be less than or equal to {bound}"),
    noted("Input should be less than {bound}"),
    noted("Input should be a valid integer, unable to parse string as an integer"),
    noted("Input should be a valid number, unable to parse string as a number"),
    noted("Input should be a valid boolean, unable to interpret input"),
    noted("Input should be a valid URL, {why}"),
    noted("Input should be {one} or {other}"),
    noted("String should have at least {count} characters"),
    noted("String should match pattern {pattern}"),
    noted("{folder} begins with somebody who has no folder here"),
    noted("Value error, {said}"),
)
"""What pydantic says of a setting."""


def line(error: Exception) -> str:
    """One of `TOLD` in words for the person."""
    match error:
        case ValidationError():
            first = error.errors()[0]
            return _(
                "{variable}: {reason}; correct the variable or kb.toml",
                variable=f"KB_{str(first['loc'][0]).upper()}",
                reason=retold(str(first["msg"]), _OF_SETTINGS),
            )
        case OSError() | sqlite3.Error():
            return str(
                _of_the_library(error)
                or _(
                    "Stopped by the disk or the database ({error}); what was saved before stays. "
                    "Check free space and permissions, then try again",
                    error=_whole(error),
                )
            )
    return str(error)


def _whole(error: OSError | sqlite3.Error) -> str:
    """What the system says, with its number and the file that it names."""
    by_system = getattr(error, "strerror", None)
    return str(error).replace(by_system, cause(error)) if by_system else cause(error)


def _of_the_library(error: OSError | sqlite3.Error) -> JomoError | None:
    """The error as the library explains it; None for one that another file or folder met."""
    home = Settings().home
    if isinstance(error, OSError) and not Path(str(error.filename)).is_relative_to(home):
        return None
    return explained(error, home / "jomo.sqlite")
