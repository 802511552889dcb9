"""What was wrong with how a command was called, as one line that names the remedy."""

from __future__ import annotations

from typer.exceptions import TyperException

from kb.catalogue import _, noted, retold

_SHORTER = {"Invalid value: ": "", "Value error, ": "", "Input should": "it should"}
"""Words of typer and pydantic that say nothing, or speak of an input as if there were a form."""
_PHRASES = (
    noted("Invalid value for {name}: {said}"),
    noted("it should be greater than or equal to {bound}"),
    noted("it should be less than or equal to {bound}"),
    noted("it should be a valid integer, unable to parse string as an integer"),
    noted("it should be a valid integer, got a number with a fractional part"),
    noted("it should be a valid number, unable to parse string as a number"),
    noted("{value} is not one of {names}"),
    noted("path {path} is not readable"),
    noted("Missing argument {name}"),
    noted("Missing option {name}"),
    noted("Missing command"),
    noted("No such option: {name} (Possible options: {names})"),
    noted("No such option: {name}"),
    noted("No such command {name}. Did you mean {names}?"),
    noted("No such command {name}"),
    noted("Got unexpected extra argument(s) ({names})"),
    noted("Option {name} requires an argument"),
    noted("Option {name} does not take a value"),
)
"""What typer and pydantic say of a call."""


def line(error: TyperException, program: str) -> str:
    """The message in one line, with where to read what the command takes; empty where a command was called
    without anything and has told what there is."""
    said = " ".join(error.format_message().split()).rstrip(".")
    for phrase, instead in _SHORTER.items():
        said = said.replace(phrase, instead)
    if not said:
        return ""
    said = retold(said, _PHRASES)
    context = getattr(error, "ctx", None)
    wrong, command = said[:1].upper() + said[1:], context.command_path if context else program
    if wrong.endswith("?"):
        return _("{question} {command} -h says what it takes", question=wrong, command=command)
    return _("{wrong}; {command} -h says what it takes", wrong=wrong, command=command)
