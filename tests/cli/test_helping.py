"""How a command is called, as its help shows it."""

from __future__ import annotations

from typing import cast

from typer.main import get_command

from kb.cli import app, helping


def test_what_may_be_left_out_stands_in_one_pair_of_brackets_and_each_part_has_a_name_of_its_own() -> None:
    for command in helping.commands(cast(helping.Command, get_command(app))):
        pieces = command.collect_usage_pieces(helping._Context(command, info_name=command.name))
        usage = " ".join(pieces)
        assert "[[" not in usage and "...}..." not in usage and "...]..." not in usage, usage
        assert len({piece.lower() for piece in pieces}) == len(pieces), usage
