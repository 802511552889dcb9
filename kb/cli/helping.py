"""The help of commands: examples call the program by its name, words are in the person's language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup

from kb.catalogue import _

IN_EXAMPLES = "python -m kb"
"""How the examples in the code call the program; it is right in a clone."""

Command = TyperCommand | TyperGroup


class _Context(typer.Context):
    """A command as it is called, with what Typer itself says in the language of the moment."""

    def get_help(self) -> str:
        """The help. What Typer writes into it are names of a module of its own, which is slow to load."""
        from typer import rich_utils

        rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
        rich_utils.OPTIONS_PANEL_TITLE = _("Options")
        rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
        rich_utils.DEFAULT_STRING = _("[default: {}]")
        rich_utils.REQUIRED_LONG_STRING = _("[required]")
        if option := self.command.get_help_option(self):
            option.help = _("Show this message and exit.")
        return super().get_help()

    def make_formatter(self) -> Any:
        """What lays the usage out."""
        made = super().make_formatter()
        made.write_usage = partial(made.write_usage, prefix=_("Usage:") + " ")  # type: ignore[method-assign]
        return made


def commands(root: Command) -> Iterator[Command]:
    """A command and all that stand below it."""
    left: list[Command] = [root]
    while left:
        command = left.pop()
        yield command
        if isinstance(command, TyperGroup):
            left += [each for each in command.commands.values() if isinstance(each, Command)]


def words_of(command: Command) -> Iterator[str]:
    """What a command's help says, as the code has it: how it is called, what it does, and the same of each
    option and argument."""
    yield from filter(None, [command.help, command.options_metavar])
    if isinstance(command, TyperGroup):
        yield command.subcommand_metavar
    for each in command.params:
        yield from filter(None, [getattr(each, "help", None), _called(each)])
        if panel := getattr(each, "rich_help_panel", None):
            yield panel


def say(root: Command, program: str) -> None:
    """Puts the help of all commands into the language of the moment, the examples calling the program by this
    name."""
    for command in commands(root):
        command.context_class = _Context
        if command.help:
            command.help = _(command.help).replace(IN_EXAMPLES, program)
        if command.options_metavar:
            command.options_metavar = _(command.options_metavar)
        if isinstance(command, TyperGroup):
            command.subcommand_metavar = _(command.subcommand_metavar)
        for each in command.params:
            _say_of(each)


def _say_of(each: Any) -> None:
    if help_text := getattr(each, "help", None):
        each.help = _(help_text)
    if panel := getattr(each, "rich_help_panel", None):
        each.rich_help_panel = _(panel)
    if (name := _called(each)) and (said := _(name)) != name:
        each.metavar = said


def _called(each: Any) -> str:
    """What stands for the value of an option or argument: what the code says, or an argument's own name. An
    option without such a word shows of which type it is."""
    if each.metavar is not None:
        return str(each.metavar)
    return str(each.name) if isinstance(each, TyperArgument) else ""
