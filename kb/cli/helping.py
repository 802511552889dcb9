"""The help of commands: examples call the program by its name, words are in the person's language."""

from __future__ import annotations

from collections.abc import Iterator

from typer.core import TyperCommand, TyperGroup

from kb.catalogue import _

IN_EXAMPLES = "python -m kb"
"""How the examples in the code call the program; it is right in a clone."""

Command = TyperCommand | TyperGroup


def commands(root: Command) -> Iterator[Command]:
    """A command and all that stand below it."""
    left: list[Command] = [root]
    while left:
        command = left.pop()
        yield command
        if isinstance(command, TyperGroup):
            left += [each for each in command.commands.values() if isinstance(each, Command)]


def words_of(command: Command) -> Iterator[str]:
    """What a command's help says, as the code has it: of the command, and of each option and argument."""
    yield from filter(None, [command.help, *(getattr(each, "help", None) for each in command.params)])


def say(root: Command, program: str) -> None:
    """Puts the help of all commands into the language of the moment, the examples calling the program by this
    name."""
    for command in commands(root):
        if command.help:
            command.help = _(command.help).replace(IN_EXAMPLES, program)
        for each in command.params:
            if said := getattr(each, "help", None):
                each.help = _(said)  # type: ignore[attr-defined]
