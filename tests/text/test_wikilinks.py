"""Links to items within notes: read, changed and written."""

from __future__ import annotations

import pytest

from kb.text.wikilinks import Wikilink, is_plain, replaced, targets, written


def test_links_are_read_outside_code_and_each_once() -> None:
    markdown = (
        "See [[Kimi Linear]] and [[arxiv:2510.26692|that paper]], [[ Kimi  Linear ]] again.\n\n"
        "`[[in code]]` ![[shown.png]] \\[[escaped]] [[]] [[two\nlines]] [[a|]]\n\n```\n[[in a block]]\n```\n"
    )
    assert targets(markdown) == ("Kimi Linear", "arxiv:2510.26692")


def test_what_leads_nowhere_stays_as_it_is_written() -> None:
    def change(link: Wikilink) -> str | None:
        return f"<{link.target}: {link.shown}>" if link.target == "One" else None

    assert replaced("[[One]], [[One|first]], [[ Two|2 ]]", change) == "<One: One>, <One: first>, [[ Two|2 ]]"


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Kimi Linear", ""),
        ("Линейное внимание", "post:telegram/x/1"),
        ("Of [MASK] | and more", "arxiv:2510.1"),
    ],
)
def test_a_written_link_is_read_again(title: str, key: str) -> None:
    [target] = targets(f"before {written(title, key)} after")
    assert target == (key or title)


def test_titles_that_would_break_a_link_are_told() -> None:
    assert is_plain("Kimi Linear: a (short) look")
    assert not is_plain("Of [MASK]") and not is_plain("a|b") and not is_plain(" ")
    assert written("", "url:https://a.example/x") == "[[url:https://a.example/x]]"
    assert written("Odd", "url:https://a.example/[x]") == "[[Odd]]"
