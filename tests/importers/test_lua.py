"""Tables of Lua as data: what programs write there, and what is none."""

from __future__ import annotations

import pytest

from kb.importers.lua import lua_table


def test_a_table_has_its_keys_and_numbers_what_has_none() -> None:
    text = """-- a comment
    return {
        ["text"] = "two\\
lines, \\"said\\"\\tand\\13\\\\",
        [3] = -1.5e-05, [ "on" ] = true, off = false, gone = nil, --[[ { ]]
        hex = 0x1F; "first", { 'second' },
    }
    """
    assert lua_table(text) == {
        "text": 'two\nlines, "said"\tand\r\\',
        3: -1.5e-05, "on": True, "off": False, "gone": None, "hex": 31, 1: "first", 2: {1: "second"},
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["", "return", "return 1", "return { [1] = ", "return { print() }", "return { a = b }", "{ } behind",
     'return { "breaks off', "{" * 1000, "return {" + "--" * 20000],
)  # fmt: skip
def test_what_is_no_data_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        lua_table(text)
