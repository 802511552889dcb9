"""A command that was called wrongly says so in one line, with the remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Command


@pytest.mark.parametrize(
    ("called", "said"),
    [
        ("search attention -n 0", "'-n': it should be greater than or equal to 1; kb search -h"),
        ("returned post:1 --rating 9", "'--rating': it should be less than or equal to 5"),
        ("picture map.svg --width wide", "'--width': it should be a valid integer"),
        ("list --limit 0", "'--limit': it should be greater than or equal to 1"),
        ("list --zone attic", "'--zone': 'attic' is not one of 'inbox', 'must-have'"),
        ("list --since 2025-13", "'--since': write dates as 2025, 2025-06 or 2025-06-30"),
        ("move post:1", "The last word must be a zone: inbox, must-have"),
        ("list --colour red", "No such option: --colour"),
        ("forks file now", "unexpected extra argument(s) (now)"),
        ("serach", "No such command 'serach'. Did you mean 'search', 'searches'? kb -h says"),
        ("search", "Missing argument 'query'; kb search -h says what it takes"),
    ],
)
def test_one_line_says_what_was_wrong_and_where_to_read_on(
    called: str, said: str, tmp_path: Path, kb_on: Callable[[Path], Command]
) -> None:
    run = kb_on(tmp_path)(*called.split())
    assert run.status == 2 and not run.out
    [line] = run.err.splitlines()
    assert said.replace("kb ", "python -m kb ") in line and line.endswith("-h says what it takes")


def test_without_a_command_it_tells_what_there_is(tmp_path: Path, kb_on: Callable[[Path], Command]) -> None:
    run = kb_on(tmp_path)()
    assert run.status == 2 and "search" in run.out and not run.err.strip()
