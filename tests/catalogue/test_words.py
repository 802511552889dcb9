"""The words that the code holds are found, wherever their marks stand."""

from __future__ import annotations

import ast

import pytest

from docs.words import _within_f_strings


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("""f":gray[{_('not yet')}]" """, [("not yet", None)]),
        ("""f"{_('by {name}', name=name)}." """, [("by {name}", None)]),
        ("""f"{n_('{count} thing', '{count} things', 3)}" """, [(("{count} thing", "{count} things"), None)]),
        ("""f"{p_('to look again', 'now')}" """, [("now", "to look again")]),
        (
            """f"{np_('ago', '{count} day', '{count} days', 3)}" """,
            [(("{count} day", "{count} days"), "ago")],
        ),
        ("""f"{shown(_('now'))}" """, [("now", None)]),
        ("""f"{_(TABLE[key])} {len(x)}" """, []),
    ],
)
def test_marks_within_f_strings_are_found(code: str, found: list[object]) -> None:
    assert list(_within_f_strings(ast.parse(code))) == found
