"""What was wrong with how a command was called, as one line that names the remedy."""

from __future__ import annotations

from typer.exceptions import TyperException

_SHORTER = {"Invalid value: ": "", "Value error, ": "", "Input should": "it should"}
"""Words of typer and pydantic that say nothing, or speak of an input as if there were a form."""


def line(error: TyperException, program: str) -> str:
    """The message in one line, with where to read what the command takes; empty where a command was called
    without anything and has told what there is."""
    said = " ".join(error.format_message().split()).rstrip(".")
    for phrase, instead in _SHORTER.items():
        said = said.replace(phrase, instead)
    if not said:
        return ""
    context = getattr(error, "ctx", None)
    return (
        f"{said[:1].upper()}{said[1:]}; {context.command_path if context else program} -h says what it takes"
    )
