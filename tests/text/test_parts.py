"""A text in parts, each with what it begins with."""

import re

from kb.text.parts import parts


def test_a_part_reaches_to_where_the_next_begins() -> None:
    found = parts(re.compile(r"^# (\w+)\n", re.MULTILINE), "above\n# one\na\n# two\n# three\nb")
    assert [(begins[1], text) for begins, text in found] == [("one", "a\n"), ("two", ""), ("three", "b")]


def test_where_nothing_begins_there_is_no_part() -> None:
    assert list(parts(re.compile("#"), "words")) == []
